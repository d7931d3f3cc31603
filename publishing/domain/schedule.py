"""Publications that wait for their moment: planned, stopped, overtaken, and found when they are due.
Carrying them out is in `publishing/domain/due.py`."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.domain.workflow import lock, note, refusal
from plans.enums import Step
from plans.models import Plan
from publishing.enums import ScheduleState
from publishing.models import ScheduledPublication


class ScheduleError(Exception):
    """Nothing was planned or stopped; the message says to a person why."""


def waiting_for(plan: Plan) -> ScheduledPublication | None:
    waiting = ScheduledPublication.objects.filter(plan=plan, state=ScheduleState.WAITING)
    return waiting.select_related("by").first()


@transaction.atomic
def schedule(
    plan: Plan, *, by: User, due_at: datetime, change_note: str, correction: bool = False
) -> ScheduledPublication:
    """`change_note` as it will stand on the site. Raises `ScheduleError`."""
    locked = lock(plan)
    if refused := refusal(locked, Step.PUBLISH, by):
        raise ScheduleError(refused)
    if due_at <= timezone.now():
        raise ScheduleError(_("The moment has passed. Choose one that is still to come."))
    if waiting_for(plan):
        raise ScheduleError(_("A publication is waiting already. Stop it before you plan another."))
    note(plan, Step.SCHEDULE, by, change_note)
    return ScheduledPublication.objects.create(
        plan=plan, by=by, due_at=due_at, note=change_note, correction=correction
    )


@transaction.atomic
def stop(plan: Plan, *, by: User, reason: str = "") -> None:
    """Raises `ScheduleError` where nothing waits (any more)."""
    if not _end(lock(plan), reason):
        raise ScheduleError(_("No publication is waiting. It may have been stopped or published already."))
    note(plan, Step.STOP, by, reason)


def overtake(plan: Plan) -> None:
    """The plan has been published: what still waits would publish the same."""
    _end(plan, _("The plan was published before."))


def _end(plan: Plan, why: str) -> int:
    waiting = ScheduledPublication.objects.filter(plan=plan, state=ScheduleState.WAITING)
    return waiting.update(state=ScheduleState.STOPPED, ended_at=timezone.now(), error=why)
