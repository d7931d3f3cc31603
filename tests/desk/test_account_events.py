"""What one human does with two accounts, in the manager's pages, in the administration and by single sign-on, is
known afterwards: what the one has sent, the other does not approve."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from pytest_django import Settings

from accounts.domain import people
from accounts.models import Invitation, PeopleStep
from accounts.views.single_sign_on import person_for
from plans.enums import AccountEventKind, Role
from plans.errors import RefusedError
from plans.models import AccountEvent, Municipality, Plan
from publishing.domain.workflow import history
from tests.desk.two_accounts import NEW, accept, invitation_of, member, refused, signed_in, step_of
from tests.factories import MembershipFactory, PlanFactory, UserFactory

pytestmark = pytest.mark.django_db
Kind = AccountEventKind


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    found: Plan = PlanFactory(municipality=municipality)
    return found


class TestInvitations:
    def test_account_accepted_through_a_link_that_the_sender_was_shown_does_not_approve(
        self, plan: Plan, sender: User
    ) -> None:
        invitation = invitation_of(plan.municipality, sender)
        page = step_of(invitation, sender, "link").content.decode()
        assert "ikke godkende hinandens tekster" in page
        told = refused(plan, sender, accept(invitation))
        assert "Karen Vang fik vist det link" in told
        assert "Ny Kollega" in told

    def test_account_accepted_through_a_letter_approves(self, plan: Plan, sender: User) -> None:
        invitation = invitation_of(plan.municipality, sender)
        step_of(invitation, sender, "send")
        assert refused(plan, sender, accept(invitation)) == ""

    def test_it_is_whoever_was_shown_the_link_not_whoever_invited(self, plan: Plan, sender: User) -> None:
        inviter = member(plan, Role.MANAGER, Role.EDITOR)
        invitation = invitation_of(plan.municipality, inviter)
        step_of(invitation, sender, "link")
        approver = accept(invitation)
        assert refused(plan, sender, approver)
        assert refused(plan, inviter, approver) == ""

    def test_sender_does_not_get_round_it_with_an_account_from_elsewhere(
        self, plan: Plan, sender: User
    ) -> None:
        """Also an account that is there already, or that single sign-on makes on the way."""
        invitation = invitation_of(plan.municipality, sender)
        step_of(invitation, sender, "link")
        approver = accept(invitation, signed_in(UserFactory(is_staff=False)))
        assert refused(plan, sender, approver)

    @pytest.mark.parametrize("address", ["karen@herning.dk", "Karen+to@Herning.dk"])
    def test_letter_to_the_senders_own_address_is_a_link_shown(self, plan: Plan, address: str) -> None:
        sender = member(plan, Role.EDITOR, email="karen@herning.dk")
        inviter = member(plan, Role.MANAGER, Role.EDITOR)
        invitation = invitation_of(plan.municipality, inviter)
        Invitation.objects.filter(pk=invitation.pk).update(email=address)
        approver = accept(invitation, signed_in(UserFactory(email="k.vang@eksempel.dk")))
        assert refused(plan, sender, approver)
        assert refused(plan, inviter, approver) == ""

    def test_letter_that_is_only_printed_is_seen_by_its_sender(
        self, plan: Plan, sender: User, settings: Settings
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        invitation = invitation_of(plan.municipality, sender)
        step_of(invitation, sender, "send")
        assert refused(plan, sender, accept(invitation))

    def test_link_of_one_accepted_a_moment_ago_is_not_shown(self, plan: Plan, sender: User) -> None:
        invitation = invitation_of(plan.municipality, sender)
        accept(Invitation.objects.get())
        with pytest.raises(RefusedError):
            people.show_link(invitation, sender)
        assert not PeopleStep.objects.filter(event="link_shown").exists()

    def test_accepting_oneself_with_the_account_that_one_has_is_no_second_account(
        self, plan: Plan, sender: User
    ) -> None:
        invitation = invitation_of(plan.municipality, sender)
        step_of(invitation, sender, "link")
        accept(invitation, signed_in(sender))
        assert [(row.kind, row.by) for row in AccountEvent.objects.all()] == [(Kind.INVITED, sender)]
        assert "selv sendt" in refused(plan, sender, sender)


def change(page: str, by: User, person: User, **fields: Any) -> None:
    """Through Django's own pages, as a superuser does."""
    before = {"username": person.username, "email": person.email, "is_active": "on", "is_staff": "on"}
    rows = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    if person.is_superuser:
        before["is_superuser"] = "on"
    names = {"first_name": person.first_name, "last_name": person.last_name}
    address = reverse(page, args=[person.pk])
    response = signed_in(by).post(address, {**before, **names, **rows, **fields})
    assert response.status_code == 302, response.content.decode()


def address_changed(by: User, person: User) -> None:
    change("admin:auth_user_change", by, person, email="nyt@herning.dk")


