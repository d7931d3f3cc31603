"""Generated plan documents: every field, every kind, any text that a person could type."""

from datetime import date
from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from documents import tree

MUNICIPALITY = tree.Municipality(
    name="Prøve Kommune", short_name="Prøve", slug="proeve", code="999", region="Region Midtjylland"
)
YEAR = 2019

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=40)
line = text.map(str.strip).filter(bool)
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


GROUPS = tuple(tree.TargetGroup(f"gruppe-{n}", f"Gruppe {n}") for n in range(4))
INDICATORS = tuple(
    tree.Indicator(f"Indikator {n}", f"indikator-{n}", unit, better)
    for n, (unit, better) in enumerate([("percent", "lower"), ("persons", "higher"), ("kroner", "lower")])
)
AREAS = (tree.Area("region", "Region Midtjylland"), tree.Area("country", "Hele landet"))
NATIONAL = tuple(tree.NationalGoal(YEAR, n, f"Ministermål {n}", "Tekst") for n in (1, 2))

groups = st.sets(st.sampled_from(GROUPS)).map(lambda found: tuple(g for g in GROUPS if g in found))


@st.composite
def targets(draw: st.DrawFn) -> tree.Target:
    operator = draw(of(tree.Operator))
    needs_value = operator.startswith("better_by") or (
        operator in {"below", "at_most", "at_least", "above"} and draw(st.booleans())
    )
    needs_area = operator.startswith("better") or (
        operator in {"below", "at_most", "at_least", "above"} and not needs_value
    )
    return tree.Target(
        operator=operator,
        indicator=draw(st.none() | st.sampled_from(INDICATORS)),
        value=draw(figures) if needs_value else None,
        unit=draw(of(tree.Unit)) if needs_value else draw(st.none() | of(tree.Unit)),
        comparator=draw(st.sampled_from(AREAS)) if needs_area else None,
        baseline=draw(st.none() | figures),
        due=draw(st.none() | days),
    )


@st.composite
def goals(draw: st.DrawFn, earlier: tuple[tree.GoalRef, ...] = ()) -> tuple[tree.Goal, ...]:
    return tuple(
        tree.Goal(
            number=number,
            text=draw(line),
            note=draw(text),
            scope=draw(of(tree.Scope)),
            quality=draw(of(tree.Quality)),
            targets=draw(tuples(targets(), 2)),
            answers=tuple(
                tree.NationalGoalRef(goal.year, goal.number) for goal in NATIONAL if draw(st.booleans())
            ),
            change_reason=draw(text),
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )


@st.composite
def initiatives(draw: st.DrawFn) -> tree.Initiative:
    first, last = sorted([draw(days), draw(days)])
    return tree.Initiative(
        title=draw(line),
        body=draw(text),
        responsible_unit=draw(text),
        partners=draw(text),
        starts=draw(st.none() | st.just(first)),
        ends=draw(st.none() | st.just(last)),
        target_groups=draw(groups),
    )


def strategies(depth: int = 2) -> st.SearchStrategy[tree.Strategy]:
    return st.builds(
        tree.Strategy,
        title=line,
        body=text,
        responsible_unit=text,
        target_groups=groups,
        initiatives=tuples(initiatives(), 2),
        children=tuples(strategies(depth - 1), 2) if depth > 1 else st.just(()),
    )


@st.composite
def sections(draw: st.DrawFn, prefix: str = "afsnit", depth: int = 3) -> tuple[tree.Section, ...]:
    return tuple(
        tree.Section(
            title=draw(line),
            slug=slug,
            kind=draw(of(tree.SectionKind)),
            label=draw(text),
            body=draw(text),
            children=draw(sections(slug, depth - 1)) if depth > 1 else (),
        )
        for slug in slugs(prefix, draw(st.integers(0, 2)))
    )


@st.composite
def themes(draw: st.DrawFn) -> tuple[tree.Theme, ...]:
    return tuple(
        tree.Theme(
            number=number,
            title=draw(line),
            slug=f"tema-{number}",
            short_title=draw(text),
            ambition=draw(text),
            actions=draw(text),
            goals=draw(goals()),
            strategies=draw(tuples(strategies(), 2)),
            initiatives=draw(tuples(initiatives(), 2)),
            target_groups=draw(groups),
        )
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )


@st.composite
def follow_ups(draw: st.DrawFn, refs: list[tree.GoalRef]) -> tree.FollowUp:
    judged = [ref for ref in refs if draw(st.booleans())]
    return tree.FollowUp(
        title=draw(line),
        kind=draw(of(tree.FollowUpKind)),
        service_area=draw(text),
        introduction=draw(text),
        assessments=tuple(tree.Assessment(ref, draw(of(tree.Verdict)), draw(text)) for ref in judged),
    )


@st.composite
def documents(draw: st.DrawFn) -> tree.PlanDocument:
    document = tree.PlanDocument(
        municipality=MUNICIPALITY,
        title=draw(line),
        year=YEAR,
        last_year=draw(st.integers(YEAR, YEAR + 3)),
        kind=draw(of(tree.PlanKind)),
        summary=draw(text),
        notice=draw(text),
        theme_label=draw(line),
        theme_label_plural=draw(line),
        goal_label=draw(line),
        ambition_template=draw(line),
        actions_template=draw(line),
        decisions=tuple(
            sorted(
                draw(
                    tuples(
                        st.builds(
                            tree.Decision,
                            body=line,
                            date=days,
                            outcome=of(tree.Outcome),
                            case_number=text,
                            minority_statement=text,
                        )
                    )
                ),
                key=lambda decision: decision.date,
            )
        ),
        sections=draw(sections()),
        themes=draw(themes()),
        goals=draw(goals()),
        strategies=draw(tuples(strategies(), 2)),
        national_goals=NATIONAL,
    )
    if not draw(st.booleans()):
        return document
    refs = [document.goal_ref(theme, goal) for theme, goal in document.all_goals()]
    return tree.PlanDocument(
        **{
            field: getattr(document, field) for field in document.__dataclass_fields__ if field != "follow_up"
        },
        follow_up=draw(follow_ups(refs)),
    )
