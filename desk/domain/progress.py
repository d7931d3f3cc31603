"""What the desk shows of a plan's way from draft to published: how far it has come, what waits, and
what the reader of the page may do next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plans.domain.access import Person, Right, may
from plans.domain.workflow import closed_reason, offered_steps, refusal
from plans.enums import PlanState, Step
from plans.models import Plan
from publishing.domain.schedule import waiting_for
from publishing.models import Edition, ScheduledPublication
from publishing.models.edition import series_of

ADDRESSES: Mapping[str, Step] = {
    "indsend": Step.SUBMIT,
    "send-tilbage": Step.RETURN,
    "godkend": Step.APPROVE,
}
LABELS: Mapping[Step, Promise] = {
    Step.SUBMIT: _("Send for approval"),
    Step.RETURN: _("Send back"),
    Step.APPROVE: _("Approve"),
    Step.PUBLISH: _("Publish"),
}
PATIENCE = timedelta(minutes=10)
"""How late the timer may be before a person should be told."""


@dataclass(frozen=True, slots=True)
class Button:
    label: Promise
    address: str
    leads_on: bool
    """Whether it is a step forward: shown as the one to take."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`closed` says why the text cannot be changed. `hint` says why a step that others could take is
    not offered. `overdue`: the waiting publication should have been carried out by now."""

    plan: Plan
    state: PlanState
    closed: str
    buttons: tuple[Button, ...]
    hint: str
    waiting: ScheduledPublication | None
    overdue: bool
    may_stop: bool
    withdraw_address: str


def progress_of(plan: Plan, person: Person) -> Progress:
    waiting = waiting_for(plan)
    publishes = may(person, Right.PUBLISH, plan.municipality_id)
    return Progress(
        plan=plan,
        state=PlanState(plan.state),
        closed=closed_reason(plan),
        buttons=tuple(_buttons(plan, person)),
        hint=_hint(plan, person),
        waiting=waiting,
        overdue=waiting is not None and waiting.due_at + PATIENCE < timezone.now(),
        may_stop=waiting is not None and publishes,
        withdraw_address=_withdraw_address(plan) if publishes else "",
    )


def _buttons(plan: Plan, person: Person) -> Iterator[Button]:
    names = {step: name for name, step in ADDRESSES.items()}
    for step in offered_steps(plan, person):
        if step is Step.PUBLISH:
            address = reverse("admin:plans_plan_publish", args=[plan.pk])
        else:
            address = reverse("desk-step", args=[plan.pk, names[step]])
        yield Button(LABELS[step], address, step is not Step.RETURN)


def _hint(plan: Plan, person: Person) -> str:
    if plan.state != PlanState.SUBMITTED or not may(person, Right.PUBLISH, plan.municipality_id):
        return ""
    return refusal(plan, Step.APPROVE, person)


def _withdraw_address(plan: Plan) -> str:
    newest = Edition.objects.filter(series=series_of(plan, None)).newest().filter(withdrawal=None)
    key = newest.values_list("pk", flat=True).first()
    return reverse("admin:publishing_edition_withdraw", args=[key]) if key else ""
