"""Figures of an indicator, typed as a table."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.domain.figure_history import changes_of_indicator
from goals.enums import AreaKind
from goals.models import Area, Indicator, Observation
from plans.models import Municipality
from tests.factories import AreaFactory, IndicatorFactory, MunicipalityFactory, ObservationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(municipality: Municipality) -> Indicator:
    found: Indicator = IndicatorFactory(owner=municipality, name="Besøg i jobcafeen", unit="persons")
    return found


@pytest.fixture
def own(municipality: Municipality) -> Area:
    found: Area = AreaFactory(
        kind=AreaKind.MUNICIPALITY, name=municipality.short_name, code=municipality.code
    )
    return found


@pytest.fixture
def group(municipality: Municipality) -> Area:
    found: Area = AreaFactory(kind=AreaKind.CLUSTER, name="vores naboer", owner=municipality, code="")
    return found


def page_of(indicator: Indicator) -> str:
    return reverse("admin:goals_indicator_figures", args=[indicator.pk])


def opened(client: Client, indicator: Indicator) -> dict[str, Any]:
    """What the browser would send of the page as it is."""
    grid = client.get(page_of(indicator)).context["grid"]
    cells = {cell.name: cell.text for row in grid.rows for cell in row.cells}
    periods = {f"{row.name}.periode": row.text for row in grid.rows if not row.label}
    return {**cells, **periods, "opened": grid.opened, "source": ""}


def year(indicator: Indicator, area: Area, number: int, value: str, **more: Any) -> Observation:
    days = {"period_start": date(number, 1, 1), "period_end": date(number, 12, 31)}
    decimals = max(0, -int(Decimal(value).as_tuple().exponent))
    found: Observation = ObservationFactory(
        indicator=indicator, area=area, value=Decimal(value), decimals=decimals, **days, **more
    )
    return found


def stored(indicator: Indicator) -> list[tuple[str, int, str]]:
    rows = indicator.observations.order_by("period_start", "area__name").select_related("area")
    return [(row.area.name, row.period_start.year, f"{row.value.normalize():f}") for row in rows]


def errors(response: Any) -> list[str]:
    found: list[str] = response.context["grid"].errors
    return found


def test_figures_are_added_changed_and_deleted_each_with_its_history(
    editor: Client, indicator: Indicator, own: Area, group: Area
) -> None:
    year(indicator, own, 2018, "80.0", source="Årsopgørelsen")
    year(indicator, own, 2019, "90")
    data = opened(editor, indicator)
    assert data[f"2018-01-01_2018-12-31.{own.pk}"] == "80,0"
    data |= {
        f"2018-01-01_2018-12-31.{own.pk}": "81,5",
        f"2019-01-01_2019-12-31.{own.pk}": "",
        f"2019-01-01_2019-12-31.{group.pk}": "1.745",
        "ny0.periode": "2020K1",
        f"ny0.{own.pk}": "12,50",
        "source": "Jobcafeens tælling",
        "table": "3",
        "extracted": "10.06.2026",
        "provisional": "on",
    }
    response = editor.post(page_of(indicator), data, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "2 tal tilføjet, 1 ændret, 1 slettet."
    ]
    assert stored(indicator) == [
        (own.name, 2018, "81.5"),
        ("vores naboer", 2019, "1745"),
        (own.name, 2020, "12.5"),
    ]
    newest = indicator.observations.get(period_start=date(2020, 1, 1))
    source = "Jobcafeens tælling, tabel 3, udtræk 10.06.2026"
    assert (newest.decimals, newest.source, newest.provisional) == (2, source, True)
    told = {(change.kind, change.person is not None) for change in changes_of_indicator(indicator.pk, 99)}
    assert {("+", True), ("~", True), ("-", True)} <= told


def test_saving_the_page_as_it_is_changes_nothing(editor: Client, indicator: Indicator, own: Area) -> None:
    row = year(indicator, own, 2018, "80.0")
    assert editor.post(page_of(indicator), opened(editor, indicator)).status_code == 302
    assert list(indicator.observations.all()) == [row]
    assert row.history.count() == 1


def test_figures_are_counted_in_what_the_municipality_calls_its_unit(
    editor: Client, municipality: Municipality
) -> None:
    jobs = IndicatorFactory(owner=municipality, unit="other", unit_one="småjob", unit_many="småjobs")
    assert "opgjort i småjobs." in editor.get(page_of(jobs)).content.decode()


def test_wrong_cells_are_told_by_row_and_column_and_nothing_is_stored_nor_lost(
    editor: Client, indicator: Indicator, own: Area, group: Area
) -> None:
    year(indicator, own, 2018, "80")
    data = opened(editor, indicator) | {
        f"2018-01-01_2018-12-31.{own.pk}": "81",
        f"2018-01-01_2018-12-31.{group.pk}": "tolv",
        "ny0.periode": "engang",
        f"ny0.{own.pk}": "1",
        "ny1.periode": "2018",
        f"ny1.{own.pk}": "1",
        f"ny2.{own.pk}": "1",
        f"ny3.{own.pk}": "9" * 40,
        "ny3.periode": "2021",
        "source": "Tælling",
    }
    response = editor.post(page_of(indicator), data)
    assert errors(response) == [
        "2018, vores naboer: Skriv tallet med komma før decimalerne, fx 2,5.",
        "engang: det er ikke en periode: skriv fx 2024, 2024K1 eller januar 2024",
        "2018: perioden er allerede i tabellen",
        "række 4: skriv perioden, fx 2024, 2024K1 eller januar 2024",
        f"2021, {own.name}: Der må maksimalt være 16 cifre i alt.",
    ]
    assert stored(indicator) == [(own.name, 2018, "80")]
    text = response.content.decode()
    assert all(f'value="{typed}"' in text for typed in ("81", "tolv", "engang", "9" * 40))


def test_new_figure_without_a_source_is_asked_for_it(editor: Client, indicator: Indicator, own: Area) -> None:
    data = opened(editor, indicator) | {"ny0.periode": "2020", f"ny0.{own.pk}": "1"}
    for about in ({}, {"table": "3"}):
        response = editor.post(page_of(indicator), {**data, **about})
        assert response.context["about"].errors == {"source": ["Skriv, hvor tallene er fra."]}
    assert not indicator.observations.exists()


def test_cell_that_somebody_else_has_changed_meanwhile_is_told_and_others_are_not_touched(
    editor: Client, indicator: Indicator, own: Area, group: Area
) -> None:
    row, other = year(indicator, own, 2018, "80"), year(indicator, group, 2018, "70")
    data = opened(editor, indicator)
    Observation.objects.filter(pk__in=[row.pk, other.pk]).update(value=85)
    response = editor.post(page_of(indicator), data | {f"2018-01-01_2018-12-31.{own.pk}": "81"})
    assert errors(response) == [
        f"2018, {own.name}: en anden har ændret tallet til »85«, siden du åbnede siden"
    ]
    assert editor.post(page_of(indicator), data).status_code == 302
    assert [value for _area, _year, value in stored(indicator)] == ["85", "85"]


@pytest.mark.parametrize("text", ["", "[]", "{", json.dumps({"x": [1]}), "[" * 20_000])
def test_what_the_page_was_opened_with_may_be_anything(
    editor: Client, indicator: Indicator, own: Area, text: str
) -> None:
    year(indicator, own, 2018, "80")
    response = editor.post(page_of(indicator), opened(editor, indicator) | {"opened": text})
    assert response.status_code == 302
    assert stored(indicator) == [(own.name, 2018, "80")]


def test_columns_are_the_own_municipality_its_groups_and_what_is_chosen(
    editor: Client, indicator: Indicator, own: Area, group: Area
) -> None:
    region = AreaFactory(kind=AreaKind.REGION, name="Region Midtjylland")
    foreign = AreaFactory(kind=AreaKind.CLUSTER, name="Hemmelig", owner=MunicipalityFactory(), code="")
    shown = editor.get(page_of(indicator), {"omraade": [region.pk, foreign.pk, "x"]})
    assert [area.name for area in shown.context["grid"].columns] == [own.name, "vores naboer", region.name]
    assert "Hemmelig" not in shown.content.decode()


def test_another_municipality_and_the_country_s_indicator_are_closed(
    editor: Client, indicator: Indicator
) -> None:
    assert Client().get(page_of(indicator)).status_code == 302
    assert editor.get(page_of(IndicatorFactory(owner=MunicipalityFactory()))).status_code == 404
    assert editor.post(page_of(IndicatorFactory())).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_figures(
    editor: Client, indicator: Indicator, own: Area, count: int
) -> None:
    for number in range(count):
        year(indicator, own, 2010 + number, "1")
    with CaptureQueriesContext(connection) as queries:
        editor.get(page_of(indicator))
    assert len([query for query in queries if "observation" in query["sql"]]) == 2


def test_only_the_newest_periods_are_shown_and_how_many_are_not_is_told(
    editor: Client, indicator: Indicator, own: Area
) -> None:
    for number in range(63):
        year(indicator, own, 1950 + number, "1")
    grid = editor.get(page_of(indicator)).context["grid"]
    assert (grid.older, grid.rows[0].label, len(grid.rows)) == (3, "1953", 66)
