"""One theme, or one goal, through the years: which plan's continues which, and what became of it.

Pure. A line is what the municipality has linked: all that the one asked for continues, and all that
continues it, but not what merely shares its past.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Generic, Literal, TypeVar

from documents import markdown
from documents.comparison import Line, Passage, Run, Skipped, condensed, passages, words
from documents.replacing import Replaced, replaced_groups, replaced_indicators
from documents.same_goals import names_in_report
from documents.tree import Assessment, Goal, GoalRef, PlanDocument, PlanRef, Target, Theme, ThemeRef
from documents.wording import goal_number, measure_lines
from plans.links import reached

Ref = TypeVar("Ref", GoalRef, ThemeRef)
ChangeKind = Literal["first", "new", "unread", "kept", "changed", "split", "merged"]
"""`first`: no earlier plan can be read. `new`: it continues nothing in the plan before. `unread`: it
continues something that cannot be read."""


@dataclass(frozen=True)
class PublishedYear:
    """What can be read of one plan: the plan, or where that is not published the follow-up on it, which
    has the same goals; and the follow-up, where there is one."""

    document: PlanDocument
    report: PlanDocument | None = None

    @property
    def ref(self) -> PlanRef:
        return self.document.ref

    def in_report(self, goal: GoalRef) -> GoalRef | None:
        """What the follow-up calls the goal, which may be of another edition of the plan."""
        return self._names_in_report.get(goal)

    @cached_property
    def _names_in_report(self) -> Mapping[GoalRef, GoalRef]:
        return names_in_report(self.document, self.report) if self.report else {}

    def assessment_of(self, goal: GoalRef) -> Assessment | None:
        judged = self.in_report(goal)
        if not (self.report and self.report.follow_up and judged):
            return None
        return self.report.follow_up.assessment_of(judged)


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """What a goal is held against, in words, where that is another than the year before. `areas` are the
    two places compared with, where nothing else differs."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    areas: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Origin(Generic[Ref]):
    """What a part continues, with its name in its own plan."""

    ref: Ref
    name: str


@dataclass(frozen=True, slots=True)
class GoalStep:
    """A goal in one plan. `parts` is how many goals its predecessor was split into, `merged` those that
    became one in it; `ended` is the next plan, where nothing continues the goal, and `reason` why."""

    published_year: PublishedYear
    theme: Theme | None
    goal: Goal
    change_kind: ChangeKind
    before: GoalRef | None
    wording: tuple[Run, ...]
    measure_change: MeasureChange | None
    parts: int
    ended: PublishedYear | None
    merged: tuple[Origin[GoalRef], ...] = ()
    reason: str = ""
    replaced: tuple[Replaced, ...] = ()

    @property
    def ref(self) -> GoalRef:
        return self.published_year.document.goal_ref(self.theme, self.goal)

    @property
    def assessment(self) -> Assessment | None:
        return self.published_year.assessment_of(self.ref)


@dataclass(frozen=True, slots=True)
class ThemeStep:
    """A theme in one plan, with its goals; `dropped` are those of its predecessors that nothing continues.
    `ambition` is marked where the theme before has such a text too. `unsaid`: only that one has, which
    is no deletion: some plans have goals alone."""

    published_year: PublishedYear
    theme: Theme
    change_kind: ChangeKind
    before: ThemeRef | None
    title: tuple[Run, ...]
    ambition: tuple[Passage | Skipped, ...]
    goals: tuple[GoalStep, ...]
    dropped: tuple[GoalStep, ...]
    parts: int
    ended: PublishedYear | None
    merged: tuple[Origin[ThemeRef], ...] = ()
    reason: str = ""
    unsaid: bool = False
    replaced: tuple[Replaced, ...] = ()


@dataclass(frozen=True)
class Graph(Generic[Ref]):
    """Which of the goals, or themes, continues which."""

    befores: Mapping[Ref, tuple[Ref, ...]]

    @cached_property
    def _afters(self) -> Mapping[Ref, list[Ref]]:
        found: dict[Ref, list[Ref]] = {}
        for after, befores in self.befores.items():
            for before in dict.fromkeys(befores):
                found.setdefault(before, []).append(after)
        return found

    def line(self, start: Ref) -> frozenset[Ref]:
        return reached([start], self.known_befores) | reached([start], self.afters)

    def known_befores(self, ref: Ref) -> list[Ref]:
        return [before for before in self.befores[ref] if before in self.befores]

    def afters(self, ref: Ref) -> list[Ref]:
        return self._afters.get(ref, [])


