"""A theme or a goal through the years, with addresses on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.charts.lane import Mark
from documents.charts.of_targets import Aim, Chart, charts_of_line
from documents.charts.strip import word
from documents.lineage import Became, GoalStep, ThemeStep
from documents.tree import Goal, GoalRef, PlanDocument, Theme, ThemeRef
from publishing.domain.archive import Archive
from publishing.domain.shelf import NotPublishedError, Shelf


@dataclass(frozen=True, slots=True)
class GoalStation:
    """`url` is where the goal stands in its plan, `line` its own page, `report` the follow-up."""

    step: GoalStep
    url: str
    line: str
    report: str


@dataclass(frozen=True, slots=True)
class ThemeStation:
    step: ThemeStep
    url: str
    report: str
    goals: tuple[GoalStation, ...]
    dropped: tuple[GoalStation, ...]


def goal_stations(archive: Archive, ref: GoalRef) -> tuple[GoalStation, ...]:
    """Oldest first. Raises `NotPublishedError` or `WithdrawnError`."""
    archive.of(ref.year)
    steps = archive.lineage.goal_line(ref)
    if not steps:
        raise NotPublishedError
    return tuple(_goal_station(archive, step) for step in steps)


def theme_stations(archive: Archive, ref: ThemeRef) -> tuple[ThemeStation, ...]:
    """Oldest first. Raises `NotPublishedError` or `WithdrawnError`."""
    archive.of(ref.year)
    steps = archive.lineage.theme_line(ref)
    if not steps:
        raise NotPublishedError
    return tuple(
        ThemeStation(
            step=step,
            url=archive.address_of_theme(ThemeRef(step.volume.year, step.theme.slug)),
            report=archive.address_of_report(step.volume.year),
            goals=tuple(_goal_station(archive, goal) for goal in step.goals),
            dropped=tuple(_goal_station(archive, goal) for goal in step.dropped),
        )
        for step in steps
    )


def _goal_station(archive: Archive, step: GoalStep) -> GoalStation:
    return GoalStation(
        step=step,
        url=archive.address_of_goal(step.ref),
        line=address_of_goal_line(archive.place.slug, step.ref),
        report=archive.address_of_report(step.volume.year),
    )


def address_of_goal_line(municipality: str, ref: GoalRef) -> str:
    if ref.theme:
        return reverse("publishing:theme-goal-line", args=[municipality, ref.year, ref.theme, ref.number])
    return reverse("publishing:goal-line", args=[municipality, ref.year, ref.number])


def became_word(became: Became) -> str:
    match became:
        case "first":
            return _("First plan here")
        case "new":
            return _("New")
        case "kept":
            return _("Unchanged")
        case "split":
            return _("Split")
        case "merged":
            return _("Merged")
        case "unread":
            return _("Continued")
        case "changed":
            return _("Changed")


def address_of_theme_line(municipality: str, year: int, slug: str) -> str:
    return reverse("publishing:theme-line", args=[municipality, year, slug])


def charts_of_goal(steps: Sequence[GoalStep]) -> tuple[Chart, ...]:
    """What was aimed at, measured and concluded, on one line of time."""
    return charts_of_line([aim for step in steps for aim in aims_of(step)], _marks(steps))


def aims_of(step: GoalStep) -> Iterator[Aim]:
    """With the follow-up's figures, which are newer than the plan's."""
    report = step.volume.report
    goals = (
        [goal for theme, goal in report.all_goals() if report.goal_ref(theme, goal) == step.ref]
        if report
        else []
    )
    newer = [target for goal in goals for target in goal.targets if target.figures]
    for target in newer or step.goal.targets:
        yield Aim(step.volume.document, target)


def _marks(steps: Sequence[GoalStep]) -> list[Mark]:
    """Years in which the goal was one; a goal that was split has several verdicts in one year."""
    years = [step.volume.year for step in steps]
    return [
        Mark(
            date(step.volume.year, 1, 1),
            date(step.volume.document.last_year, 12, 31),
            step.assessment.verdict if step.assessment else None,
            word(step.assessment.verdict if step.assessment else None),
        )
        for step in steps
        if years.count(step.volume.year) == 1
    ]


def without_figures(theme: Theme) -> Theme:
    """For a page that shows the same goals again, with newer figures, where it tells how they went."""
    goals = tuple(
        replace(goal, targets=tuple(replace(target, figures=()) for target in goal.targets))
        for goal in theme.goals
    )
    return replace(theme, goals=goals)


@dataclass(frozen=True, slots=True)
class Door:
    """A way from a plan's own pages to the page of a line."""

    url: str
    goal: Goal


def doors_of_theme(shelf: Shelf, municipality: str, year: int, theme: Theme) -> tuple[Door, ...]:
    """To the goals that may have been there in another year. Only the other plans' texts know for certain;
    a theme that was there, or a goal that continues another, is reason enough to look."""
    related = bool(shelf.relatives(year, theme.slug))
    return tuple(
        Door(address_of_goal_line(municipality, GoalRef(year, theme.slug, goal.number)), goal)
        for goal in theme.goals
        if related or goal.predecessors
    )


def doors_of_plan(shelf: Shelf, document: PlanDocument) -> tuple[Door, ...]:
    """To the plan's own goals, where there is another plan that may have them."""
    if len({edition.year for edition in shelf.current}) == 1:
        return ()
    return tuple(
        Door(address_of_goal_line(document.municipality.slug, GoalRef(document.year, "", goal.number)), goal)
        for goal in document.goals
    )
