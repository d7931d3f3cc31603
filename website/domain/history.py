"""A theme or a goal through the years, with addresses on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.charts.lane import Mark
from documents.charts.of_targets import Chart, PlanTarget, charts_of_line, drawn_until
from documents.charts.strip import is_interim, word
from documents.figure_cutoff import targets_at_start
from documents.lineage import ChangeKind, GoalStep, PublishedYear, ThemeStep
from documents.once import once_of
from documents.tree import Assessment, Figure, Goal, GoalRef, PlanDocument, PlanRef, Target, Theme, ThemeRef
from goals.domain.periods import Period, label
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import NotPublishedError, PublishedEditions
from publishing.models import Edition
from website.domain.menu import Item
from website.domain.readable_editions import ReadableEditions
from website.domain.results import mark_of


@dataclass(frozen=True, slots=True)
class OtherVerdict:
    """Of a follow-up beside the one that speaks for the plan."""

    edition: Edition
    url: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class GoalHistoryEntry:
    """`url` is the goal in its plan, `line` its own page, `report` the follow-up; `others` are newest first."""

    step: GoalStep
    url: str
    line: str
    report: str
    others: tuple[OtherVerdict, ...] = ()

    @property
    def anchor(self) -> str:
        return _anchor(self.step)


@dataclass(frozen=True, slots=True)
class ThemeHistoryEntry:
    step: ThemeStep
    url: str
    report: str
    goals: tuple[GoalHistoryEntry, ...]
    dropped: tuple[GoalHistoryEntry, ...]

    @property
    def anchor(self) -> str:
        return _anchor(self.step)


def _anchor(step: GoalStep | ThemeStep) -> str:
    """Where it stands on the page of its line; a plan may have several goals in one line."""
    part = f"-{step.theme.slug}" if step.theme else ""
    number = f"-{step.goal.number}" if isinstance(step, GoalStep) else ""
    plan = step.published_year.ref
    return f"aar-{plan.series or 'plan'}-{plan.year}{part}{number}"


def years_of_line(entries: Sequence[GoalHistoryEntry] | Sequence[ThemeHistoryEntry]) -> tuple[Item, ...]:
    """What a line's page has beside it: its plans, and how the goal went in each. Of one alone there is no list."""
    return tuple(_year(entry) for entry in entries) if len(entries) > 1 else ()


def _year(entry: GoalHistoryEntry | ThemeHistoryEntry) -> Item:
    year, mark, said = entry.step.published_year, "", ""
    if isinstance(entry, GoalHistoryEntry) and entry.step.assessment:
        verdict = entry.step.assessment.verdict
        mark, said = mark_of(verdict), word(verdict, interim=is_interim(year.report))
    return Item(f"#{entry.anchor}", year.document.title, mark=mark, word=said)


def goal_history(readable: ReadableEditions, ref: GoalRef) -> tuple[GoalHistoryEntry, ...]:
    """Oldest first. Raises `NotPublishedError` or `WithdrawnError`."""
    readable.of(ref.plan)
    steps = readable.lineage.goal_line(ref)
    if not steps:
        raise NotPublishedError
    return once_of(
        "goal line", (readable, *steps), lambda: tuple(_goal_entry(readable, step) for step in steps)
    )


def theme_history(readable: ReadableEditions, ref: ThemeRef) -> tuple[ThemeHistoryEntry, ...]:
    """Oldest first. Raises `NotPublishedError` or `WithdrawnError`."""
    readable.of(ref.plan)
    steps = readable.lineage.theme_line(ref)
    if not steps:
        raise NotPublishedError
    return once_of(
        "theme line",
        (readable, *steps),
        lambda: tuple(_theme_entry(readable, step) for step in steps),
    )


def _theme_entry(readable: ReadableEditions, step: ThemeStep) -> ThemeHistoryEntry:
    return ThemeHistoryEntry(
        step=step,
        url=readable.address_of_theme(step.published_year.ref.theme(step.theme.slug)),
        report=readable.address_of_report(step.published_year.ref),
        goals=tuple(_goal_entry(readable, goal) for goal in step.goals),
        dropped=tuple(_goal_entry(readable, goal) for goal in step.dropped),
    )


def _goal_entry(readable: ReadableEditions, step: GoalStep) -> GoalHistoryEntry:
    return GoalHistoryEntry(
        step=step,
        url=readable.address_of_goal(step.ref),
        line=address_of_goal_line(readable.place.slug, step.ref),
        report=readable.address_of_report(step.published_year.ref),
        others=tuple(_others(readable, step)),
    )


def _others(readable: ReadableEditions, step: GoalStep) -> Iterator[OtherVerdict]:
    for edition in readable.others.get(step.published_year.ref, ()):
        beside = PublishedYear(step.published_year.document, edition.document)
        if assessment := beside.assessment_of(step.ref):
            yield OtherVerdict(edition, Addresses(edition).front, assessment)


def address_of_goal_line(municipality: str, ref: GoalRef) -> str:
    if ref.theme:
        return reverse("publishing:theme-goal-line", args=[municipality, ref.plan, ref.theme, ref.number])
    return reverse("publishing:goal-line", args=[municipality, ref.plan, ref.number])


def change_kind_word(change_kind: ChangeKind) -> str:
    match change_kind:
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


def address_of_thread(municipality: str, ref: GoalRef) -> str:
    if ref.theme:
        return reverse("publishing:theme-goal-thread", args=[municipality, ref.plan, ref.theme, ref.number])
    return reverse("publishing:goal-thread", args=[municipality, ref.plan, ref.number])


def address_of_theme_line(municipality: str, ref: ThemeRef) -> str:
    return reverse("publishing:theme-line", args=[municipality, ref.plan, ref.slug])


