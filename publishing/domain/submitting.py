"""Sending for approval, and what happens before anybody reads: the frozen text becomes a PDF, in the
background. A text that cannot be printed is a draft again, with the reason."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from documents.codec import to_json
from documents.printing import RenderError
from plans.enums import PlanState
from plans.errors import RefusedError
from publishing.checks.unfinished import CHECKS as UNFINISHED
from publishing.checksum import sha256
from publishing.domain import jobs
from publishing.domain.checking import ChecksError, raise_if_blocked, waive
from publishing.domain.draft_pdf import draft_pdf
from publishing.domain.progress import page_progress
from publishing.domain.texts import current_text, document_now
from publishing.domain.workflow import lock_subject, refusal, take_step
from publishing.enums import JobKind, Step
from publishing.models import FrozenText, Job, Subject, TextPdf, WorkflowStep
from publishing.models.edition import edition_storage

_guard = Lock()
_locks: dict[int, Lock] = {}
"""Of the texts that are being rendered in this process."""


def submit(subject: Subject, by: User, reason: str = "", *, waiving: str = "") -> WorkflowStep:
    """Sends the text for approval as it is at this moment. What stops publishing stops it already here, since
    a locked text cannot be corrected; `waiving` is why warnings are waived, which those about what the
    writers have not finished must be. Raises `RefusedError`; then nothing is stored.

    The checks take a second on a long plan, so they run before the transaction: meanwhile others save."""
    if refused := refusal(subject, Step.SUBMIT, by):
        raise RefusedError(refused)
    checked = document_now(subject)
    report = raise_if_blocked(subject, checked)
    waives = bool(waiving.strip() and report.warnings)
    if not waives and any(one.check in UNFINISHED for one in report.warnings):
        raise ChecksError(_("Write why the warnings can be waived."))
    with transaction.atomic():
        taken = take_step(subject, Step.SUBMIT, by, reason)
        if taken.text is None or taken.text.document_sha256 != sha256(to_json(checked)):
            raise RefusedError(_("The text was changed while it was checked. Look at it, and send it again."))
        if waives:
            waive(subject, report.warnings, by, waiving)
    return taken


@jobs.handles(JobKind.SUBMISSION)
def make_readable(job: Job) -> str:
    """Taken back meanwhile, or made by another process: then there is nothing to do."""
    text, subject = job.text, type(job.subject)._default_manager.get(pk=job.subject.pk)
    if text is None or subject.state != PlanState.SUBMITTING or current_text(subject) != text:
        return ""
    try:
        pdf_of(text)
    except (RenderError, OSError) as error:
        _move_on(subject, Step.SUBMIT_FAILED, str(error))
    else:
        _move_on(subject, Step.READY)
    return ""


def _move_on(subject: Subject, step: Step, reason: str = "") -> None:
    """Unless the text has been taken back while its PDF was made."""
    with transaction.atomic():
        if lock_subject(subject).state == PlanState.SUBMITTING:
            take_step(subject, step, None, reason)


def pdf_of(text: FrozenText) -> TextPdf:
    """The frozen text as a PDF marked as a draft, rendered once. Raises `RenderError` or `OSError`."""
    with _one_at_a_time(text):
        made: TextPdf | None = TextPdf.objects.filter(text=text).first()
        return made or _make_pdf(text)


@contextmanager
def _one_at_a_time(text: FrozenText) -> Iterator[None]:
    """Several readers of this process who ask for a PDF that there is not yet wait for the first of them."""
    with _guard:
        lock = _locks.setdefault(text.pk, Lock())
    with lock:
        try:
            yield
        finally:
            with _guard:
                _locks.pop(text.pk, None)


def _make_pdf(text: FrozenText) -> TextPdf:
    with page_progress(text.subject) as on_progress:
        pdf = draft_pdf(text.subject, text.document, text.document_json, on_progress=on_progress)
    storage = edition_storage()
    name = storage.get_available_name(f"tekster/{text.plan.municipality_id}/{text.document_sha256}.pdf")
    row = TextPdf(
        text=text,
        pdf_sha256=hashlib.sha256(pdf.content).hexdigest(),
        pdf_size=len(pdf.content),
        pdf_pages=pdf.pages,
    )
    try:
        with transaction.atomic():
            row.pdf.name = name = storage.save(name, ContentFile(pdf.content))
            row.save()
    except IntegrityError:  # another reader had it made at the same moment
        storage.delete(name)
        made: TextPdf = TextPdf.objects.get(text=text)
        return made
    except BaseException:
        storage.delete(name)
        raise
    return row