def name_changed(by: User, person: User) -> None:
    change("admin:auth_user_change", by, person, username="123@login.kommune.dk")


def password_set(by: User, person: User) -> None:
    new = {"password1": NEW["new_password1"], "password2": NEW["new_password2"], "usable_password": "true"}
    change("admin:auth_user_password_change", by, person, **new)


def two_step_off(by: User, person: User) -> None:
    data = {"action": "turn_off_two_step", "_selected_action": [person.pk]}
    assert signed_in(by).post(reverse("admin:auth_user_changelist"), data).status_code == 302


WAYS = {
    Kind.ADDRESS_CHANGED: address_changed,
    Kind.NAME_CHANGED: name_changed,
    Kind.PASSWORD_SET: password_set,
    Kind.TWO_STEP_OFF: two_step_off,
}
WORDS = {
    Kind.ADDRESS_CHANGED: "ændrede e-mailadressen",
    Kind.NAME_CHANGED: "ændrede brugernavnet",
    Kind.PASSWORD_SET: "valgte en adgangskode",
    Kind.TWO_STEP_OFF: "slog totrinslogin fra",
}


class TestAdministration:
    @pytest.mark.parametrize("kind", WAYS)
    def test_who_got_at_an_account_and_its_person_do_not_approve_each_others_texts(
        self, plan: Plan, root: User, kind: AccountEventKind
    ) -> None:
        person = member(plan, Role.APPROVER)
        assert refused(plan, root, person) == refused(plan, person, root) == ""
        WAYS[kind](root, person)
        assert [(row.kind, row.by, row.account) for row in AccountEvent.objects.all()] == [
            (kind, root, person)
        ]
        assert f"Rita Rod {WORDS[kind]}" in refused(plan, root, person)
        assert f"Rita Rod {WORDS[kind]}" in refused(plan, person, root)

    def test_account_made_in_the_administration_is_its_makers_too(self, plan: Plan, root: User) -> None:
        data = {
            "username": "ny",
            "usable_password": "true",
            "password1": NEW["new_password1"],
            "password2": NEW["new_password2"],
            "memberships-TOTAL_FORMS": "0",
            "memberships-INITIAL_FORMS": "0",
        }
        response = signed_in(root).post(reverse("admin:auth_user_add"), data)
        assert response.status_code == 302
        person = User.objects.get(username="ny")
        User.objects.filter(pk=person.pk).update(is_staff=True)
        MembershipFactory(person=person, municipality=plan.municipality, role=Role.APPROVER)
        assert "Rita Rod oprettede kontoen for ny" in refused(plan, root, person)

    def test_page_says_at_once_what_follows(self, plan: Plan, root: User) -> None:
        person = member(plan, Role.APPROVER)
        password_set(root, person)
        client = signed_in(root)
        data = {"action": "turn_off_two_step", "_selected_action": [person.pk]}
        page = client.post(reverse("admin:auth_user_changelist"), data, follow=True).content.decode()
        assert "kan ikke godkende hinandens tekster" in page

    def test_what_one_does_with_ones_own_account_ties_nobody(self, plan: Plan, root: User) -> None:
        for way in WAYS.values():
            way(root, User.objects.get(pk=root.pk))
        assert not AccountEvent.objects.exists()

    def test_saving_a_person_without_a_change_ties_nobody(self, plan: Plan, root: User) -> None:
        person = member(plan, Role.APPROVER)
        change("admin:auth_user_change", root, person, first_name="Et andet")
        assert not AccountEvent.objects.exists()


class TestSingleSignOn:
    @pytest.fixture(autouse=True)
    def _provider(self, settings: Settings) -> None:
        settings.SINGLE_SIGN_ON = {"issuer": "https://login.kommune.dk", "claim": "groups", "name": "Login"}

    def test_account_with_the_senders_address_is_the_senders(self, plan: Plan) -> None:
        """Whoever reads the mail of one can choose a new password for it, and the service says that the
        address is theirs."""
        sender = member(plan, Role.EDITOR, email="Karen@herning.dk")
        groups = [f"{plan.municipality.slug}:approver"]
        person = person_for({"sub": "1", "email": "karen@herning.dk", "groups": groups})
        assert "samme e-mailadresse" in refused(plan, sender, person)
        other = person_for({"sub": "2", "email": "anna@herning.dk", "groups": groups})
        assert refused(plan, sender, other) == ""

    def test_history_says_that_the_account_came_by_itself(self, plan: Plan, sender: User) -> None:
        groups = [f"{plan.municipality.slug}:approver"]
        person = person_for({"sub": "2", "given_name": "Anna", "groups": groups})
        person_for({"sub": "2", "given_name": "Anna", "groups": groups})
        assert [row.kind for row in AccountEvent.objects.all()] == [Kind.SINGLE_SIGN_ON]
        refused(plan, sender, person)
        assert ["fælles login" in line for line in history(plan)[0].account_lines] == [True]
