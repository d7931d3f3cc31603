"""Gathers what the checks read: the tree, the plan before, the files that are named, the links."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from desk.checks.file_scan import named_files
from desk.checks.internal_link import internal_addresses
from desk.checks.model import Material, PastGoal
from desk.domain.scanning import NOT_THERE, fault_of
from documents.from_rows import document_of, goal_ref
from documents.tree import PlanDocument, Section
from goals.models import AnnualGoal, Assessment, DroppedGoal, FollowUp
from plans.models import Plan
from publishing.domain.reading import open_follow_up, open_plan
from publishing.domain.shelf import NotPublishedError, WithdrawnError, shelf_of


def material_of(plan: Plan, follow_up: FollowUp | None = None) -> Material:
    """Raises `OSError` when an annex file named by a row cannot be read."""
    document = document_of(plan, follow_up)
    named = {path for _place, path in named_files(document)}
    faults = {path: fault_of(in_storage(path)) for path in named}
    return Material(
        document=document,
        today=timezone.localdate(),
        past_goals=() if follow_up else tuple(_past_goals(plan)),
        file_faults={path: fault for path, fault in faults.items() if fault is not None},
        dead_addresses=frozenset(
            address
            for address in set(internal_addresses(document, settings.SITE_URL))
            if _leads_nowhere(address, document)
        ),
    )


def in_storage(path: str) -> str:
    """A picture in a text is named by its address, an annex file by its place in the storage."""
    return unquote(path.removeprefix(settings.MEDIA_URL)) if path.startswith(settings.MEDIA_URL) else path


def _past_goals(plan: Plan) -> Iterator[PastGoal]:
    """A goal that was dropped with a reason is accounted for as one that is continued."""
    if plan.predecessor_id is None:
        return
    of_plan = Q(plan=plan) | Q(theme__plan=plan)
    rows = AnnualGoal.objects.filter(Q(plan=plan.predecessor_id) | Q(theme__plan=plan.predecessor_id))
    rows = rows.select_related("theme__plan", "plan").annotate(
        judged=Exists(Assessment.objects.filter(goal=OuterRef("pk"))),
        continued=Exists(AnnualGoal.objects.filter(of_plan, predecessor=OuterRef("pk"))),
        merged=Exists(AnnualGoal.objects.filter(of_plan, also_continues=OuterRef("pk"))),
        dropped=Exists(DroppedGoal.objects.filter(plan=plan, goal=OuterRef("pk"))),
    )
    for row in rows.order_by("plan_id", "theme__number", "number"):
        yield PastGoal(goal_ref(row), row.text, row.judged, row.continued or row.merged or row.dropped)


def _leads_nowhere(address: str, document: PlanDocument) -> bool:
    path = unquote(urlsplit(address.removeprefix(settings.SITE_URL)).path) or "/"
    if path.startswith(settings.MEDIA_URL):
        return fault_of(in_storage(path)) == NOT_THERE
    try:
        match = resolve(path if path.endswith("/") or "." in path else f"{path}/")
    except Resolver404:
        return True
    if match.namespace != "publishing":
        return True
    return not (_will_be_there(match, document) or _is_published(match))


def _will_be_there(match: ResolverMatch, document: PlanDocument) -> bool:
    """Of the plan itself, what counts is what it is about to be."""
    town, year = match.kwargs.get("municipality"), match.kwargs.get("year", document.year)
    if (town, year) != (document.municipality.slug, document.year) or "number" in match.kwargs:
        return False
    slug = match.kwargs.get("slug", "")
    if match.url_name == "theme":
        return document.theme(slug) is not None
    if match.url_name == "section":
        return slug in {section.slug for section in _sections(document.sections)}
    return not str(match.url_name).startswith("follow-up")


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.children)


def _is_published(match: ResolverMatch) -> bool:
    town, year = match.kwargs.get("municipality"), match.kwargs.get("year")
    number, slug = match.kwargs.get("number"), match.kwargs.get("slug", "")
    name = str(match.url_name).removeprefix("edition-")
    try:
        if town is None:
            return True
        if year is None:
            return bool(shelf_of(town).current)
        if name.startswith("follow-up"):
            open_follow_up(town, year, number)
            return True
        reading = open_plan(town, year, number)
        if name == "theme":
            reading.theme_part(slug)
        if name == "section":
            reading.section_part(slug)
    except (NotPublishedError, WithdrawnError):
        return False
    return True
