"""What was read is what is approved, and what is approved is what is published."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from goals.models import NationalGoal, Observation
from plans.domain.lock import begin_edit
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Attachment, Decision, Membership, Municipality, Plan
from publishing.domain import jobs
from publishing.domain.decisions import add_decision
from publishing.domain.due import carry_out_due
from publishing.domain.publish import publish
from publishing.domain.schedule import schedule
from publishing.domain.shared_rows import shared_changes
from publishing.domain.texts import current_text, document_now, freeze
from publishing.domain.workflow import TextChangedError, history, take_step
from publishing.enums import JobKind, JobState, ScheduleState, Step
from publishing.models import Edition, FrozenText, Job, TextPdf
from tests.factories import (
    AnnualGoalFactory,
    AttachmentFactory,
    JobFactory,
    NationalGoalFactory,
    ObservationFactory,
    PlanFactory,
    SectionFactory,
    TargetFactory,
    ThemeFactory,
)
from tests.plans.people import approver_of, editor_of
from tests.steps import read_by, take

pytestmark = pytest.mark.django_db
DRAFT, SUBMITTING, SUBMITTED, APPROVED, PUBLISHED = PlanState
WAIVING = "Det er, som det skal være."


@pytest.fixture
def plan() -> Plan:
    """With a goal that answers a national one and stands on a figure."""
    goal = AnnualGoalFactory(theme__plan__year=2019, theme__ambition="Alle skal med.")
    goal.answers.add(NationalGoalFactory(title="Flere unge i job"))
    figure = ObservationFactory(period_start=date(2017, 1, 1), period_end=date(2017, 12, 31))
    TargetFactory(
        goal=goal, indicator=figure.indicator, comparator=figure.area, operator="better_than", value=None
    )
    plan: Plan = goal.theme.plan
    return plan


def submitted(plan: Plan) -> tuple[User, User]:
    """Sent for approval by an editor; gives the editor and an approver."""
    editor, approver = editor_of(plan), approver_of(plan)
    take(plan, Step.SUBMIT, editor)
    return editor, approver


def submitted_again(plan: Plan, editor: User, approver: User) -> None:
    """Sent back, changed, and sent anew, while the first text is open in another tab."""
    take(plan, Step.RETURN, approver, "Mangler")
    plan.themes.update(ambition="Kun nogle skal med.")
    take(plan, Step.SUBMIT, editor)


CHOICES: dict[str, tuple[bool, Callable[[Plan, User, str], Any]]] = {
    "approve": (False, lambda plan, by, read: take_step(plan, Step.APPROVE, by, read=read)),
    "return": (False, lambda plan, by, read: take_step(plan, Step.RETURN, by, "Nej", read=read)),
    "publish": (
        True,
        lambda plan, by, read: publish(plan, by=by, note="Vedtaget", read=read, waiving=WAIVING),
    ),
    "schedule": (
        True,
        lambda plan, by, read: schedule(
            plan,
            by=by,
            due_at=timezone.now() + timedelta(days=1),
            change_note="Vedtaget",
            read=read,
            waiving=WAIVING,
        ),
    ),
    "decision": (
        False,
        lambda plan, by, read: add_decision(
            plan, Decision(plan=plan, body="Byrådet", date=date(2018, 12, 11)), None, by=by, read=read
        ),
    ),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_old_tab_is_refused_with_both_texts_and_a_new_choice_works(plan: Plan, choice: str) -> None:
    after_approval, choose = CHOICES[choice]
    editor, approver = submitted(plan)
    read = read_by(plan)
    submitted_again(plan, editor, approver)
    if after_approval:
        take(plan, Step.APPROVE, approver)
    state, steps = Plan.objects.get(pk=plan.pk).state, len(list(history(plan)))
    with pytest.raises(TextChangedError) as refused:
        choose(plan, approver, read)
    assert refused.value.read is not None
    assert refused.value.current is not None
    assert "Alle skal med." in refused.value.read.document_json
    assert "Kun nogle skal med." in refused.value.current.document_json
    assert (Plan.objects.get(pk=plan.pk).state, len(list(history(plan)))) == (state, steps)
    assert (Edition.objects.count(), Decision.objects.count()) == (0, 0)
    choose(plan, approver, refused.value.current.document_sha256)
    newest = next(iter(history(plan)))
    assert (newest.by, len(list(history(plan)))) == (approver, steps + 1)


def test_checksum_of_another_plans_text_is_no_reading_of_this_one(plan: Plan) -> None:
    _editor, approver = submitted(plan)
    other = freeze(ThemeFactory(ambition="Fremmed").plan, None)
    for read in ("", "0" * 64, other.document_sha256):
        with pytest.raises(TextChangedError) as refused:
            take_step(plan, Step.APPROVE, approver, read=read)
        assert refused.value.read is None


def test_published_is_the_approved_text_whatever_has_changed_around_it(plan: Plan) -> None:
    _editor, approver = submitted(plan)
    take(plan, Step.APPROVE, approver)
    approved = current_text(plan)
    assert approved is not None
    NationalGoal.objects.update(title="Et helt andet mål")
    Observation.objects.update(value=99)
    Municipality.objects.filter(pk=plan.municipality_id).update(name="Omdøbt Kommune")
    told = shared_changes(approved.document, document_now(plan))
    assert len(told) == 3
    assert "Et helt andet mål" in told[1]
    edition = publish(
        Plan.objects.get(pk=plan.pk),
        by=approver,
        note="Vedtaget",
        read=approved.document_sha256,
        waiving=WAIVING,
    )
    assert edition.document_json == approved.document_json
    assert (edition.document_sha256, edition.municipality_name) == (
        approved.document_sha256,
        plan.municipality.name,
    )
    assert shared_changes(approved.document, approved.document) == ()


@pytest.mark.parametrize("sign", ["\uf0b8", "தமிழ்"])
def test_what_cannot_be_printed_is_a_draft_again_before_anybody_reads_it(plan: Plan, sign: str) -> None:
    editor = editor_of(plan)
    plan.themes.update(actions=f"Vi hjælper {sign} hver dag.")
    take_step(plan, Step.SUBMIT, editor)
    with pytest.raises(RefusedError), transaction.atomic():
        begin_edit(plan, editor)
    [done] = jobs.run_waiting(JobKind.SUBMISSION)
    assert (done.state, Plan.objects.get(pk=plan.pk).state) == (JobState.DONE, DRAFT)
    failed, sent = history(plan)
    assert (failed.step, sent.step, failed.by) == (Step.SUBMIT_FAILED, Step.SUBMIT, None)
    assert sign[0] in failed.reason or f"U+{ord(sign[0]):04X}" in failed.reason
    assert plan.themes.get().title in failed.reason or "hjælper" in failed.reason
    assert not TextPdf.objects.exists()
    begin_edit(Plan.objects.get(pk=plan.pk), editor)


def test_annex_that_cannot_be_read_is_said_at_once(plan: Plan) -> None:
    annex = AttachmentFactory(plan=plan)
    Path(annex.file.path).unlink()
    with pytest.raises(RefusedError, match="bilag"):
        take_step(plan, Step.SUBMIT, editor_of(plan))
    assert (Plan.objects.get(pk=plan.pk).state, FrozenText.objects.count()) == (DRAFT, 0)


def test_sent_text_is_ready_when_its_pdf_is_there_and_is_rendered_once(plan: Plan) -> None:
    editor = editor_of(plan)
    take_step(plan, Step.SUBMIT, editor)
    assert plan.state == SUBMITTING
    list(jobs.run_waiting(JobKind.SUBMISSION))
    assert Plan.objects.get(pk=plan.pk).state == SUBMITTED
    pdf = TextPdf.objects.get()
    assert pdf.text == current_text(Plan.objects.get(pk=plan.pk))
    take_step(plan, Step.TAKE_BACK, editor, "Jeg glemte et mål")
    take_step(plan, Step.SUBMIT, editor)
    list(jobs.run_waiting(JobKind.SUBMISSION))
    assert TextPdf.objects.get() == pdf


def test_submission_taken_back_while_its_pdf_is_made_stays_a_draft(plan: Plan) -> None:
    editor = editor_of(plan)
    take_step(plan, Step.SUBMIT, editor)
    take_step(plan, Step.TAKE_BACK, editor, "Jeg glemte et mål")
    list(jobs.run_waiting(JobKind.SUBMISSION))
    assert Plan.objects.get(pk=plan.pk).state == DRAFT
    assert [step.step for step in history(plan)] == [Step.TAKE_BACK, Step.SUBMIT]


def test_only_who_sent_it_takes_it_back_and_only_until_it_is_approved(plan: Plan) -> None:
    editor, approver = submitted(plan)
    for other in (approver, editor_of(plan)):
        with pytest.raises(RefusedError):
            take_step(plan, Step.TAKE_BACK, other, "Nej")
    take(plan, Step.APPROVE, approver)
    with pytest.raises(RefusedError):
        take_step(plan, Step.TAKE_BACK, editor, "For sent")


@pytest.mark.parametrize("state", [SUBMITTED, APPROVED])
def test_decision_is_added_and_nothing_else_differs(plan: Plan, state: PlanState) -> None:
    SectionFactory(plan=plan)
    _editor, approver = submitted(plan)
    if state == APPROVED:
        take(plan, Step.APPROVE, approver)
    before = current_text(plan)
    assert before is not None
    Municipality.objects.filter(pk=plan.municipality_id).update(name="Omdøbt Kommune")
    NationalGoal.objects.update(title="Et helt andet mål")
    annex: Attachment = AttachmentFactory.build(plan=plan, title="Referat")
    decision = Decision(plan=plan, body="Byrådet", date=date(2018, 12, 11), votes="24 for, 7 imod")
    step = add_decision(plan, decision, annex, by=approver, read=before.document_sha256)
    after = current_text(Plan.objects.get(pk=plan.pk))
    assert after is not None
    assert (step.step, step.text, step.to_state) == (Step.DECISION, after, state)
    was, now = vars_of(before), vars_of(after)
    assert {name for name in was if was[name] != now[name]} == {"decisions", "attachments"}
    assert [one.votes for one in after.document.decisions] == ["24 for, 7 imod"]
    assert [one.title for one in after.document.attachments] == ["Referat"]
    with pytest.raises(TextChangedError):
        take_step(plan, Step.RETURN, approver, "Gammel fane", read=before.document_sha256)
    next_step = Step.APPROVE if state == SUBMITTED else Step.RETURN
    taken = take_step(plan, next_step, approver, "Fordi", read=after.document_sha256)
    assert taken.text == after


def vars_of(text: FrozenText) -> dict[str, object]:
    document = text.document
    return {name: getattr(document, name) for name in type(document).__dataclass_fields__}


@pytest.mark.parametrize("where", ["note", "text"])
def test_command_refuses_what_the_button_refuses(plan: Plan, where: str) -> None:
    note = "Om 010190-1234" if where == "note" else "Vedtaget"
    if where == "text":
        plan.themes.update(ambition="Ring til 010190-1234.")
    with pytest.raises(CommandError, match="CPR"):
        call_command("publish", plan.municipality.slug, str(plan.year), note=note)
    assert not Edition.objects.exists()


def test_planned_publication_is_of_the_text_whoever_is_left(plan: Plan) -> None:
    _editor, approver = submitted(plan)
    take(plan, Step.APPROVE, approver)
    approved = current_text(plan)
    assert approved is not None
    due_at = timezone.now() + timedelta(minutes=1)
    row = schedule(
        plan, by=approver, due_at=due_at, change_note="Nu", read=approved.document_sha256, waiving=WAIVING
    )
    assert row.text == approved
    Membership.objects.all().delete()
    plan.themes.update(ambition="Ændret uden om alle regler.")
    NationalGoal.objects.update(title="Et helt andet mål")
    [done] = carry_out_due(due_at)
    assert done.state == ScheduleState.DONE
    assert Edition.objects.get().document_json == approved.document_json


def test_planned_text_that_was_sent_back_meanwhile_is_not_published(plan: Plan) -> None:
    editor, approver = submitted(plan)
    take(plan, Step.APPROVE, approver)
    due_at = timezone.now() + timedelta(minutes=1)
    schedule(plan, by=approver, due_at=due_at, change_note="Nu", read=read_by(plan), waiving=WAIVING)
    submitted_again(plan, editor, approver)
    take(plan, Step.APPROVE, approver)
    assert [row.state for row in carry_out_due(due_at)] == [ScheduleState.FAILED]
    assert not Edition.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_another_editor_saves_while_a_plan_is_being_published() -> None:
    """No lock is held while the PDF is made: real threads, a real rendering, a save every few milliseconds."""
    plan = ThemeFactory(plan__state=APPROVED, ambition="Flere i arbejde.\n\n" * 900).plan
    approver, other = approver_of(plan), SectionFactory(plan=PlanFactory())
    read, spent = read_by(plan), list[float]()

    def publishing() -> int:
        try:
            return publish(plan, by=approver, note="Vedtaget", read=read, waiving=WAIVING).number
        finally:
            connection.close()

    started = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        edition = pool.submit(publishing)
        while not edition.done():
            began = time.monotonic()
            with transaction.atomic():
                begin_edit(other.plan, approver)
                other.body = f"Gemt {len(spent)}"
                other.save()
            spent.append(time.monotonic() - began)
            time.sleep(0.02)
    assert (edition.result(), len(spent) > 5) == (1, True)
    # The machine does other work beside the tests: one save may wait for it, but none for the whole PDF.
    assert sorted(spent)[len(spent) * 9 // 10] < 0.5
    assert max(spent) < (time.monotonic() - started) / 2


def test_jobs_that_a_restart_interrupted_are_taken_up_again(plan: Plan) -> None:
    take_step(plan, Step.SUBMIT, editor_of(plan))
    [job] = Job.objects.filter(kind=JobKind.SUBMISSION)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, started_at=timezone.now())
    assert list(jobs.run_waiting(JobKind.SUBMISSION)) == []  # another process has it
    Job.objects.update(started_at=timezone.now() - jobs.ABANDONED - timedelta(seconds=1))
    call_command("run_jobs")
    job.refresh_from_db()
    assert (job.state, Plan.objects.get(pk=plan.pk).state) == (JobState.DONE, SUBMITTED)
    assert not Job.objects.exclude(state=JobState.DONE).exists()


def test_failed_job_waits_again_when_it_is_retried() -> None:
    job = JobFactory(state=JobState.FAILED, error="Ingen plads")
    jobs.retry(job)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.WAITING, "")


@pytest.mark.parametrize("state", [SUBMITTED, APPROVED])
def test_what_was_sent_before_texts_were_kept_is_frozen_when_it_is_asked_for(
    plan: Plan, state: PlanState
) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=state)
    plan.refresh_from_db()
    approver, text = approver_of(plan), current_text(plan)
    assert text is not None
    assert text == current_text(plan)
    assert FrozenText.objects.count() == 1
    if state == SUBMITTED:
        take_step(plan, Step.APPROVE, approver, read=text.document_sha256)
    edition = publish(plan, by=approver, note="Vedtaget", read=text.document_sha256, waiving=WAIVING)
    assert edition.document_json == text.document_json
