"""Two people change a theme's goals and their targets at random and save one after the other: what only one of them did
is there afterwards, and of what both did, what the second chose."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goals.models import AnnualGoal, Target
from plans.enums import Role
from plans.models import Municipality
from tests.desk.test_conflict import choose, opened
from tests.factories import (
    AnnualGoalFactory,
    IndicatorFactory,
    MembershipFactory,
    TargetFactory,
    ThemeFactory,
)
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]
GOALS = 3
CHOICES = st.sampled_from(["nothing", "text", "value", "both", "delete", "drop target", "add target"])


@dataclass(frozen=True)
class Done:
    """What one person does: to each goal, and how many goals are added, each with a target."""

    to_goals: tuple[str, ...]
    added: int


DONE = st.builds(Done, st.tuples(*[CHOICES] * GOALS), st.integers(0, 2))


@pytest.fixture
def clients(municipality: Municipality) -> tuple[Client, Client]:
    found = []
    for role in (Role.EDITOR, Role.APPROVER):
        client = Client()
        client.force_login(MembershipFactory(municipality=municipality, role=role).person)
        found.append(client)
    return found[0], found[1]


def written(data: dict[str, Any], done: Done, who: str, value: int) -> dict[str, Any]:
    data = dict(data)
    for at, what in enumerate(done.to_goals):
        start = f"goals-{at}"
        if what in ("text", "both"):
            data[f"{start}-text"] = f"{who} {at}"
        if what in ("value", "both"):
            data[f"{start}-targets-0-value"] = str(value + at)
        if what == "delete":
            data[f"{start}-DELETE"] = "on"
        if what == "drop target":
            data[f"{start}-targets-0-DELETE"] = "on"
        if what == "add target":
            data |= {
                f"{start}-targets-1-operator": "at_least",
                f"{start}-targets-1-value": str(value + 10 + at),
            }
            data[f"{start}-targets-1-unit"] = "percent"
    for number in range(done.added):
        start = f"goals-{GOALS + number}"
        data |= {
            f"{start}-text": f"{who} ny {number}",
            f"{start}-scope": "local",
            f"{start}-quality": "qualitative",
        }
        data |= {f"{start}-targets-TOTAL_FORMS": "1", f"{start}-targets-INITIAL_FORMS": "0"}
        data |= {f"{start}-targets-0-operator": "at_least", f"{start}-targets-0-unit": "percent"}
        data[f"{start}-targets-0-value"] = str(value + 20 + number)
    data["goals-TOTAL_FORMS"] = GOALS + done.added
    return data


def save(client: Client, address: str, data: dict[str, Any]) -> None:
    """With one's own where both have done something, else with the other's."""
    response: Any = client.post(address, data)
    for _asked in range(2):
        if response.status_code != 409:
            break
        asked = response.context["merge"].questions
        answers = {f"choice.{one.name}": "mine" if one.both else "theirs" for one in asked}
        response = choose(client, address, response, **answers)
    assert response.status_code == 302


def stored(theme: Theme) -> dict[str, list[Decimal | None]]:
    goals = AnnualGoal.objects.filter(theme=theme).order_by("number")
    return {goal.text: sorted(goal.targets.values_list("value", flat=True)) for goal in goals}


def after(first: Done, second: Done) -> dict[str, list[Decimal]]:
    """The second's is chosen wherever both have done something to one thing."""
    found: dict[str, list[Decimal]] = {}
    for at, (one, other) in enumerate(zip(first.to_goals, second.to_goals, strict=True)):
        text = (
            f"B {at}" if other in ("text", "both") else f"A {at}" if one in ("text", "both") else f"Mål {at}"
        )
        found |= _of_goal(at, text, one, other)
    for who, done, value in (("A", first, 30), ("B", second, 60)):
        found |= {f"{who} ny {number}": [Decimal(value + 20 + number)] for number in range(done.added)}
    return found


def _of_goal(at: int, text: str, one: str, other: str) -> dict[str, list[Decimal]]:
    if other == "delete" or (one == "delete" and other not in ("text", "both")):
        return {}
    values = [] if "drop target" in (one, other) else [Decimal(5)]
    if other in ("value", "both"):
        values = [Decimal(60 + at)]
    elif one in ("value", "both") and other != "drop target":
        values = [Decimal(30 + at)]
    values += [Decimal(40 + at)] if one == "add target" else []
    values += [Decimal(70 + at)] if other == "add target" else []
    return {text: sorted(values)}


@settings(
    max_examples=settings.default.max_examples // 4,  # each is six requests
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=DONE, second=DONE)
def test_nothing_of_either_is_lost(
    clients: tuple[Client, Client], municipality: Municipality, first: Done, second: Done
) -> None:
    theme: Theme = ThemeFactory(plan__municipality=municipality)
    for at in range(GOALS):
        goal = AnnualGoalFactory(theme=theme, number=at + 1, text=f"Mål {at}")
        TargetFactory(goal=goal, indicator=IndicatorFactory(), value=Decimal(5))
    address = reverse("admin:themes_theme_change", args=[theme.pk])
    pages = [opened(client, address) for client in clients]
    for client, page, done, who, value in zip(clients, pages, (first, second), "AB", (30, 60), strict=True):
        save(client, address, written(page, done, who, value))
    assert stored(theme) == after(first, second)
    Target.objects.filter(goal__theme=theme).delete()
    AnnualGoal.objects.filter(theme=theme).delete()
