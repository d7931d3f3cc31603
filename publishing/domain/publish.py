"""Publishing: guards, freeze, render, store. One function, one transaction; when anything fails,
the edition before stays current and nothing of the new one is left."""

import hashlib

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import OperationalError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.codec import to_json
from documents.from_rows import document_of
from documents.printing import RenderError, render_pdf
from documents.stamp import Stamp
from documents.tree import PlanDocument
from goals.models import FollowUp
from plans.models import Plan
from publishing.models import Edition
from publishing.models.edition import edition_storage, series_of

LOCK_NOT_AVAILABLE = "55P03"
"""PostgreSQL's code for a row that somebody else has locked."""


class PublishError(Exception):
    """Nothing was published; the message says to a person what was wrong and what to do."""


def publish(plan: Plan, *, by: User | None, note: str, follow_up: FollowUp | None = None) -> Edition:
    """Freezes the draft as the next edition of the plan, or of the follow-up on it.

    `by` is None when a command publishes. Raises `PublishError`.
    """
    if not note.strip():
        raise PublishError(_("Write a change note: what is new in this edition, and why?"))
    storage = edition_storage()
    stored: list[str] = []
    try:
        with transaction.atomic():
            _lock(plan)
            document = _freeze(plan, follow_up)
            text = to_json(document)
            number = _next_number(plan, follow_up, _sha256(text.encode()))
            edition = _draft_edition(plan, follow_up, document, text, number)
            edition.published_by, edition.change_note = by, note.strip()
            pdf = render_pdf(document, stamp_of(edition), text)
            stored.append(storage.save(_pdf_name(edition), ContentFile(pdf.content)))
            edition.pdf.name = stored[0]
            edition.pdf_sha256 = _sha256(pdf.content)
            edition.pdf_size, edition.pdf_pages = len(pdf.content), pdf.pages
            edition.save()
    except BaseException as error:
        for name in stored:
            storage.delete(name)
        if explanation := _explanation(error):
            raise PublishError(explanation) from error
        raise
    return edition


def _lock(plan: Plan) -> None:
    """One publisher at a time. SQLite took its lock at BEGIN; PostgreSQL locks the plan's row."""
    if not Plan.objects.select_for_update(nowait=True).filter(pk=plan.pk).exists():
        raise PublishError(_("The plan no longer exists."))


def _freeze(plan: Plan, follow_up: FollowUp | None) -> PlanDocument:
    document = document_of(plan, follow_up)
    if follow_up and follow_up.plan_id != plan.pk:
        raise PublishError(_("The follow-up is on another plan."))
    if follow_up and not (document.follow_up and document.follow_up.assessments):
        raise PublishError(_("The follow-up judges no goal yet. Add at least one assessment."))
    if not (document.sections or document.themes or document.goals or document.strategies):
        raise PublishError(_("The plan is empty. Write at least one section or theme before publishing."))
    return document


def _next_number(plan: Plan, follow_up: FollowUp | None, sha256: str) -> int:
    editions = Edition.objects.filter(series=series_of(plan, follow_up))
    last = editions.aggregate(last=Max("number"))["last"] or 0
    unchanged = editions.filter(number=last, document_sha256=sha256, withdrawal=None).exists()
    if unchanged:
        raise PublishError(
            _("Nothing has changed since edition %(number)s, so there is nothing to publish.")
            % {"number": last}
        )
    return last + 1


def _draft_edition(
    plan: Plan, follow_up: FollowUp | None, document: PlanDocument, text: str, number: int
) -> Edition:
    return Edition(
        plan=plan,
        follow_up=follow_up,
        number=number,
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
                "predecessor": {"year": theme.predecessor.year, "slug": theme.predecessor.slug}
                if theme.predecessor
                else None,
            }
            for theme in document.themes
        ],
    )


def stamp_of(edition: Edition) -> Stamp:
    return Stamp(
        number=edition.number,
        published_on=timezone.localdate(edition.published_at),
        address=settings.SITE_URL + edition.get_absolute_url(),
        sha256=edition.document_sha256,
    )


def _pdf_name(edition: Edition) -> str:
    kind = "opfoelgning" if edition.follow_up_id else "plan"
    return f"{edition.municipality_slug}/{edition.year}/{kind}-{edition.number}.pdf"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _explanation(error: BaseException) -> str:
    """What a person can do about the failure; empty where it is a fault of ours, to be passed on."""
    if isinstance(error, RenderError):
        return _("The PDF could not be made: %(error)s") % {"error": error}
    if isinstance(error, OSError):
        return _("A file could not be read or written: %(error)s. Nothing was published.") % {"error": error}
    if isinstance(error, OperationalError):
        if getattr(error.__cause__, "pgcode", None) == LOCK_NOT_AVAILABLE or "locked" in str(error):
            return _("Somebody else is publishing right now. Wait a moment and try again.")
        return _("The database could not store the edition: %(error)s. Nothing was published.") % {
            "error": error
        }
    return ""
