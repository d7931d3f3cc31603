"""What is made of an edition once it is in force: PDFs for one purpose each, made once and kept.

No reader waits for them, and the edition does not: whatever goes wrong here, it stays published, and what
is missing is made by the next run of `manage.py make_renditions`."""

import hashlib
import logging
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config.program import program
from documents.printing import Pdf, RenderError, print_for_press, print_html, yielding
from documents.printing.errors import PassingRenderError
from documents.printing.html import html_of
from documents.printing.renditions import (
    DENSITIES,
    MEETING_PAGES,
    Results,
    Version,
    html_of_changes,
    html_of_goals,
    html_of_theme,
)
from documents.same_goals import reported_beside
from documents.stamp import Stamp
from plans.models import Plan
from plans.progress import ProgressCallback
from publishing.domain import jobs, proof
from publishing.domain.addresses import Addresses
from publishing.domain.edition_changes import changes_between
from publishing.domain.open_edition import edition_before
from publishing.domain.progress import file_progress
from publishing.domain.public_changes import announce
from publishing.domain.publish import stamp_of
from publishing.domain.published_editions import published_editions
from publishing.enums import JobKind, JobState, PublicChange, RenditionKind
from publishing.models import Edition, Job, Rendition
from publishing.models.edition import edition_storage

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RenditionSpec:
    """`subject` is a theme's address; `against` the edition to compare with, or, of a theme, the other of plan and
    follow-up."""

    kind: RenditionKind
    subject: str = ""
    against: Edition | None = None

    @property
    def name(self) -> str:
        return " ".join(filter(None, [str(self.kind.label), self.subject]))


@dataclass(frozen=True, slots=True)
class RenditionAttempt:
    """`error` is empty where the file has been made; `is_passing`: where it may be by trying again."""

    edition: Edition
    wanted: RenditionSpec
    error: str = ""
    is_passing: bool = True


def wanted(edition: Edition) -> Iterator[RenditionSpec]:
    """What there should be of an edition. Nobody compares reports word by word. A plan's themes have the results
    that are known when they are made; a newer follow-up has themes of its own, and the old ones are kept. Of a follow-up
    that does not speak for its plan, no page leads to them."""
    document, is_plan = edition.document, not edition.follow_up_id
    other = _beside(edition)
    themes = document.themes if is_plan else other.document.themes if other else ()
    yield from (RenditionSpec(RenditionKind.THEME, theme.slug, against=other) for theme in themes)
    if any(True for _pair in document.all_goals()):
        yield RenditionSpec(RenditionKind.GOALS)
    if is_plan and (plan := _plan_before(edition)):
        yield RenditionSpec(RenditionKind.SINCE_PLAN, against=plan)
    if is_plan and (before := edition_before(edition)):
        yield RenditionSpec(RenditionKind.SINCE_EDITION, against=before)
    yield RenditionSpec(RenditionKind.PRESS)


def missing(edition: Edition) -> list[RenditionSpec]:
    """What has been made is never made again, though a newer edition of the plan before may be in force."""
    made = set(Rendition.objects.filter(edition=edition).served().values_list("kind", "subject"))
    return [one for one in wanted(edition) if (one.kind, one.subject) not in made]


def make_missing(
    editions: Iterable[Edition], on_progress: ProgressCallback | None = None
) -> Iterator[RenditionAttempt]:
    """One after the other; what cannot be made stops none of the others. `on_progress` is called with how
    many of an edition's are made, and how many it lacked."""
    for edition in editions:
        lacking = missing(edition)
        tried: list[RenditionAttempt] = []
        for one in lacking:
            if on_progress:
                on_progress(len(tried), len(lacking))
            tried.append(_attempt(edition, one))
            yield tried[-1]
        if lacking:
            announce(edition, PublicChange.MADE)
        _remember(edition, [one for one in tried if one.error])


