"""The link of an invitation: for somebody new, for somebody with an account, and after its time."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.timezone import now

from accounts.domain import people
from accounts.models import Invitation, PeopleEvent, PeopleStep
from plans.enums import Role
from plans.errors import RefusedError
from plans.models import Membership
from tests.factories import PASSWORD, InvitationFactory, MembershipFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = {"new_password1": "tre gode ord i en række", "new_password2": "tre gode ord i en række"}


def page_of(invitation: Invitation) -> str:
    return "/admin/invitation/" + people.link_of(invitation).rstrip("/").rpartition("/")[2] + "/"


@pytest.fixture
def invitation() -> Invitation:
    found: Invitation = InvitationFactory(
        email="anna@herning.dk", first_name="Anna", last_name="Holm", roles=["approver", "editor"]
    )
    return found


def roles(person: User) -> set[tuple[int, str]]:
    return set(Membership.objects.filter(person=person).values_list("municipality_id", "role"))


def test_new_person_chooses_a_password_and_stands_at_the_desk(client: Client, invitation: Invitation) -> None:
    page = client.get(page_of(invitation)).content.decode()
    assert "redaktør, godkender" in page
    response = client.post(page_of(invitation), NEW)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    person = User.objects.get(username="anna@herning.dk")
    assert (person.get_full_name(), person.email) == ("Anna Holm", "anna@herning.dk")
    assert (person.is_staff, person.is_superuser) == (True, False)
    town = invitation.municipality_id
    assert roles(person) == {(town, Role.EDITOR), (town, Role.APPROVER)}
    assert client.get("/admin/").status_code == 200
    step = PeopleStep.objects.get()
    assert (step.event, step.by, step.who) == (PeopleEvent.ACCEPTED, person, "Anna Holm (anna@herning.dk)")
    data = {"login": "anna@herning.dk", "password": NEW["new_password1"]}
    assert Client().post("/admin/login/", data)["Location"] == "/admin/"


def test_editor_of_named_themes_gets_the_themes_that_still_exist(
    client: Client, invitation: Invitation
) -> None:
    invitation.roles = [Role.THEME_EDITOR]
    invitation.save()
    kept, gone = (ThemeFactory(plan__municipality=invitation.municipality) for _number in range(2))
    invitation.themes.add(kept, gone, ThemeFactory())
    gone.delete()
    client.post(page_of(invitation), NEW)
    membership = Membership.objects.get()
    assert list(membership.named_themes.values_list("theme", flat=True)) == [kept.pk]


@pytest.mark.parametrize("weak", ["kort", "anna@herning.dk", "12345678901234"])
def test_weak_password_is_refused(client: Client, invitation: Invitation, weak: str) -> None:
    response = client.post(page_of(invitation), {"new_password1": weak, "new_password2": weak})
    assert response.status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize("same", [{"username": "anna@herning.dk"}, {"email": "Anna@Herning.dk"}])
def test_account_that_the_address_has_is_never_taken_over(
    client: Client, invitation: Invitation, same: dict[str, str]
) -> None:
    person = UserFactory(**same)
    response = client.post(page_of(invitation), NEW)
    assert response.status_code == 200
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert (roles(person), User.objects.count()) == (set(), 1)
    assert "_auth_user_id" not in client.session


def test_person_with_an_account_signs_in_and_accepts_beside_what_they_have(
    client: Client, invitation: Invitation
) -> None:
    before = MembershipFactory()
    page = page_of(invitation)
    assert f'href="/admin/login/?next={page}"' in client.get(page).content.decode()
    data = {"login": before.person.username, "password": PASSWORD, "next": page}
    assert client.post("/admin/login/", data)["Location"] == page
    assert f"Du er logget ind som {before.person.username}." in client.get(page).content.decode()
    assert client.post(page)["Location"] == "/admin/"
    town = invitation.municipality_id
    assert roles(before.person) == {
        (before.municipality_id, Role.EDITOR),
        (town, Role.EDITOR),
        (town, Role.APPROVER),
    }


def test_link_works_once(client: Client, invitation: Invitation) -> None:
    client.post(page_of(invitation), NEW)
    for second in (Client(), client):
        response = second.post(page_of(invitation), NEW)
        assert response.status_code == 410
    assert User.objects.count() == 1


def test_two_who_send_it_at_once_make_one_account(invitation: Invitation) -> None:
    """The second read the row before the first had stored its answer."""
    first, second = UserFactory.create_batch(2)
    stale = Invitation.objects.get()
    people.accept(invitation, first)
    with pytest.raises(RefusedError):
        people.accept(stale, second)
    assert roles(second) == set()


@pytest.mark.parametrize("ended", ["withdrawn_at", "expires_at"])
@pytest.mark.parametrize("signed_in", [False, True])
def test_ended_invitation_is_told_of_and_gives_nothing(
    client: Client, invitation: Invitation, ended: str, signed_in: bool
) -> None:
    Invitation.objects.update(**{ended: now()})
    person = UserFactory()
    if signed_in:
        client.force_login(person)
    for response in (client.get(page_of(invitation)), client.post(page_of(invitation), NEW)):
        assert response.status_code == 410
        assert "Spørg" in response.content.decode() or "Bed den" in response.content.decode()
    assert (roles(person), User.objects.count()) == (set(), 1)


@pytest.mark.parametrize("change", ["{0}x", "x{0}", "1{0}", "abc", "1.abc"])
def test_forged_link_is_not_found(client: Client, invitation: Invitation, change: str) -> None:
    token = page_of(invitation).split("/")[-2]
    assert client.get(f"/admin/invitation/{change.format(token)}/").status_code == 404


def test_person_who_does_not_keep_a_role_of_an_invitation_can_be_deleted(invitation: Invitation) -> None:
    inviter: Any = UserFactory()
    Invitation.objects.update(invited_by=inviter)
    inviter.delete()
    assert Invitation.objects.get().invited_by is None
