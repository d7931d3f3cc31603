from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import modelform_factory

from goals.domain import measuring
from goals.domain.measuring import Figure, Missing, Place, measured
from goals.domain.periods import Period
from goals.enums import BY_CHANGE, BY_MARGIN, BY_RANK, BY_VALUE, Operator, Unit
from goals.models import Target
from goals.target_forms import TargetForm
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    IndicatorFactory,
    ObservationFactory,
    StrategyFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db
HERE = Place("municipality", "Herning")
THERE = Place("region", "Region Midtjylland")
FIGURE = Figure(HERE, Period(date(2019, 1, 1), date(2019, 12, 31)), Decimal(10))


def made(operator: Operator, value: int | None, area: bool) -> Target:
    target: Target = TargetFactory.build(
        goal=AnnualGoalFactory(),
        indicator=IndicatorFactory(),
        operator=operator,
        value=value,
        unit=Unit.PERCENT if value is not None and operator not in BY_RANK else "",
        comparator=AreaFactory() if area else None,
    )
    return target


VALUE, AREA, BOTH, NEITHER = (True, False), (False, True), (True, True), (False, False)
ALLOWED = {
    Operator.BELOW: {VALUE, AREA},
    Operator.AT_MOST: {VALUE, AREA},
    Operator.AT_LEAST: {VALUE, AREA},
    Operator.ABOVE: {VALUE, AREA},
    Operator.NO_INCREASE: {NEITHER},
    Operator.NO_DECREASE: {NEITHER},
    Operator.INCREASE: {VALUE, NEITHER},
    Operator.DECREASE: {VALUE, NEITHER},
    Operator.BETTER_THAN: {AREA},
    Operator.BETTER_BY_PERCENT: {BOTH},
    Operator.BETTER_BY_POINTS: {BOTH},
    Operator.GAP_SHRINKS: {AREA, BOTH},
    Operator.AMONG_LOWEST: {BOTH},
    Operator.AMONG_HIGHEST: {BOTH},
    Operator.DELIVERED: {NEITHER},
}
"""By condition: with or without value and area."""


@pytest.mark.parametrize("operator", Operator)
@pytest.mark.parametrize("value", [1, None])
@pytest.mark.parametrize("area", [True, False])
def test_condition_takes_only_the_value_and_area_that_mean_something(
    operator: Operator, value: int | None, area: bool
) -> None:
    target = made(operator, value, area)
    if (value is not None, area) in ALLOWED[operator]:
        target.full_clean()
        target.save()
        return
    with pytest.raises(ValidationError):
        target.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        target.save()


FITTING = {
    (operator, unit, measured_in)
    for operator in (*BY_VALUE, Operator.BETTER_BY_POINTS, *BY_CHANGE)
    for unit, measured_in in [("percent", "percent"), ("persons", "persons"), ("kroner", "kroner")]
} | {
    (operator, "percent", measured_in)
    for operator in (Operator.BETTER_BY_PERCENT, *BY_CHANGE)
    for measured_in in ("percent", "persons", "kroner")
}
"""Condition, unit of its value and unit of the figures that go together (`docs/verdicts.md`)."""


@pytest.mark.parametrize("operator", [*BY_VALUE, *BY_MARGIN, *BY_CHANGE])
@pytest.mark.parametrize("unit", ["percent", "persons", "kroner"])
def test_value_is_in_the_unit_of_the_figures_or_a_per_cent_where_that_is_meant(
    operator: Operator, unit: str
) -> None:
    """What no figure could ever decide is told to who types it; and what slipped in otherwise is never computed."""
    area, form_class = AreaFactory(), modelform_factory(Target, TargetForm, exclude=["goal", "strategy"])
    for measured_in in ("percent", "persons", "kroner"):
        data = {
            "indicator": IndicatorFactory(unit=measured_in).pk,
            "operator": operator,
            "value": 2,
            "unit": unit,
            "comparator": area.pk if operator in BY_MARGIN else "",
        }
        fits = (operator, unit, measured_in) in FITTING
        assert ("unit" not in form_class(data, instance=Target(goal=AnnualGoalFactory())).errors) == fits, (
            data
        )
        judged = measured(
            measuring.Target(
                operator,
                HERE,
                date(2019, 12, 31),
                Decimal(2),
                Unit(unit),
                Unit(measured_in),
                comparator=THERE if operator in BY_MARGIN else None,
                figures=(FIGURE,),
            )
        )
        assert (judged == Missing("unit")) != fits


def test_margin_by_per_cent_in_another_unit_is_refused_by_the_database() -> None:
    target = made(Operator.BETTER_BY_PERCENT, 2, area=True)
    target.unit = Unit.PERSONS
    with pytest.raises(IntegrityError, match="per_cent"), transaction.atomic():
        target.save()


@pytest.mark.parametrize("owners", [(True, True), (False, False)])
def test_target_is_of_a_goal_or_a_strategy_and_not_of_both(owners: tuple[bool, bool]) -> None:
    target = made(Operator.NO_INCREASE, None, False)
    target.goal = target.goal if owners[0] else None
    target.strategy = StrategyFactory() if owners[1] else None
    with pytest.raises(ValidationError, match=r"Vælg ét|choose one"):
        target.full_clean(exclude=["strategy"])
    with pytest.raises(IntegrityError), transaction.atomic():
        target.save()


def test_target_of_a_strategy_is_stored() -> None:
    target = made(Operator.NO_INCREASE, None, False)
    target.goal, target.strategy = None, StrategyFactory()
    target.full_clean()
    target.save()
    assert target.strategy.targets.get() == target


def test_two_areas_with_the_same_code_are_refused_and_without_are_not() -> None:
    AreaFactory(code="657")
    AreaFactory(code="")
    AreaFactory(code="")
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaFactory(code="657")


def test_more_decimals_than_the_value_can_have_are_refused() -> None:
    ObservationFactory(decimals=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservationFactory(decimals=5)
