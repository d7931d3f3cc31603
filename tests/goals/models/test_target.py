import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from goals.enums import Operator, Unit
from goals.models import Target
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    IndicatorFactory,
    ObservationFactory,
    StrategyFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


def made(operator: Operator, value: int | None, area: bool) -> Target:
    target: Target = TargetFactory.build(
        goal=AnnualGoalFactory(),
        indicator=IndicatorFactory(),
        operator=operator,
        value=value,
        unit=Unit.PERCENT if value is not None else "",
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


@pytest.mark.parametrize("owners", [(True, True), (False, False)])
def test_target_is_of_a_goal_or_a_strategy_and_not_of_both(owners: tuple[bool, bool]) -> None:
    target = made(Operator.NO_INCREASE, None, False)
    target.goal = target.goal if owners[0] else None
    target.strategy = StrategyFactory() if owners[1] else None
    with pytest.raises(ValidationError, match=r"vælg én|choose one"):
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
