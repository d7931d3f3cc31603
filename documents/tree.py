"""The one tree. Everything that shows, stores or compares a plan takes a `PlanDocument`.

Plain frozen data: imports neither Django nor other modules of the portal. Text fields hold Markdown as
written by the municipality; colours are `#rrggbb`; paths are relative to the portal's media folder. Part of
what makes an edition: the same rows give an equal tree, an equal tree gives the same JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

PlanKind = Literal["plan", "strategy"]
SectionKind = Literal[
    "text",
    "foreword",
    "introduction",
    "vision",
    "chapter",
    "budget",
    "annex",
    "themes",
    "strategies",
    "goals",
    "goal_overview",
    "national_goals",
]
Outcome = Literal["adopted", "recommended", "noted", "sent_back", "rejected", "in_hearing", "heard"]
Scope = Literal["local", "national"]
Quality = Literal["quantified", "qualitative"]
Operator = Literal[
    "below",
    "at_most",
    "at_least",
    "above",
    "no_increase",
    "no_decrease",
    "increase",
    "decrease",
    "better_than",
    "better_by_percent",
    "better_by_points",
    "gap_shrinks",
    "among_lowest",
    "among_highest",
    "delivered",
]
Unit = Literal["percent", "persons", "full_time_persons", "whole_year_persons", "kroner", "courses", "other"]
AreaKind = Literal["municipality", "region", "labour_market", "country", "cluster"]
Direction = Literal["lower", "higher"]
FollowUpKind = Literal["final", "mid_year", "review"]
"""`mid_year` is any interim one."""
Frequency = Literal["day", "month", "quarter", "half_year", "year"]
Verdict = Literal["met", "partly", "not_met", "cannot_be_assessed"]
Day = date
"""For a class with a field of that name."""


@dataclass(frozen=True, slots=True)
class Municipality:
    name: str
    short_name: str
    slug: str
    code: str
    region: str = ""
    accent: str = "#0b5468"
    crest: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    accessibility_statement_url: str = ""


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """`valid_until`: the last day, where it has one. `replaces`: the slugs of those whose place it took, also of those
    that these had replaced."""

    slug: str
    name: str
    valid_until: Day | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """`kle_number` is the subject of the case in the municipalities' own index; a hearing has `parties` and a
    deadline."""

    body: str
    date: date
    outcome: Outcome = "adopted"
    case_number: str = ""
    votes: str = ""
    minority_statement: str = ""
    kle_number: str = ""
    minutes_url: str = ""
    parties: str = ""
    hearing_deadline: Day | None = None


@dataclass(frozen=True, slots=True)
class Adoption:
    """Of a part or an annex with papers of its own: who adopted it by itself, and `owner`, whose document it is
    where that is somebody else."""

    body: str = ""
    date: Day | None = None
    case_number: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """`size` in bytes; `sha256` of the file when the tree was built, in hex."""

    title: str
    path: str
    size: int
    sha256: str
    adoption: Adoption | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """What a municipality's plans of one kind have in common. `slug` is empty for its first series, whose
    plans have the short addresses; `word` is what the municipality calls such a document."""

    slug: str = ""
    name: str = "Beskæftigelsesplaner"
    word: str = "Beskæftigelsesplan"
    rhythm: str = ""


@dataclass(frozen=True, slots=True, order=True)
class PlanRef:
    """Names a plan of the same municipality by its first year and its series; `series` is a slug, empty for
    the municipality's first one. In order of time."""

    year: int
    series: str = ""

    @property
    def name(self) -> str:
        """In file names: "2019", "handleplan-2026"."""
        return f"{self.series}-{self.year}" if self.series else str(self.year)

    def section(self, slug: str) -> SectionRef:
        return SectionRef(self.year, slug, self.series)

    def theme(self, slug: str) -> ThemeRef:
        return ThemeRef(self.year, slug, self.series)

    def theme_group(self, slug: str) -> ThemeGroupRef:
        return ThemeGroupRef(self.year, slug, self.series)

    def goal(self, theme: str, number: int) -> GoalRef:
        return GoalRef(self.year, theme, number, self.series)

    def part(self, theme: str, titles: tuple[str, ...]) -> PartRef:
        return PartRef(self.year, theme, titles, self.series)


