"""What happens between sending for approval and reading: the frozen text becomes a PDF, in the background.
A text that cannot be printed is a draft again, with the reason, before anybody has read it."""

import hashlib

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from documents.printing import RenderError
from plans.enums import PlanState
from plans.progress import telling
from publishing.domain import jobs
from publishing.domain.draft_pdf import draft_pdf
from publishing.domain.texts import current_text
from publishing.domain.workflow import lock_subject, take_step
from publishing.enums import JobKind, Step
from publishing.models import FrozenText, Job, Subject, TextPdf
from publishing.models.edition import edition_storage


def progress_key(subject: Subject) -> str:
    """Where the number of pages laid out so far is told."""
    return f"{subject._meta.label_lower}-{subject.pk}"


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
    made: TextPdf | None = TextPdf.objects.filter(text=text).first()
    if made:
        return made
    with telling(progress_key(text.subject)) as told:
        pdf = draft_pdf(text.document, text.document_json, owner=text.plan.municipality_id, told=told)
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
        made = TextPdf.objects.get(text=text)
        return made
    except BaseException:
        storage.delete(name)
        raise
    return row