def _remember(edition: Edition, failed: Sequence[RenditionAttempt]) -> None:
    """Where a refusal was not met by the edition's job, a job says it: somebody has to be told."""
    if not failed:
        _failed_jobs().filter(edition=edition).update(state=JobState.DONE, error="", refused_by="")
        return
    refused_by = "" if any(one.is_passing for one in failed) else program()
    jobs_of = Job.objects.filter(kind=JobKind.RENDITIONS, edition=edition)
    jobs_of.filter(state=JobState.FAILED).update(error=_told(failed))
    known = jobs_of.filter(state__in=[JobState.RUNNING, JobState.FAILED]).update(refused_by=refused_by)
    if known or not refused_by:
        return
    Job.objects.create(
        plan=edition.plan,
        follow_up=edition.follow_up,
        edition=edition,
        kind=JobKind.RENDITIONS,
        state=JobState.FAILED,
        error=_told(failed),
        refused_by=refused_by,
    )


def _told(failed: Iterable[RenditionAttempt]) -> str:
    return "; ".join(f"{one.wanted.name}: {one.error}" for one in failed)


def refused() -> QuerySet[Job]:
    """The jobs of editions whose words, which never change, this program finds something wrong with: to try again is of no
    use but where a person asks for it, who may have mended what is beside the words."""
    return _failed_jobs().filter(refused_by=program())


def enqueue_missing(plan: Plan) -> None:
    """For what is public after a withdrawal: a page may show another text than the one that a PDF of it was made of.
    What is ordered already is not ordered again, nor what this program refuses."""
    after = Q(plan__municipality=plan.municipality_id, plan__series=plan.series_id, year__gt=plan.year)
    ordered = Job.objects.filter(kind=JobKind.RENDITIONS, state=JobState.WAITING, edition=OuterRef("pk"))
    settled = Exists(ordered) | Exists(refused().filter(edition=OuterRef("pk")))
    for edition in Edition.objects.current().filter(~settled, Q(plan=plan) | after & Q(follow_up=None)):
        if missing(edition):
            jobs.enqueue(JobKind.RENDITIONS, edition.follow_up or edition.plan, edition=edition)


def incomplete() -> QuerySet[Edition]:
    """Editions that something could not be made of, until it is."""
    return Edition.objects.served().filter(pk__in=_failed_jobs().values("edition")).order_by("pk")


def _failed_jobs() -> QuerySet[Job]:
    return Job.objects.filter(kind=JobKind.RENDITIONS, state=JobState.FAILED)


@jobs.handles(JobKind.RENDITIONS)
def make_in_background(job: Job) -> str:
    """What could not be made is named; the others are made all the same."""
    editions = Edition.objects.filter(jobs=job).served()
    with file_progress(job) as on_progress:
        made = list(make_missing(editions, on_progress))
    return _told(one for one in made if one.error)


def _attempt(edition: Edition, one: RenditionSpec) -> RenditionAttempt:
    try:
        _make(edition, one)
    except IntegrityError:
        lacks = one in missing(edition)
        return RenditionAttempt(edition, one, _("Somebody else was making it.") if lacks else "")
    except (RenderError, OSError) as error:
        logger.warning("%s, %s was not made: %s", edition, one.name, error)
        return RenditionAttempt(edition, one, str(error), isinstance(error, OSError | PassingRenderError))
    except Exception:  # a fault of ours: the others have their turn all the same
        logger.exception("%s, %s was not made", edition, one.name)
        return RenditionAttempt(edition, one, _("An unexpected fault. The server's log tells more."))
    return RenditionAttempt(edition, one)


def _make(edition: Edition, one: RenditionSpec) -> None:
    printed = proof.head()
    with translation.override("da"), yielding():
        pdf = _render(edition, one, printed)
    rendition = Rendition(
        edition=edition,
        kind=one.kind,
        subject=one.subject,
        against=one.against,
        made_at=timezone.now(),
        pdf_sha256=hashlib.sha256(pdf.content).hexdigest(),
        pdf_size=len(pdf.content),
        pdf_pages=pdf.pages,
    )
    storage, name = edition_storage(), _file_name(edition, one)
    try:
        with transaction.atomic():
            rendition.pdf.name = storage.save(name, ContentFile(pdf.content))
            rendition.save()
            # The others are too short to print it.
            proof.record_rendition(rendition, printed if one.kind == RenditionKind.PRESS else None)
    except BaseException:
        storage.delete(name)
        raise


