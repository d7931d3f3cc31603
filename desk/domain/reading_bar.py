"""The bar above a frozen text: which text it is, and what the reader may do with it."""

from dataclasses import dataclass

from django.urls import reverse

from desk.domain.plan_outline import all_lines, outline_of
from desk.domain.workflow_status import Button, button_of
from desk.writing.remarks import OpenRemark, open_remarks
from goals.models import FollowUp
from plans.domain.access import Person
from publishing.domain.texts import current_text
from publishing.domain.workflow import RULES, offered_steps
from publishing.enums import Step
from publishing.models import FrozenText, WorkflowStep


@dataclass(frozen=True, slots=True)
class ReadingBar:
    """`step` is the one that froze the text. `is_current`: it is the text that waits; else it was sent back,
    or another has taken its place. `remarks` are open ones on the parts of the plan: they are not about a
    follow-up's text."""

    step: WorkflowStep | None
    is_current: bool
    buttons: tuple[Button, ...]
    remarks: tuple[OpenRemark, ...]
    back: str


def reading_bar(text: FrozenText, person: Person) -> ReadingBar:
    subject = text.subject
    is_current = current_text(subject) == text
    froze = text.steps.filter(step__in=[Step.SUBMIT, Step.DECISION]).select_related("by").order_by("pk")
    return ReadingBar(
        step=froze.first(),
        is_current=is_current,
        buttons=tuple(
            button_of(subject, step)
            for step in offered_steps(subject, person)
            if RULES[step].names_text and step is not Step.PUBLISH
        )
        if is_current
        else (),
        remarks=()
        if isinstance(subject, FollowUp)
        else tuple(open_remarks(subject, all_lines(outline_of(subject)))),
        back=address_of_subject(text),
    )


def address_of_subject(text: FrozenText) -> str:
    if text.follow_up_id:
        return reverse("admin:goals_followup_change", args=[text.follow_up_id])
    return reverse("desk-plan", args=[text.plan_id])
