"""A council decides while a text stands still: its decision is added to the text, and nothing else."""

from django.contrib.auth.models import User
from django.db import transaction

from goals.models import ReportDecision
from plans.models import Attachment, Decision
from publishing.domain.texts import current_text, document_now, keep, with_decisions_of
from publishing.domain.workflow import StepError, take_step
from publishing.enums import Step
from publishing.models import Subject, WorkflowStep


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
    the next step names. `read` is the
    checksum of the text that it is added to. Raises `StepError`, and `TextChangedError` where another text
    waits."""
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