class InPlan:
    """Names something of a plan of the same municipality."""

    __slots__ = ()
    year: int
    series: str

    @property
    def plan(self) -> PlanRef:
        return PlanRef(self.year, self.series)


@dataclass(frozen=True, slots=True)
class SectionRef(InPlan):
    """Names a section of the same municipality. `series` as in `PlanRef`."""

    year: int
    slug: str
    series: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigureRow:
    """`figures` are those that the table shows or compares with: the municipality's own in order of time, then the
    comparator's."""

    label: str
    indicator: Indicator
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A table that the municipality keeps, as it was then: `periods` are drawn, and the newest is told."""

    title: str
    frequency: Frequency
    periods: int
    rows: tuple[KeyFigureRow, ...]
    comparator: Area | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    slug: str
    kind: SectionKind = "text"
    label: str = ""
    body: str = ""
    attachments: tuple[Attachment, ...] = ()
    children: tuple[Section, ...] = ()
    predecessor: SectionRef | None = None
    key_figures: tuple[KeyFigures, ...] = ()
    adoption: Adoption | None = None

    def with_descendants(self) -> Iterator[Section]:
        """In printed order."""
        yield self
        for child in self.children:
            yield from child.with_descendants()


@dataclass(frozen=True, slots=True)
class NationalGoal:
    year: int
    number: int
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class NationalGoalRef:
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class GoalRef(InPlan):
    """Names a goal of the same municipality. `theme` is a slug, empty for a goal of the plan; `series` as in
    `PlanRef`."""

    year: int
    theme: str
    number: int
    series: str = ""

    @property
    def key(self) -> str:
        """Within its plan: `unge/1`, or `/1` for a goal of the whole plan."""
        return f"{self.theme}/{self.number}"


@dataclass(frozen=True, slots=True)
class IndicatorRef:
    slug: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """`own`: the municipality's, which another one may call the same; else the country's. `valid_until` and
    `replaces` as of a target group. `unit_one` and `unit_many`: what the unit is called where it is "other"."""

    name: str
    slug: str
    unit: Unit
    better: Direction
    own: bool = False
    valid_until: date | None = None
    replaces: tuple[IndicatorRef, ...] = ()
    unit_one: str = ""
    unit_many: str = ""

    @property
    def key(self) -> tuple[str, bool]:
        return self.slug, self.own


@dataclass(frozen=True, slots=True)
class Area:
    """`own`: a group that the municipality has made."""

    kind: AreaKind
    name: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with as many decimals as its source prints; both days are included.

    `series_break`: it cannot be compared with those before. `mean_of` is set where the portal has
    computed the value as the mean of that many municipalities; `rank_of` where it is that of the one at a place
    among so many, and `rank` then the municipality's own place.
    """

    area: Area
    period_start: date
    period_end: date
    value: Decimal
    provisional: bool = False
    series_break: bool = False
    source: str = ""
    mean_of: int = 0
    rank: int = 0
    rank_of: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """`figures` are the indicator's: the municipality's own in order of time, then the comparator's. `each_year`:
    it holds in every year of the plan until it is due."""

    operator: Operator
    indicator: Indicator | None = None
    value: Decimal | None = None
    unit: Unit | None = None
    comparator: Area | None = None
    baseline: Decimal | None = None
    due: date | None = None
    figures: tuple[Figure, ...] = ()
    each_year: bool = False


@dataclass(frozen=True, slots=True)
class CarriedOutGoal:
    """A goal of the document above that a goal carries out, in its words then."""

    goal: GoalRef
    text: str


@dataclass(frozen=True, slots=True)
class Goal:
    """`also_continues` are the others, where several goals were merged into this one."""

    number: int
    text: str
    note: str = ""
    scope: Scope = "local"
    quality: Quality = "qualitative"
    targets: tuple[Target, ...] = ()
    answers: tuple[NationalGoalRef, ...] = ()
    predecessor: GoalRef | None = None
    change_reason: str = ""
    also_continues: tuple[GoalRef, ...] = ()
    responsible_unit: str = ""
    partners: str = ""
    target_groups: tuple[TargetGroup, ...] = ()
    status: str = ""
    challenge: str = ""
    carries_out: tuple[CarriedOutGoal, ...] = ()

    @property
    def predecessors(self) -> tuple[GoalRef, ...]:
        return (self.predecessor, *self.also_continues) if self.predecessor else self.also_continues


