"""What was planned is carried out once each, wholly or not at all, and somebody is told when it fails."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Membership, Plan
from publishing.domain import jobs
from publishing.domain.due import carry_out_due
from publishing.domain.texts import freeze
from publishing.domain.workflow import history, note
from publishing.enums import JobKind, ScheduleState, Step
from publishing.models import Edition, ScheduledPublication
from tests.factories import FrozenTextFactory, ScheduledPublicationFactory, ThemeFactory
from tests.plans.people import approver_of
from tests.steps import publish

pytestmark = pytest.mark.django_db


def planned(minutes: int = -1, **values: object) -> ScheduledPublication:
    """By an approver, of an approved plan with something in it."""
    plan = ThemeFactory(plan__state=PlanState.APPROVED).plan
    row: ScheduledPublication = ScheduledPublicationFactory(
        plan=plan, by=approver_of(plan), due_at=timezone.now() + timedelta(minutes=minutes), **values
    )
    return row


def run() -> list[ScheduledPublication]:
    return list(carry_out_due(timezone.now()))


def test_what_is_due_is_published_and_what_is_not_waits() -> None:
    due, later = planned(-1, note="Vedtaget"), planned(5)
    [done] = run()
    edition = Edition.objects.get()
    assert (done.pk, done.state, done.edition) == (due.pk, ScheduleState.DONE, edition)
    assert (edition.plan, edition.change_note, edition.published_by) == (due.plan, "Vedtaget", due.by)
    assert Plan.objects.get(pk=due.plan_id).state == PlanState.PUBLISHED
    later.refresh_from_db()
    assert later.state == ScheduleState.WAITING
    due.refresh_from_db()
    assert (due.state, due.edition, due.error) == (ScheduleState.DONE, edition, "")
    assert due.ended_at is not None


def test_each_is_carried_out_once() -> None:
    planned()
    assert len(run()) == 1
    assert run() == []
    assert Edition.objects.count() == 1


def test_correction_is_published_as_one() -> None:
    first = planned()
    run()
    first.plan.themes.update(ambition="Rettet")
    Plan.objects.filter(pk=first.plan_id).update(state=PlanState.APPROVED)
    note(first.plan, Step.APPROVE, first.by, text=freeze(first.plan, first.by))
    ScheduledPublicationFactory(
        plan=first.plan, by=first.by, due_at=timezone.now(), note="Sproglig rettelse", correction=True
    )
    [done] = run()
    assert str(done.edition and done.edition.label) == "1.1"


def failures(row: ScheduledPublication) -> list[str]:
    return [step.reason for step in history(row.plan) if step.step == Step.PUBLISH_FAILED]


def test_failure_is_recorded_and_mailed_and_leaves_nothing_behind() -> None:
    row = planned()
    row.plan.themes.update(ambition="![Et billede](/media/billeder/findes-ikke.png)")
    [failed] = run()
    row.refresh_from_db()
    assert (failed.state, row.state, row.edition) == (ScheduleState.FAILED, ScheduleState.FAILED, None)
    assert "findes-ikke.png" in row.error
    assert failures(row) == [row.error]
    assert (Edition.objects.count(), Plan.objects.get(pk=row.plan_id).state) == (0, PlanState.APPROVED)
    list(jobs.run_waiting(JobKind.MAIL))
    [message] = mail.outbox
    assert message.to == [row.by.email]
    assert "findes-ikke.png" in message.body


def test_failure_does_not_stop_the_next() -> None:
    broken, sound = planned(-2), planned(-1)
    Plan.objects.filter(pk=broken.plan_id).update(state=PlanState.DRAFT)
    assert [row.state for row in run()] == [ScheduleState.FAILED, ScheduleState.DONE]
    assert Edition.objects.get().plan == sound.plan


def test_checks_refuse() -> None:
    row = planned()
    row.plan.themes.update(ambition="Ring til 010190-1234.")
    [failed] = run()
    assert failed.state == ScheduleState.FAILED
    assert str(row.plan.themes.get()) in failed.error
    assert not Edition.objects.exists()


def test_fault_of_ours_is_recorded_without_its_inner_words() -> None:
    row = planned()
    unreadable = FrozenTextFactory(plan=row.plan, document_json='{"hemmelig": "sti"}')
    note(row.plan, Step.SUBMIT, row.by, text=unreadable)
    assert [one.state for one in run()] == [ScheduleState.FAILED]
    row.refresh_from_db()
    assert row.error != ""
    assert "hemmelig" not in row.error


def test_text_is_published_although_its_planner_has_left() -> None:
    row = planned()
    Membership.objects.filter(person=row.by).delete()
    User.objects.filter(pk=row.by_id).update(is_active=False)
    assert [one.state for one in run()] == [ScheduleState.DONE]
    [step] = history(row.plan)
    assert (step.step, step.by) == (Step.PUBLISH, row.by)
    assert Edition.objects.get().published_by == row.by


@pytest.mark.django_db(transaction=True)
def test_two_timers_at_the_same_moment_publish_once() -> None:
    planned()

    def timer(_: int) -> int:
        try:
            return len(run())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(timer, range(2))) == [0, 1]
    assert Edition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_person_and_timer_at_the_same_moment_publish_once() -> None:
    """Both take the plan first: neither waits for what the other holds."""
    row = planned()

    def timer() -> None:
        try:
            run()
        finally:
            connection.close()

    def person() -> None:
        try:
            publish(Plan.objects.get(pk=row.plan_id), by=row.by, note="Nu")
        except RefusedError:  # the timer was first
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for ended in [pool.submit(timer), pool.submit(person)]:
            ended.result()
    row.refresh_from_db()
    assert Edition.objects.count() == 1
    assert row.state in {ScheduleState.DONE, ScheduleState.STOPPED}


def command() -> str:
    output = StringIO()
    call_command("publish_due", stdout=output, stderr=output)
    return output.getvalue()


def test_command_tells_what_it_published() -> None:
    row = planned()
    assert command() == f"{row.plan}: udgave 1 er udgivet.\n"
    assert command() == ""


def test_command_fails_aloud_and_says_which() -> None:
    row = planned()
    row.plan.themes.update(ambition="Ring til 010190-1234.")
    output = StringIO()
    with pytest.raises(CommandError, match="1 planlagt"):
        call_command("publish_due", stdout=output, stderr=output)
    assert output.getvalue().startswith(f"{row.plan}: ikke udgivet.")
    assert not Edition.objects.exists()
