"""What a page for adding accepts follows from the plan that is sent, whatever address it was opened with."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goals.models import AnnualGoal, Target, ThemeAnswer
from plans.enums import Role
from plans.models import Municipality, Plan
from tests.desk.forms import send
from tests.desk.rows import address
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    IndicatorFactory,
    MembershipFactory,
    MunicipalityFactory,
    NationalGoalFactory,
    PlanFactory,
    StrategyFactory,
    TargetGroupFactory,
    ThemeFactory,
)
from themes.models import Initiative, Strategy, Theme

pytestmark = pytest.mark.django_db
ENDED = {"valid_until": date(2026, 12, 31)}
DOES_NOT_FIT = ["Vælg noget, der hører til planen og gælder i dens periode."]
OTHER: dict[str, Any] = {
    "target_groups": lambda: TargetGroupFactory(**ENDED),
    "answers": lambda: NationalGoalFactory(year=2026),
    "indicator": lambda: IndicatorFactory(**ENDED),
    "comparator": lambda: AreaFactory(owner=MunicipalityFactory()),
}
"""What the plan of 2027 cannot choose, though its writer sees it on other pages."""
PAGES: list[tuple[type[Any], str, str]] = [
    (Theme, "plan", "target_groups"),
    (Theme, "plan", "goals-0-target_groups"),
    (Theme, "plan", "goals-0-answers"),
    (Theme, "plan", "answer-0-answers"),
    (Theme, "plan", "strategies-0-target_groups"),
    (Theme, "plan", "initiatives-0-target_groups"),
    (Strategy, "theme", "target_groups"),
    (Strategy, "plan", "initiatives-0-target_groups"),
    (Strategy, "plan", "targets-0-indicator"),
    (Initiative, "theme", "target_groups"),
    (Initiative, "strategy", "target_groups"),
    (AnnualGoal, "theme", "target_groups"),
    (AnnualGoal, "plan", "answers"),
    (AnnualGoal, "theme", "targets-0-indicator"),
    (AnnualGoal, "theme", "targets-0-comparator"),
    (ThemeAnswer, "theme", "answers"),
    (Target, "goal", "indicator"),
    (Target, "strategy", "comparator"),
]


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    NationalGoalFactory(year=2027)
    found: Plan = PlanFactory(municipality=municipality, year=2027)
    return found


@pytest.fixture
def writer(client: Client, municipality: Municipality) -> Client:
    client.force_login(MembershipFactory(municipality=municipality, role=Role.EDITOR).person)
    return client


def add_page(model: type[Any]) -> str:
    return reverse(address("add", model)[0])


def parent(name: str, plan: Plan) -> Any:
    if name == "plan":
        return plan
    made = {"theme": ThemeFactory, "strategy": StrategyFactory, "goal": AnnualGoalFactory}
    return made[name](**({"plan": plan} if name == "theme" else {"theme": ThemeFactory(plan=plan)}))


def errors_of(response: Any) -> dict[str, list[str]]:
    found = dict(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= {form.add_prefix(name): errors for name, errors in form.errors.items()}
    return found


@pytest.mark.parametrize(
    ("model", "way", "field"), PAGES, ids=lambda value: getattr(value, "__name__", value)
)
def test_added_row_chooses_what_its_plan_can(
    writer: Client, plan: Plan, model: type[Any], way: str, field: str
) -> None:
    formset, _dash, _rest = field.rpartition("-0-")
    rows = {f"{formset}-TOTAL_FORMS": 1} if formset else {}
    other = OTHER[field.rpartition("-")[2]]()
    said = {way: parent(way, plan).pk, field: other.pk, **rows}
    response = send(writer, add_page(model), **said)
    assert errors_of(response)[field] == DOES_NOT_FIT


def test_theme_is_added_where_its_plan_was_not_known_when_the_page_was_opened(
    writer: Client, plan: Plan
) -> None:
    response = send(writer, add_page(Theme), plan=plan.pk, title="Unge")
    assert (response.status_code, [theme.title for theme in plan.themes.all()]) == (302, ["Unge"])


@pytest.mark.parametrize(
    ("period", "fits"),
    [
        ({"year": 2027, "last_year": ""}, False),
        ({"year": 2025, "last_year": 2028}, True),
        ({"year": 2026, "open_ended": "on"}, True),
        ({"year": 2027, "open_ended": "on"}, False),
        ({"year": 99999, "last_year": "x"}, True),
    ],
)
def test_goals_of_a_plan_that_is_added_choose_the_groups_of_its_period(
    writer: Client, municipality: Municipality, period: dict[str, Any], fits: bool
) -> None:
    ended = TargetGroupFactory(**ENDED).pk
    goal = {"goals-TOTAL_FORMS": 1, "goals-0-text": "Flere i job", "goals-0-target_groups": ended}
    said = {"municipality": municipality.pk, "title": "", **period, **goal}
    found = errors_of(send(writer, add_page(Plan), **said)).get("goals-0-target_groups")
    assert found == (None if fits else DOES_NOT_FIT)


def test_plan_of_others_sent_by_hand_narrows_to_nothing_of_theirs(writer: Client) -> None:
    foreign = ThemeFactory(plan=PlanFactory(above=PlanFactory(year=2020), year=2021))
    AnnualGoalFactory(theme=ThemeFactory(plan=foreign.plan.above), text="Fremmed mål")
    response = send(writer, add_page(AnnualGoal), theme=foreign.pk)
    assert "theme" in errors_of(response)
    assert "Fremmed mål" not in response.content.decode()