def _file_name(edition: Edition, one: RenditionSpec) -> str:
    """With something of chance in it: two makers at once never touch each other's file."""
    name = "-".join(filter(None, [one.kind.file_name, one.subject, secrets.token_hex(4)]))
    return (
        f"{edition.municipality_slug}/{edition.plan_ref.name}/{edition.file_stem}-{edition.label}/{name}.pdf"
    )


def _render(edition: Edition, one: RenditionSpec, printed: proof.Head) -> Pdf:
    """Raises `RenderError`."""
    document, owner = edition.document, edition.plan.municipality_id
    stamp, there = stamp_of(edition, printed), Addresses(edition, permanent=True)
    if one.kind == RenditionKind.PRESS:
        return print_for_press(html_of(document, stamp, attached=False), owner=owner)
    if one.kind == RenditionKind.GOALS:
        return _for_the_meeting(edition, stamp)
    if one.kind == RenditionKind.THEME:
        return _theme(edition, one, printed)
    if one.against:
        before = Version(one.against.document, stamp_of(one.against, printed))
        after = Version(document, replace(stamp, address=settings.SITE_URL + there.rendition(one.kind)))
        html = html_of_changes(before, after, changes_between(one.against, edition, permanent=True))
        return print_html(html, edition.document_json, owner=owner)
    raise ValueError(one.kind)


def _theme(edition: Edition, one: RenditionSpec, printed: proof.Head) -> Pdf:
    """A theme of a plan, with what the follow-up says of it, where there is one."""
    plan, report = (one.against, edition) if edition.follow_up_id else (edition, one.against)
    theme = plan.document.theme(one.subject) if plan else None
    if plan is None or theme is None:
        raise RenderError(_("The edition has no theme “%(theme)s”.") % {"theme": one.subject})
    address = settings.SITE_URL + Addresses(plan, permanent=True).theme(theme.slug)
    results = None
    if report:
        results = Results(
            reported_beside(plan.document, report.document),
            Version(report.document, stamp_of(report, printed)),
            is_attached=report == edition,
        )
    html = html_of_theme(plan.document, theme, replace(stamp_of(plan, printed), address=address), results)
    return print_html(html, edition.document_json, owner=edition.plan.municipality_id)


def _beside(edition: Edition) -> Edition | None:
    """The follow-up in force on a plan, or the plan in force that the follow-up in force is on, where it can be read."""
    if edition.is_proposal:
        return None
    published = published_editions(edition.municipality_slug)
    if edition.follow_up_id and published.follow_up_of(edition.plan_ref) != edition:
        return None
    of_plan = published.plan_of if edition.follow_up_id else published.follow_up_of
    found = of_plan(edition.plan_ref)
    return Edition.objects.filter(pk=found.pk).served().first() if found else None


def _for_the_meeting(edition: Edition, stamp: Stamp) -> Pdf:
    there = Addresses(edition, permanent=True)
    page = there.front if edition.follow_up_id else there.goals
    stamp = replace(stamp, address=settings.SITE_URL + page)
    tried: list[Pdf] = []
    for density in DENSITIES:
        html = html_of_goals(edition.document, stamp, density)
        tried.append(print_html(html, edition.document_json, owner=edition.plan.municipality_id))
        if tried[-1].pages <= MEETING_PAGES:
            return tried[-1]
    return tried[0]


def _plan_before(edition: Edition) -> Edition | None:
    """The edition in force of the last plan before this one."""
    of_series = Edition.objects.filter(
        municipality_slug=edition.municipality_slug, plan_series=edition.plan_series
    )
    earlier = of_series.filter(year__lt=edition.year)
    return _newest(earlier.of_plans().current().order_by("-year"))


def _newest(editions: Iterable[Edition]) -> Edition | None:
    return next(iter(editions), None)
