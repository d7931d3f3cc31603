"""The law's thirteen target groups become five: in next year's copy, on the pages and in the line through the years."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.test import Client

from desk.domain.next_year import copy_plan
from documents.from_rows import document_of
from plans.models import Plan
from tests.factories import (
    AnnualGoalFactory,
    InitiativeFactory,
    MunicipalityFactory,
    PlanFactory,
    TargetGroupFactory,
    ThemeFactory,
)
from tests.publishing.edition_factory import publish
from tests.website.pages import Page, body, read
from themes.models import TargetGroup

pytestmark = pytest.mark.django_db

BECOMES = (0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4)
"""For each of the thirteen, which of the five."""


@pytest.fixture
def thirteen() -> list[TargetGroup]:
    five = [
        TargetGroupFactory(name=f"Ny gruppe {n}", slug=f"ny-{n}", valid_from=date(2027, 1, 1), position=n)
        for n in range(5)
    ]
    old = [
        TargetGroupFactory(
            name=f"Gammel gruppe {n}", slug=f"gammel-{n}", valid_until=date(2026, 12, 31), position=10 + n
        )
        for n in range(13)
    ]
    for row, after in zip(old, BECOMES, strict=True):
        row.successors.add(five[after])
    return old


@pytest.fixture
def plan(thirteen: Sequence[TargetGroup]) -> Plan:
    """Three themes for all of them; the second one's goal for three that become two, its initiative for one."""
    municipality = MunicipalityFactory(slug="herning", name="Herning")
    made: Plan = PlanFactory(municipality=municipality, year=2026)
    for number, groups in enumerate((thirteen[:5], thirteen[5:8], thirteen[8:]), start=1):
        theme = ThemeFactory(plan=made, number=number, title=f"Tema {number}", slug=f"tema-{number}")
        theme.target_groups.set(groups)
        goal = AnnualGoalFactory(theme=theme, number=1)
        if number == 2:
            goal.target_groups.set(thirteen[4:7])
            InitiativeFactory(theme=theme).target_groups.set(thirteen[12:])
    return made


def get(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, address
    return read(response)


def test_the_copy_has_five_where_the_plan_had_thirteen(plan: Plan) -> None:
    after = document_of(copy_plan(plan, 2027))
    assert [[group.slug for group in theme.target_groups] for theme in after.themes] == [
        ["ny-0", "ny-1"],
        ["ny-2"],
        ["ny-3", "ny-4"],
    ]
    assert [group.slug for group in after.themes[1].goals[0].target_groups] == ["ny-1", "ny-2"]
    assert [group.slug for group in after.themes[1].initiatives[0].target_groups] == ["ny-4"]


def test_pages_lead_from_each_of_the_thirteen_to_the_one_that_replaced_it(client: Client, plan: Plan) -> None:
    publish(document_of(plan))
    publish(document_of(copy_plan(plan, 2027)))
    for n, after in enumerate(BECOMES):
        links = get(client, f"/herning/maalgruppe/gammel-{n}/").links
        assert [one for one in range(5) if f"/herning/maalgruppe/ny-{one}/" in links] == [after]
        assert client.get(f"/herning/2027/maalgruppe/gammel-{n}/").status_code == 404


def test_line_through_the_years_says_it_of_each_theme_and_compares_no_unlike_groups(
    client: Client, plan: Plan
) -> None:
    publish(document_of(plan))
    publish(document_of(copy_plan(plan, 2027)))
    said = [
        body(client.get(f"/herning/2027/tema/tema-{number}/gennem-aarene/")).decode() for number in (1, 2, 3)
    ]
    for n, (after, number) in enumerate(zip(BECOMES, [1] * 5 + [2] * 3 + [3] * 5, strict=True)):
        sentence = f"Målgruppen »Gammel gruppe {n}« er afløst af »Ny gruppe {after}«."
        assert sentence in said[number - 1], sentence
    compared = body(client.get("/herning/2027/sammenlign/2026/")).decode()
    for n, after in enumerate(BECOMES):
        assert f"Målgruppen »Gammel gruppe {n}« er afløst af »Ny gruppe {after}«." in compared
