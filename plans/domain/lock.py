"""A plan's lock: the row that every change of the plan waits for, and the states in which its text
cannot be changed. What leads from one state to the next is in `publishing/domain/workflow.py`."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from plans.enums import PlanState
from plans.errors import RefusedError
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
"""In these states the rows are locked: the text that is read and approved is theirs."""
CLOSED_DEPENDENT: Mapping[PlanState, Promise] = {
    PlanState.SUBMITTING: _("The text is being sent for approval. It cannot be changed meanwhile."),
    PlanState.SUBMITTED: _(
        "The text has been sent for approval. It cannot be changed until an approver sends it back."
    ),
    PlanState.APPROVED: _(
        "The text has been approved. It cannot be changed unless an approver sends it back."
    ),
}
"""So too for what is approved by itself and lies beside the plan's own text."""

draft_begins: list[Callable[[Any, User], None]] = []
"""Called, within the transaction, when the first change after publication begins a new draft.
`publishing` registers the step that does it: this room knows no steps."""


def lock(plan: Plan) -> Plan:
    """The plan as stored now, kept from others until the transaction ends. SQLite took its lock at
    BEGIN. `no_key`: rows that only point at the plan need not wait for it."""
    return Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)


class PlanDependent(Protocol):
    """What belongs to a plan and is written, approved and published by itself. It waits for the plan's
    lock."""

    pk: Any
    state: str
    plan: Plan


def plan_of_dependent(subject: Plan | PlanDependent) -> Plan:
    return subject if isinstance(subject, Plan) else subject.plan


def closed_reason(subject: Plan | PlanDependent) -> str:
    """Why the text cannot be changed, or nothing where it can."""
    reasons = CLOSED if isinstance(subject, Plan) else CLOSED_DEPENDENT
    return str(reasons.get(PlanState(subject.state), ""))


def begin_edit(subject: Plan | PlanDependent, by: User) -> bool:
    """Called in the transaction that changes a part of the text; whether the change began a new draft of
    something published. Raises `RefusedError` while it is with its approvers."""
    stored = lock(plan_of_dependent(subject))
    rows: Any = type(subject)
    subject.state = rows.objects.values_list("state", flat=True).get(pk=subject.pk)
    if stored.archived_at:
        raise RefusedError(_now("The plan has been archived. Unarchive it before you change it."))
    if reason := closed_reason(subject):
        raise RefusedError(reason)
    if subject.state != PlanState.PUBLISHED:
        return False
    for begin in draft_begins:
        begin(subject, by)
    return True
