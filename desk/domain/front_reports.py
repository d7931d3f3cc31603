"""The follow-ups on the front page: those that are being written or wait for somebody."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.models import FollowUp
from plans.domain.access import Permission, Person, accessible_to, municipalities_of
from plans.enums import PlanState
from publishing.enums import Step
from publishing.models import Suspension, WorkflowStep


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the person, and the address of the page where it is done."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ReportCard:
    """`returned` is the step with which it was sent back, while it is a draft again."""

    follow_up: FollowUp
    address: str
    tasks: tuple[Task, ...]
    returned: WorkflowStep | None


def report_cards(person: Person) -> tuple[ReportCard, ...]:
    """Newest first. Four queries."""
    suspended = Suspension.objects.filter(edition__follow_up=OuterRef("pk"), keep=None)
    visible = accessible_to(FollowUp.objects.all(), person, Permission.VIEW, ["plan__municipality"])
    rows = visible.annotate(is_suspended=Exists(suspended)).filter(
        ~Q(state=PlanState.PUBLISHED) | Q(is_suspended=True)
    )
    follow_ups = list(rows.select_related("plan__municipality").order_by("-plan__year", "-pk"))
    steps = WorkflowStep.objects.filter(follow_up__in=follow_ups).select_related("by").order_by("pk")
    last = {step.follow_up_id: step for step in steps}
    writes, approves = (
        set(municipalities_of(person, permission).values_list("pk", flat=True))
        for permission in (Permission.EDIT, Permission.PUBLISH)
    )
    return tuple(
        ReportCard(
            follow_up=row,
            address=reverse("admin:goals_followup_change", args=[row.pk]),
            tasks=tuple(
                _tasks(
                    row,
                    writes=row.plan.municipality_id in writes,
                    approves=row.plan.municipality_id in approves,
                )
            ),
            returned=_returned(row, last.get(row.pk)),
        )
        for row in follow_ups
    )


def _returned(row: FollowUp, last: WorkflowStep | None) -> WorkflowStep | None:
    sent_back = last is not None and last.step == Step.RETURN
    return last if sent_back and row.state == PlanState.DRAFT else None


def _tasks(row: FollowUp, *, writes: bool, approves: bool) -> Iterator[Task]:
    here = reverse("admin:goals_followup_change", args=[row.pk])
    if approves and row.is_suspended:  # type: ignore[attr-defined]
        text = _("The plan has been withdrawn: choose what becomes of the follow-up.")
        yield Task(text, reverse("desk-suspended", args=[row.pk]))
    if approves and row.state == PlanState.SUBMITTED:
        yield Task(_("It has been sent for approval: read it, and approve it or send it back."), here)
    if approves and row.state == PlanState.APPROVED:
        yield Task(_("It has been approved, and can be published."), here)
    if writes and row.state == PlanState.DRAFT:
        yield Task(_("Write how the goals went, and send it for approval."), here)
