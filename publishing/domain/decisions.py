"""A council decides while a text is locked: its decision is added to the text, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from documents.codec import to_json
from documents.from_rows import decisions_of
from documents.printing import RenderError, render_pdf
from documents.stamp import Stamp
from documents.tree import PlanDocument
from goals.models import ReportDecision
from plans.errors import RefusedError
from plans.models import Attachment, Decision
from publishing.checksum import sha256
from publishing.domain.checking import raise_if_blocked
from publishing.domain.schedule import stop, waiting_for
from publishing.domain.texts import current_text, document_now, keep, with_decisions_of
from publishing.domain.workflow import take_step
from publishing.enums import Step
from publishing.models import Subject, WorkflowStep
from publishing.models.subject import of


def add_decision(
    subject: Subject,
    decision: Decision | ReportDecision,
    annex: Attachment | None,
    *,
    by: User,
    read: str,
) -> WorkflowStep:
    """Stores the decision with its annex (that of a follow-up has a field for it), and the text with the
    decision, which the next step names. `read` is the checksum of the text that it is added to. What would
    stop the text stops the decision already here: nobody can put it right afterwards. A planned publication,
    which is of the text without the decision, is stopped. Raises `RefusedError`, and `TextChangedError` where
    another text waits."""
    _refuse_unprintable(subject, decision)
    with _saved_files() as saved, transaction.atomic():
        before = current_text(subject)
        decision.save()
        if isinstance(decision, ReportDecision):
            saved.append(decision.annex)
        if annex:
            annex.save()
            saved.append(annex.file)
        document = with_decisions_of(before, document_now(subject)) if before else None
        text = keep(subject, document, by) if document else None
        step = take_step(subject, Step.DECISION, by, str(decision), read=read, text=text)
        if document:
            raise_if_blocked(subject, document)
        if waiting_for(subject):
            stop(subject, by=by, reason=step.reason)
        return step


@contextmanager
def _saved_files() -> Iterator[list[FieldFile]]:
    """When the block fails, files stored with its rows are deleted again."""
    saved: list[FieldFile] = []
    try:
        yield saved
    except BaseException:
        for file in filter(None, saved):
            file.storage.delete(file.name or "")
        raise


def _refuse_unprintable(subject: Subject, decision: Decision | ReportDecision) -> None:
    """The decision is printed by itself, before any lock is taken: the rest of the text has been printed. As an
    edition has it: a draft states no adoption."""
    before = current_text(subject)
    if before is None:
        return  # `take_step` says why
    known = before.document
    alone = PlanDocument(
        municipality=replace(known.municipality, crest=""),
        title=known.title,
        year=known.year,
        last_year=known.last_year,
        series=known.series,
        decisions=decisions_of([decision]),
    )
    text = to_json(alone)
    stamp = Stamp("1", timezone.localdate(), settings.SITE_URL, sha256(text))
    try:
        render_pdf(alone, stamp, text)
    except RenderError as error:
        raise RefusedError(str(error)) from error


def added_decisions(subject: Subject) -> list[WorkflowStep]:
    """What has been added to the text that waits since it was sent for approval, oldest first."""
    steps = WorkflowStep.objects.filter(of(subject), step__in=[Step.SUBMIT, Step.DECISION]).select_related(
        "by"
    )
    found: list[WorkflowStep] = []
    for step in steps.order_by("pk"):
        found = [] if step.step == Step.SUBMIT else [*found, step]
    return found
