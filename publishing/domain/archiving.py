"""Archiving a plan: what has a history is not deleted. It is kept, shown nowhere on the desk, and can be
unarchived. What has been published of it stays public: it is withdrawn by itself, with a reason."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.models import FollowUp
from plans.domain.lock import lock
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.texts import NAMED_IN
from publishing.domain.workflow import take_step
from publishing.enums import Step
from publishing.models import CheckWaiver, Edition, FrozenText, Job, ScheduledPublication, WorkflowStep

HISTORY_OF_PLAN = (WorkflowStep, FrozenText, Edition, ScheduledPublication, CheckWaiver, Job)
"""A plan that has any of these cannot be deleted."""


def has_history(plan: Plan) -> bool:
    return any(model._default_manager.filter(plan=plan).exists() for model in HISTORY_OF_PLAN)


@transaction.atomic
def archive(plan: Plan, *, by: User, reason: str = "") -> WorkflowStep:
    """Raises `RefusedError` also where something of it still waits, or another plan continues it."""
    locked = lock(plan)
    if FollowUp.objects.filter(plan=locked, state__in=NAMED_IN).exists():
        raise RefusedError(
            _("A follow-up on the plan waits for approval or publication. Send it back first.")
        )
    if locked.successors.filter(archived_at=None).exists():
        raise RefusedError(
            _("Another plan continues this one. Archive that one first, or cut the connection.")
        )
    step = take_step(locked, Step.ARCHIVE, by, reason)
    locked.archived_at = plan.archived_at = timezone.now()
    locked.save(update_fields=["archived_at"])
    return step


@transaction.atomic
def unarchive(plan: Plan, *, by: User) -> WorkflowStep:
    """Raises `RefusedError`."""
    locked = lock(plan)
    step = take_step(locked, Step.UNARCHIVE, by)
    locked.archived_at = plan.archived_at = None
    locked.save(update_fields=["archived_at"])
    return step