class Lineage:
    """Everything that a municipality has published. A step is worked out once, however many lines it is in."""

    def __init__(self, published_years: Iterable[PublishedYear]) -> None:
        self.published_years = {
            published_year.ref: published_year
            for published_year in sorted(published_years, key=lambda published_year: published_year.ref)
        }
        self._goals = {
            published_year.document.goal_ref(theme, goal): (published_year, theme, goal)
            for published_year in self.published_years.values()
            for theme, goal in published_year.document.all_goals()
        }
        self._themes = {
            published_year.ref.theme(theme.slug): (published_year, theme)
            for published_year in self.published_years.values()
            for theme in published_year.document.themes
        }
        self._goal_graph = Graph({ref: goal.predecessors for ref, (_, _, goal) in self._goals.items()})
        self._theme_graph = Graph({ref: theme.predecessors for ref, (_, theme) in self._themes.items()})
        self._goal_steps: dict[GoalRef, GoalStep] = {}
        self._theme_steps: dict[ThemeRef, ThemeStep] = {}

    def goal_line(self, start: GoalRef) -> tuple[GoalStep, ...]:
        """Oldest first; empty where there is no such goal."""
        line = self._goal_graph.line(start) if start in self._goals else ()
        return tuple(self._goal_step(ref) for ref in self._goals if ref in line)

    def theme_line(self, start: ThemeRef) -> tuple[ThemeStep, ...]:
        """Oldest first; empty where there is no such theme."""
        line = self._theme_graph.line(start) if start in self._themes else ()
        return tuple(self._theme_step(ref) for ref in self._themes if ref in line)

    def _goal_step(self, ref: GoalRef) -> GoalStep:
        if ref not in self._goal_steps:
            self._goal_steps[ref] = self._work_out_goal(ref)
        return self._goal_steps[ref]

    def _work_out_goal(self, ref: GoalRef) -> GoalStep:
        published_year, theme, goal = self._goals[ref]
        befores = self._goal_graph.known_befores(ref)
        before = befores[0] if befores else None
        _, _, old = self._goals[before] if before else (None, None, None)
        measure_change = measure_change_between(old.targets, goal.targets) if old else None
        ended = self._ended(published_year, self._goal_graph, ref)
        same = old is not None and measure_change is None and _same_wording(old, before, goal, ref)
        return GoalStep(
            published_year=published_year,
            theme=theme,
            goal=goal,
            change_kind=self._change_kind(published_year, self._goal_graph, ref, same=same),
            before=before,
            wording=words(markdown.plain(old.text if old else goal.text), markdown.plain(goal.text)),
            measure_change=measure_change,
            parts=self._parts(self._goal_graph, ref),
            ended=ended,
            merged=tuple(Origin(each, self._goal_name(each)) for each in befores) if len(befores) > 1 else (),
            reason=_reason(ended, ref),
            replaced=_replaced(old, goal) if old else (),
        )

    def _goal_name(self, ref: GoalRef) -> str:
        published_year, theme, goal = self._goals[ref]
        return f"{published_year.document.goal_label} {goal_number(goal, theme)}"

    def _theme_step(self, ref: ThemeRef) -> ThemeStep:
        if ref not in self._theme_steps:
            self._theme_steps[ref] = self._work_out_theme(ref)
        return self._theme_steps[ref]

    def _work_out_theme(self, ref: ThemeRef) -> ThemeStep:
        published_year, theme = self._themes[ref]
        befores = self._theme_graph.known_befores(ref)
        before = befores[0] if befores else None
        old = self._themes[before][1] if before else None
        title = words(old.title if old else theme.title, theme.title)
        goals = tuple(self._goal_step(published_year.document.goal_ref(theme, goal)) for goal in theme.goals)
        ended = self._ended(published_year, self._theme_graph, ref)
        same = (
            old is not None
            and old.title == theme.title
            and _lines(old.ambition) == _lines(theme.ambition)
            and all(step.change_kind == "kept" for step in goals)
        )
        return ThemeStep(
            published_year=published_year,
            theme=theme,
            change_kind=self._change_kind(published_year, self._theme_graph, ref, same=same),
            before=before,
            title=title,
            ambition=_will(old, theme),
            goals=goals,
            dropped=tuple(step for each in befores for step in self._dropped(each)),
            parts=self._parts(self._theme_graph, ref),
            ended=ended,
            merged=tuple(Origin(each, self._theme_name(each)) for each in befores)
            if len(befores) > 1
            else (),
            reason=_reason(ended, ref),
            unsaid=bool(old and old.ambition and not theme.ambition),
            replaced=replaced_groups(old.target_groups, theme.target_groups) if old else (),
        )

    def _theme_name(self, ref: ThemeRef) -> str:
        published_year, theme = self._themes[ref]
        return f"{published_year.document.theme_label} {theme.printed_number}: {theme.title}"

    def _dropped(self, theme: ThemeRef) -> tuple[GoalStep, ...]:
        published_year, old = self._themes[theme]
        steps = [self._goal_step(published_year.document.goal_ref(old, goal)) for goal in old.goals]
        return tuple(step for step in steps if step.ended)

    def _change_kind(
        self, published_year: PublishedYear, graph: Graph[Ref], ref: Ref, *, same: bool
    ) -> ChangeKind:
        if not graph.befores[ref]:
            return "new" if published_year.document.predecessor in self.published_years else "first"
        known = graph.known_befores(ref)
        if not known:
            return "unread"
        if len(known) > 1:
            return "merged"
        if self._parts(graph, ref) > 1:
            return "split"
        return "kept" if same else "changed"

    @staticmethod
    def _parts(graph: Graph[Ref], ref: Ref) -> int:
        """How many in the same plan continue what this one does."""
        befores = graph.known_befores(ref)
        return sum(1 for other in graph.afters(befores[0]) if other.plan == ref.plan) if befores else 0

    def _ended(self, published_year: PublishedYear, graph: Graph[Ref], ref: Ref) -> PublishedYear | None:
        """The plan that continues this one, where it has nothing that continues this. Nothing is said
        where the next plan is not published."""
        following = next(
            (
                other
                for other in self.published_years.values()
                if other.document.predecessor == published_year.ref
            ),
            None,
        )
        return following if following and not graph.afters(ref) else None


