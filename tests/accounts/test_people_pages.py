"""Inviting people, giving and taking roles: the manager's pages, and who may not be touched."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accounts.domain import people
from accounts.models import Invitation, PeopleEvent, PeopleStep
from plans.enums import PlanState, Role
from plans.errors import RefusedError
from plans.models import Membership, Municipality
from plans.models.append_only import ImmutableError
from tests.desk.forms import send
from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    PeopleStepFactory,
    PlanFactory,
    ThemeEditorFactory,
    ThemeFactory,
    UserFactory,
)
from tests.mail_server import closed_port
from themes.models import ThemeEditor

pytestmark = pytest.mark.django_db
ANNA = {"email": "Anna@Herning.dk", "first_name": "Anna", "last_name": "Holm", "roles": [Role.EDITOR]}


def at(name: str, municipality: Municipality, *args: Any) -> str:
    return reverse(name, args=[municipality.pk, *args])


def invite(client: Client, municipality: Municipality, **changes: Any) -> Any:
    return client.post(at("desk-invite", municipality), {**ANNA, **changes}, follow=True)


def events(municipality: Municipality) -> list[str]:
    steps = PeopleStep.objects.filter(municipality=municipality).order_by("pk")
    return list(steps.values_list("event", flat=True))


def roles_of(person: User, municipality: Municipality) -> set[str]:
    held = Membership.objects.filter(person=person, municipality=municipality)
    return set(held.values_list("role", flat=True))


class TestInviting:
    def test_letter_says_who_where_what_how_and_until_when(
        self, manager: Client, municipality: Municipality
    ) -> None:
        theme = ThemeFactory(plan__municipality=municipality, title="Unge")
        response = invite(manager, municipality, roles=[Role.THEME_EDITOR, Role.APPROVER], themes=[theme.pk])
        assert "Invitationen er sendt til anna@herning.dk." in response.content.decode()
        [letter], invitation = mail.outbox, Invitation.objects.get()
        by = response.wsgi_request.user
        assert (letter.to, letter.reply_to) == (["anna@herning.dk"], [by.email])
        assert letter.subject == f"Invitation til beskæftigelsesplanerne for {municipality.name}"
        body = str(letter.body)
        for said in (
            "Hej Anna Holm",
            f"{by.username} har inviteret dig",
            "redaktør for navngivne temaer, godkender",
            "Unge",
            people.link_of(invitation),
            "anna@herning.dk",
            f"{invitation.expires_at.day}. ",
        ):
            assert said in body, said
        assert "single" not in body.lower()
        assert events(municipality) == [PeopleEvent.INVITED]

    def test_letter_points_to_single_sign_on_where_there_is_one(
        self, manager: Client, municipality: Municipality, settings: Settings
    ) -> None:
        settings.SINGLE_SIGN_ON = {"name": "Kommunens login"}
        invite(manager, municipality)
        assert "Plejer du at logge ind med Kommunens login?" in str(mail.outbox[0].body)

    def test_nothing_is_made_before_the_person_accepts(
        self, manager: Client, municipality: Municipality
    ) -> None:
        people_before = User.objects.count()
        invite(manager, municipality)
        assert User.objects.count() == people_before
        assert Membership.objects.filter(municipality=municipality).count() == 1

    def test_answer_is_the_same_for_an_address_that_somebody_elsewhere_has(
        self, manager: Client, municipality: Municipality
    ) -> None:
        other = MembershipFactory(person__email="anna@herning.dk", person__first_name="Hemmelig").person
        pages = []
        for email in ("anna@herning.dk", "inge@herning.dk"):
            page = invite(manager, municipality, email=email).content.decode()
            Invitation.objects.all().delete()
            page = re.sub(r"csrfmiddlewaretoken\" value=\"\w+|/invitation/\d+/|data-seconds=\"\d+", "", page)
            pages.append(page.replace(email, "adressen").split("<h2>Historik")[0])
        assert pages[0] == pages[1]
        assert other.username not in pages[0]
        assert [str(letter.body).count("konto") for letter in mail.outbox] == [1, 1]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"email": "ikke en adresse"}, "email"),
            ({"email": "anna@herning.dk\nBcc: x@y.dk"}, "email"),
            ({"email": ""}, "email"),
            ({"first_name": ""}, "first_name"),
            ({"roles": []}, "roles"),
            ({"roles": ["chef"]}, "roles"),
            ({"roles": [Role.THEME_EDITOR]}, "themes"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_nothing_is_sent(
        self, manager: Client, municipality: Municipality, changes: dict[str, Any], field: str
    ) -> None:
        response = invite(manager, municipality, **changes)
        assert list(response.context["form"].errors) == [field]
        assert (Invitation.objects.count(), mail.outbox) == (0, [])

    def test_themes_are_those_of_the_municipality_that_are_written_now(
        self, manager: Client, municipality: Municipality
    ) -> None:
        ThemeFactory()
        old = PlanFactory(municipality=municipality, year=2018, state=PlanState.PUBLISHED)
        ThemeFactory(plan=old)
        newest = ThemeFactory(plan__municipality=municipality, plan__year=2020, plan__state="published")
        written = ThemeFactory(plan__municipality=municipality, plan__year=2019)
        form = manager.get(at("desk-invite", municipality)).context["form"]
        assert list(form.fields["themes"].queryset) == [newest, written]

    def test_themes_without_the_role_are_asked_about(
        self, manager: Client, municipality: Municipality
    ) -> None:
        theme = ThemeFactory(plan__municipality=municipality)
        response = invite(manager, municipality, themes=[theme.pk])
        assert list(response.context["form"].errors) == ["roles"]

    def test_who_is_invited_or_a_member_already_is_not_invited_again(
        self, manager: Client, municipality: Municipality
    ) -> None:
        invite(manager, municipality)
        MembershipFactory(municipality=municipality, person__email="Inge@herning.dk")
        for email in ("ANNA@herning.dk", "inge@herning.dk"):
            response = invite(manager, municipality, email=email)
            assert list(response.context["form"].errors) == ["email"]
        assert len(mail.outbox) == 1

    def test_address_that_a_colleague_invites_at_the_same_moment_is_refused_in_words(
        self, municipality: Municipality
    ) -> None:
        given = {"email": "anna@herning.dk", "first_name": "Anna", "last_name": "Holm", "roles": ["editor"]}
        people.invite(municipality, UserFactory(), **given)
        with pytest.raises(RefusedError):
            people.invite(municipality, UserFactory(), **given)
        assert events(municipality) == [PeopleEvent.INVITED]

    def test_superuser_invites_the_first_manager(self, superuser: Client, municipality: Municipality) -> None:
        invite(superuser, municipality, roles=[Role.MANAGER])
        people.accept(Invitation.objects.get(), person := UserFactory())
        assert roles_of(person, municipality) == {Role.MANAGER}

    def test_two_municipalities_invite_the_same_person(
        self, manager: Client, municipality: Municipality
    ) -> None:
        InvitationFactory(email="anna@herning.dk")
        invite(manager, municipality)
        assert Invitation.objects.unanswered().count() == 2


class TestFailingMailServer:
    @pytest.fixture(autouse=True)
    def _nobody_answers(self, settings: Settings) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", closed_port(), 2

    def test_invitation_is_kept_and_the_page_says_what_to_do(
        self, manager: Client, municipality: Municipality
    ) -> None:
        page = invite(manager, municipality).content.decode()
        invitation = Invitation.objects.get()
        assert (invitation.sent_at, invitation.is_open) == (None, True)
        assert "er gemt, men mailen blev ikke sendt" in page
        assert "mail ikke sendt" in page
        assert events(municipality) == [PeopleEvent.INVITED, PeopleEvent.MAIL_FAILED]
        [task] = [
            task
            for task in manager.get("/admin/").context["front"].keeping
            if task.address == at("desk-people", municipality) and "Anna" in task.text
        ]
        assert "kunne ikke sendes" in task.text

    def test_it_is_sent_when_the_server_answers_again(
        self, manager: Client, municipality: Municipality, settings: Settings
    ) -> None:
        invite(manager, municipality)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        invitation = Invitation.objects.get()
        page = manager.post(at("desk-invitation", municipality, invitation.pk, "send"), follow=True)
        invitation.refresh_from_db()
        assert (invitation.send_error, len(mail.outbox)) == ("", 1)
        assert "mail ikke sendt" not in page.content.decode().split("<h2>Historik")[0]


class TestWaitingInvitation:
    def test_link_is_shown_when_asked_for_and_that_is_kept(
        self, manager: Client, municipality: Municipality
    ) -> None:
        invitation = InvitationFactory(municipality=municipality)
        link = people.link_of(invitation)
        PeopleStepFactory.create_batch(50, municipality=municipality)
        assert link not in manager.get(at("desk-people", municipality)).content.decode()
        response = manager.post(at("desk-invitation", municipality, invitation.pk, "link"))
        assert link in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert f'href="{at("desk-people", municipality)}?side=2"' in response.content.decode()
        assert events(municipality)[50:] == [PeopleEvent.LINK_SHOWN]

    def test_sending_again_begins_the_time_anew_and_the_first_letter_still_works(
        self, manager: Client, municipality: Municipality
    ) -> None:
        invitation = InvitationFactory(municipality=municipality, expires_at="2020-01-01T00:00Z")
        before = people.link_of(invitation)
        manager.post(at("desk-invitation", municipality, invitation.pk, "send"))
        invitation.refresh_from_db()
        assert invitation.is_open
        assert before in str(mail.outbox[0].body)

    def test_one_address_is_not_written_to_again_and_again(
        self, manager: Client, municipality: Municipality
    ) -> None:
        """Sending again, or withdrawing and inviting anew: a letter is a letter."""
        for _time in range(3):
            invite(manager, municipality)
            address = at("desk-invitation", municipality, Invitation.objects.unanswered().get().pk, "send")
            page = manager.post(address, follow=True).content.decode()
            manager.post(address.replace("send", "tilbagekald"))
        assert len(mail.outbox) == 5
        assert "der er sendt 5 mails til anna@herning.dk det seneste døgn" in page
        assert "vis linket" in page
        invite(manager, municipality, email="bo@herning.dk")
        assert len(mail.outbox) == 6

    def test_one_manager_cannot_make_the_portal_write_to_everybody(
        self, manager: Client, superuser: Client, municipality: Municipality
    ) -> None:
        for number in range(62):
            invite(manager, municipality, email=f"en{number}@herning.dk")
        assert len(mail.outbox) == 60
        invite(superuser, municipality)
        assert len(mail.outbox) == 61

    def test_withdrawn_one_is_gone_from_the_list_and_leads_nowhere(
        self, manager: Client, client: Client, municipality: Municipality
    ) -> None:
        invitation = InvitationFactory(municipality=municipality)
        manager.post(at("desk-invitation", municipality, invitation.pk, "tilbagekald"))
        page = manager.get(at("desk-people", municipality))
        assert list(page.context["invitations"]) == []
        assert client.get(people.link_of(invitation).removeprefix("http://127.0.0.1:8000")).status_code == 410
        assert events(municipality) == [PeopleEvent.WITHDRAWN]
        again = manager.post(at("desk-invitation", municipality, invitation.pk, "send"))
        assert again.status_code == 404

    def test_one_accepted_a_moment_ago_is_not_withdrawn(self, municipality: Municipality) -> None:
        invitation, person = InvitationFactory(municipality=municipality), UserFactory()
        people.accept(Invitation.objects.get(), person)
        with pytest.raises(RefusedError):
            people.withdraw(invitation, person)
        assert roles_of(person, municipality) == {Role.EDITOR}

    def test_step_that_does_not_exist_is_not_found(self, manager: Client, municipality: Municipality) -> None:
        invitation = InvitationFactory(municipality=municipality)
        address = at("desk-invitation", municipality, invitation.pk, "noget-andet")
        assert manager.post(address).status_code == 404


class TestRoles:
    def test_roles_and_themes_become_exactly_what_was_chosen(
        self, manager: Client, municipality: Municipality
    ) -> None:
        kept = ThemeEditorFactory(membership__municipality=municipality)
        dropped = ThemeEditorFactory(membership=kept.membership)
        person = kept.membership.person
        MembershipFactory(person=person, municipality=municipality, role=Role.EDITOR)
        elsewhere = MembershipFactory(person=person, role=Role.APPROVER)
        new = ThemeFactory(plan=kept.theme.plan)
        address = at("desk-person", municipality, person.pk)
        shown = manager.get(address).context["form"].initial
        assert set(shown["roles"]) == {Role.EDITOR, Role.THEME_EDITOR}
        assert set(shown["themes"]) == {kept.theme, dropped.theme}
        chosen = {"roles": [Role.THEME_EDITOR, Role.APPROVER], "themes": [kept.theme.pk, new.pk]}
        assert manager.post(address, chosen).status_code == 302
        assert roles_of(person, municipality) == {Role.THEME_EDITOR, Role.APPROVER}
        assert set(ThemeEditor.objects.values_list("theme", flat=True)) == {kept.theme.pk, new.pk}
        assert ThemeEditor.objects.filter(pk=kept.pk).exists()
        assert Membership.objects.filter(pk=elsewhere.pk).exists()
        step = PeopleStep.objects.get()
        assert (step.event, step.roles) == (PeopleEvent.CHANGED, [Role.APPROVER, Role.THEME_EDITOR])

    def test_saving_without_a_change_leaves_no_line(
        self, manager: Client, municipality: Municipality
    ) -> None:
        person = MembershipFactory(municipality=municipality).person
        manager.post(at("desk-person", municipality, person.pk), {"roles": [Role.EDITOR]})
        assert not PeopleStep.objects.exists()

    def test_ended_membership_ends_here_only(self, manager: Client, municipality: Municipality) -> None:
        person = MembershipFactory(municipality=municipality).person
        elsewhere = MembershipFactory(person=person).municipality
        page = manager.post(at("desk-end", municipality, person.pk), follow=True).content.decode()
        assert "er ikke længere medlem" in page
        assert (roles_of(person, municipality), roles_of(person, elsewhere)) == (set(), {Role.EDITOR})
        assert events(municipality) == [PeopleEvent.ENDED]
        person.refresh_from_db()
        assert person.is_active

    def test_superuser_is_touched_by_superusers_only(
        self, manager: Client, superuser: Client, municipality: Municipality
    ) -> None:
        membership = MembershipFactory(municipality=municipality, person__is_superuser=True)
        person = membership.person
        assert f"folk/{person.pk}/" not in manager.get(at("desk-people", municipality)).content.decode()
        address = at("desk-person", municipality, person.pk)
        for method in (manager.get, manager.post):
            assert method(address, {"roles": [Role.MANAGER]}).status_code == 403
        assert manager.post(at("desk-end", municipality, person.pk)).status_code == 409
        table = reverse("admin:plans_membership_delete", args=[membership.pk])
        assert manager.post(table, {"post": "yes"}).status_code == 403
        assert roles_of(person, municipality) == {Role.EDITOR}
        superuser.post(address, {"roles": [Role.APPROVER]})
        assert roles_of(person, municipality) == {Role.APPROVER}

    def test_last_manager_stays_until_there_is_another(
        self, manager: Client, municipality: Municipality
    ) -> None:
        membership = Membership.objects.get(municipality=municipality)
        person = membership.person
        form = manager.post(at("desk-person", municipality, person.pk), {"roles": [Role.EDITOR]}).context[
            "form"
        ]
        assert list(form.errors) == ["roles"]
        assert manager.post(at("desk-end", municipality, person.pk)).status_code == 409
        table = reverse("admin:plans_membership_delete", args=[membership.pk])
        assert manager.post(table, {"post": "yes"}).status_code == 403
        assert roles_of(person, municipality) == {Role.MANAGER}
        MembershipFactory(municipality=municipality, role=Role.MANAGER, person__is_active=False)
        assert manager.post(at("desk-end", municipality, person.pk)).status_code == 409
        MembershipFactory(municipality=municipality, role=Role.MANAGER)
        at_once = Membership.objects.filter(municipality=municipality).values_list("pk", flat=True)
        data = {"action": "delete_selected", "_selected_action": list(at_once), "post": "yes"}
        manager.post(reverse("admin:plans_membership_changelist"), data)
        assert Membership.objects.filter(municipality=municipality).count() == 3

    @pytest.mark.parametrize(("page", "roles"), [("desk-end", []), ("desk-person", [Role.EDITOR])])
    def test_manager_who_gives_up_the_role_is_told_so_on_the_front_page(
        self, manager: Client, municipality: Municipality, page: str, roles: list[Role]
    ) -> None:
        person = Membership.objects.get(municipality=municipality).person
        MembershipFactory(municipality=municipality, role=Role.MANAGER)
        response = manager.post(at(page, municipality, person.pk), {"roles": roles}, follow=True)
        assert response.redirect_chain == [("/admin/", 302)]
        [said] = map(str, response.context["messages"])
        assert people.named(person) in said
        assert roles_of(person, municipality) == set(roles)

    def test_person_of_another_municipality_is_not_found(
        self, manager: Client, municipality: Municipality
    ) -> None:
        stranger = MembershipFactory().person
        invitation = InvitationFactory()
        for name, args in (
            ("desk-person", [stranger.pk]),
            ("desk-end", [stranger.pk]),
            ("desk-invitation", [invitation.pk, "send"]),
        ):
            assert manager.post(at(name, municipality, *args)).status_code == 404
        assert mail.outbox == []

    def test_what_is_deleted_in_the_tables_is_in_the_history_too(
        self, manager: Client, superuser: Client, municipality: Municipality
    ) -> None:
        named = ThemeEditorFactory(membership__municipality=municipality)
        manager.post(reverse("admin:themes_themeeditor_delete", args=[named.pk]), {"post": "yes"})
        membership = reverse("admin:plans_membership_delete", args=[named.membership_id])
        superuser.post(membership, {"post": "yes"})
        many = MembershipFactory(municipality=municipality)
        data = {"action": "delete_selected", "_selected_action": [many.pk], "post": "yes"}
        superuser.post(reverse("admin:plans_membership_changelist"), data)
        assert events(municipality) == [PeopleEvent.CHANGED, PeopleEvent.ENDED, PeopleEvent.ENDED]

    def test_what_a_superuser_gives_on_the_person_s_own_page_is_in_the_history_too(
        self, superuser: Client, municipality: Municipality
    ) -> None:
        person = UserFactory()
        page = reverse("admin:auth_user_change", args=[person.pk])
        row = {"memberships-0-municipality": municipality.pk, "memberships-0-role": Role.MANAGER}
        data = {"memberships-TOTAL_FORMS": 1, "date_joined_0": "2026-01-01", "date_joined_1": "10:00", **row}
        assert send(superuser, page, **data).status_code == 302
        assert roles_of(person, municipality) == {Role.MANAGER}
        assert events(municipality) == [PeopleEvent.CHANGED]

    def test_role_that_a_superuser_changes_is_given_by_hand_from_then_on(
        self, superuser: Client, municipality: Municipality
    ) -> None:
        claimed = MembershipFactory(municipality=municipality, from_claim=True)
        left_alone = MembershipFactory(person=claimed.person, from_claim=True)
        page = reverse("admin:auth_user_change", args=[claimed.person_id])
        data = {"memberships-0-role": Role.APPROVER, "date_joined_0": "2026-01-01", "date_joined_1": "10:00"}
        assert send(superuser, page, **data).status_code == 302
        held = Membership.objects.filter(person=claimed.person).values_list("pk", "role", "from_claim")
        assert set(held) == {(claimed.pk, "approver", False), (left_alone.pk, "editor", True)}

    def test_theme_with_a_named_editor_can_be_deleted_by_who_writes_the_plan(
        self, editor: Client, municipality: Municipality
    ) -> None:
        theme = ThemeEditorFactory(membership__municipality=municipality).theme
        editor.post(reverse("admin:themes_theme_delete", args=[theme.pk]), {"post": "yes"})
        assert not ThemeEditor.objects.exists()

    def test_line_of_the_history_is_never_changed(self) -> None:
        step = PeopleStepFactory()
        with pytest.raises(ImmutableError):
            step.save()
        with pytest.raises(ImmutableError):
            PeopleStep.objects.update(who="En anden")


@pytest.mark.parametrize("name", ["desk-people", "desk-invite", "desk-person"])
def test_page_makes_the_same_queries_for_one_and_for_three(
    manager: Client, municipality: Municipality, name: str
) -> None:
    made = []
    for more in (1, 2):
        for _number in range(more):
            named = ThemeEditorFactory(membership__municipality=municipality)
            invitation = InvitationFactory(municipality=municipality)
            invitation.themes.add(named.theme)
            PeopleStepFactory(municipality=municipality, by=UserFactory())
        person = [named.membership.person_id] if name == "desk-person" else []
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(at(name, municipality, *person)).status_code == 200
        made.append(len(queries))
    assert made == [{"desk-people": 14, "desk-invite": 6, "desk-person": 11}[name]] * 2


def test_manager_finds_the_people_from_the_front_page_and_the_settings(
    manager: Client, editor: Client, municipality: Municipality
) -> None:
    MunicipalityFactory()
    link = f'href="{at("desk-people", municipality)}"'
    settings = reverse("admin:plans_municipality_change", args=[municipality.pk])
    for page in ("/admin/", settings):
        assert link in manager.get(page).content.decode()
        assert link not in editor.get(page).content.decode()
    assert len(manager.get("/admin/").context["front"].managed) == 1