@dataclass(frozen=True, slots=True)
class DroppedGoal:
    """A goal of the plan before that this plan does not continue, in its words then, and why."""

    goal: GoalRef
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartRef(InPlan):
    """Names a strategy or an initiative of the same municipality by its title, after those of the strategies
    that it is a part of. `theme` is a slug, empty for one of the plan; `series` as in `PlanRef`."""

    year: int
    theme: str
    titles: tuple[str, ...]
    series: str = ""


@dataclass(frozen=True, slots=True)
class Initiative:
    title: str
    body: str = ""
    responsible_unit: str = ""
    partners: str = ""
    starts: date | None = None
    ends: date | None = None
    target_groups: tuple[TargetGroup, ...] = ()
    predecessor: PartRef | None = None


@dataclass(frozen=True, slots=True)
class Strategy:
    title: str
    body: str = ""
    responsible_unit: str = ""
    target_groups: tuple[TargetGroup, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    children: tuple[Strategy, ...] = ()
    targets: tuple[Target, ...] = ()
    predecessor: PartRef | None = None
    status: str = ""
    challenge: str = ""


@dataclass(frozen=True, slots=True)
class ThemeRef(InPlan):
    """Names a theme of the same municipality. `series` as in `PlanRef`."""

    year: int
    slug: str
    series: str = ""


@dataclass(frozen=True, slots=True)
class ThemeGroupRef(InPlan):
    """Names a level above the themes of the same municipality. `series` as in `PlanRef`."""

    year: int
    slug: str
    series: str = ""


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """A level above the themes: "Pejlemærke A", "Spor: virksomheder". `label` is its number or letter as
    printed, or nothing; its themes name it in `Theme.group`."""

    title: str
    slug: str
    label: str = ""
    body: str = ""
    predecessor: ThemeGroupRef | None = None


@dataclass(frozen=True, slots=True)
class DroppedTheme:
    """A theme of the plan before that this plan does not continue, by its title then, and why."""

    theme: ThemeRef
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Theme:
    """`also_continues` are the others, where several themes were merged into this one. `answers` are the
    national goals that the theme as a whole answers, beside those that its goals do. `group` is the slug of the
    level above that it belongs to, or nothing. `label` is its number as printed, where that is not `number`."""

    number: int
    title: str
    slug: str
    short_title: str = ""
    ambition: str = ""
    actions: str = ""
    goals: tuple[Goal, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    predecessor: ThemeRef | None = None
    change_reason: str = ""
    also_continues: tuple[ThemeRef, ...] = ()
    status: str = ""
    challenge: str = ""
    answers: tuple[NationalGoalRef, ...] = ()
    answer_text: str = ""
    group: str = ""
    key_figures: tuple[KeyFigures, ...] = ()
    label: str = ""

    @property
    def printed_number(self) -> str:
        """ "2", or as its own label has it: "A.1"."""
        return self.label or str(self.number)

    @property
    def predecessors(self) -> tuple[ThemeRef, ...]:
        return (self.predecessor, *self.also_continues) if self.predecessor else self.also_continues

    @property
    def menu_title(self) -> str:
        return self.short_title or self.title


ThemeRun = tuple[ThemeGroup | None, tuple[Theme, ...]]
"""A level above the themes with those that it holds, or themes side by side that belong to none."""


def theme_runs(groups: Sequence[ThemeGroup], themes: Sequence[Theme]) -> tuple[ThemeRun, ...]:
    """In printed order. Themes that belong to no level above stand where their numbers put them: before the
    first that holds a theme of a higher number."""
    known = {group.slug for group in groups}
    loose = [theme for theme in themes if theme.group not in known]
    runs: list[ThemeRun] = []
    for group in groups:
        own = tuple(theme for theme in themes if theme.group == group.slug)
        before = [theme for theme in loose if own and theme.number < own[0].number]
        if before:
            runs.append((None, tuple(before)))
            loose = [theme for theme in loose if theme not in before]
        runs.append((group, own))
    return (*runs, (None, tuple(loose))) if loose else tuple(runs)


@dataclass(frozen=True, slots=True)
class Result:
    """What the figures say of one target. `own` was held against `other`, or against `limit` alone;
    where nothing can be concluded, `own` is the newest figure, if there is one."""

    verdict: Verdict
    sentence: str
    own: Figure | None = None
    other: Figure | None = None
    limit: Decimal | None = None

    @property
    def provisional(self) -> bool:
        return any(figure is not None and figure.provisional for figure in (self.own, self.other))


@dataclass(frozen=True, slots=True)
class Computed:
    """What the figures say of a goal; `results` are in the order of its targets."""

    verdict: Verdict
    sentence: str
    results: tuple[Result, ...] = ()

    def contradicts(self, verdict: str) -> bool:
        """Where nothing could be computed there is nothing to depart from."""
        return self.verdict not in ("cannot_be_assessed", verdict)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The municipality's verdict, and beside it the computed one of a goal that has targets."""

    goal: GoalRef
    verdict: Verdict
    text: str = ""
    reason: str = ""
    computed: Computed | None = None

    @property
    def overrides_computed(self) -> bool:
        """Whether the two differ."""
        return self.computed is not None and self.computed.contradicts(self.verdict)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Without a period it is about the whole plan. `status_on` is the day as of which it tells. It has chapters
    of its own `before` and `after` its goals."""

    title: str
    kind: FollowUpKind = "final"
    service_area: str = ""
    introduction: str = ""
    assessments: tuple[Assessment, ...] = ()
    period_start: Day | None = None
    period_end: Day | None = None
    status_on: Day | None = None
    before: tuple[Section, ...] = ()
    after: tuple[Section, ...] = ()

    @property
    def chapters(self) -> tuple[Section, ...]:
        return (*self.before, *self.after)

    @property
    def is_final(self) -> bool:
        """Whether it says how the period ended; else how it goes."""
        return self.kind in ("final", "review")

    def assessment_of(self, goal: GoalRef) -> Assessment | None:
        return next((a for a in self.assessments if a.goal == goal), None)

    def count(self, verdict: Verdict) -> int:
        return sum(1 for a in self.assessments if a.verdict == verdict)


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A whole plan; with `follow_up` set, a report on that plan's goals. `figures_until` is the day that the
    plan itself states for its figures. `proposal`: it was published for its hearing (`documents/proposal.py`)."""

    municipality: Municipality
    title: str
    year: int
    last_year: int | None
    kind: PlanKind = "plan"
    summary: str = ""
    notice: str = ""
    theme_label: str = "Tema"
    theme_label_plural: str = "Temaer"
    goal_label: str = "Mål"
    ambition_template: str = "Det vil vi i {year}"
    actions_template: str = "Det gør vi i {year}"
    predecessor_year: int | None = None
    predecessor_series: str = ""
    decisions: tuple[Decision, ...] = ()
    sections: tuple[Section, ...] = ()
    themes: tuple[Theme, ...] = ()
    goals: tuple[Goal, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    national_goals: tuple[NationalGoal, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    follow_up: FollowUp | None = None
    dropped_goals: tuple[DroppedGoal, ...] = ()
    dropped_themes: tuple[DroppedTheme, ...] = ()
    figures_until: date | None = None
    status_template: str = "Hvor er vi i dag"
    challenge_template: str = "Udfordring"
    series: Series = Series()
    above_year: int | None = None
    above_series: str = ""
    proposal: bool = False
    theme_group_label: str = "Hovedtema"
    theme_group_label_plural: str = "Hovedtemaer"
    theme_groups: tuple[ThemeGroup, ...] = ()

    @property
    def theme_runs(self) -> tuple[ThemeRun, ...]:
        return theme_runs(self.theme_groups, self.themes)

    def theme_group(self, slug: str) -> ThemeGroup | None:
        return next((group for group in self.theme_groups if group.slug == slug), None)

    def group_name(self, group: ThemeGroup) -> str:
        """ "Pejlemærke A", "Spor"."""
        return f"{self.theme_group_label} {group.label}".strip()

    @property
    def above(self) -> PlanRef | None:
        """The document that this one is below, whose goals it carries out."""
        return None if self.above_year is None else PlanRef(self.above_year, self.above_series)

    @property
    def carried_out(self) -> tuple[GoalRef, ...]:
        """The goals of the document above that goals of this one carry out."""
        return tuple(each.goal for _theme, goal in self.all_goals() for each in goal.carries_out)

    @property
    def ref(self) -> PlanRef:
        """What other plans call this one."""
        return PlanRef(self.year, self.series.slug)

    @property
    def predecessor(self) -> PlanRef | None:
        if self.predecessor_year is None:
            return None
        return PlanRef(self.predecessor_year, self.predecessor_series)

    @property
    def years(self) -> str:
        """ "2019", "2022–2025" for a plan of several years, or "2026 og frem" for one without an end."""
        if self.last_year is None:
            return f"{self.year} og frem"
        return str(self.year) if self.year == self.last_year else f"{self.year}–{self.last_year}"

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date | None:
        """None for a plan without an end."""
        return date(self.last_year, 12, 31) if self.last_year else None

    def covers(self, year: int) -> bool:
        return self.year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def ambition_heading(self) -> str:
        return self.ambition_template.replace("{year}", self.years)

    @property
    def actions_heading(self) -> str:
        return self.actions_template.replace("{year}", self.years)

    @property
    def status_heading(self) -> str:
        return self.status_template.replace("{year}", self.years)

    @property
    def challenge_heading(self) -> str:
        return self.challenge_template.replace("{year}", self.years)

    @property
    def figures_end(self) -> date | None:
        """The last day of the periods whose figures the plan is based on: the day that it states, else the
        day before its first. None for a report, which is about what came of the plan."""
        if self.follow_up:
            return None
        return self.figures_until or self.first_day - timedelta(days=1)

    @property
    def display_title(self) -> str:
        return self.follow_up.title if self.follow_up else self.title

    @property
    def adopted(self) -> Decision | None:
        """The last adopting decision, the one that made the plan valid."""
        return next((d for d in reversed(self.decisions) if d.outcome == "adopted"), None)

    def theme(self, slug: str) -> Theme | None:
        return next((theme for theme in self.themes if theme.slug == slug), None)

    def all_sections(self) -> Iterator[Section]:
        """In printed order; every one before those below it."""
        for section in self.sections:
            yield from section.with_descendants()

    def all_key_figures(self) -> Iterator[KeyFigures]:
        """In printed order. A report has those of its own chapters: what the plan has is from its time."""
        for section in self.follow_up.chapters if self.follow_up else self.all_sections():
            yield from section.key_figures
        for theme in () if self.follow_up else self.themes:
            yield from theme.key_figures

    def all_goals(self) -> Iterator[tuple[Theme | None, Goal]]:
        """The plan's own goals first, then each theme's, in printed order."""
        for goal in self.goals:
            yield None, goal
        for theme in self.themes:
            for goal in theme.goals:
                yield theme, goal

    def all_strategies(self) -> Iterator[Strategy]:
        """The plan's own first, then each theme's; every one before those below it."""
        waiting = [*self.strategies, *(one for theme in self.themes for one in theme.strategies)]
        while waiting:
            strategy = waiting.pop(0)
            yield strategy
            waiting[:0] = strategy.children

    def dropped_from(self, themes: Sequence[ThemeRef]) -> tuple[DroppedGoal, ...]:
        """The goals of those themes of earlier plans that are not continued."""
        return tuple(
            dropped for dropped in self.dropped_goals if dropped.goal.plan.theme(dropped.goal.theme) in themes
        )

    @property
    def dropped_alone(self) -> tuple[DroppedGoal, ...]:
        """The goals that are not continued although their theme is, or that had none."""
        with_theme = self.dropped_from([dropped.theme for dropped in self.dropped_themes])
        return tuple(dropped for dropped in self.dropped_goals if dropped not in with_theme)

    def goal_ref(self, theme: Theme | None, goal: Goal) -> GoalRef:
        return self.ref.goal(theme.slug if theme else "", goal.number)
