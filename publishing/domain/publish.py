"""Publishing: guards, render, and one short transaction that stores the edition, its file and the step.

What is published is the text that was approved, not the rows as they are now. No lock is held while the
PDF is made: the transaction after it checks that the text is still the approved one. When anything fails,
the edition before stays current and nothing of the new one is left."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import OperationalError, transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from documents.codec import to_json
from documents.printing import Pdf, RenderError, render_pdf
from documents.proposal import as_plan, as_proposal
from documents.stamp import Stamp
from documents.tree import PlanDocument
from goals.models import FollowUp
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Plan
from plans.progress import ProgressCallback
from publishing.checks.cpr_number import cpr_numbers
from publishing.checksum import sha256
from publishing.domain import jobs, proof, schedule
from publishing.domain.basis import refuse_withdrawn
from publishing.domain.checking import Report, raise_if_blocked, waive
from publishing.domain.correcting import corrected
from publishing.domain.edition_files import ChangedFileError
from publishing.domain.proposing import refusal_of_plan, refusal_of_proposal, refusal_of_report
from publishing.domain.public_changes import announce
from publishing.domain.texts import current_text, document_now, freeze
from publishing.domain.workflow import TextChangedError, lock_subject, refusal, refuse_another_text, take_step
from publishing.enums import JobKind, PublicChange, Step
from publishing.models import Edition, FrozenText, ScheduledPublication, Subject
from publishing.models.edition import edition_storage, series_of
from publishing.models.subject import follow_up_of, plan_of
from publishing.numbering import EditionNumber


class AlreadyCarriedOutError(RefusedError):
    """Another process has published what was planned, or somebody has stopped it meanwhile."""


@dataclass(frozen=True, slots=True)
class PublicationRequest:
    """What is to be published, when every guard has let it pass. `waiting` is the text that waited then, None
    where a command publishes a draft. `noindex` is of a proposal."""

    subject: Subject
    waiting: FrozenText | None
    text: FrozenText
    document: PlanDocument
    document_json: str
    number: EditionNumber
    report: Report
    noindex: bool


def publish(
    subject: Subject,
    *,
    by: User | None,
    note: str = "",
    read: str = "",
    correction: bool = False,
    proposal: bool = False,
    noindex: bool = False,
    waiving: str = "",
    planned: ScheduledPublication | None = None,
    on_progress: ProgressCallback | None = None,
) -> Edition:
    """Stores the approved text as the next edition of the plan or follow-up.

    `read` is the checksum of the text that the person read; a command (`by` is None) publishes the approved
    text, else the draft as it is. `planned` publishes what was planned, whoever is left of those who planned
    it. A `correction` of language becomes 1.1 after 1 and needs no note. A `proposal` is numbered by itself and
    never taken for the plan; with `noindex`, search engines are asked to leave it out. `waiving` is why warnings are
    waived. `on_progress` is called with each page's number as it is laid out, and with their total. Raises
    `RefusedError`, and `TextChangedError` where another text is approved than the person read.
    """
    with _explained():
        note = change_note(note, correction)
        request = _request(
            subject, by, read, planned, correction=correction, proposal=proposal, noindex=noindex
        )
        edition = _draft_edition(request, by, note)
        printed = proof.head()
        stamp, owner = stamp_of(edition, printed), edition.plan.municipality_id
        pdf = render_pdf(request.document, stamp, edition.document_json, owner=owner, on_progress=on_progress)
        with stored(edition, pdf), transaction.atomic():
            _refuse_if_overtaken(request, by, correction, planned)
            if by and planned is None and request.report.warnings:
                waive(subject, request.report.warnings, by, waiving)
            edition.save()
            proof.record_edition(edition, request.document, printed)
            _take_step(request, by, edition, planned)
            schedule.end_waiting(subject, planned, edition)
            announce(edition, PublicChange.PUBLISHED)
            jobs.enqueue(JobKind.RENDITIONS, subject, edition=edition)
    return edition


def change_note(note: str, correction: bool) -> str:
    """As it will be shown on the site, which is in Danish whoever publishes."""
    note = note.strip()
    if not note and not correction:
        raise RefusedError(_("Write a change note: what is new in this edition, and why?"))
    if cpr_numbers(note, timezone.localdate()):
        raise RefusedError(_("This looks like a CPR number, and the public can read the note."))
    with translation.override("da"):
        return note or _("Correction of language")


def _request(
    subject: Subject,
    by: User | None,
    read: str,
    planned: ScheduledPublication | None,
    *,
    correction: bool,
    proposal: bool,
    noindex: bool,
) -> PublicationRequest:
    """Every guard that needs no lock."""
    try:
        stored = type(subject)._default_manager.get(pk=subject.pk)
    except (Plan.DoesNotExist, FollowUp.DoesNotExist) as error:
        raise RefusedError(_("The text no longer exists.")) from error
    waiting = current_text(stored)
    text = _text_of(stored, waiting, by, read, planned)
    document = _document_of(stored, text, correction=correction, proposal=proposal)
    _refuse_empty(document)
    if isinstance(stored, FollowUp):
        refuse_withdrawn(stored, text.basis)
    if refused := refusal_of_report(stored):
        raise RefusedError(refused)
    document_json = to_json(document) if correction or proposal else text.document_json
    number = _next_number(stored, document_json, correction, proposal)
    # Warnings were waived in the text as it was approved.
    report = raise_if_blocked(stored, as_plan(document))
    return PublicationRequest(subject, waiting, text, document, document_json, number, report, noindex)


def _document_of(subject: Subject, text: FrozenText, *, correction: bool, proposal: bool) -> PlanDocument:
    if proposal:
        if correction:
            raise RefusedError(
                _("A proposal has no corrections of language. Publish it as the next proposal.")
            )
        if refused := refusal_of_proposal(subject, text.document):
            raise RefusedError(refused)
        return as_proposal(text.document)
    if refused := refusal_of_plan(subject, text.document):
        raise RefusedError(refused)
    return corrected(subject, text) if correction else text.document


def _text_of(
    subject: Subject,
    current: FrozenText | None,
    by: User | None,
    read: str,
    planned: ScheduledPublication | None,
) -> FrozenText:
    if refused := refusal(subject, Step.PUBLISH, None if planned else by):
        raise RefusedError(refused)
    if planned:
        _refuse_unplanned(planned, current)
    elif by:
        refuse_another_text(subject, read)
    return current or freeze(subject, by)


def _refuse_unplanned(planned: ScheduledPublication, current: FrozenText | None) -> None:
    """A planned publication is of one text, which must still be the approved one."""
    if PlanState(planned.subject.state) is not PlanState.APPROVED or current is None:
        raise RefusedError(_("The text that was planned is no longer approved. Plan its publication again."))
    if planned.text_id and planned.text_id != current.pk:
        raise RefusedError(_("Another text has been approved since. Plan its publication again."))


def _refuse_if_overtaken(
    request: PublicationRequest, by: User | None, correction: bool, planned: ScheduledPublication | None
) -> None:
    """Under the lock: whatever was true before the PDF was made must be true still."""
    locked = lock_subject(request.subject)
    if planned and not schedule.still_waits(planned):
        raise AlreadyCarriedOutError(_("The planned publication has been carried out or stopped already."))
    if refused := refusal(locked, Step.PUBLISH, None if planned else by):
        raise RefusedError(refused)
    current = current_text(locked)
    if current != request.waiting:
        raise TextChangedError(request.text, current)
    if current is None and to_json(document_now(locked)) != request.text.document_json:
        raise RefusedError(_("The text was changed while its PDF was made. Publish it again."))
    if isinstance(locked, FollowUp):
        read_again = FrozenText.objects.select_related("basis__withdrawal").get(pk=request.text.pk)
        refuse_withdrawn(locked, read_again.basis)
    proposal = request.document.proposal
    if proposal and (refused := refusal_of_proposal(locked, request.text.document)):
        raise RefusedError(refused)
    if _next_number(locked, request.document_json, correction, proposal) != request.number:
        raise RefusedError(_("Somebody else has just published. Look at the newest edition, and try again."))


def _take_step(
    request: PublicationRequest, by: User | None, edition: Edition, planned: ScheduledPublication | None
) -> None:
    take_step(
        request.subject,
        Step.PUBLISH,
        None if planned else by,
        edition.change_note,
        read=request.text.document_sha256,
        text=request.text,
        edition=edition.mark,
        planned_by=planned.by if planned else None,
    )


def _refuse_empty(document: PlanDocument) -> None:
    if document.follow_up:
        _refuse_unfinished(document)
    elif not (document.sections or document.themes or document.goals or document.strategies):
        raise RefusedError(_("The plan is empty. Write at least one section or theme before publishing."))


def _refuse_unfinished(document: PlanDocument) -> None:
    """What a follow-up must have."""
    assessments = document.follow_up.assessments if document.follow_up else ()
    if not assessments:
        raise RefusedError(_("The follow-up judges no goal yet. Add at least one assessment."))
    for assessment in assessments:
        if assessment.overrides_computed and not assessment.reason:
            raise RefusedError(
                _(
                    "The verdict on goal %(number)s in “%(theme)s” is another than the one computed from the"
                    " figures. Write the reason for departing."
                )
                % {"number": assessment.goal.number, "theme": assessment.goal.theme or document.title}
            )


def _next_number(subject: Subject, document_json: str, correction: bool, proposal: bool) -> EditionNumber:
    """A correction is counted behind the edition in force, also where a later one has been withdrawn."""
    editions = Edition.objects.filter(series=series_of(subject, proposal=proposal))
    own = editions.filter(follow_up=follow_up_of(subject))
    current: Edition | None = own.in_force_or_proposed().first()
    # An edition of an older schema says the same in another JSON.
    if current and to_json(current.document) == document_json:
        raise RefusedError(
            _("Nothing has changed since %(edition)s, so there is nothing to publish.")
            % {"edition": current.name}
        )
    if correction and current is None:
        raise RefusedError(_("There is no edition in force to correct. Publish a full edition."))
    if correction and current:
        of_number = editions.filter(number=current.number).aggregate(last=Max("correction"))
        return EditionNumber(current.number, of_number["last"] + 1)
    return EditionNumber((editions.aggregate(last=Max("number"))["last"] or 0) + 1)


def _draft_edition(request: PublicationRequest, by: User | None, note: str) -> Edition:
    edition = edition_of(request.subject, request.document, request.document_json, request.number)
    edition.basis = request.text.basis
    edition.published_by, edition.change_note = by, note
    edition.noindex = request.document.proposal and request.noindex
    return edition


def edition_of(
    subject: Subject, document: PlanDocument, document_json: str, number: EditionNumber
) -> Edition:
    """All that is known of it before its PDF is made, but for what is said of it."""
    edition = Edition(
        plan=plan_of(subject),
        follow_up=follow_up_of(subject),
        number=number.number,
        correction=number.correction,
        published_at=timezone.now(),
        document_json=document_json,
        document_sha256=sha256(document_json),
        municipality_slug=document.municipality.slug,
        municipality_name=document.municipality.name,
        municipality_short_name=document.municipality.short_name,
        accent=document.municipality.accent,
        year=document.year,
        last_year=document.last_year,
        plan_series=document.series.slug,
        title=document.display_title,
        themes=[
            {
                "number": theme.number,
                "title": theme.title,
                "slug": theme.slug,
                "predecessors": [asdict(ref) for ref in theme.predecessors],
            }
            for theme in document.themes
        ],
        carried_out=[asdict(ref) for ref in document.carried_out],
        is_proposal=document.proposal,
    )
    edition.identify()
    return edition


def stamp_of(edition: Edition, printed: proof.Head) -> Stamp:
    """`printed` is the head of the chain of proof while the PDF is made: who keeps the PDF keeps it."""
    return Stamp(
        number=str(edition.label),
        published_on=timezone.localdate(edition.published_at),
        address=settings.SITE_URL + edition.get_absolute_url(),
        sha256=edition.document_sha256,
        proof_entry=printed.sequence,
        proof_head=printed.sha256,
    )


@contextmanager
def stored(edition: Edition, pdf: Pdf) -> Iterator[None]:
    """The file is deleted again when the block fails."""
    storage: Storage = edition_storage()
    # Named before: on a full disk, half a file is left.
    names = [storage.get_available_name(_pdf_name(edition))]
    try:
        edition.pdf.name = names[0] = storage.save(names[0], ContentFile(pdf.content))
        edition.pdf_sha256 = hashlib.sha256(pdf.content).hexdigest()
        edition.pdf_size, edition.pdf_pages = len(pdf.content), pdf.pages
        yield
    except BaseException:
        for name in names:
            storage.delete(name)
        raise


def _pdf_name(edition: Edition) -> str:
    return f"{edition.municipality_slug}/{edition.plan_ref.name}/{edition.file_stem}-{edition.label}.pdf"


@contextmanager
def _explained() -> Iterator[None]:
    """What a person can do about a failure; a programming error is passed on as it is."""
    try:
        yield
    except (RenderError, ChangedFileError) as error:
        raise RefusedError(str(error)) from error
    except OSError as error:
        text = _("A file could not be read or written: %(error)s. Nothing was published.")
        raise RefusedError(text % {"error": error}) from error
    except OperationalError as error:
        if "locked" in str(error):
            raise RefusedError(
                _("Somebody else is publishing right now. Wait a moment and try again.")
            ) from error
        text = _("The database could not store the edition: %(error)s. Nothing was published.")
        raise RefusedError(text % {"error": error}) from error
