"""Everything for one target group: in one plan, and in all that a municipality has in force. What is shown comes from
the editions' texts; whom to call is entered in the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.urls import reverse

from documents.outline import parts
from documents.target_groups import (
    Measure,
    NamedGroup,
    ThemeForGroup,
    for_group,
    groups_of,
    named_groups,
    names_group,
)
from documents.tree import Assessment, Goal, PlanDocument, PlanRef, TargetGroup, Theme
from documents.wording import goal_number
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import NotPublishedError, is_over
from publishing.models import Edition
from website.domain.readable_editions import ReadableEditions, anchor_of_goal


class Pages(Protocol):
    """Where the parts of a text are read: an edition's addresses, or a draft's."""

    @property
    def front(self) -> str: ...

    @property
    def goals(self) -> str: ...

    def theme(self, slug: str) -> str: ...

    def section(self, slug: str) -> str: ...

    def target_group(self, slug: str) -> str: ...

    def goal(self, theme: str, number: int) -> str:
        """Its own page; empty where it has none."""
        ...


@dataclass(frozen=True, slots=True)
class GoalLine:
    goal: Goal
    number: str
    url: str
    assessment: Assessment | None


@dataclass(frozen=True, slots=True)
class MeasureLine:
    measure: Measure
    url: str


@dataclass(frozen=True, slots=True)
class ThemeLines:
    """`theme` is None for what the plan says outside its themes."""

    theme: Theme | None
    whole: bool
    url: str
    goals: tuple[GoalLine, ...]
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class PlanForGroup:
    """`report` has each verdict on what the plan calls the goal; `report_url` leads to it."""

    document: PlanDocument
    group: TargetGroup
    front: str
    over: bool
    themes: tuple[ThemeLines, ...]
    report: PlanDocument | None = None
    report_url: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """A way into a plan, or into all that is in force, for one target group."""

    url: str
    name: str
    goals: int
    measures: int


def doors(document: PlanDocument, pages: Pages) -> tuple[Door, ...]:
    """In printed order; groups that are only mentioned come last."""
    return tuple(
        Door(pages.target_group(named.group.slug), named.group.name, named.goals, named.measures)
        for named in _only_mentioned_last(named_groups(document))
    )


def _only_mentioned_last(named: Iterable[NamedGroup]) -> list[NamedGroup]:
    return sorted(named, key=lambda one: not (one.goals or one.measures))


def plan_for_group(
    document: PlanDocument,
    pages: Pages,
    slug: str,
    *,
    over: bool = False,
    report: PlanDocument | None = None,
    report_url: str = "",
) -> PlanForGroup | None:
    """None where the plan does not name the group."""
    group = next((one for one in groups_of(document) if one.slug == slug), None)
    if group is None:
        return None
    lines = tuple(_lines(document, pages, one, report) for one in for_group(document, slug))
    return PlanForGroup(document, group, pages.front, over, lines, report, report_url)


def _lines(
    document: PlanDocument, pages: Pages, part: ThemeForGroup, report: PlanDocument | None
) -> ThemeLines:
    theme = part.theme
    url = pages.theme(theme.slug) if theme else pages.goals
    page = url.partition("#")[0]
    measures = page if theme else page_of_strategies(document, pages)
    return ThemeLines(
        theme,
        part.whole,
        url,
        tuple(_goal(document, theme, goal, pages, report) for goal in part.goals),
        tuple(MeasureLine(measure, f"{measures}#{measure.anchor}") for measure in part.measures),
    )


def _goal(
    document: PlanDocument, theme: Theme | None, goal: Goal, pages: Pages, report: PlanDocument | None
) -> GoalLine:
    ref = document.goal_ref(theme, goal)
    verdict = report.follow_up.assessment_of(ref) if report and report.follow_up else None
    slug = theme.slug if theme else ""
    above = pages.theme(slug).partition("#")[0] if theme else pages.goals
    url = pages.goal(slug, goal.number) or (f"{above}#{anchor_of_goal(ref)}" if theme else above)
    return GoalLine(goal, goal_number(goal, theme), url, verdict)


def page_of_strategies(document: PlanDocument, pages: Pages) -> str:
    for part in parts(document):
        if part.section and any(one.kind == "strategies" for one in part.section.with_descendants()):
            return pages.section(part.section.slug)
    return pages.front


@dataclass(frozen=True, slots=True)
class GroupInMunicipality:
    """A target group that a municipality's published plans name. `plans` are those in force, or where none is the
    newest; `elsewhere` other plans that name it, newest first; `replaced_by` what takes its place, and `is_replaced` whether a
    plan with that has begun."""

    group: TargetGroup
    plans: tuple[PlanForGroup, ...]
    in_force: bool
    elsewhere: tuple[tuple[Edition, str], ...]
    replaced_by: tuple[TargetGroup, ...]
    replaces: tuple[str, ...]
    is_replaced: bool


def group_in_municipality(readable: ReadableEditions, slug: str, today: date) -> GroupInMunicipality:
    """Raises `NotPublishedError` where nothing that can be read names it."""
    known = known_groups(readable)
    if slug not in known:
        raise NotPublishedError(slug)
    shown = shown_plans(readable, today)
    found = (_plan(readable, ref, slug, today) for ref in shown)
    replaced_by = tuple(group for group in known.values() if slug in group.replaces)
    return GroupInMunicipality(
        known[slug],
        tuple(plan for plan in found if plan),
        any(edition.plan_ref in shown for edition in readable.published.in_force(today)),
        tuple(
            (readable.of(ref), _elsewhere(readable, ref, slug))
            for ref in reversed(readable.refs)
            if ref not in shown and names_group(readable.of(ref).document, slug)
        ),
        replaced_by,
        known[slug].replaces,
        any(_has_begun_with(readable, group, today) for group in replaced_by),
    )


def _has_begun_with(readable: ReadableEditions, group: TargetGroup, today: date) -> bool:
    documents = (readable.of(ref).document for ref in readable.refs)
    return any(one.first_day <= today and names_group(one, group.slug) for one in documents)


def _elsewhere(readable: ReadableEditions, ref: PlanRef, slug: str) -> str:
    there = Addresses(readable.of(ref))
    return there.front if there.edition.follow_up_id else there.target_group(slug)


def known_groups(readable: ReadableEditions) -> dict[str, TargetGroup]:
    """By slug, as the newest plan that names it calls it."""
    return {group.slug: group for ref in readable.refs for group in groups_of(readable.of(ref).document)}


def shown_plans(readable: ReadableEditions, today: date) -> list[PlanRef]:
    """What is in force; where nothing is, the newest."""
    there = [edition.plan_ref for edition in readable.published.in_force(today)]
    if there or not readable.refs:
        return there
    current = readable.published.current_plan
    return [current.plan_ref if current else readable.refs[-1]]


def doors_of_municipality(readable: ReadableEditions, today: date) -> tuple[Door, ...]:
    """Into what is in force, or the newest: each group once, with what all of these have for it."""
    there: dict[str, Door] = {}
    for ref in shown_plans(readable, today):
        document = readable.of(ref).document
        for named in _only_mentioned_last(named_groups(document)):
            slug = named.group.slug
            url = reverse("publishing:municipality-target-group", args=[readable.place.slug, slug])
            before = there.get(slug, Door(url, named.group.name, 0, 0))
            there[slug] = Door(url, before.name, before.goals + named.goals, before.measures + named.measures)
    return tuple(there.values())


def earlier_doors(readable: ReadableEditions, today: date) -> tuple[Door, ...]:
    """Into groups that only other plans name."""
    now = {door.url for door in doors_of_municipality(readable, today)}
    found = (
        Door(
            reverse("publishing:municipality-target-group", args=[readable.place.slug, slug]),
            group.name,
            0,
            0,
        )
        for slug, group in known_groups(readable).items()
    )
    return tuple(door for door in found if door.url not in now)


def _plan(readable: ReadableEditions, ref: PlanRef, slug: str, today: date) -> PlanForGroup | None:
    edition = readable.of(ref)
    return plan_for_group(
        edition.document,
        Addresses(edition),
        slug,
        over=is_over(edition, readable.published.plans, today),
        report=readable.verdicts_of(ref),
        report_url=readable.address_of_report(ref),
    )


def slugs_of(group: TargetGroup, replaced_by: Sequence[TargetGroup]) -> tuple[str, ...]:
    """Whose contact is looked for: its own, else that of what has replaced it, else of what it replaced."""
    return (group.slug, *(one.slug for one in replaced_by), *group.replaces)
