from typing import Any

import pytest

from plans.domain.owning_plan import plan_around, plan_key, plan_of
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    FollowUpFactory,
    FollowUpSectionFactory,
    InitiativeFactory,
    MunicipalityFactory,
    SectionFactory,
    ShownKeyFiguresFactory,
    StrategyFactory,
    TargetFactory,
    ThemeAnswerFactory,
    ThemeFactory,
)
from themes.models import Theme

pytestmark = pytest.mark.django_db


def test_every_part_finds_its_plan() -> None:
    theme: Any = ThemeFactory()
    plan = theme.plan
    goal, strategy = AnnualGoalFactory(theme=theme), StrategyFactory(theme=theme)
    rows = [plan, theme, goal, strategy, SectionFactory(plan=plan), TargetFactory(goal=goal)]
    rows += [ThemeAnswerFactory(theme=theme)]
    rows += [AnnualGoalFactory(theme=None, plan=plan), InitiativeFactory(theme=None, strategy=strategy)]
    rows += [report := FollowUpFactory(plan=plan), AssessmentFactory(goal=goal, follow_up=report)]
    rows += [FollowUpSectionFactory(follow_up=report), ShownKeyFiguresFactory(section=rows[4], theme=None)]
    assert [(plan_of(row), plan_key(row)) for row in rows] == [(plan, plan.pk)] * len(rows)


def test_what_is_of_no_plan_has_none() -> None:
    for row in (MunicipalityFactory(), None, ThemeFactory.build(plan=None)):
        assert (plan_around(row), plan_key(row)) == (None, None)
        with pytest.raises(ValueError, match="of no plan"):
            plan_of(row)


def test_key_is_found_without_reading_the_plan(django_assert_num_queries: Any) -> None:
    theme = Theme.objects.get(pk=ThemeFactory().pk)
    with django_assert_num_queries(0):
        assert plan_key(theme)
