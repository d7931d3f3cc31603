"""What a plan gives out of its figures is read back: unchanged it changes nothing, and what was changed in a
spreadsheet is what the preview tells."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from goals.domain.importing.read_file import read
from goals.domain.importing.resolving import Resolver
from goals.domain.importing.storing import Report, store
from goals.enums import AreaKind, Operator, Unit
from goals.models import Area, Indicator, Observation
from plans.models import Municipality, Plan
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    IndicatorFactory,
    MunicipalityFactory,
    ObservationFactory,
    PlanFactory,
    TargetFactory,
)
from tests.steps import publish

pytestmark = pytest.mark.django_db

SKIVE_S_AND_BEFORE = 4
"""Figures of the own municipality that the plan is based on."""
OF_COUNTRY = "»Andel på forsørgelse« er landets: kun portalens administrator indlæser dens tal"


@pytest.fixture
def skive() -> Municipality:
    found: Municipality = MunicipalityFactory(
        name="Skive Kommune", short_name="Skive", slug="skive", code="779"
    )
    return found


def figure(indicator: Indicator, area: Area, first: date, last: date, value: str, **more: Any) -> None:
    decimals = max(0, -int(Decimal(value).as_tuple().exponent))
    ObservationFactory(
        indicator=indicator,
        area=area,
        period_start=first,
        period_end=last,
        value=Decimal(value),
        decimals=decimals,
        **more,
    )


@pytest.fixture
def plan(skive: Municipality) -> Plan:
    """Own and the country's figures, in units and periods of every kind; a group that is a mean, and a place."""
    found: Plan = PlanFactory(municipality=skive, year=2020, last_year=2020)
    own = AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779")
    neighbour = AreaFactory(kind=AreaKind.MUNICIPALITY, name="Viborg", code="791")
    group = AreaFactory(kind=AreaKind.CLUSTER, name="vores naboer", owner=skive, code="")
    group.members.set([own, neighbour])
    share = IndicatorFactory(name="Andel på forsørgelse", unit=Unit.PERCENT)
    whole = IndicatorFactory(name="-helt egne tal", unit=Unit.WHOLE_YEAR_PERSONS, owner=skive)
    named = IndicatorFactory(
        name="Sager", unit=Unit.OTHER, unit_one="sag", unit_many="sager pr. uge", owner=skive
    )
    days = ((date(2018, 1, 1), date(2018, 12, 31)), (date(2018, 7, 1), date(2019, 6, 30)))
    for first, last in (
        *days,
        (date(2019, 1, 1), date(2019, 3, 31)),
        (date(2019, 10, 1), date(2019, 10, 31)),
    ):
        for indicator, value in ((share, "10.0"), (whole, "1745"), (named, "-2.50")):
            figure(indicator, own, first, last, value, provisional=first.year == 2019)
            figure(indicator, neighbour, first, last, value, series_break=True, source="=kilde; med tegn")
    for number, indicator in enumerate((share, whole, named), start=1):
        goal = AnnualGoalFactory(plan=found, theme=None, number=number)
        TargetFactory(
            goal=goal,
            indicator=indicator,
            operator=Operator.BETTER_THAN,
            value=None,
            unit="",
            comparator=group,
        )
        TargetFactory(
            goal=goal, indicator=indicator, operator=Operator.AMONG_LOWEST, value=1, unit="", comparator=group
        )
    publish(found, by=None, note="Vedtaget")
    return found


def read_back(content: bytes, plan: Plan, sheet: str = "") -> Report:
    table = read(BytesIO(content), sheet=sheet)
    return store(table, Resolver(decimal_sign=table.decimal_sign, owner=plan.municipality_id))


def stored() -> list[dict[str, Any]]:
    return list(Observation.objects.order_by("pk").values())


def test_what_was_given_out_changes_nothing_when_it_comes_back(client: Client, plan: Plan) -> None:
    before = stored()
    for name in ("tal.csv", "maal.xlsx"):
        report = read_back(client.get(f"/skive/2020/{name}").content, plan)
        assert {kind: number for kind, number in report.counts.items() if number} == {
            "unchanged": report.total
        }
        assert report.total > 12
    assert stored() == before


def test_what_was_changed_in_a_spreadsheet_is_read_and_the_country_s_refused(
    client: Client, plan: Plan
) -> None:
    content = client.get("/skive/2020/tal.csv").content.decode("utf-8-sig")
    report = read_back(content.replace(";1745;", ";1746;").replace(";10,0;", ";10,1;").encode(), plan)
    assert (report.counts["changed"], report.counts["added"]) == (SKIVE_S_AND_BEFORE, 0)
    assert {outcome.text for outcome in report.refused} == {OF_COUNTRY}
    broken = content.replace(";1745;helårspersoner;nej;nej;", ";1745;helårspersoner;nej;ja;")
    assert (
        read_back(broken.encode(), plan).counts["changed"] == broken.count(";1745;helårspersoner;nej;ja;") > 0
    )
    book = load_workbook(BytesIO(client.get("/skive/2020/maal.xlsx").content))
    rows = (cells for cells in book["Tal"].iter_rows(min_row=2) if cells[0].value == "Sager")
    next(cells for cells in rows if cells[2].value == "2018")[5].value = -3.25
    changed = BytesIO()
    book.save(changed)
    report = read_back(changed.getvalue(), plan)
    assert "Sager, Skive, 2018: -2,50 → -3,25" in [outcome.text for outcome in report.changed]
