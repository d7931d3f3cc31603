"""The periods of a table of key figures."""

from datetime import date

import pytest

from goals.domain.key_figures import before, is_of, needed, shown
from goals.domain.periods import Period, parse


def day(text: str) -> Period:
    found = date.fromisoformat(text)
    return Period(found, found)


@pytest.mark.parametrize(
    ("frequency", "period", "earlier"),
    [
        ("month", parse("januar 2026"), parse("december 2025")),
        ("quarter", parse("1. kvartal 2026"), parse("4. kvartal 2025")),
        ("half_year", parse("2. halvår 2026"), parse("1. halvår 2026")),
        ("year", parse("2026"), parse("2025")),
        ("day", day("2016-05-31"), day("2016-04-30")),
        ("day", day("2016-02-29"), day("2016-01-31")),
        ("day", day("2016-03-30"), day("2016-02-29")),
        ("day", day("2016-01-15"), day("2015-12-15")),
    ],
)
def test_period_before_is_as_long_and_ends_of_months_stay_so(
    frequency: str, period: Period, earlier: Period
) -> None:
    assert before(frequency, period) == earlier
    assert is_of(frequency, earlier)


@pytest.mark.parametrize(
    ("frequency", "text"),
    [
        ("month", "2026"),
        ("quarter", "februar 2026 – april 2026"),
        ("year", "juli 2025 – juni 2026"),
        ("day", "maj 2026"),
    ],
)
def test_figure_of_another_length_is_not_of_the_table(frequency: str, text: str) -> None:
    assert not is_of(frequency, parse(text))


def test_periods_are_shown_oldest_first_with_those_that_are_compared_with() -> None:
    last = parse("marts 2026")
    assert shown("month", last, 3) == [parse("januar 2026"), parse("februar 2026"), last]
    assert needed("month", last, 1) == {last, parse("februar 2026"), parse("marts 2025")}
