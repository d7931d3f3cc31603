"""Publications that wait for their moment: planned, stopped, and ended when the text is published before.
Carrying them out is in `publishing/domain/due.py`."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.tree import PlanDocument
from plans.errors import RefusedError
from publishing.domain.checking import raise_if_blocked, waive
from publishing.domain.proposing import refusal_of_plan, refusal_of_proposal, refusal_of_report
from publishing.domain.texts import current_text
from publishing.domain.workflow import lock_subject, note, refusal, refuse_another_text
from publishing.enums import ScheduleState, Step
from publishing.models import Edition, ScheduledPublication, Subject
from publishing.models.subject import follow_up_of, of, plan_of


def waiting_for(subject: Subject) -> ScheduledPublication | None:
    waiting = ScheduledPublication.objects.filter(of(subject), state=ScheduleState.WAITING)
    return waiting.select_related("by").first()


@transaction.atomic
def schedule(
    subject: Subject,
    *,
    by: User,
    due_at: datetime,
    change_note: str,
    read: str,
    correction: bool = False,
    proposal: bool = False,
    noindex: bool = False,
    waiving: str = "",
) -> ScheduledPublication:
    """Plans the publication of the approved text, which `read` names by its checksum. `change_note` is shown
    on the site; `waiving` is why warnings are waived. Raises `RefusedError`, and its
    `TextChangedError` where another text is approved."""
    locked = lock_subject(subject)
    if refused := refusal(locked, Step.PUBLISH, by):
        raise RefusedError(refused)
    refuse_another_text(locked, read)
    if due_at <= timezone.now():
        raise RefusedError(_("The moment has passed. Choose one that is still to come."))
    if waiting_for(subject):
        raise RefusedError(_("A publication is waiting already. Stop it before you plan another."))
    text = current_text(locked)
    if text and (refused := _refusal(locked, text.document, proposal)):
        raise RefusedError(refused)
    if text and (report := raise_if_blocked(subject, text.document)).warnings:
        waive(subject, report.warnings, by, waiving)
    note(subject, Step.SCHEDULE, by, change_note, text=text)
    return ScheduledPublication.objects.create(
        plan=plan_of(subject),
        follow_up=follow_up_of(subject),
        text=text,
        by=by,
        due_at=due_at,
        note=change_note,
        correction=correction,
        is_proposal=proposal,
        noindex=noindex,
    )


def _refusal(subject: Subject, document: PlanDocument, proposal: bool) -> str:
    """What would be refused at its moment is refused now."""
    refused = refusal_of_proposal(subject, document) if proposal else refusal_of_plan(subject, document)
    return refusal_of_report(subject) or refused


@transaction.atomic
def stop(subject: Subject, *, by: User, reason: str = "") -> None:
    """Raises `RefusedError` where nothing waits (any more)."""
    if not _end(lock_subject(subject), reason):
        raise RefusedError(_("No publication is waiting. It may have been stopped or published already."))
    note(subject, Step.STOP, by, reason)


def still_waits(row: ScheduledPublication) -> bool:
    return ScheduledPublication.objects.filter(pk=row.pk, state=ScheduleState.WAITING).exists()


def end_waiting(subject: Subject, planned: ScheduledPublication | None, edition: Edition) -> None:
    """The text has been published: `planned` is carried out; another that waits would publish the same."""
    if planned:
        planned.state, planned.edition, planned.ended_at = ScheduleState.DONE, edition, timezone.now()
        planned.save(update_fields=["state", "edition", "ended_at"])
        return
    _end(subject, _("The text was published before."))


def _end(subject: Subject, why: str) -> int:
    waiting = ScheduledPublication.objects.filter(of(subject), state=ScheduleState.WAITING)
    return waiting.update(state=ScheduleState.STOPPED, ended_at=timezone.now(), error=why)
