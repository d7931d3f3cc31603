"""A person publishes what has been approved; the installation may publish by itself; both are written
down in the plan's history."""

import pytest

from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.withdraw import withdraw
from publishing.domain.workflow import TextChangedError, history
from publishing.enums import Step
from publishing.models import Edition, Subject, Withdrawal
from tests.factories import AssessmentFactory, EditionFactory, ThemeFactory
from tests.plans.people import approver_of, editor_of
from tests.steps import publish, take

pytestmark = pytest.mark.django_db
DRAFT, SUBMITTING, SUBMITTED, APPROVED, PUBLISHED = PlanState


def plan_in(state: PlanState) -> Plan:
    plan: Plan = ThemeFactory(plan__state=state).plan
    return plan


def lines(subject: Subject) -> list[tuple[str, str, str, object, str, str]]:
    return [
        (step.step, step.from_state, step.to_state, step.by, step.reason, step.edition)
        for step in history(subject)
    ]


def test_approver_publishes_an_approved_plan_and_the_history_says_so() -> None:
    plan = plan_in(APPROVED)
    person = approver_of(plan)
    publish(plan, by=person, note="Vedtaget af byrådet")
    assert plan.state == Plan.objects.get(pk=plan.pk).state == PUBLISHED
    assert lines(plan) == [(Step.PUBLISH, APPROVED, PUBLISHED, person, "Vedtaget af byrådet", "1")]


@pytest.mark.parametrize("state", [DRAFT, SUBMITTING, SUBMITTED, PUBLISHED])
def test_person_cannot_publish_what_is_not_approved(state: PlanState) -> None:
    plan = plan_in(state)
    with pytest.raises(RefusedError):
        publish(plan, by=approver_of(plan), note="Nu")
    assert (Edition.objects.count(), lines(plan)) == (0, [])
    assert Plan.objects.get(pk=plan.pk).state == state


def test_editor_cannot_publish_even_an_approved_plan() -> None:
    plan = plan_in(APPROVED)
    with pytest.raises(RefusedError):
        publish(plan, by=editor_of(plan), note="Nu")
    assert not Edition.objects.exists()


@pytest.mark.parametrize("state", PlanState)
def test_installation_publishes_from_any_state_and_the_history_says_so(state: PlanState) -> None:
    plan = plan_in(state)
    publish(plan, by=None, note="Indlæst")
    assert lines(plan) == [(Step.PUBLISH, state, PUBLISHED, None, "Indlæst", "1")]


def test_command_does_not_publish_what_is_sent_back_while_the_pdf_is_made() -> None:
    plan = plan_in(DRAFT)
    approver = approver_of(plan)
    take(plan, Step.SUBMIT, editor_of(plan))
    take(plan, Step.APPROVE, approver)

    def send_back(page: int, total: int) -> None:
        if (page, total) == (1, 0):
            take(plan, Step.RETURN, approver, "Et mål mangler")

    with pytest.raises(TextChangedError):
        publish(plan, by=None, note="Indlæst", on_progress=send_back)
    assert Plan.objects.get(pk=plan.pk).state == DRAFT
    assert not Edition.objects.exists()


def test_command_does_not_call_a_draft_published_that_was_changed_while_the_pdf_is_made() -> None:
    plan = plan_in(DRAFT)
    with pytest.raises(RefusedError, match="ændret"):
        publish(
            plan, by=None, note="Nu", on_progress=lambda *_far: plan.themes.update(ambition="Senere ord.")
        )
    assert Plan.objects.get(pk=plan.pk).state == DRAFT
    assert not Edition.objects.exists()


def test_what_fails_leaves_the_state_and_no_line() -> None:
    plan = plan_in(APPROVED)
    plan.themes.update(ambition="![Et billede](/media/billeder/findes-ikke.png)")
    with pytest.raises(RefusedError):
        publish(plan, by=approver_of(plan), note="Nu")
    assert (Plan.objects.get(pk=plan.pk).state, lines(plan)) == (APPROVED, [])


def test_approved_follow_up_is_published_whatever_the_state_of_its_plan() -> None:
    follow_up = AssessmentFactory(follow_up__state=APPROVED).follow_up
    person = approver_of(follow_up.plan)
    publish(follow_up, by=person, note="Sådan gik det")
    assert (Plan.objects.get(pk=follow_up.plan_id).state, lines(follow_up.plan)) == (DRAFT, [])
    assert lines(follow_up) == [(Step.PUBLISH, APPROVED, PUBLISHED, person, "Sådan gik det", "1")]


@pytest.mark.parametrize("state", [DRAFT, SUBMITTING, SUBMITTED, PUBLISHED])
def test_person_cannot_publish_a_follow_up_that_is_not_approved(state: PlanState) -> None:
    follow_up = AssessmentFactory(follow_up__state=state, follow_up__plan__state=APPROVED).follow_up
    with pytest.raises(RefusedError):
        publish(follow_up, by=approver_of(follow_up.plan), note="Nu")
    assert not Edition.objects.exists()


def test_withdrawing_the_newest_edition_makes_the_plan_a_draft_again() -> None:
    plan = plan_in(PUBLISHED)
    edition = EditionFactory(plan=plan, number=1, correction=1)
    person = approver_of(plan)
    withdraw(edition, by=person, reason="Forkerte tal")
    assert Plan.objects.get(pk=plan.pk).state == DRAFT
    assert lines(plan) == [(Step.WITHDRAW, PUBLISHED, DRAFT, person, "Forkerte tal", "1.1")]


def test_withdrawing_an_older_edition_leaves_the_plan_published() -> None:
    plan = plan_in(PUBLISHED)
    older = EditionFactory(plan=plan, number=1)
    EditionFactory(plan=plan, number=2)
    person = approver_of(plan)
    withdraw(older, by=person, reason="Navne i bilaget")
    assert Plan.objects.get(pk=plan.pk).state == PUBLISHED
    assert lines(plan) == [(Step.WITHDRAW, PUBLISHED, PUBLISHED, person, "Navne i bilaget", "1")]


def test_withdrawing_leaves_a_new_draft_where_it_is() -> None:
    plan = plan_in(SUBMITTED)
    withdraw(EditionFactory(plan=plan), by=None, reason="Fejl")
    assert Plan.objects.get(pk=plan.pk).state == SUBMITTED


def test_withdrawing_a_follow_up_is_no_step_of_the_plan() -> None:
    follow_up = AssessmentFactory(follow_up__plan__state=PUBLISHED).follow_up
    edition = publish(follow_up, by=None, note="Sådan")
    withdraw(edition, by=None, reason="Fejl")
    assert (Plan.objects.get(pk=follow_up.plan_id).state, lines(follow_up.plan)) == (PUBLISHED, [])


def test_editor_cannot_withdraw() -> None:
    edition = EditionFactory(plan=plan_in(PUBLISHED))
    with pytest.raises(RefusedError):
        withdraw(edition, by=editor_of(edition.plan), reason="Nej")
    assert not Withdrawal.objects.exists()
