"""Every step from every state by everybody: what the table allows, and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.db.models import ProtectedError
from pytest_django import DjangoAssertNumQueries

from plans.domain.lock import CLOSED, begin_edit, closed_reason
from plans.enums import PlanState, Role
from plans.errors import RefusedError
from plans.models import Plan
from plans.models.append_only import ImmutableError
from publishing.domain.workflow import RULES, history, note, offered_steps, refusal, take_step
from publishing.enums import Step
from publishing.models import WorkflowStep
from tests.factories import MembershipFactory, PlanFactory, UserFactory, WorkflowStepFactory
from tests.plans.people import approver_of, editor_of, manager_of
from tests.steps import read_by, take

pytestmark = pytest.mark.django_db
DRAFT, SUBMITTING, SUBMITTED, APPROVED, PUBLISHED = PlanState

MOVES = {
    (Step.SUBMIT, DRAFT): SUBMITTING,
    (Step.TAKE_BACK, SUBMITTING): DRAFT,
    (Step.TAKE_BACK, SUBMITTED): DRAFT,
    (Step.RETURN, SUBMITTED): DRAFT,
    (Step.RETURN, APPROVED): DRAFT,
    (Step.APPROVE, SUBMITTED): APPROVED,
    (Step.PUBLISH, APPROVED): PUBLISHED,
    (Step.WITHDRAW, PUBLISHED): DRAFT,
    (Step.WITHDRAW, DRAFT): DRAFT,
    (Step.WITHDRAW, SUBMITTING): SUBMITTING,
    (Step.WITHDRAW, SUBMITTED): SUBMITTED,
    (Step.WITHDRAW, APPROVED): APPROVED,
    (Step.DECISION, SUBMITTED): SUBMITTED,
    (Step.DECISION, APPROVED): APPROVED,
    (Step.NEW_DRAFT, PUBLISHED): DRAFT,
    (Step.DISCARD, DRAFT): PUBLISHED,
}
"""Written out once more, by hand: a change of the table must be meant."""


def plan_in(state: PlanState) -> Plan:
    plan: Plan = PlanFactory(state=state)
    return plan


def state_of(plan: Plan) -> str:
    return Plan.objects.values_list("state", flat=True).get(pk=plan.pk)


@pytest.mark.parametrize(("step", "state"), list(product(RULES, PlanState)))
def test_step_moves_the_plan_or_is_refused(step: Step, state: PlanState) -> None:
    plan = plan_in(state)
    person = approver_of(plan)
    if step is Step.TAKE_BACK:
        WorkflowStepFactory(plan=plan, by=person)
    before = WorkflowStep.objects.count()
    if (step, state) in MOVES:
        taken = take_step(plan, step, person, "Fordi", read=read_by(plan))
        assert state_of(plan) == plan.state == MOVES[step, state]
        assert (taken.from_state, taken.to_state) == (state, MOVES[step, state])
        assert (taken.by, taken.reason) == (person, "Fordi")
    else:
        with pytest.raises(RefusedError):
            take_step(plan, step, person, "Fordi", read=read_by(plan))
        assert (state_of(plan), WorkflowStep.objects.count()) == (state, before)


OFFERED = {
    (Role.EDITOR, DRAFT): [Step.SUBMIT],
    (Role.APPROVER, DRAFT): [Step.SUBMIT],
    (Role.APPROVER, SUBMITTED): [Step.RETURN, Step.APPROVE],
    (Role.APPROVER, APPROVED): [Step.RETURN, Step.PUBLISH],
}


@pytest.mark.parametrize(("role", "state"), list(product(Role, PlanState)))
def test_offered_steps_are_those_that_can_be_taken(role: Role, state: PlanState) -> None:
    plan = plan_in(state)
    person = MembershipFactory(municipality=plan.municipality, role=role).person
    assert offered_steps(plan, person) == OFFERED.get((role, state), [])


@pytest.mark.parametrize("state", PlanState)
def test_people_of_another_municipality_are_offered_nothing(state: PlanState) -> None:
    plan = plan_in(state)
    stranger = approver_of(PlanFactory())
    assert offered_steps(plan, stranger) == []
    assert offered_steps(plan, AnonymousUser()) == []
    with pytest.raises(RefusedError):
        take(plan, Step.SUBMIT, stranger)


def test_manager_takes_no_step() -> None:
    plan = plan_in(DRAFT)
    with pytest.raises(RefusedError):
        take(plan, Step.SUBMIT, manager_of(plan))
    assert state_of(plan) == DRAFT


@pytest.mark.parametrize("step", [step for step, rule in RULES.items() if rule.needs_reason])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_reason_is_asked_for_where_the_table_says_so(step: Step, reason: str) -> None:
    plan = plan_in(next(iter(RULES[step].moves)))
    person = approver_of(plan)
    if step is Step.TAKE_BACK:
        WorkflowStepFactory(plan=plan, by=person)
    before = WorkflowStep.objects.count()
    with pytest.raises(RefusedError, match="hvorfor"):
        take(plan, step, None if RULES[step].automatic else person, reason)
    assert WorkflowStep.objects.count() == before


def submitted_by(person: User, plan: Plan) -> Plan:
    take(plan, Step.SUBMIT, person)
    return plan


def test_author_of_a_submission_cannot_approve_it() -> None:
    plan = plan_in(DRAFT)
    author = approver_of(plan)
    submitted_by(author, plan)
    assert offered_steps(plan, author) == [Step.TAKE_BACK, Step.RETURN]
    with pytest.raises(RefusedError):
        take(plan, Step.APPROVE, author)
    assert state_of(plan) == SUBMITTED


def test_superuser_who_submitted_cannot_approve_either() -> None:
    plan = plan_in(DRAFT)
    author = UserFactory(is_superuser=True)
    submitted_by(author, plan)
    with pytest.raises(RefusedError):
        take(plan, Step.APPROVE, author)


def test_author_of_an_earlier_submission_may_approve_a_later_one() -> None:
    plan = plan_in(DRAFT)
    first, second = approver_of(plan), editor_of(plan)
    submitted_by(first, plan)
    take(plan, Step.RETURN, first, "Mangler et mål")
    submitted_by(second, plan)
    assert take(plan, Step.APPROVE, first).by_author is False


def test_author_approves_where_the_municipality_allows_it_and_the_history_says_so() -> None:
    plan = plan_in(DRAFT)
    plan.municipality.author_may_approve = True
    plan.municipality.save()
    author = approver_of(plan)
    submitted_by(author, plan)
    assert take(plan, Step.APPROVE, author).by_author is True


def test_approval_by_another_says_nothing_of_the_author() -> None:
    plan = plan_in(DRAFT)
    plan.municipality.author_may_approve = True
    plan.municipality.save()
    submitted_by(editor_of(plan), plan)
    assert take(plan, Step.APPROVE, approver_of(plan)).by_author is False


OWN = {(Step.READY, SUBMITTING): SUBMITTED, (Step.SUBMIT_FAILED, SUBMITTING): DRAFT}


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("step", RULES)
def test_installation_publishes_and_withdraws_from_any_state_and_takes_the_steps_that_are_its_own(
    step: Step, state: PlanState
) -> None:
    plan = plan_in(state)
    if step in {Step.PUBLISH, Step.WITHDRAW}:
        taken = take(plan, step, None, "Fordi")
        assert (taken.by, taken.from_state) == (None, state)
        assert state_of(plan) == (PUBLISHED if step is Step.PUBLISH else MOVES[step, state])
    elif (step, state) in OWN:
        take(plan, step, None, "Fordi")
        assert state_of(plan) == OWN[step, state]
    else:
        with pytest.raises(RefusedError):
            take(plan, step, None, "Fordi")


def test_history_is_newest_first_and_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = plan_in(DRAFT)
    editor, approver = editor_of(plan), approver_of(plan)
    take(plan, Step.SUBMIT, editor)
    take(plan, Step.RETURN, approver, "Mangler")
    with django_assert_num_queries(1):
        lines = [(step.step, step.by.username, step.reason) for step in history(plan) if step.by]
    assert lines == [(Step.RETURN, approver.username, "Mangler"), (Step.SUBMIT, editor.username, "")]


def test_note_leaves_the_state_as_it_is() -> None:
    plan = plan_in(APPROVED)
    line = note(plan, Step.SCHEDULE, None, " I morgen ")
    assert (line.from_state, line.to_state, line.reason) == (APPROVED, APPROVED, "I morgen")
    assert state_of(plan) == APPROVED


@pytest.mark.parametrize("state", CLOSED)
def test_edit_is_refused_while_the_plan_is_with_its_approvers(state: PlanState) -> None:
    plan = plan_in(state)
    with pytest.raises(RefusedError) as error:
        begin_edit(plan, editor_of(plan))
    assert str(error.value) == closed_reason(plan)
    assert state_of(plan) == state


def test_edit_is_judged_by_the_state_as_stored() -> None:
    plan = plan_in(DRAFT)
    Plan.objects.filter(pk=plan.pk).update(state=SUBMITTED)
    with pytest.raises(RefusedError):
        begin_edit(plan, editor_of(plan))


def test_edit_of_a_draft_leaves_no_line() -> None:
    plan = plan_in(DRAFT)
    begin_edit(plan, editor_of(plan))
    assert not WorkflowStep.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.THEME_EDITOR])
def test_first_edit_after_publishing_begins_a_new_draft(role: Role) -> None:
    plan = plan_in(PUBLISHED)
    person = MembershipFactory(municipality=plan.municipality, role=role).person
    begin_edit(plan, person)
    begin_edit(plan, person)
    assert plan.state == state_of(plan) == DRAFT
    assert [(step.step, step.by) for step in history(plan)] == [(Step.NEW_DRAFT, person)]


def test_refusal_names_the_state_that_the_plan_is_in() -> None:
    plan = plan_in(PUBLISHED)
    assert str(PUBLISHED.label) in refusal(plan, Step.APPROVE, approver_of(plan))


def test_lines_of_the_history_are_never_changed() -> None:
    plan = plan_in(DRAFT)
    line = take(plan, Step.SUBMIT, editor_of(plan))
    line.reason = "Noget andet"
    for change in (line.save, line.delete, WorkflowStep.objects.all().delete):
        with pytest.raises(ImmutableError):
            change()
    with pytest.raises(ImmutableError):
        WorkflowStep.objects.update(reason="Noget andet")
    assert WorkflowStep.objects.get(pk=line.pk).reason == ""


def test_plan_with_a_history_is_not_deleted() -> None:
    plan = plan_in(DRAFT)
    take(plan, Step.SUBMIT, editor_of(plan))
    with pytest.raises(ProtectedError):
        plan.delete()
    assert WorkflowStep.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_steps_at_the_same_moment_one_is_refused() -> None:
    plan = plan_in(SUBMITTED)
    person = approver_of(plan)

    def attempt(step: Step) -> str:
        try:
            take(Plan.objects.get(pk=plan.pk), step, person, "Samtidig")
            return "taget"
        except RefusedError:
            return "afvist"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(attempt, [Step.APPROVE, Step.APPROVE]))
    assert outcomes == ["afvist", "taget"]
    assert state_of(plan) == APPROVED
    assert WorkflowStep.objects.count() == 1
