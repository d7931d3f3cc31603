"""What a part continues is chosen in the admin, and is of the same municipality."""

from typing import Any

import pytest
from django.test import Client

from goals.models import AnnualGoal
from plans.models import Municipality, Plan
from tests.desk.forms import send
from tests.factories import (
    AnnualGoalFactory,
    InitiativeFactory,
    MunicipalityFactory,
    NationalGoalFactory,
    PlanFactory,
    SectionFactory,
    StrategyFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client: Client) -> Client:
    """Who may choose among the goals of every municipality, so that only the form stands in the way."""
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    return PlanFactory(municipality=municipality, year=2020)


@pytest.fixture
def old(municipality: Municipality) -> list[AnnualGoal]:
    plan = PlanFactory(municipality=municipality, year=2019)
    return [AnnualGoalFactory(plan=plan, theme=None) for _number in range(2)]


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors) if response.context else {}


def test_two_goals_are_merged_into_one(superuser: Client, plan: Plan, old: list[AnnualGoal]) -> None:
    goal = AnnualGoalFactory(plan=plan, theme=None, predecessor=old[0], text=old[0].text)
    address = f"/admin/goals/annualgoal/{goal.pk}/change/"
    assert errors(send(superuser, address, also_continues=[str(old[1].pk)])) == {}
    assert list(goal.also_continues.all()) == [old[1]]


def test_goal_is_merged_with_others_than_the_one_that_it_continues(
    superuser: Client, plan: Plan, old: list[AnnualGoal]
) -> None:
    goal = AnnualGoalFactory(plan=plan, theme=None, predecessor=old[0], text=old[0].text)
    address = f"/admin/goals/annualgoal/{goal.pk}/change/"
    refused = {"also_continues": ["Vælg ét som det, der bygges på, og vælg de andre her."]}
    assert errors(send(superuser, address, also_continues=[str(old[0].pk)])) == refused
    assert errors(send(superuser, address, also_continues=[str(old[1].pk)], predecessor=None)) == refused
    foreign = AnnualGoalFactory(plan=PlanFactory(municipality=MunicipalityFactory()), theme=None)
    assert errors(send(superuser, address, also_continues=[str(foreign.pk)])) == {
        "also_continues": ["Det, der bygges på, skal være fra samme kommune."]
    }
    assert list(goal.also_continues.all()) == []


def test_two_themes_are_merged_into_one(superuser: Client, plan: Plan) -> None:
    old = PlanFactory(municipality=plan.municipality, year=2019)
    first, second = ThemeFactory.create_batch(2, plan=old)
    later = ThemeFactory(plan=PlanFactory(municipality=plan.municipality, year=2021))
    theme = ThemeFactory(plan=plan, predecessor=first)
    address = f"/admin/themes/theme/{theme.pk}/change/"
    assert errors(send(superuser, address, also_continues=[str(later.pk)])) == {
        "also_continues": ["Det, der bygges på, skal være fra et tidligere år."]
    }
    reason = "Indsatsen er samlet."
    assert errors(send(superuser, address, also_continues=[str(second.pk)], change_reason=reason)) == {}
    theme.refresh_from_db()
    assert (list(theme.also_continues.all()), theme.change_reason) == ([second], reason)


@pytest.mark.parametrize("part", ["section", "strategy", "initiative"])
def test_part_continues_one_of_the_same_municipality(superuser: Client, plan: Plan, part: str) -> None:
    def made(plan: Plan) -> Any:
        if part == "section":
            return SectionFactory(plan=plan)
        strategy = StrategyFactory(plan=plan, theme=None)
        return strategy if part == "strategy" else InitiativeFactory(strategy=strategy, theme=None)

    new, before = made(plan), made(PlanFactory(municipality=plan.municipality, year=2019))
    foreign = made(PlanFactory(municipality=MunicipalityFactory()))
    address = f"/admin/{new._meta.app_label}/{part}/{new.pk}/change/"
    assert errors(send(superuser, address, predecessor=foreign.pk)) == {
        "predecessor": ["Det, der bygges på, skal være fra samme kommune."]
    }
    assert errors(send(superuser, address, predecessor=before.pk)) == {}
    new.refresh_from_db()
    assert new.predecessor == before


@pytest.mark.parametrize("year", [2020, 2021])
def test_goal_is_asked_for_answers_only_in_a_year_with_national_goals(
    superuser: Client, plan: Plan, year: int
) -> None:
    NationalGoalFactory(year=year)
    goal = AnnualGoalFactory(theme=ThemeFactory(plan=plan))
    pages = (f"themes/theme/{goal.theme_id}", f"goals/annualgoal/{goal.pk}", f"plans/plan/{plan.pk}")
    found = [superuser.get(f"/admin/{page}/change/").content.decode() for page in pages]
    assert [('name="answers"' in page or '-answers"' in page) for page in found] == [year == 2020] * 3
    assert ['name="answer-0-text"' in page or "answer-TOTAL" in page for page in found] == [
        year == 2020,
        False,
        False,
    ]
    assert ["Forklaring og ministermål" in page for page in found] == [year == 2020, False, year == 2020]