def charts_of_goal(steps: Sequence[GoalStep]) -> tuple[Chart, ...]:
    """What was aimed at, measured and concluded, on one line of time."""
    return once_of("charts", (*steps,), lambda: _charts_of_goal(steps))


def _charts_of_goal(steps: Sequence[GoalStep]) -> tuple[Chart, ...]:
    return charts_of_line(
        [plan_target for step in steps for plan_target in plan_targets_of(step)], _marks(steps)
    )


def plan_targets_of(step: GoalStep) -> Iterator[PlanTarget]:
    """With the follow-up's figures, which are newer than those that the plan is based on."""
    report, judged = step.published_year.report, step.published_year.in_report(step.ref)
    newer = [target for target in _targets(report, judged) if target.figures] if report and judged else []
    for target in newer or targets_at_start(step.published_year.document, step.goal.targets):
        yield PlanTarget(step.published_year.document, target)


def _targets(document: PlanDocument, ref: GoalRef) -> tuple[Target, ...]:
    """Of the goal, with the figures that the document is based on."""
    goals = [goal for theme, goal in document.all_goals() if document.goal_ref(theme, goal) == ref]
    return targets_at_start(document, [target for goal in goals for target in goal.targets])


Known = tuple[str, bool, str, bool, date, date]
"""A figure's indicator and area, each with whether it is the municipality's own, and period."""


@dataclass(frozen=True, slots=True)
class FirstPublication:
    """The figures that were first published with an edition: the periods that they are of."""

    edition: Edition
    url: str
    periods: tuple[str, ...]


def first_published_in(readable: ReadableEditions, steps: Sequence[GoalStep]) -> dict[Known, Edition]:
    """Of each figure of a goal's line, the edition in force that brought it first."""
    found: dict[Known, Edition] = {}
    for edition, refs in sorted(_named_in(readable, steps), key=_published):
        for ref in refs:
            for target in _targets(edition.document, ref):
                for figure in target.figures:
                    found.setdefault(known(target, figure), edition)
    return found


def _named_in(
    readable: ReadableEditions, steps: Sequence[GoalStep]
) -> Iterator[tuple[Edition, list[GoalRef]]]:
    """Each edition of the line, with what it calls the goals."""
    for ref in dict.fromkeys(step.published_year.ref for step in steps):
        there = [step for step in steps if step.published_year.ref == ref]
        if plan := readable.plans.get(ref):
            yield plan, [step.ref for step in there]
        if report := readable.reports.get(ref):
            yield report, [goal for step in there if (goal := step.published_year.in_report(step.ref))]


def _published(named: tuple[Edition, list[GoalRef]]) -> datetime:
    return named[0].published_at


def known(target: Target, figure: Figure) -> Known:
    slug, own = target.indicator.key if target.indicator else ("", False)
    return (slug, own, figure.area.name, figure.area.own, figure.period_start, figure.period_end)


def first_publications(readable: ReadableEditions, steps: Sequence[GoalStep]) -> tuple[FirstPublication, ...]:
    """In order of publication."""
    return once_of("first publications", (readable, *steps), lambda: _first_publications(readable, steps))


def _first_publications(
    readable: ReadableEditions, steps: Sequence[GoalStep]
) -> tuple[FirstPublication, ...]:
    brought: dict[int, tuple[Edition, set[Period]]] = {}
    for (*_indicator_and_area, start, end), edition in first_published_in(readable, steps).items():
        brought.setdefault(edition.pk, (edition, set()))[1].add(Period(start, end))
    return tuple(
        FirstPublication(
            edition,
            Addresses(edition).front,
            tuple(map(label, sorted(periods, key=lambda one: (one.end, one.start)))),
        )
        for edition, periods in sorted(brought.values(), key=lambda pair: pair[0].published_at)
    )


def _marks(steps: Sequence[GoalStep]) -> list[Mark]:
    """Plans in which the goal was one; a goal that was split has several verdicts in one plan. A verdict on
    the way has words alone: its shape would say how the plan ended."""
    plans = [step.published_year.ref for step in steps]
    return [_mark(step) for step in steps if plans.count(step.published_year.ref) == 1]


def _mark(step: GoalStep) -> Mark:
    document, interim = step.published_year.document, is_interim(step.published_year.report)
    verdict = step.assessment.verdict if step.assessment else None
    figures = [figure for plan_target in plan_targets_of(step) for figure in plan_target.target.figures]
    return Mark(
        document.ref,
        document.first_day,
        drawn_until(document, figures),
        None if interim else verdict,
        word(verdict, interim=interim),
    )


@dataclass(frozen=True, slots=True)
class GoalLink:
    """A way from a plan's own pages to the page of a line."""

    url: str
    goal: Goal


def goal_links_of_theme(
    published: PublishedEditions, municipality: str, plan: PlanRef, theme: Theme
) -> tuple[GoalLink, ...]:
    """To the goals that may have been there in another year. Only the other plans' texts know for certain;
    a theme that was there, or a goal that continues another, is reason enough to look."""
    related = bool(published.relatives(plan.theme(theme.slug)))
    return tuple(
        GoalLink(address_of_goal_line(municipality, plan.goal(theme.slug, goal.number)), goal)
        for goal in theme.goals
        if related or goal.predecessors
    )


def goal_links_of_plan(published: PublishedEditions, document: PlanDocument) -> tuple[GoalLink, ...]:
    """To the plan's own goals, where there is another plan that may have them."""
    if len({edition.plan_ref for edition in published.current}) == 1:
        return ()
    return tuple(
        GoalLink(address_of_goal_line(document.municipality.slug, document.ref.goal("", goal.number)), goal)
        for goal in document.goals
    )
