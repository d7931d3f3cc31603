"""A plan's lock: the row that every change of the plan waits for, and the states in which its text
cannot be changed. What leads from one state to the next is in `publishing/domain/workflow.py`."""

from collections.abc import Callable, Mapping
from typing import Protocol

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from plans.enums import PlanState
from plans.models import Plan

CLOSED: Mapping[PlanState, Promise] = {
    PlanState.SUBMITTING: _("The plan is being sent for approval. Its text cannot be changed meanwhile."),
    PlanState.SUBMITTED: _(
        "The plan has been sent for approval. Its text cannot be changed until an approver sends it back."
    ),
    PlanState.APPROVED: _(
        "The plan has been approved. Its text cannot be changed unless an approver sends it back."
    ),
}
"""In these states the rows stand still: the text that is read and approved is theirs."""

draft_begins: list[Callable[[Plan, User], None]] = []
"""Called, within the transaction, when the first change after publication begins a new draft.
`publishing` registers the step that does it: this room knows no steps."""


class ClosedError(Exception):
    """The plan's text cannot be changed in its present state."""


def lock(plan: Plan) -> Plan:
    """The plan as stored now, kept from others until the transaction ends. SQLite took its lock at
    BEGIN. `no_key`: rows that only point at the plan need not wait for it."""
    return Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)


class HasState(Protocol):
    """A plan, or what is approved as a plan is."""

    state: str


def closed_reason(row: HasState) -> str:
    """Why the text cannot be changed, or nothing where it can."""
    return str(CLOSED.get(PlanState(row.state), ""))


def begin_edit(plan: Plan, by: User) -> bool:
    """Called in the transaction that changes a part of the plan; whether the change began a new draft of
    a published plan. Raises `ClosedError` while the plan is with its approvers."""
    locked = lock(plan)
    plan.state = locked.state
    if locked.put_away_at:
        raise ClosedError(_now("The plan has been put away. Fetch it again before you change it."))
    if reason := closed_reason(locked):
        raise ClosedError(reason)
    if locked.state != PlanState.PUBLISHED:
        return False
    for begin in draft_begins:
        begin(plan, by)
    return True
