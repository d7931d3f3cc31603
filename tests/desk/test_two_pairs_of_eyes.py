"""Two accounts that one human may hold do not approve each other's texts, whoever that human is; who can instead, and
what the history says."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from plans.enums import AccountEventKind, Role
from plans.errors import RefusedError
from plans.models import AccountEvent, Municipality, Plan
from plans.models.append_only import ImmutableError
from publishing.domain.workflow import history
from publishing.enums import Step
from tests.desk.two_accounts import accept, invitation_of, member, refused, signed_in, step_of
from tests.factories import AccountEventFactory, FollowUpFactory, PlanFactory, UserFactory
from tests.steps import take

pytestmark = pytest.mark.django_db
Kind = AccountEventKind


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    found: Plan = PlanFactory(municipality=municipality)
    return found


OPENING = [Kind.LINK_SHOWN, Kind.CREATED, Kind.NAME_CHANGED, Kind.ADDRESS_CHANGED, Kind.PASSWORD_SET]


class TestChains:
    @pytest.mark.parametrize("kind", OPENING)
    @pytest.mark.parametrize("links", [1, 2, 5])
    def test_account_got_at_through_others_counts_in_both_directions(
        self, plan: Plan, kind: AccountEventKind, links: int
    ) -> None:
        first, last = member(plan, Role.APPROVER), member(plan, Role.APPROVER)
        between = UserFactory.create_batch(links - 1)
        chain = [first, *between, last]
        for by, account in pairwise(chain):
            AccountEventFactory(by=by, account=account, kind=kind)
        assert refused(plan, first, last)
        assert refused(plan, last, first)

    @pytest.mark.parametrize("kind", OPENING)
    def test_two_accounts_that_a_third_got_at_are_in_one_hand(
        self, plan: Plan, root: User, kind: AccountEventKind
    ) -> None:
        first, last = member(plan, Role.EDITOR), member(plan, Role.APPROVER)
        AccountEventFactory(by=root, account=first, kind=kind)
        assert refused(plan, first, last) == ""
        AccountEventFactory(by=root, account=last, kind=kind)
        told = refused(plan, first, last)
        assert told.count("Rita Rod") == 2

    def test_two_who_got_at_the_same_account_are_two(self, plan: Plan) -> None:
        first, last, third = member(plan, Role.EDITOR), member(plan, Role.APPROVER), UserFactory()
        for by in (first, last):
            AccountEventFactory(by=by, account=third, kind=Kind.PASSWORD_SET)
        assert refused(plan, first, last) == ""

    def test_a_lost_phone_ties_only_the_two(self, plan: Plan, root: User) -> None:
        """Without the password a second step turned off opens nothing: whoever helps everybody with their
        phones does not hold everybody's accounts."""
        first, last = member(plan, Role.EDITOR), member(plan, Role.APPROVER)
        for account in (first, last):
            AccountEventFactory(by=root, account=account, kind=Kind.TWO_STEP_OFF)
        assert refused(plan, first, last) == ""
        assert refused(plan, first, root)

    def test_circle_of_accounts_ends(self, plan: Plan) -> None:
        first, last = member(plan, Role.EDITOR), member(plan, Role.APPROVER)
        other = member(plan, Role.APPROVER)
        AccountEventFactory(by=first, account=last)
        AccountEventFactory(by=last, account=first)
        assert refused(plan, first, last)
        assert refused(plan, first, other) == ""

    @pytest.mark.parametrize("kind", [Kind.INVITED, Kind.SINGLE_SIGN_ON])
    def test_having_invited_somebody_ties_nobody(self, plan: Plan, kind: AccountEventKind) -> None:
        first, last = member(plan, Role.EDITOR), member(plan, Role.APPROVER)
        AccountEventFactory(by=first, account=last, kind=kind)
        assert refused(plan, first, last) == ""

    def test_senders_other_account_shares_its_address_and_was_shown_the_link(self, plan: Plan) -> None:
        first, last = member(plan, Role.EDITOR, email="k@herning.dk"), member(plan, Role.APPROVER)
        AccountEventFactory(by=UserFactory(email="K@herning.dk"), account=last)
        assert refused(plan, first, last)

    def test_two_accounts_accepted_in_one_mailbox_are_in_one_hand_whatever_their_addresses_are_now(
        self, plan: Plan, root: User
    ) -> None:
        first = accept(invitation_of(plan.municipality, root))
        User.objects.filter(pk=first.pk).update(email="andet@herning.dk")
        invitation = invitation_of(plan.municipality, root)
        invitation.email = "ny+2@herning.dk"
        invitation.save()
        last = accept(invitation)
        assert first != last
        for one, other in ((first, last), (last, first)):
            told = refused(plan, one, other)
            assert "med en mail til ny@herning.dk" in told
            assert "samme e-mailadresse" not in told

    def test_who_got_at_an_account_does_not_read_its_mail(self, plan: Plan, root: User) -> None:
        first, last = member(plan, Role.EDITOR, email="k@herning.dk"), member(plan, Role.APPROVER)
        for account in (UserFactory(email="k@herning.dk"), last):
            AccountEventFactory(by=root, account=account)
        assert refused(plan, first, last) == ""

    def test_accounts_without_an_address_are_not_one(self, plan: Plan) -> None:
        first, last = member(plan, Role.EDITOR, email=""), member(plan, Role.APPROVER, email="")
        assert refused(plan, first, last) == ""


