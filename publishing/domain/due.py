"""Carrying out what was planned, once each. Made for a timer, which may well run twice at a time."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.domain import notices, workflow
from plans.enums import Step
from plans.models import Plan, WorkflowStep
from publishing.domain.publish import PublishError, publish
from publishing.enums import ScheduleState
from publishing.models import ScheduledPublication

logger = logging.getLogger(__name__)

Guard = Callable[[Plan], None]
"""Raises `PublishError` for a plan that must not be published."""


def carry_out_due(now: datetime, guard: Guard) -> Iterator[ScheduledPublication]:
    """Each publication that has come due, as it went. One that fails does not stop the next."""
    waiting = ScheduledPublication.objects.filter(state=ScheduleState.WAITING, due_at__lte=now)
    for key in list(waiting.values_list("pk", flat=True)):
        ended = _carry_out(key, guard)
        if ended:
            yield ended


def _carry_out(key: int, guard: Guard) -> ScheduledPublication | None:
    """The edition and the record of it are stored together. Should the machine stop in the middle,
    neither is, and the publication still waits."""
    failure: WorkflowStep | None = None
    with transaction.atomic():
        # The plan first, as whoever publishes or stops by hand does it.
        workflow.lock(Plan.objects.get(scheduled_publications=key))
        waiting = ScheduledPublication.objects.select_for_update(skip_locked=True, of=("self",))
        row = waiting.select_related("plan", "by").filter(pk=key, state=ScheduleState.WAITING).first()
        if row is None:  # another timer has it
            return None
        error = _attempt(row, guard)
        row.ended_at = timezone.now()
        row.save()
        if error:
            failure = workflow.note(row.plan, Step.PUBLISH_FAILED, row.by, error)
    if failure:
        notices.tell(failure)
    return row


def _attempt(row: ScheduledPublication, guard: Guard) -> str:
    try:
        with transaction.atomic():
            guard(row.plan)
            row.edition = publish(row.plan, by=row.by, note=row.note, correction=row.correction)
    except Exception as error:  # whatever it was, somebody must be told and the next one have its turn
        known = isinstance(error, PublishError)
        if not known:
            logger.exception("Planned publication %s failed", row.pk)
        row.state = ScheduleState.FAILED
        row.error = str(error) if known else _("An unexpected fault. The server's log tells more.")
        return row.error
    row.state = ScheduleState.DONE
    return ""
