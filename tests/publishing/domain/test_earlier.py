"""What a plan says of an earlier plan is what that plan has published, whatever its draft says."""

import pytest
from pytest_django import DjangoAssertNumQueries

from documents.from_rows import document_of
from documents.tree import GoalRef, PartRef
from goals.models import AnnualGoal
from plans.enums import PlanState
from plans.models import Plan
from publishing.domain.earlier import with_earlier_as_published
from publishing.domain.texts import document_now
from tests.factories import (
    AnnualGoalFactory,
    DroppedGoalFactory,
    DroppedThemeFactory,
    EditionFactory,
    InitiativeFactory,
    PlanFactory,
    StrategyFactory,
    ThemeFactory,
)
from themes.models import Initiative, Strategy, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier() -> Plan:
    """Published, with a draft in which everything has been renamed and the two goals have changed places."""
    plan: Plan = PlanFactory(year=2019, state=PlanState.DRAFT)
    unge = ThemeFactory(plan=plan, number=1, slug="unge", title="Unge")
    ThemeFactory(plan=plan, number=2, slug="aeldre", title="Ældre")
    AnnualGoalFactory(theme=unge, number=1, text="Flere unge i job.")
    AnnualGoalFactory(theme=unge, number=2, text="Færre unge på gaden.")
    InitiativeFactory(theme=None, strategy=StrategyFactory(theme=unge, title="Mentorer"), title="Kaffe")
    EditionFactory(plan=plan)
    return plan


@pytest.fixture
def plan(earlier: Plan) -> Plan:
    plan: Plan = PlanFactory(municipality=earlier.municipality, year=2020, predecessor=earlier)
    unge, aeldre = earlier.themes.order_by("number")
    theme = ThemeFactory(plan=plan, number=1, slug="unge", predecessor=unge)
    AnnualGoalFactory(theme=theme, number=1, predecessor=unge.goals.get(number=1))
    DroppedGoalFactory(plan=plan, goal=unge.goals.get(number=2))
    DroppedThemeFactory(plan=plan, theme=aeldre)
    strategy = StrategyFactory(theme=theme, predecessor=Strategy.objects.get(title="Mentorer"))
    InitiativeFactory(theme=None, strategy=strategy, predecessor=Initiative.objects.get(title="Kaffe"))
    return plan


def rename(earlier: Plan) -> None:
    first, second = AnnualGoal.objects.filter(theme__plan=earlier).order_by("number")
    AnnualGoal.objects.filter(pk=first.pk).update(number=9)
    AnnualGoal.objects.filter(pk=second.pk).update(number=1)
    AnnualGoal.objects.filter(pk=first.pk).update(number=2)
    Theme.objects.filter(plan=earlier).update(title="Hemmelig")
    Strategy.objects.filter(theme__plan=earlier).update(title="Hemmelig")
    Initiative.objects.filter(strategy__theme__plan=earlier).update(title="Hemmelig")


def test_draft_of_an_earlier_plan_is_no_part_of_the_text(plan: Plan, earlier: Plan) -> None:
    before = document_now(plan)
    rename(earlier)
    now = document_now(plan)
    assert now == before
    [theme] = now.themes
    [dropped], [gone] = now.dropped_goals, now.dropped_themes
    assert theme.goals[0].predecessor == GoalRef(2019, "unge", 1)
    assert (dropped.goal, dropped.text) == (GoalRef(2019, "unge", 2), "Færre unge på gaden.")
    assert gone.title == "Ældre"
    assert theme.strategies[0].predecessor == PartRef(2019, "unge", ("Mentorer",))
    assert theme.strategies[0].initiatives[0].predecessor == PartRef(2019, "unge", ("Mentorer", "Kaffe"))


def test_initiative_that_a_draft_has_moved_is_called_as_it_was_published(plan: Plan, earlier: Plan) -> None:
    before = document_now(plan)
    place = earlier.themes.get(slug="aeldre")
    Initiative.objects.filter(title="Kaffe", strategy__theme__plan=earlier).update(theme=place, strategy=None)
    AnnualGoal.objects.filter(theme__plan=earlier, number=1).update(theme=place)
    assert document_now(plan) == before


def test_words_of_a_dropped_goal_are_those_that_were_published(plan: Plan, earlier: Plan) -> None:
    AnnualGoal.objects.filter(theme__plan=earlier, number=2).update(text="Hemmeligt mål.")
    assert document_now(plan).dropped_goals[0].text == "Færre unge på gaden."


def test_part_that_its_plan_has_not_published_is_not_named(plan: Plan, earlier: Plan) -> None:
    new = StrategyFactory(theme=earlier.themes.get(slug="unge"), title="Hemmelig ny")
    plan.themes.get().strategies.update(predecessor=new)
    assert document_now(plan).themes[0].strategies[0].predecessor is None


def test_earlier_plan_that_was_never_published_is_told_of_as_it_is(plan: Plan) -> None:
    other = PlanFactory(municipality=plan.municipality, year=2018)
    goal = AnnualGoalFactory(theme=ThemeFactory(plan=other), text="Fra før portalen.")
    DroppedGoalFactory(plan=plan, goal=goal)
    assert "Fra før portalen." in [dropped.text for dropped in document_now(plan).dropped_goals]


def test_published_plan_without_a_draft_costs_one_query(
    plan: Plan, earlier: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Plan.objects.filter(pk=earlier.pk).update(state=PlanState.PUBLISHED)
    document = document_of(plan)
    with django_assert_num_queries(1):
        assert with_earlier_as_published(document, plan) == document
