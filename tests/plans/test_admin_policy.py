"""How choices are told apart."""

import pytest
from django.test import Client

from plans.enums import Role
from plans.models import Municipality, Plan
from tests.factories import (
    AnnualGoalFactory,
    MembershipFactory,
    PlanFactory,
    SeriesFactory,
    StrategyFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, municipality: Municipality) -> Client:
    client.force_login(MembershipFactory(municipality=municipality, role=Role.EDITOR).person)
    return client


def write(plan: Plan) -> None:
    theme = ThemeFactory(plan=plan, number=1, title="Unge")
    StrategyFactory(theme=theme, title="Mentorer")
    AnnualGoalFactory(theme=theme, number=1, text="Flere i job")


def labels(client: Client, model: str, field: str) -> list[str]:
    app = "goals" if model == "target" else "themes"
    query = {"app_label": app, "model_name": model, "field_name": field}
    return sorted(row["text"] for row in client.get("/admin/autocomplete/", query).json()["results"])


@pytest.mark.parametrize(
    ("model", "field", "row"),
    [
        ("initiative", "theme", "1 Unge"),
        ("initiative", "strategy", "Mentorer"),
        ("target", "goal", "1.1 Flere i job"),
    ],
)
def test_choices_name_the_series_where_the_municipality_has_several(
    editor: Client, municipality: Municipality, model: str, field: str, row: str
) -> None:
    town = municipality.short_name
    write(PlanFactory(municipality=municipality, year=2026))
    SeriesFactory(municipality__name="Nabo Kommune")
    assert labels(editor, model, field) == [f"{town} 2026: {row}"]
    other = SeriesFactory(municipality=municipality, name="Handleplaner")
    write(PlanFactory(municipality=municipality, year=2026, series=other))
    names = ("Beskæftigelsesplaner", "Handleplaner")
    assert labels(editor, model, field) == [f"{town}, {name} 2026: {row}" for name in names]
