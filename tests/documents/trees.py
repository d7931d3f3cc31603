"""Generated plan documents: every field, every kind, any text that a person could type."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from django.utils import translation
from hypothesis import strategies as st

from documents import tree
from documents.measured import computed
from documents.wording import name_of
from goals.domain import periods, verdict
from goals.domain.by_year import by_year
from goals.domain.measuring import NEVER
from goals.enums import Direction, Operator, Unit
from plans.standard import standardise

MUNICIPALITY = tree.Municipality(
    name="Prøve Kommune", short_name="Prøve", slug="proeve", code="999", region="Region Midtjylland"
)
YEAR = 2019
TODAY = date(2020, 3, 1)
"""When the generated follow-ups are computed."""

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=40)
line = text.map(str.strip).filter(bool)
markdown = text.map(standardise)
"""As rows hold it, whatever was typed."""
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
figures = st.decimals(Decimal("-99999"), Decimal("99999"), places=2).map(lambda value: value.normalize() + 0)


def of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def tuples(
    values: st.SearchStrategy[Any], size: int = 3, **kwargs: Any
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=size, **kwargs).map(tuple)


def slugs(prefix: str, count: int) -> list[str]:
    return [f"{prefix}-{n}" for n in range(1, count + 1)]


OLD_GROUP = tree.TargetGroup("gammel", "Gammel gruppe", valid_until=date(YEAR - 1, 12, 31))
GROUPS = (
    *(tree.TargetGroup(f"gruppe-{n}", f"Gruppe {n}") for n in range(3)),
    tree.TargetGroup("gruppe-3", "Gruppe 3", valid_until=date(YEAR + 7, 12, 31), replaces=(OLD_GROUP.slug,)),
)
OLD_INDICATOR = tree.Indicator(
    "Gammel indikator", "gammel", "persons", "lower", valid_until=date(YEAR - 1, 12, 31)
)
INDICATORS = tuple(
    tree.Indicator(f"Indikator {n}", f"indikator-{n}", unit, better)
    for n, (unit, better) in enumerate([("percent", "lower"), ("persons", "higher"), ("kroner", "lower")])
)
ALL_INDICATORS = (
    *INDICATORS,
    replace(
        INDICATORS[0],
        unit="persons",
        own=True,
        valid_until=date(YEAR, 12, 31),
        replaces=(tree.IndicatorRef(OLD_INDICATOR.slug),),
    ),
    tree.Indicator(
        "Sager",
        "sager",
        "other",
        "lower",
        own=True,
        unit_one="sag pr. rådgiver",
        unit_many="sager pr. rådgiver",
    ),
)
AREAS = (
    tree.Area("region", "Region Midtjylland"),
    tree.Area("country", "Hele landet"),
    tree.Area("cluster", "Naboerne"),
    tree.Area("cluster", "Naboerne", own=True),
)
OWN = tree.Area("municipality", MUNICIPALITY.short_name)
PERIODS = tuple(map(periods.parse, ("2018", "2019", "2019K4", "2018M07-2019M06", "2020M01")))
NATIONAL = tuple(tree.NationalGoal(YEAR, n, f"Ministermål {n}", "Tekst") for n in (1, 2))

BEFORE = tree.PlanDocument(
    municipality=MUNICIPALITY,
    title="Plan",
    year=YEAR - 1,
    last_year=YEAR - 1,
    sections=(tree.Section("Forord", "forord"), tree.Section("Bilag", "bilag")),
    themes=(
        tree.Theme(
            1,
            "Unge",
            "unge",
            goals=(
                tree.Goal(1, "Færre unge", targets=(tree.Target("decrease", OLD_INDICATOR),)),
                tree.Goal(2, "Flere unge", target_groups=(OLD_GROUP,)),
            ),
            strategies=(
                tree.Strategy(
                    "Tidlig indsats",
                    initiatives=(tree.Initiative("Mentor"),),
                    children=(tree.Strategy("Brobygning", initiatives=(tree.Initiative("Mentor"),)),),
                ),
            ),
            initiatives=(tree.Initiative("Mentor"),),
        ),
        tree.Theme(2, "Syge", "syge"),
    ),
    goals=(tree.Goal(1, "Flere i job"),),
    strategies=(tree.Strategy("Tidlig indsats"),),
    theme_groups=(tree.ThemeGroup("Borgere", "borgere", "A"),),
)
"""The plan that the generated ones may continue parts of."""
SERIES = (tree.Series(), tree.Series("handleplan", "Handleplaner", "Handleplan", "hvert år"))
OLD_SECTIONS = tuple(tree.SectionRef(BEFORE.year, section.slug) for section in BEFORE.sections)
OLD_GROUPS = tuple(tree.ThemeGroupRef(BEFORE.year, group.slug) for group in BEFORE.theme_groups)
OLD_THEMES = {tree.ThemeRef(BEFORE.year, theme.slug): theme.title for theme in BEFORE.themes}
OLD_GOALS = {BEFORE.goal_ref(theme, goal): goal.text for theme, goal in BEFORE.all_goals()}
OLD_STRATEGIES = (
    tree.PartRef(BEFORE.year, "", ("Tidlig indsats",)),
    tree.PartRef(BEFORE.year, "unge", ("Tidlig indsats",)),
    tree.PartRef(BEFORE.year, "unge", ("Tidlig indsats", "Brobygning")),
)
OLD_INITIATIVES = (
    tree.PartRef(BEFORE.year, "unge", ("Mentor",)),
    tree.PartRef(BEFORE.year, "unge", ("Tidlig indsats", "Mentor")),
    tree.PartRef(BEFORE.year, "unge", ("Tidlig indsats", "Brobygning", "Mentor")),
)


def maybe(values: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(values)


groups = st.sets(st.sampled_from(GROUPS)).map(lambda found: tuple(g for g in GROUPS if g in found))


World = dict[tuple[tree.Indicator, tree.Area], tuple[tree.Figure, ...]]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """All figures there are, by indicator and area: two targets never disagree about one."""
    return {
        (indicator, area): tuple(
            tree.Figure(
                area=area,
                period_start=period.start,
                period_end=period.end,
                value=draw(figures),
                provisional=draw(st.booleans()),
                series_break=draw(st.booleans()),
                source=draw(st.sampled_from(["Kommunens egen opgørelse", "jobindsats.dk"])),
            )
            for period in sorted(draw(st.sets(st.sampled_from(PERIODS), max_size=3)))
            if indicator.own or not area.own  # the country has no figures of a municipality's group
        )
        for indicator in ALL_INDICATORS
        for area in (OWN, *AREAS)
    }


def _units(operator: tree.Operator, *, needed: bool) -> st.SearchStrategy[tree.Unit | None]:
    if operator == "better_by_percent":
        return st.just("percent")
    if operator.startswith("among"):
        return st.none()
    return of(tree.Unit) if needed else st.none() | of(tree.Unit)


@st.composite
def targets(draw: st.DrawFn, world: World) -> tree.Target:
    operator = draw(of(tree.Operator))
    places = operator.startswith("among")
    may_have_value = {"below", "at_most", "at_least", "above", "increase", "decrease", "gap_shrinks"}
    needs_value = operator.startswith("better_by") or (operator in may_have_value and draw(st.booleans()))
    needs_area = operator.startswith(("better", "among", "gap")) or (
        operator in {"below", "at_most", "at_least", "above"} and not needs_value
    )
    indicator = draw(st.none() | st.sampled_from(ALL_INDICATORS))
    comparator = draw(st.sampled_from(AREAS)) if needs_area else None
    areas = (OWN, comparator) if comparator and not places else (OWN,)
    value = draw(figures) if needs_value else None
    return tree.Target(
        operator=operator,
        indicator=indicator,
        value=draw(st.integers(1, 9).map(Decimal)) if places else value,
        unit=draw(_units(operator, needed=needs_value)),
        comparator=comparator,
        baseline=draw(st.none() | figures),
        due=draw(st.none() | st.just(date(2019, 12, 31)) | days),
        figures=tuple(each for area in areas for each in world[indicator, area]) if indicator else (),
        each_year=draw(st.booleans()),
    )


@st.composite
def answers(draw: st.DrawFn) -> tuple[tree.NationalGoalRef, ...]:
    return tuple(tree.NationalGoalRef(goal.year, goal.number) for goal in NATIONAL if draw(st.booleans()))


@st.composite
def goals(draw: st.DrawFn, world: World, below: bool = False) -> tuple[tree.Goal, ...]:
    return tuple(
        tree.Goal(
            number=number,
            text=draw(markdown.filter(bool)),
            note=draw(markdown),
            scope=draw(of(tree.Scope)),
            quality=draw(of(tree.Quality)),
            targets=draw(tuples(targets(world), 2)),
            answers=draw(answers()),
            predecessor=draw(maybe(list(OLD_GOALS))),
            change_reason=draw(text),
            also_continues=tuple(ref for ref in OLD_GOALS if draw(st.booleans())),
            carries_out=tuple(
                tree.CarriedOutGoal(ref, text)
                for ref, text in OLD_GOALS.items()
                if below and draw(st.booleans())
            ),
            responsible_unit=draw(text),
            partners=draw(text),
            target_groups=draw(groups),
            status=draw(markdown),
            challenge=draw(markdown),
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )


@st.composite
def initiatives(draw: st.DrawFn) -> tree.Initiative:
    first, last = sorted([draw(days), draw(days)])
    return tree.Initiative(
        title=draw(line),
        body=draw(markdown),
        responsible_unit=draw(text),
        partners=draw(text),
        starts=draw(st.none() | st.just(first)),
        ends=draw(st.none() | st.just(last)),
        target_groups=draw(groups),
        predecessor=draw(maybe(OLD_INITIATIVES)),
    )


def strategies(world: World, depth: int = 2) -> st.SearchStrategy[tree.Strategy]:
    return st.builds(
        tree.Strategy,
        title=line,
        body=markdown,
        responsible_unit=text,
        target_groups=groups,
        initiatives=tuples(initiatives(), 2),
        children=tuples(strategies(world, depth - 1), 2) if depth > 1 else st.just(()),
        targets=tuples(targets(world), 1),
        predecessor=maybe(OLD_STRATEGIES),
        status=markdown,
        challenge=markdown,
    )


KEY_FIGURES = tree.KeyFigures(
    title="Ydelser",
    frequency="month",
    periods=2,
    rows=(
        tree.KeyFigureRow(
            "På kontanthjælp",
            tree.Indicator("Kontanthjælp", "kontanthjaelp", "full_time_persons", "lower", own=True),
            tuple(
                tree.Figure(
                    tree.Area("municipality", MUNICIPALITY.short_name),
                    date(YEAR - 1, month, 1),
                    date(YEAR - 1, month, last),
                    Decimal(100 + month),
                    source="Egne tal",
                )
                for month, last in ((11, 30), (12, 31))
            ),
        ),
    ),
    note="Opgjort ultimo.",
)
"""Kept by the municipality: the same wherever it is shown."""
some_key_figures = st.sampled_from(((), (KEY_FIGURES,)))


@st.composite
def sections(draw: st.DrawFn, prefix: str = "afsnit", depth: int = 3) -> tuple[tree.Section, ...]:
    return tuple(
        tree.Section(
            title=draw(line),
            slug=slug,
            kind=draw(of(tree.SectionKind)),
            label=draw(text),
            body=draw(markdown),
            children=draw(sections(slug, depth - 1)) if depth > 1 else (),
            predecessor=draw(maybe(OLD_SECTIONS)),
            key_figures=draw(some_key_figures),
        )
        for slug in slugs(prefix, draw(st.integers(0, 2)))
    )


@st.composite
def theme_groups(draw: st.DrawFn) -> tuple[tree.ThemeGroup, ...]:
    return tuple(
        tree.ThemeGroup(
            title=draw(line),
            slug=slug,
            label=draw(st.sampled_from(["", "A", "1", "IV"])),
            body=draw(markdown),
            predecessor=draw(maybe(OLD_GROUPS)),
        )
        for slug in slugs("gruppe", draw(st.integers(0, 2)))
    )


def in_groups(draw: st.DrawFn, document: tree.PlanDocument) -> tree.PlanDocument:
    """Some of the themes, in printed order."""
    groups = draw(theme_groups())
    choices = ["", *(group.slug for group in groups)]
    placed = tuple(replace(theme, group=draw(st.sampled_from(choices))) for theme in document.themes)
    themes = tuple(theme for _group, run in tree.theme_runs(groups, placed) for theme in run)
    return replace(document, theme_groups=groups, themes=themes)


@st.composite
def themes(draw: st.DrawFn, world: World, below: bool = False) -> tuple[tree.Theme, ...]:
    return tuple(
        tree.Theme(
            number=number,
            label=draw(st.sampled_from(["", f"A.{number}"])),
            title=draw(line),
            slug=f"tema-{number}",
            short_title=draw(text),
            ambition=draw(markdown),
            actions=draw(markdown),
            key_figures=draw(some_key_figures),
            goals=draw(goals(world, below)),
            strategies=draw(tuples(strategies(world), 2)),
            initiatives=draw(tuples(initiatives(), 2)),
            target_groups=draw(groups),
            predecessor=draw(maybe(list(OLD_THEMES))),
            change_reason=draw(text),
            also_continues=tuple(ref for ref in OLD_THEMES if draw(st.booleans())),
            status=draw(markdown),
            challenge=draw(markdown),
            answers=draw(answers()),
            answer_text=draw(markdown),
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )


def question(target: tree.Target, document: tree.PlanDocument, series: int | None = None) -> verdict.Target:
    def place(area: tree.Area) -> verdict.Place:
        return verdict.Place(area.kind, area.name, area.own)

    return verdict.Target(
        operator=Operator(target.operator),
        own=place(OWN),
        due=target.due or document.last_day or NEVER,
        value=target.value,
        unit=Unit(target.unit) if target.unit else None,
        measured_in=Unit(target.indicator.unit) if target.indicator else None,
        better=Direction(target.indicator.better) if target.indicator else None,
        comparator=place(target.comparator) if target.comparator else None,
        baseline=target.baseline,
        figures=tuple(
            verdict.Figure(
                place=place(each.area),
                period=periods.Period(each.period_start, each.period_end),
                value=each.value,
                provisional=each.provisional,
                series_break=each.series_break,
                source=each.source,
                rank=each.rank,
                rank_of=each.rank_of,
            )
            for each in target.figures
        ),
        first_year=document.year if target.each_year else None,
        series=series,
        one=target.indicator.unit_one if target.indicator else "",
        many=target.indicator.unit_many if target.indicator else "",
    )


def computed_of(goal: tree.Goal, document: tree.PlanDocument) -> tree.Computed | None:
    tables = [group for group in by_year(goal.targets, name_of) if len(group) > 1]
    series = {id(target): number for number, table in enumerate(tables) for target in table}
    asked = [question(target, document, series.get(id(target))) for target in goal.targets]
    with translation.override("da"):
        outcome = verdict.outcome(asked, TODAY)
    return computed(outcome) if outcome else None


@st.composite
def chapters(draw: st.DrawFn, prefix: str) -> tuple[tree.Section, ...]:
    return tuple(
        tree.Section(
            title=draw(line),
            slug=slug,
            kind="chapter",
            label=draw(text),
            body=draw(markdown),
            key_figures=draw(some_key_figures),
        )
        for slug in slugs(prefix, draw(st.integers(0, 2)))
    )


@st.composite
def follow_ups(draw: st.DrawFn, document: tree.PlanDocument) -> tree.FollowUp:
    judged = [found for found in document.all_goals() if draw(st.booleans())]
    return tree.FollowUp(
        title=draw(line),
        kind=draw(of(tree.FollowUpKind)),
        service_area=draw(text),
        introduction=draw(markdown),
        status_on=draw(st.sampled_from((None, date(YEAR + 9, 5, 31)))),
        before=draw(chapters("foer")),
        after=draw(chapters("efter")),
        assessments=tuple(
            tree.Assessment(
                goal=document.goal_ref(theme, goal),
                verdict=draw(of(tree.Verdict)),
                text=draw(markdown),
                reason=draw(text),
                computed=computed_of(goal, document),
            )
            for theme, goal in judged
        ),
    )


@st.composite
def dropped(draw: st.DrawFn, kind: Any, old: Mapping[Any, str], parts: Sequence[Any]) -> tuple[Any, ...]:
    """Some of those that no part of the plan continues."""
    continued = {ref for part in parts for ref in part.predecessors}
    left = [(ref, words) for ref, words in old.items() if ref not in continued]
    return tuple(kind(ref, words, draw(line)) for ref, words in left if draw(st.booleans()))


def without_later_figures(part: Any, end: date) -> Any:
    """As a plan's own tree is built."""
    if isinstance(part, tuple):
        return tuple(without_later_figures(each, end) for each in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    found = {field.name: without_later_figures(getattr(part, field.name), end) for field in fields(part)}
    if isinstance(part, tree.Target):
        found["figures"] = tuple(each for each in part.figures if each.period_end <= end)
    return replace(part, **found)


@st.composite
def decisions(draw: st.DrawFn) -> tree.Decision:
    outcome = draw(of(tree.Outcome))
    first, last = sorted([draw(days), draw(days)])
    hearing = outcome in ("in_hearing", "heard")
    return tree.Decision(
        body=draw(line),
        date=first,
        outcome=outcome,
        case_number=draw(text),
        votes=draw(text),
        minority_statement=draw(text),
        kle_number=draw(st.sampled_from(["", "15.20.00", "15.20.00-P22", "00.01.00-Ø40"])),
        minutes_url=draw(st.sampled_from(["", "https://www.herning.dk/referat?id=1#punkt-7"])),
        parties=draw(text) if hearing else "",
        hearing_deadline=draw(st.none() | st.just(last)) if hearing else None,
    )


@st.composite
def documents(draw: st.DrawFn) -> tree.PlanDocument:
    world, below = draw(worlds()), draw(st.booleans())
    document = tree.PlanDocument(
        municipality=MUNICIPALITY,
        title=draw(line),
        year=YEAR,
        last_year=draw(st.none() | st.integers(YEAR, YEAR + 11)),
        series=draw(st.sampled_from(SERIES)),
        above_year=BEFORE.year if below else None,
        kind=draw(of(tree.PlanKind)),
        summary=draw(text),
        notice=draw(text),
        theme_group_label=draw(line),
        theme_label=draw(line),
        theme_label_plural=draw(line),
        goal_label=draw(line),
        ambition_template=draw(line),
        actions_template=draw(line),
        status_template=draw(line),
        challenge_template=draw(line),
        decisions=tuple(
            sorted(
                draw(tuples(decisions())),
                key=lambda decision: decision.date,
            )
        ),
        sections=draw(sections()),
        themes=draw(themes(world, below)),
        goals=draw(goals(world, below)),
        strategies=draw(tuples(strategies(world), 2)),
        national_goals=NATIONAL,
        predecessor_year=draw(maybe([BEFORE.year])),
        figures_until=draw(maybe([date(2019, 6, 30), date(2019, 12, 31)])),
    )
    document = in_groups(draw, document)
    document = replace(
        document,
        dropped_goals=draw(dropped(tree.DroppedGoal, OLD_GOALS, [goal for _, goal in document.all_goals()])),
        dropped_themes=draw(dropped(tree.DroppedTheme, OLD_THEMES, document.themes)),
    )
    if not draw(st.booleans()):
        plan: tree.PlanDocument = without_later_figures(document, document.figures_end or date.max)
        return plan
    return replace(document, follow_up=draw(follow_ups(document)))
