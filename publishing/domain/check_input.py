"""Gathers what the checks read: the tree, the plan before, the files that are named, the links."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone

from documents.from_rows import goal_ref, theme_ref
from documents.target_groups import groups_of, names_group
from documents.tree import DroppedGoal, DroppedTheme, PlanDocument
from goals.domain.continued import left_open
from goals.models import AnnualGoal, Assessment
from plans.models import Plan
from publishing.checks.file_scan import named_files
from publishing.checks.links import internal_addresses
from publishing.checks.model import CheckInput, UnfinishedItem
from publishing.domain.open_edition import open_follow_up, open_plan
from publishing.domain.published_editions import NotPublishedError, WithdrawnError, published_editions
from publishing.domain.scanning import NOT_THERE, fault_of
from publishing.models import Subject
from publishing.models.subject import plan_of
from publishing.numbering import EditionNumber
from themes.models import TargetGroupContact, Theme

unfinished_items: list[Callable[[Plan], Iterator[UnfinishedItem]]] = []
"""What the rooms above know of a plan's parts while they are written; `desk` registers it."""
OF_REPORTS = ("follow-up", "report")
"""What the names of a follow-up's addresses begin with."""


def check_input_of(subject: Subject, document: PlanDocument) -> CheckInput:
    """Of a text of the subject, with what lies around it now."""
    plan, is_report = plan_of(subject), document.follow_up is not None
    named = {path for _place, path in named_files(document)}
    faults = {path: fault_of(in_storage(path)) for path in named}
    return CheckInput(
        document=document,
        today=timezone.localdate(),
        open_goals=() if is_report else tuple(_open_goals(plan)),
        open_themes=() if is_report else tuple(_open_themes(plan)),
        file_faults={path: fault for path, fault in faults.items() if fault is not None},
        dead_addresses=frozenset(
            address
            for address in set(internal_addresses(document, settings.SITE_URL))
            if leads_nowhere(address, document)
        ),
        unfinished=()
        if is_report
        else tuple(item for items_of in unfinished_items for item in items_of(plan)),
        groups_without_contact=() if is_report else tuple(_without_contact(plan, document)),
    )


def _without_contact(plan: Plan, document: PlanDocument) -> Iterator[str]:
    groups = groups_of(document)
    rows = TargetGroupContact.objects.filter(municipality=plan.municipality_id)
    there = set(rows.values_list("target_group__slug", flat=True)) if groups else set()
    return (group.name for group in groups if group.slug not in there)


def leads_nowhere(address: str, document: PlanDocument) -> bool:
    """Of an address on this portal, when `document` has been published."""
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


def in_storage(path: str) -> str:
    """A picture in a text is named by its address, an annex file by its place in the storage."""
    return unquote(path.removeprefix(settings.MEDIA_URL)) if path.startswith(settings.MEDIA_URL) else path


def _open_goals(plan: Plan) -> Iterator[DroppedGoal]:
    """A goal that a follow-up judges is accounted for, too."""
    rows = (
        left_open(plan, AnnualGoal)
        .filter(dropped=False)
        .select_related("theme__plan__series", "plan__series")
    )
    judged = Assessment.objects.filter(goal=OuterRef("pk"))
    for row in rows.filter(~Exists(judged)).order_by("plan_id", "theme__number", "number"):
        yield DroppedGoal(goal_ref(row), row.text, "")


def _open_themes(plan: Plan) -> Iterator[DroppedTheme]:
    rows = left_open(plan, Theme).filter(dropped=False).select_related("plan__series")
    for row in rows.order_by("number"):
        yield DroppedTheme(theme_ref(row), row.title, "")


def _will_be_there(match: ResolverMatch, document: PlanDocument) -> bool:
    """Of the plan itself, what counts is what it is about to be."""
    town, plan = match.kwargs.get("municipality"), match.kwargs.get("plan", document.ref)
    if (town, plan) != (document.municipality.slug, document.ref) or "number" in match.kwargs:
        return False
    name = str(match.url_name)
    return not name.startswith(OF_REPORTS) and _has_part(document, name, match.kwargs)


def _has_part(document: PlanDocument, name: str, named: Mapping[str, Any]) -> bool:
    """Whether a text has the part that the address of a page about it names, by the page's name."""
    slug = named.get("slug", "")
    if name == "section":
        return slug in {section.slug for section in document.all_sections()}
    if name == "theme-group":
        return document.theme_group(slug) is not None
    if name == "target-group":
        return names_group(document, slug)
    theme = named.get("theme", slug)
    if "goal" in named:
        goals = {document.goal_ref(of, goal) for of, goal in document.all_goals()}
        return document.ref.goal(theme, named["goal"]) in goals
    return not theme or document.theme(theme) is not None


def _is_published(match: ResolverMatch) -> bool:
    town, plan = match.kwargs.get("municipality"), match.kwargs.get("plan")
    number = match.kwargs.get("number")
    name = str(match.url_name).removeprefix("edition-").removeprefix("proposal-")
    proposal = match.kwargs.get("proposal", False)
    try:
        if town is None:
            return True
        if plan is None:
            return bool(published_editions(town).current)
        if name.startswith(OF_REPORTS):
            open_follow_up(town, plan, number, match.kwargs.get("report", ""))
            return True
        of_proposal = number is None and _leads_to_proposal(match)
        open_edition = open_plan(town, plan, number, proposal=proposal, or_proposal=of_proposal)
    except (NotPublishedError, WithdrawnError):
        return False
    return _has_part(open_edition.document, name, match.kwargs)


def _leads_to_proposal(match: ResolverMatch) -> bool:
    """Whether the plan's own address is answered while there is a proposal only."""
    name = str(match.url_name)
    if name in ("plan", "editions"):
        return True
    kwargs = {**match.kwargs, "number": EditionNumber(1)}
    try:
        reverse(f"publishing:proposal-{name.removeprefix('plan-')}", kwargs=kwargs)
    except NoReverseMatch:
        return False
    return True
