"""The whole way through a real provider on 127.0.0.1, and every way in which it must not end well."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.apps import apps
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import Settings

from accounts.domain import people
from accounts.models import Invitation, PeopleStep
from accounts.views.single_sign_on import person_for
from plans.models import Membership, Municipality
from tests.accounts.test_sign_in import turn_on
from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    ThemeEditorFactory,
    ThemeFactory,
    UserFactory,
)
from themes.models import ThemeEditor

pytestmark = pytest.mark.django_db
START, ANSWER = "/admin/sso/", "/admin/sso/svar/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    script = Path(__file__).with_name("oidc_provider.py")
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.terminate()


@pytest.fixture(autouse=True)
def _turned_on(settings: Settings, issuer: str) -> None:
    settings.SITE_URL = "http://testserver"
    settings.SINGLE_SIGN_ON = {
        "issuer": issuer,
        "client_id": "portal",
        "client_secret": "hemmelig",
        "claim": "groups",
        "name": "Herning",
    }


@pytest.fixture(autouse=True)
def herning() -> Municipality:
    return MunicipalityFactory(slug="herning")


def at_provider(issuer: str, start: HttpResponse, sub: str = "anna", **claims: Any) -> str:
    """The person signs in there; gives the address that the browser is sent back to."""
    requests.put(f"{issuer}/users/{sub}", json=claims, timeout=5).raise_for_status()
    answer = requests.post(start["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    return urlunsplit(("", "", *urlsplit(answer.headers["Location"])[2:]))


def sign_in(client: Client, issuer: str, sub: str = "anna", **claims: Any) -> HttpResponse:
    claims.setdefault("groups", ["herning:editor"])
    return client.get(at_provider(issuer, client.get(START), sub, **claims))


def roles(person: User) -> set[tuple[str, str]]:
    return set(Membership.objects.filter(person=person).values_list("municipality__slug", "role"))


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_person_signs_in_with_the_roles_of_the_claim(client: Client, issuer: str) -> None:
    response = sign_in(client, issuer, given_name="Anna", family_name="Holm", email="anna@eksempel.dk")
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    person = User.objects.get()
    assert (person.username, person.get_full_name()) == ("anna@127.0.0.1", "Anna Holm")
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (True, False, False)
    assert roles(person) == {("herning", "editor")}
    assert client.get("/admin/").status_code == 200


def test_request_carries_state_nonce_and_a_challenge(client: Client) -> None:
    asked = parse_qs(urlsplit(client.get(START)["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"http://testserver{ANSWER}"]
    assert len({asked[name][0] for name in ("state", "nonce", "code_challenge")}) == 3


def test_person_is_led_on_to_the_page_they_asked_for(client: Client, issuer: str) -> None:
    for wanted, led in (("/admin/plans/plan/", "/admin/plans/plan/"), ("https://ond.dk/", "/admin/")):
        back = at_provider(issuer, client.get(START, {"next": wanted}), groups=["herning:editor"])
        assert client.get(back)["Location"] == led


def test_roles_follow_the_claim_at_each_sign_in(client: Client, issuer: str) -> None:
    MunicipalityFactory(slug="ikast")
    sign_in(client, issuer, groups=["herning:editor", "ikast:manager"])
    person = User.objects.get()
    assert roles(person) == {("herning", "editor"), ("ikast", "manager")}
    sign_in(client, issuer, groups=["herning:approver", "herning:editor"])
    assert roles(person) == {("herning", "approver"), ("herning", "editor")}


def test_a_role_that_stays_keeps_its_named_themes(client: Client, issuer: str, herning: Municipality) -> None:
    sign_in(client, issuer, groups=["herning:themes"])
    membership = Membership.objects.get()
    ThemeEditorFactory(membership=membership, theme=ThemeFactory(plan__municipality=herning))
    sign_in(client, issuer, groups=["herning:themes", "herning:manager"])
    assert ThemeEditor.objects.get().membership == membership


@pytest.mark.parametrize("groups", [[], ["herning"], ["herning:chef"], ["ukendt:editor"], None, 7, [7]])
def test_who_has_no_role_here_is_not_let_in(client: Client, issuer: str, groups: Any) -> None:
    response = sign_in(client, issuer, groups=groups)
    assert (response.status_code, response["Location"]) == (302, "/admin/login/")
    assert not is_signed_in(client)
    assert not User.objects.exists()


def test_who_lost_every_role_is_shut_out_and_keeps_none(client: Client, issuer: str) -> None:
    sign_in(client, issuer)
    later = Client()
    sign_in(later, issuer, groups=[])
    assert not is_signed_in(later)
    assert roles(User.objects.get()) == set()


def test_closed_account_is_not_let_in(client: Client, issuer: str) -> None:
    User.objects.create(username="anna@127.0.0.1", is_active=False, password="!")
    sign_in(client, issuer)
    assert not is_signed_in(client)


def test_account_with_a_password_is_not_taken_over(client: Client, issuer: str) -> None:
    own = UserFactory(username="anna@127.0.0.1", is_superuser=True)
    sign_in(client, issuer)
    assert not is_signed_in(client)
    assert roles(own) == set()


@pytest.mark.parametrize(
    "forged",
    [
        {"nonce": "en anden"},
        {"aud": ["et andet sted"]},
        {"iss": "http://127.0.0.1:1"},
        {"exp": 1},
    ],
    ids=["nonce", "audience", "issuer", "expired"],
)
def test_token_that_is_not_for_us_is_refused(client: Client, issuer: str, forged: dict[str, Any]) -> None:
    response = sign_in(client, issuer, sub="forfalsker", **forged)
    assert (response.status_code, response["Location"]) == (302, "/admin/login/")
    assert not is_signed_in(client)
    assert not User.objects.exists()


def test_wrong_missing_and_used_state_are_refused(client: Client, issuer: str) -> None:
    back = at_provider(issuer, client.get(START), groups=["herning:editor"])
    code = parse_qs(urlsplit(back).query)["code"][0]
    for query in ({"code": code, "state": "en anden"}, {"code": code}, {}):
        client.get(ANSWER, query)
        assert not is_signed_in(client)
    client.get(back)
    assert is_signed_in(client)
    client.logout()
    client.get(back)
    assert not is_signed_in(client)


def test_answer_that_another_key_signed_is_refused(client: Client, issuer: str) -> None:
    requests.post(f"{issuer}/another-key", timeout=5).raise_for_status()
    response = sign_in(client, issuer)
    assert (response.status_code, is_signed_in(client)) == (302, False)
    sign_in(client, issuer)
    assert is_signed_in(client)


def test_answer_of_one_browser_does_not_sign_in_another(client: Client, issuer: str) -> None:
    back = at_provider(issuer, client.get(START), groups=["herning:editor"])
    other = Client()
    other.get(back)
    assert not is_signed_in(other)


def test_code_without_its_verifier_is_refused(client: Client, issuer: str) -> None:
    back = at_provider(issuer, client.get(START), groups=["herning:editor"])
    session = client.session
    [[state, _at, _provider]] = session["socialaccount_states"].values()
    state["pkce_code_verifier"] = "a" * 48
    session.save()
    client.get(back)
    assert not is_signed_in(client)


def test_person_who_says_no_at_the_provider_is_told(client: Client) -> None:
    client.get(START)
    response = client.get(ANSWER, {"error": "access_denied"}, follow=True)
    assert response.redirect_chain == [("/admin/login/", 302)]
    assert [str(message) for message in response.context["messages"]] != []


def test_provider_that_does_not_answer_is_told(client: Client, settings: Settings) -> None:
    settings.SINGLE_SIGN_ON = {**settings.SINGLE_SIGN_ON, "issuer": "http://127.0.0.1:1"}
    assert client.get(START)["Location"] == "/admin/login/"


def test_sign_in_page_offers_it_only_when_it_is_turned_on(client: Client, settings: Settings) -> None:
    assert f'href="{START}' in client.get("/admin/login/").content.decode()
    settings.SINGLE_SIGN_ON = {}
    assert f'href="{START}' not in client.get("/admin/login/").content.decode()
    assert [client.get(address).status_code for address in (START, ANSWER)] == [404, 404]


def test_people_whose_names_begin_alike_have_an_account_each() -> None:
    claims = {"groups": ["herning:editor"], "email": None, "given_name": None}
    people = [person_for({**claims, "sub": "x" * 150 + last}) for last in "ab"]
    assert people[0] != people[1]
    assert [len(person.username) <= 150 for person in people] == [True, True]  # SQLite counts nothing
    assert [(person.email, person.first_name) for person in people] == [("", ""), ("", "")]


def test_claim_that_is_no_address_is_not_stored_as_one() -> None:
    person = person_for({"sub": "anna", "groups": ["herning:editor"], "email": "anna@k.dk; bo@k.dk"})
    assert person.email == ""


def test_second_step_is_the_provider_s_business(client: Client, issuer: str, herning: Municipality) -> None:
    Municipality.objects.update(two_step_required=True)
    for groups in ([], ["herning:editor"], ["herning:editor"]):  # the second time with the role held before
        sign_in(client, issuer, groups=groups)
    assert client.get("/admin/").status_code == 200


def test_second_step_of_before_is_not_asked_for(client: Client, issuer: str) -> None:
    sign_in(client, issuer)
    turn_on(client)
    later = Client()
    sign_in(later, issuer)
    assert later.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "odd", [{"name": 7}, {"email": ["a@b.dk"]}, {"given_name": ["A"]}, {"phone_number": {}}], ids=str
)
def test_odd_claims_are_no_error(client: Client, issuer: str, odd: dict[str, Any]) -> None:
    assert sign_in(client, issuer, **odd).status_code == 302


def test_name_of_the_longest_kind_is_let_in(client: Client, issuer: str) -> None:
    sign_in(client, issuer, sub="x" * 255)
    assert is_signed_in(client)


def test_nothing_that_the_provider_tells_is_stored_beside_the_account(client: Client, issuer: str) -> None:
    sign_in(client, issuer, email="anna@eksempel.dk")
    assert is_signed_in(client)
    assert [model.objects.count() for model in (SocialAccount, SocialToken, EmailAddress)] == [0, 0, 0]


def test_nobody_is_taken_to_another_use_of_the_answer(client: Client, issuer: str) -> None:
    """allauth's own start takes what to do, and what to ask for, from the address."""
    asked = client.get(START, {"process": "connect", "scope": "alt", "auth_params": "prompt=none"})
    query = parse_qs(urlsplit(asked["Location"]).query)
    assert set(query["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in query
    client.get(at_provider(issuer, asked, groups=["herning:editor"]))
    assert is_signed_in(client)


def test_role_given_by_hand_stays_and_is_told_from_the_claim_s(
    client: Client, manager: Client, issuer: str, herning: Municipality, municipality: Municipality
) -> None:
    town = municipality.slug
    sign_in(client, issuer, groups=[f"{town}:editor"])
    person = User.objects.get(username="anna@127.0.0.1")
    address = reverse("desk-person", args=[municipality.pk, person.pk])
    assert manager.get(address).context["claimed"]
    manager.post(address, {"roles": ["editor", "approver"]})
    listed = manager.get(reverse("desk-people", args=[municipality.pk])).content.decode()
    assert listed.count(", fra Herning<") == 1
    sign_in(client, issuer, groups=[])
    assert roles(person) == {(town, "approver")}
    assert not manager.get(address).context["claimed"]


class TestInvited:
    """Who has been invited may come without any role in the claim, and keeps what was accepted."""

    @pytest.fixture
    def page(self, herning: Municipality) -> str:
        link = people.link_of(InvitationFactory(municipality=herning, roles=["approver"]))
        return "/admin/" + link.partition("/admin/")[2]

    def test_person_without_a_role_comes_in_to_accept(self, client: Client, issuer: str, page: str) -> None:
        assert f'href="{START}?next={page}"' in client.get(page).content.decode()
        back = at_provider(issuer, client.get(START, {"next": page}), email="anna@eksempel.dk", groups=[])
        assert client.get(back)["Location"] == page
        assert client.get("/admin/").status_code == 302
        client.post(page)
        person = User.objects.get()
        assert roles(person) == {("herning", "approver")}
        assert client.get("/admin/").status_code == 200

    def test_accepted_roles_stay_beside_those_of_the_claim_until_they_are_ended(
        self, client: Client, issuer: str, page: str, herning: Municipality
    ) -> None:
        client.get(at_provider(issuer, client.get(START, {"next": page}), groups=[]))
        client.post(page)
        person = User.objects.get()
        sign_in(client, issuer, groups=["herning:editor"])
        assert roles(person) == {("herning", "approver"), ("herning", "editor")}
        sign_in(client, issuer, groups=[])
        assert roles(person) == {("herning", "approver")}
        people.end(person, herning, UserFactory(is_superuser=True))
        again = Client()
        sign_in(again, issuer, groups=[])
        assert (roles(person), is_signed_in(again)) == (set(), False)

    def test_role_of_the_claim_that_is_accepted_too_stays_when_the_claim_goes(
        self, client: Client, issuer: str, page: str
    ) -> None:
        sign_in(client, issuer, groups=["herning:approver"])
        client.post(page)
        sign_in(client, issuer, groups=[])
        assert roles(User.objects.get()) == {("herning", "approver")}

    def test_ended_invitation_lets_nobody_in(self, client: Client, issuer: str, page: str) -> None:
        Invitation.objects.update(withdrawn_at=now())
        client.get(at_provider(issuer, client.get(START, {"next": page}), groups=[]))
        assert not is_signed_in(client)
        assert not User.objects.exists()

    def test_what_the_claim_changes_is_in_the_history_of_the_people(
        self, client: Client, issuer: str
    ) -> None:
        for groups in (["herning:editor"], ["herning:editor"], ["herning:approver"], []):
            sign_in(client, issuer, groups=groups)
        steps = PeopleStep.objects.order_by("pk").values_list("event", "roles", "by")
        assert list(steps) == [
            ("changed", ["editor"], None),
            ("changed", ["approver"], None),
            ("ended", [], None),
        ]


def test_roles_from_before_are_the_claims_where_there_is_no_password() -> None:
    theirs, own = MembershipFactory(), MembershipFactory()
    theirs.person.set_unusable_password()
    theirs.person.save()
    migration = import_module("plans.migrations.0008_roles_from_claims")
    migration.mark_those_of_the_sign_in_service(apps, None)
    marked = dict(Membership.objects.values_list("pk", "from_claim"))
    assert marked == {theirs.pk: True, own.pk: False}
