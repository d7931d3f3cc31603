"""A council decides while a text stands still: its decision is added to the text, and nothing else."""

from django.contrib.auth.models import User
from django.db import transaction

from goals.models import ReportDecision
from plans.models import Attachment, Decision
from publishing.domain.texts import current_text, document_now, keep, with_decisions_of
from publishing.domain.workflow import StepError, take_step
from publishing.enums import Step
from publishing.models import Subject, WorkflowStep
from publishing.models.subject import of


@transaction.atomic
def add_decision(
    subject: Subject,
    decision: Decision | ReportDecision,
    annex: Attachment | None,
    *,
    by: User,
    read: str,
) -> WorkflowStep:
    """Stores the decision with its annex, which one on a follow-up holds itself, and the text with it, which
    the next step names. `read` is the checksum of the text that it is added to. Raises `StepError`, and
    `TextChangedError` where another text waits."""
    before = current_text(subject)
    decision.save()
    if annex:
        annex.save()
    try:
        document = with_decisions_of(before, document_now(subject)) if before else None
    except OSError as error:
        raise StepError(str(error)) from error
    text = keep(subject, document, by) if document else None
    return take_step(subject, Step.DECISION, by, str(decision), read=read, text=text)


def added_decisions(subject: Subject) -> list[WorkflowStep]:
    """What has been added to the text that waits since it was sent for approval, oldest first."""
    steps = WorkflowStep.objects.filter(of(subject), step__in=[Step.SUBMIT, Step.DECISION]).select_related(
        "by"
    )
    found: list[WorkflowStep] = []
    for step in steps.order_by("pk"):
        found = [] if step.step == Step.SUBMIT else [*found, step]
    return found
