from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goals.domain.assessing import Figures, targets_of
from goals.domain.measuring import Place
from goals.enums import AreaKind, Operator
from goals.models import Area, Indicator, Observation, Target
from plans.models import Plan
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    IndicatorFactory,
    MunicipalityFactory,
    ObservationFactory,
    PlanFactory,
    StrategyFactory,
    TargetFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

AFTER = date(2021, 3, 1)


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(
        municipality=MunicipalityFactory(short_name="Skive", code="779"), year=2020, last_year=2020
    )


@pytest.fixture
def skive(plan: Plan) -> Area:
    return AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779")


@pytest.fixture
def indicator() -> Indicator:
    return IndicatorFactory(slug="ledighed")


@pytest.fixture
def region() -> Area:
    return AreaFactory(name="Region Midtjylland")


def observed(area: Area, value: str, indicator: Indicator, year: int = 2020, **more: Any) -> Observation:
    days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    return ObservationFactory(indicator=indicator, area=area, value=Decimal(value), **days, **more)


def below(plan: Plan, indicator: Indicator, area: Area, **more: Any) -> Target:
    more = {"goal": AnnualGoalFactory(plan=plan, theme=None), **more}
    return TargetFactory(
        indicator=indicator, operator=Operator.BELOW, value=None, unit="", comparator=area, **more
    )


def figures(plan: Plan, target: Target) -> list[tuple[str, str]]:
    found = Figures(targets_of(plan), plan.municipality).of(target)
    return [(each.place.name, str(each.value)) for each in found]


def test_figures_are_the_municipalitys_own_and_then_the_comparators(
    plan: Plan, skive: Area, indicator: Indicator, region: Area
) -> None:
    target = below(plan, indicator, region)
    observed(region, "10.4", indicator, decimals=2)
    observed(skive, "9.8", indicator, 2019)
    observed(skive, "10", indicator, decimals=1)
    observed(AreaFactory(), "1", indicator)
    observed(skive, "2", IndicatorFactory())
    assert figures(plan, target) == [
        ("Skive", "9.8"),
        ("Skive", "10.0"),
        ("Region Midtjylland", "10.40"),
    ]


def test_own_area_is_known_by_its_code_whatever_it_is_called(
    plan: Plan, skive: Area, indicator: Indicator, region: Area
) -> None:
    Area.objects.filter(pk=skive.pk).update(name="Skive by og land")
    target = below(plan, indicator, region)
    observed(skive, "10", indicator)
    assert figures(plan, target) == [("Skive by og land", "10")]


def test_own_area_without_a_code_is_known_by_its_name(plan: Plan, indicator: Indicator, region: Area) -> None:
    target = below(plan, indicator, region)
    observed(AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive"), "10", indicator)
    observed(AreaFactory(kind=AreaKind.REGION, name="Skive"), "11", indicator)
    assert figures(plan, target) == [("Skive", "10")]


def test_group_with_its_own_figure_is_not_averaged(plan: Plan, skive: Area, indicator: Indicator) -> None:
    group = AreaFactory(kind=AreaKind.CLUSTER, name="Naboerne")
    member = AreaFactory(kind=AreaKind.MUNICIPALITY, name="Struer")
    group.members.set([member, skive])
    target = below(plan, indicator, group)
    for area, value in ((skive, "10"), (member, "12"), (group, "15")):
        observed(area, value, indicator)
        observed(area, value, indicator, 2019)
    Observation.objects.filter(area=group, period_start__year=2019).delete()
    assert figures(plan, target) == [
        *(("Skive", "10"), ("Skive", "10")),
        *(("Naboerne", "11"), ("Naboerne", "15")),
    ]


def test_own_group_is_another_than_the_country_s_of_the_same_name(
    plan: Plan, skive: Area, indicator: Indicator
) -> None:
    own = AreaFactory(owner=plan.municipality, name="Naboerne")
    country = AreaFactory(kind=AreaKind.CLUSTER, name="Naboerne")
    for group, name, value in ((own, "Struer", "12"), (country, "Odder", "14")):
        group.members.set([AreaFactory(kind=AreaKind.MUNICIPALITY, name=name)])
        observed(group.members.get(), value, indicator)
    targets = [below(plan, indicator, group) for group in (own, country)]
    assert [figures(plan, target) for target in targets] == [[("Naboerne", "12")], [("Naboerne", "14")]]


@pytest.mark.parametrize("count", [1, 3])
def test_place_among_all_is_counted_in_one_query_however_many_targets(
    plan: Plan, skive: Area, indicator: Indicator, django_assert_num_queries: Any, count: int
) -> None:
    """A period in which one of them has no figure is passed over. All are held against each other with the fewest
    decimals."""
    country = AreaFactory(kind=AreaKind.COUNTRY, name="hele landet")
    viborg, struer, lemvig = (
        AreaFactory(kind=AreaKind.MUNICIPALITY, name=name) for name in ("Viborg", "Struer", "Lemvig")
    )
    for place in range(count):
        ranked = {"operator": Operator.AMONG_LOWEST, "value": Decimal(place + 1), "unit": ""}
        below(plan, indicator, country, each_year=False)
        Target.objects.filter(pk=Target.objects.latest("pk").pk).update(**ranked)
    observed(skive, "10.24", indicator)
    observed(skive, "9", indicator, 2019)
    observed(viborg, "10.2", indicator, 2020, decimals=1, source="B")
    observed(struer, "10.25", indicator, 2020, source="A", provisional=True)
    observed(lemvig, "-0.55", indicator, 2020, source="A")
    observed(viborg, "1", indicator, 2019)
    targets = targets_of(plan)
    with django_assert_num_queries(5):
        found = Figures(targets, plan.municipality)
    at = [found.of(target)[-1] for target in targets]
    assert [str(figure.value) for figure in at] == ["-0.6", "10.2", "10.3"][:count]
    told = {(figure.rank, figure.rank_of, figure.provisional, figure.source) for figure in at}
    assert told == {(2, 4, True, "A; B")}
    assert [str(figure.value) for figure in found.of(targets[0])] == ["9", "10.24", "-0.6"]


def test_own_municipality_compared_with_itself_is_listed_once(
    plan: Plan, skive: Area, indicator: Indicator
) -> None:
    target = below(plan, indicator, skive)
    observed(skive, "10", indicator)
    assert figures(plan, target) == [("Skive", "10")]


def test_question_without_a_due_date_is_due_when_the_plan_ends(
    plan: Plan, skive: Area, indicator: Indicator, region: Area
) -> None:
    plan.last_year = 2022
    target = below(plan, indicator, region)
    asked = Figures([target], plan.municipality)
    assert asked.question(target, plan.year, plan.last_day).due == date(2022, 12, 31)
    target.due = date(2024, 6, 30)
    assert asked.question(target, plan.year, plan.last_day).due == date(2024, 6, 30)
    assert asked.question(target, plan.year, plan.last_day).own == Place("municipality", "Skive")


def test_targets_of_a_plan_are_those_of_its_goals_and_strategies_in_order(
    plan: Plan, indicator: Indicator, region: Area
) -> None:
    theme = ThemeFactory(plan=plan)
    made = [
        below(plan, indicator, region),
        below(plan, indicator, region, goal=None, strategy=StrategyFactory(theme=theme)),
        below(plan, indicator, region, goal=AnnualGoalFactory(theme=theme)),
        below(plan, indicator, region, goal=None, strategy=StrategyFactory(theme=None, plan=plan)),
    ]
    below(PlanFactory(), indicator, region)
    assert targets_of(plan) == made
