"""Carrying out what was planned, once each. Made for a timer, which may well run twice at a time."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.errors import RefusedError
from publishing.domain import jobs, schedule
from publishing.domain.publish import AlreadyCarriedOutError, publish
from publishing.domain.workflow import lock_subject, note
from publishing.enums import JobKind, ScheduleState, Step
from publishing.models import ScheduledPublication

logger = logging.getLogger(__name__)


def carry_out_due(now: datetime) -> Iterator[ScheduledPublication]:
    """Each publication that has come due, as it went. One that fails does not stop the next."""
    waiting = ScheduledPublication.objects.filter(state=ScheduleState.WAITING, due_at__lte=now)
    for key in list(waiting.values_list("pk", flat=True)):
        if ended := _carry_out(key):
            yield ended


def _carry_out(key: int) -> ScheduledPublication | None:
    """None where another timer had it. The edition and the record of it are stored together: should the
    machine stop in the middle, neither is, and the publication still waits."""
    rows = ScheduledPublication.objects.select_related("plan__municipality", "follow_up__plan", "by", "text")
    row = rows.filter(pk=key, state=ScheduleState.WAITING).first()
    if row is None:
        return None
    try:
        publish(
            row.subject,
            by=row.by,
            note=row.note,
            correction=row.correction,
            proposal=row.is_proposal,
            noindex=row.noindex,
            planned=row,
        )
    except AlreadyCarriedOutError:
        return None
    except RefusedError as error:
        return _failed(row, str(error))
    except Exception:  # whatever it was, somebody must be told and the next one have its turn
        logger.exception("Planned publication %s failed", row.pk)
        return _failed(row, _("An unexpected fault. The server's log tells more."))
    return row


def _failed(row: ScheduledPublication, why: str) -> ScheduledPublication | None:
    with transaction.atomic():
        lock_subject(row.subject)
        if not schedule.still_waits(row):  # carried out by another timer, or stopped meanwhile
            return None
        row.state, row.error, row.ended_at = ScheduleState.FAILED, why, timezone.now()
        row.save(update_fields=["state", "error", "ended_at"])
        step = note(row.subject, Step.PUBLISH_FAILED, row.by, why, text=row.text)
        jobs.enqueue(JobKind.MAIL, row.subject, step=step)
    return row
