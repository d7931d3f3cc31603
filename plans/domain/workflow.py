"""From draft to published: which steps there are, who may take them, and what each leaves behind.

`RULES` is the whole table. What is not in it cannot be done: `offered_steps` does not offer it and
`take_step` refuses it. Every step is a line in the plan's history that is never changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.domain import notices
from plans.domain.access import Person, Right, may
from plans.enums import PlanState, Step
from plans.models import Plan, WorkflowStep

DRAFT, SUBMITTED, APPROVED, PUBLISHED = PlanState


class StepError(Exception):
    """Nothing was changed; the message says to a person why the step cannot be taken."""


class ClosedError(StepError):
    """The plan is with its approvers: its text cannot be changed now."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`moves`: from which states the step leads, and where to. `operator`: a command may take it
    by itself, from any state. `chosen`: a person chooses it; else it follows from something else."""

    right: Right
    moves: Mapping[PlanState, PlanState]
    needs_reason: bool = False
    operator: bool = False
    chosen: bool = True


RULES: Mapping[Step, Rule] = {
    Step.SUBMIT: Rule(Right.EDIT, {DRAFT: SUBMITTED}),
    Step.RETURN: Rule(Right.PUBLISH, {SUBMITTED: DRAFT, APPROVED: DRAFT}, needs_reason=True),
    Step.APPROVE: Rule(Right.PUBLISH, {SUBMITTED: APPROVED}),
    Step.PUBLISH: Rule(Right.PUBLISH, {APPROVED: PUBLISHED}, needs_reason=True, operator=True),
    Step.WITHDRAW: Rule(
        Right.PUBLISH,
        {PUBLISHED: DRAFT, **{state: state for state in (DRAFT, SUBMITTED, APPROVED)}},
        needs_reason=True,
        operator=True,
        chosen=False,
    ),
    # Who may change which part has been asked where it is changed.
    Step.NEW_DRAFT: Rule(Right.VIEW, {PUBLISHED: DRAFT}, chosen=False),
}

CLOSED: Mapping[PlanState, Promise] = {
    SUBMITTED: gettext_lazy(
        "The plan has been sent for approval. Its text cannot be changed until an approver sends it back."
    ),
    APPROVED: gettext_lazy(
        "The plan has been approved. Its text cannot be changed unless an approver sends it back."
    ),
}
"""What is approved must be what was read: in these states the text stands still."""


def offered_steps(plan: Plan, person: Person) -> list[Step]:
    """What the person may do with the plan as it is now, in the order of the table."""
    return [step for step, rule in RULES.items() if rule.chosen and not refusal(plan, step, person)]


def refusal(plan: Plan, step: Step, person: Person | None) -> str:
    """Why the step cannot be taken, or nothing where it can."""
    rule = RULES[step]
    if person is None:
        return "" if rule.operator else _("Only a person can take this step.")
    if not may(person, rule.right, plan.municipality_id):
        return _("Your role does not let you do this.")
    if PlanState(plan.state) not in rule.moves:
        return _not_from_here(plan)
    if step is Step.APPROVE and is_author(plan, person) and not plan.municipality.author_may_approve:
        return _("You sent the plan for approval yourself. Somebody else must approve it.")
    return ""


def is_author(plan: Plan, person: Person) -> bool:
    """Whether it was the person who last sent the plan for approval."""
    last = WorkflowStep.objects.filter(plan=plan, step=Step.SUBMIT).order_by("-pk").first()
    return last is not None and last.by_id == person.pk


def take_step(
    plan: Plan, step: Step, by: User | None, reason: str = "", *, edition: str = ""
) -> WorkflowStep:
    """Moves the plan on and writes the line in its history, both or neither. `by` is None where a
    command acts. Raises `StepError`."""
    reason = reason.strip()
    with transaction.atomic():
        locked = lock(plan)
        if refused := refusal(locked, step, by):
            raise StepError(refused)
        if RULES[step].needs_reason and not reason:
            raise StepError(_("Write why. The reason is kept in the plan's history."))
        before, after = PlanState(locked.state), _state_after(locked, step)
        taken = WorkflowStep.objects.create(
            plan=plan,
            step=step,
            from_state=before,
            to_state=after,
            by=by,
            reason=reason,
            edition=edition,
            by_author=step is Step.APPROVE and by is not None and is_author(locked, by),
        )
        if after != before:
            locked.state = after
            locked.save(update_fields=["state"])
        transaction.on_commit(lambda: notices.tell(taken), robust=True)
    plan.state = after
    return taken


def note(plan: Plan, step: Step, by: User | None, reason: str = "", *, edition: str = "") -> WorkflowStep:
    """A line in the history of something that leaves the plan's state as it is."""
    state = Plan.objects.values_list("state", flat=True).get(pk=plan.pk)
    return WorkflowStep.objects.create(
        plan=plan, step=step, from_state=state, to_state=state, by=by, reason=reason.strip(), edition=edition
    )


def begin_edit(plan: Plan, by: User) -> None:
    """Called in the transaction that changes a part of the plan. The first change after publishing
    begins a new draft. Raises `ClosedError` while the plan is with its approvers."""
    locked = lock(plan)
    plan.state = locked.state
    if reason := closed_reason(locked):
        raise ClosedError(reason)
    if locked.state == PUBLISHED:
        take_step(plan, Step.NEW_DRAFT, by)


def closed_reason(plan: Plan) -> str:
    """Why the text cannot be changed, or nothing where it can."""
    return str(CLOSED.get(PlanState(plan.state), ""))


def lock(plan: Plan) -> Plan:
    """The plan as stored now, kept from others until the transaction ends. SQLite took its lock at
    BEGIN. `no_key`: rows that only point at the plan need not wait for it."""
    return Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)


def history(plan: Plan) -> Iterable[WorkflowStep]:
    """Newest first."""
    return WorkflowStep.objects.filter(plan=plan).select_related("by").order_by("-pk")


def _state_after(plan: Plan, step: Step) -> PlanState:
    moves, state = RULES[step].moves, PlanState(plan.state)
    # From where no person could take it, an operator's step leads to where it always leads.
    return moves[state] if state in moves else next(iter(moves.values()))


def _not_from_here(plan: Plan) -> str:
    return _("This cannot be done now: the plan is in the state “%(state)s”.") % {
        "state": PlanState(plan.state).label
    }