class TestWayOut:
    def test_refusal_names_who_can(self, plan: Plan, sender: User) -> None:
        tied = member(plan, Role.APPROVER, first_name="Tue", last_name="Bundet")
        AccountEventFactory(by=sender, account=tied)
        also_tied = member(plan, Role.APPROVER, first_name="Ida", last_name="Bundet")
        AccountEventFactory(by=sender, account=also_tied)
        gone = member(plan, Role.APPROVER, first_name="Gudrun", last_name="Gået", is_active=False)
        free = member(plan, Role.APPROVER, first_name="Frida", last_name="Fri")
        told = refused(plan, sender, tied)
        assert "kan godkendes af: Frida Fri." in told
        assert "Ida Bundet" not in told
        assert gone.last_name not in told
        assert refused(plan, sender, free) == ""

    def test_superuser_without_a_hand_in_it_can_where_nobody_else_can(
        self, plan: Plan, sender: User, root: User
    ) -> None:
        tied = member(plan, Role.APPROVER)
        AccountEventFactory(by=sender, account=tied)
        assert "En systemadministrator kan godkende teksten." in refused(plan, sender, tied)
        assert refused(plan, sender, root) == ""

    def test_superuser_who_has_a_hand_in_it_is_not_named(self, plan: Plan, root: User) -> None:
        sender, tied = member(plan, Role.EDITOR), member(plan, Role.APPROVER)
        for account in (sender, tied):
            AccountEventFactory(by=root, account=account)
        told = refused(plan, sender, tied)
        assert "En systemadministrator kan" not in told
        assert "En forvalter kan invitere en godkender" in told
        inviter = member(plan, Role.MANAGER)
        invitation = invitation_of(plan.municipality, inviter)
        step_of(invitation, inviter, "send")
        assert refused(plan, sender, accept(invitation)) == ""

    def test_municipality_that_lets_one_person_do_both_lets_their_accounts_and_the_history_says_so(
        self, plan: Plan, sender: User
    ) -> None:
        plan.municipality.author_may_approve = True
        plan.municipality.save()
        tied = member(plan, Role.APPROVER)
        AccountEventFactory(by=sender, account=tied)
        assert refused(plan, sender, tied) == ""
        line = history(plan)[0]
        assert (line.one_hand, line.by_author) == (True, False)
        page = signed_in(sender).get(f"/admin/plan/{plan.pk}/forloeb/").content.decode()
        assert page.count('class="desk-returned"') == 1
        assert "samme person kan have adgang til" in page

    def test_follow_up_is_held_to_it_too(self, plan: Plan, sender: User) -> None:
        report = FollowUpFactory(plan=plan)
        tied = member(plan, Role.APPROVER)
        AccountEventFactory(by=sender, account=tied)
        take(report, Step.SUBMIT, sender)
        with pytest.raises(RefusedError, match="den samme person kan have adgang"):
            take(report, Step.APPROVE, tied)
        page = signed_in(tied).get(reverse("desk-step", args=["opfoelgning", report.pk, "godkend"]))
        assert "planen" not in page.context["refused"]


class TestHistory:
    def test_approval_says_how_the_account_came_about(self, plan: Plan, sender: User) -> None:
        invitation = invitation_of(plan.municipality, sender)
        step_of(invitation, sender, "send")
        approver = accept(invitation)
        assert refused(plan, sender, approver) == ""
        step = history(plan)[0]
        assert (step.step, step.one_hand) == (Step.APPROVE, False)
        [line] = step.account_lines
        assert "Karen Vang inviterede" in line
        assert "ny@herning.dk" in line
        page = signed_in(approver).get(f"/admin/plan/{plan.pk}/forloeb/").content.decode()
        assert line in page

    def test_account_from_before_is_said_to_be_unknown(self, plan: Plan, sender: User) -> None:
        assert refused(plan, sender, member(plan, Role.APPROVER)) == ""
        [line] = history(plan)[0].account_lines
        assert "ved ikke, hvordan kontoen" in line

    def test_only_approvals_say_it(self, plan: Plan, sender: User) -> None:
        refused(plan, sender, member(plan, Role.APPROVER))
        assert [bool(step.account_lines) for step in history(plan)] == [True, False, False]

    def test_what_is_written_down_is_never_changed(self) -> None:
        event = AccountEventFactory()
        for attempt in (event.save, event.delete, AccountEvent.objects.all().delete):
            with pytest.raises(ImmutableError):
                attempt()


@pytest.mark.parametrize("accounts", [1, 12])
def test_page_makes_the_same_queries_however_many_accounts_hang_together(
    plan: Plan, sender: User, accounts: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    tied = member(plan, Role.APPROVER)
    chain = [sender, *UserFactory.create_batch(accounts), tied]
    for by, account in pairwise(chain):
        AccountEventFactory(by=by, account=account)
        member(plan, Role.APPROVER)
    take(plan, Step.SUBMIT, sender)
    client = signed_in(tied)
    with django_assert_num_queries(REFUSED_QUERIES):
        client.get(f"/admin/plan/{plan.pk}/trin/godkend/")
    with django_assert_num_queries(PLAN_QUERIES):
        client.get(f"/admin/plan/{plan.pk}/")


REFUSED_QUERIES, PLAN_QUERIES = 12, 26