def _replaced(old: Goal, goal: Goal) -> tuple[Replaced, ...]:
    return (
        *replaced_indicators(old.targets, goal.targets),
        *replaced_groups(old.target_groups, goal.target_groups),
    )


def _reason(ended: PublishedYear | None, ref: GoalRef | ThemeRef) -> str:
    """As the plan gives it that does not continue the goal or the theme."""
    if ended is None:
        return ""
    reasons: dict[GoalRef | ThemeRef, str] = {}
    reasons |= {dropped.goal: dropped.reason for dropped in ended.document.dropped_goals}
    reasons |= {dropped.theme: dropped.reason for dropped in ended.document.dropped_themes}
    return reasons.get(ref, "")


def _will(old: Theme | None, theme: Theme) -> tuple[Passage | Skipped, ...]:
    if not theme.ambition:
        return ()
    lines = _lines(theme.ambition)
    if old is None or not old.ambition:
        return passages(lines, lines)
    return condensed(passages(_lines(old.ambition), lines))


def _lines(text: str) -> list[Line]:
    return [Line(line) for line in markdown.plain(text).splitlines()]


def _same_wording(old: Goal, before: GoalRef | None, new: Goal, after: GoalRef) -> bool:
    """But for the year that the plan is for."""
    return before is not None and _timeless(old.text, before.year) == _timeless(new.text, after.year)


def _timeless(text: str, year: int) -> str:
    return re.sub(rf"\b{year}\b", "{year}", " ".join(markdown.plain(text).split()))


def measure_change_between(before: Sequence[Target], after: Sequence[Target]) -> MeasureChange | None:
    if [_measure(target) for target in before] == [_measure(target) for target in after]:
        return None
    return MeasureChange(measure_lines(before), measure_lines(after), _areas(before, after))


def _measure(target: Target) -> tuple[object, ...]:
    indicator = target.indicator.key if target.indicator else None
    return (indicator, target.operator, target.value, target.unit, target.comparator, target.baseline)


def _areas(before: Sequence[Target], after: Sequence[Target]) -> tuple[str, str] | None:
    if len(before) != 1 or len(after) != 1 or not before[0].comparator or not after[0].comparator:
        return None
    elsewhere = replace(before[0], comparator=after[0].comparator)
    if _measure(elsewhere) != _measure(after[0]):
        return None
    return before[0].comparator.name, after[0].comparator.name
