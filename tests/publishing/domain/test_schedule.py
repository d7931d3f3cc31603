from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.schedule import schedule, stop, waiting_for
from publishing.domain.workflow import history
from publishing.enums import ScheduleState, Step
from publishing.models import ScheduledPublication
from tests.factories import PlanFactory, ScheduledPublicationFactory, ThemeFactory
from tests.plans.people import approver_of, editor_of
from tests.steps import publish, read_by

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


@pytest.fixture
def plan() -> Plan:
    plan: Plan = ThemeFactory(plan__state=PlanState.APPROVED).plan
    return plan


def test_approved_plan_waits_for_its_moment(plan: Plan) -> None:
    person, due_at = approver_of(plan), timezone.now() + TOMORROW
    row = schedule(
        plan,
        by=person,
        due_at=due_at,
        change_note="Vedtaget",
        read=read_by(plan),
        correction=True,
        waiving="Temaet har ingen mål.",
    )
    assert waiting_for(plan) == row
    assert (row.due_at, row.by, row.note, row.correction) == (due_at, person, "Vedtaget", True)
    assert [(step.step, step.by, step.reason) for step in history(plan)] == [
        (Step.SCHEDULE, person, "Vedtaget")
    ]
    assert Plan.objects.get(pk=plan.pk).state == PlanState.APPROVED


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.SUBMITTED, PlanState.PUBLISHED])
def test_plan_that_is_not_approved_cannot_wait(state: PlanState) -> None:
    plan = PlanFactory(state=state)
    with pytest.raises(RefusedError):
        schedule(
            plan, by=approver_of(plan), due_at=timezone.now() + TOMORROW, change_note="Nu", read=read_by(plan)
        )
    assert waiting_for(plan) is None


def test_editor_cannot_plan_a_publication(plan: Plan) -> None:
    with pytest.raises(RefusedError):
        schedule(
            plan, by=editor_of(plan), due_at=timezone.now() + TOMORROW, change_note="Nu", read=read_by(plan)
        )


def test_moment_that_has_passed_is_refused(plan: Plan) -> None:
    with pytest.raises(RefusedError):
        schedule(plan, by=approver_of(plan), due_at=timezone.now(), change_note="Nu", read=read_by(plan))


def test_second_publication_of_a_plan_cannot_wait(plan: Plan) -> None:
    ScheduledPublicationFactory(plan=plan)
    with pytest.raises(RefusedError):
        schedule(
            plan, by=approver_of(plan), due_at=timezone.now() + TOMORROW, change_note="Nu", read=read_by(plan)
        )
    with pytest.raises(IntegrityError):
        ScheduledPublicationFactory(plan=plan)


def test_stopped_publication_no_longer_waits(plan: Plan) -> None:
    row = ScheduledPublicationFactory(plan=plan)
    person = approver_of(plan)
    stop(plan, by=person, reason="Udsat til februar")
    row.refresh_from_db()
    assert (waiting_for(plan), row.state) == (None, ScheduleState.STOPPED)
    assert [(step.step, step.by, step.reason) for step in history(plan)] == [
        (Step.STOP, person, "Udsat til februar")
    ]


def test_nothing_to_stop_is_said(plan: Plan) -> None:
    with pytest.raises(RefusedError):
        stop(plan, by=approver_of(plan))
    assert not list(history(plan))


def test_publishing_by_hand_overtakes_what_waits(plan: Plan) -> None:
    row = ScheduledPublicationFactory(plan=plan)
    other = ScheduledPublicationFactory()
    publish(plan, by=approver_of(plan), note="Alligevel nu")
    row.refresh_from_db()
    assert (row.state, row.edition) == (ScheduleState.STOPPED, None)
    assert ScheduledPublication.objects.get(state=ScheduleState.WAITING) == other
