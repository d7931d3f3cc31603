"""Publishing: guards, freeze, render, store, and the step in the plan's history. One function, one
transaction; when anything fails, the edition before stays current and nothing of the new one is left."""

import hashlib

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from documents.codec import to_json
from documents.from_rows import document_of
from documents.printing import RenderError, Told, render_pdf
from documents.stamp import Stamp
from documents.tree import PlanDocument
from goals.models import FollowUp
from plans.domain.workflow import StepError, lock, refusal, take_step
from plans.enums import Step
from plans.models import Plan
from publishing.domain import proof, schedule
from publishing.domain.files import ChangedFileError
from publishing.models import Edition
from publishing.models.edition import edition_storage, series_of
from publishing.numbering import EditionNumber


class PublishError(Exception):
    """Nothing was published; the message says to a person what was wrong and what to do."""


def publish(
    plan: Plan,
    *,
    by: User | None,
    note: str = "",
    follow_up: FollowUp | None = None,
    correction: bool = False,
    told: Told | None = None,
) -> Edition:
    """Freezes the draft as the next edition of the plan, or of the follow-up on it.

    A person publishes a plan that has been approved; `by` is None when a command publishes, which it
    may do by itself. A `correction` of language becomes 1.1 after 1 and needs no note. `told` is called
    with the number of each page as it is laid out. Raises `PublishError`.
    """
    note = change_note(note, correction)
    storage = edition_storage()
    stored: list[str] = []
    try:
        with transaction.atomic():
            _refuse_if_not_ready(plan, follow_up, by)
            document = _freeze(plan, follow_up)
            text = to_json(document)
            number = _next_number(plan, follow_up, _sha256(text.encode()), correction)
            edition = _draft_edition(plan, follow_up, document, text, number)
            edition.published_by, edition.change_note = by, note
            printed = proof.head()
            pdf = render_pdf(document, stamp_of(edition, printed), text, owner=plan.municipality_id, told=told)
            # Named before: on a full disk, half a file is left.
            stored.append(storage.get_available_name(_pdf_name(edition)))
            edition.pdf.name = stored[0] = storage.save(stored[0], ContentFile(pdf.content))
            edition.pdf_sha256 = _sha256(pdf.content)
            edition.pdf_size, edition.pdf_pages = len(pdf.content), pdf.pages
            edition.save()
            proof.record_edition(edition, document, printed)
            transaction.on_commit(stored.clear)  # the edition is stored: whatever fails now, its file stays
            if follow_up is None:
                take_step(plan, Step.PUBLISH, by, note, edition=str(number))
                schedule.overtake(plan)
    except BaseException as error:
        for name in stored:
            storage.delete(name)
        if explanation := _explanation(error):
            raise PublishError(explanation) from error
        raise
    return edition


def change_note(note: str, correction: bool) -> str:
    """As it will stand on the site, which is Danish whoever publishes."""
    note = note.strip()
    if not note and not correction:
        raise PublishError(_("Write a change note: what is new in this edition, and why?"))
    with translation.override("da"):
        return note or _("Correction of language")


def _refuse_if_not_ready(plan: Plan, follow_up: FollowUp | None, by: User | None) -> None:
    """One publisher at a time: the second waits here, and then finds the plan published."""
    try:
        locked = lock(plan)
    except Plan.DoesNotExist as error:
        raise PublishError(_("The plan no longer exists.")) from error
    if follow_up is None and (refused := refusal(locked, Step.PUBLISH, by)):
        raise PublishError(refused)


def _freeze(plan: Plan, follow_up: FollowUp | None) -> PlanDocument:
    document = document_of(plan, follow_up)
    if follow_up and follow_up.plan_id != plan.pk:
        raise PublishError(_("The follow-up is on another plan."))
    if follow_up and not (document.follow_up and document.follow_up.assessments):
        raise PublishError(_("The follow-up judges no goal yet. Add at least one assessment."))
    for assessment in document.follow_up.assessments if document.follow_up else ():
        if assessment.departs and not assessment.reason:
            raise PublishError(
                _(
                    "The verdict on goal %(number)s in “%(theme)s” is another than the one computed from the"
                    " figures. Write the reason for departing."
                )
                % {"number": assessment.goal.number, "theme": assessment.goal.theme or document.title}
            )
    if not (document.sections or document.themes or document.goals or document.strategies):
        raise PublishError(_("The plan is empty. Write at least one section or theme before publishing."))
    return document


def _next_number(plan: Plan, follow_up: FollowUp | None, sha256: str, correction: bool) -> EditionNumber:
    editions = Edition.objects.filter(series=series_of(plan, follow_up)).newest().light()
    last = editions.select_related("withdrawal").first()
    in_force = last is not None and not hasattr(last, "withdrawal")
    if last is not None and in_force and last.document_sha256 == sha256:
        raise PublishError(
            _("Nothing has changed since edition %(number)s, so there is nothing to publish.")
            % {"number": last.label}
        )
    if correction and (last is None or not in_force):
        raise PublishError(_("There is no edition in force to correct. Publish a full edition."))
    if correction and last and last.follow_up_id != (follow_up.pk if follow_up else None):
        raise PublishError(_("The newest edition is of another follow-up. Publish a full edition."))
    if last is None:
        return EditionNumber(1)
    return EditionNumber(last.number, last.correction + 1) if correction else EditionNumber(last.number + 1)


def _draft_edition(
    plan: Plan, follow_up: FollowUp | None, document: PlanDocument, text: str, number: EditionNumber
) -> Edition:
    return Edition(
        plan=plan,
        follow_up=follow_up,
        number=number.number,
        correction=number.correction,
        published_at=timezone.now(),
        document_json=text,
        document_sha256=_sha256(text.encode()),
        municipality_slug=document.municipality.slug,
        municipality_name=document.municipality.name,
        municipality_short_name=document.municipality.short_name,
        accent=document.municipality.accent,
        year=document.year,
        last_year=document.last_year,
        title=document.display_title,
        themes=[
            {
                "number": theme.number,
                "title": theme.title,
                "slug": theme.slug,
                "predecessors": [{"year": ref.year, "slug": ref.slug} for ref in theme.predecessors],
            }
            for theme in document.themes
        ],
    )


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


def _pdf_name(edition: Edition) -> str:
    kind = "opfoelgning" if edition.follow_up_id else "plan"
    return f"{edition.municipality_slug}/{edition.year}/{kind}-{edition.label}.pdf"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _explanation(error: BaseException) -> str:
    """What a person can do about the failure; empty where it is a fault of ours, to be passed on."""
    if isinstance(error, RenderError):
        return _("The PDF could not be made: %(error)s") % {"error": error}
    if isinstance(error, StepError | ChangedFileError):
        return str(error)
    if isinstance(error, OSError):
        return _("A file could not be read or written: %(error)s. Nothing was published.") % {"error": error}
    if isinstance(error, OperationalError):
        if "locked" in str(error):
            return _("Somebody else is publishing right now. Wait a moment and try again.")
        return _("The database could not store the edition: %(error)s. Nothing was published.") % {
            "error": error
        }
    return ""
