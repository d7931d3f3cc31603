"""Which follow-up comes next, what it is called, and how they are in order."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from goals.domain.follow_ups import (
    figures_until,
    last_day_of,
    newest_first,
    next_follow_up,
    stored_period,
    title_of,
)
from goals.domain.periods import label, parse
from goals.models import FollowUp
from plans.models import Plan

Row = tuple[str, str]


def plan(year: int, last_year: int | None) -> Plan:
    return Plan(year=year, last_year=last_year)


def row(kind: str, period: str, on: Plan, **fields: Any) -> FollowUp:
    start, end = parse(period) if period else (None, None)
    return FollowUp(plan=on, kind=kind, period_start=start, period_end=end, **fields)


@pytest.mark.parametrize(
    ("years", "rows", "proposed"),
    [
        ((2026, 2026), [], ("final", "2026")),
        ((2026, 2026), [("mid_year", "1. kvartal 2026")], ("mid_year", "2. kvartal 2026")),
        ((2026, 2026), [("mid_year", "3. kvartal 2026")], ("final", "2026")),
        ((2026, 2026), [("mid_year", "1. halvår 2026")], ("final", "2026")),
        ((2026, 2026), [("mid_year", "oktober 2026")], ("mid_year", "november 2026")),
        ((2026, 2026), [("mid_year", "januar 2026 – maj 2026")], ("final", "2026")),
        ((2026, 2026), [("final", "")], None),
        ((2026, 2026), [("final", "2026")], None),
        ((2026, 2029), [("final", "2026")], ("final", "2027")),
        ((2026, 2029), [("mid_year", "3. kvartal 2026"), ("final", "2026")], ("mid_year", "1. kvartal 2027")),
        ((2026, 2029), [("mid_year", "2. kvartal 2027"), ("final", "2026")], ("mid_year", "3. kvartal 2027")),
        ((2026, 2029), [("mid_year", "3. kvartal 2029"), ("final", "2029")], None),
        ((2026, None), [("final", "2040")], ("final", "2041")),
        ((2026, 2026), [("review", "2026")], ("final", "2026")),
    ],
)
def test_next_one_follows_the_rhythm(years: Any, rows: list[Row], proposed: Row | None) -> None:
    on = plan(*years)
    with translation.override("da"):
        found = next_follow_up(on, [row(kind, period, on) for kind, period in rows])
        assert (found and (found.kind, label(found.period))) == proposed


@pytest.mark.parametrize(
    ("kind", "period", "status_on", "title"),
    [
        ("final", "", None, "Målopfølgning 2026–2029"),
        ("final", "2027", None, "Målopfølgning 2027"),
        ("review", "2027", None, "Resultatrevision 2027"),
        ("mid_year", "1. kvartal 2027", None, "Status for 1. kvartal 2027"),
        ("mid_year", "1. halvår 2026", date(2026, 5, 31), "Status pr. 31.05.2026"),
    ],
)
def test_title_says_kind_and_period(kind: str, period: str, status_on: date | None, title: str) -> None:
    with translation.override("da"):
        assert title_of(kind, parse(period) if period else None, status_on, "2026–2029") == title


def test_interim_one_knows_of_nothing_later_and_a_final_one_of_what_there_is() -> None:
    on = plan(2026, 2026)
    quarter = row("mid_year", "1. kvartal 2026", on)
    assert figures_until(quarter) == date(2026, 3, 31)
    assert figures_until(row("mid_year", "2026", on, status_on=date(2026, 5, 31))) == date(2026, 5, 31)
    assert figures_until(row("final", "2026", on)) is None
    assert figures_until(row("mid_year", "", on)) is None


def test_newest_is_first_and_a_final_one_before_an_interim_one_of_the_same_day() -> None:
    on = plan(2026, 2027)
    rows = [row(*each, on) for each in (("final", "2026"), ("mid_year", "4. kvartal 2026"), ("final", ""))]
    assert [(each.kind, each.period_end) for each in newest_first(rows)] == [
        ("final", None),
        ("final", date(2026, 12, 31)),
        ("mid_year", date(2026, 12, 31)),
    ]
    assert last_day_of("mid_year", None, 2026, 2026) == date(2026, 6, 30)


def test_final_one_about_the_whole_plan_is_stored_without_a_period() -> None:
    assert stored_period(plan(2026, 2026), "final", parse("2026")) is None
    assert stored_period(plan(2026, 2029), "final", parse("2026")) == parse("2026")
    assert stored_period(plan(2026, 2026), "mid_year", parse("2026")) == parse("2026")
