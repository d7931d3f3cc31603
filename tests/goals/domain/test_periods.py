from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from goals.domain.periods import Period, PeriodError, label, months, parse, typed, year_before

YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31))
FIRST_QUARTER = Period(date(2020, 1, 1), date(2020, 3, 31))
JANUARY = Period(date(2020, 1, 1), date(2020, 1, 31))
ROLLING = Period(date(2019, 7, 1), date(2020, 6, 30))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2020", YEAR_2020),
        ("År 2020", YEAR_2020),
        ("året 2020", YEAR_2020),
        ("2020K1", FIRST_QUARTER),
        ("2020Q1", FIRST_QUARTER),
        ("2020 k1", FIRST_QUARTER),
        ("2020Q01", FIRST_QUARTER),
        ("K1 2020", FIRST_QUARTER),
        ("1. kvt. 2020", FIRST_QUARTER),
        ("1. kvartal 2020", FIRST_QUARTER),
        ("1.kvartal\u00a02020", FIRST_QUARTER),
        ("1. kv. 2020", FIRST_QUARTER),
        ("2020M01", JANUARY),
        ("2020-01", JANUARY),
        ("jan 2020", JANUARY),
        ("jan. 2020", JANUARY),
        ("  Januar   2020 ", JANUARY),
        ("2020H1", Period(date(2020, 1, 1), date(2020, 6, 30))),
        ("2. halvår 2020", Period(date(2020, 7, 1), date(2020, 12, 31))),
        ("2019M07-2020M06", ROLLING),
        ("2019M07 – 2020M06", ROLLING),
        ("jul 2019 - jun 2020", ROLLING),
        ("juli 2019 til juni 2020", ROLLING),
        ("2019K3-2020K2", ROLLING),
        ("3. kvt. 2019 - 2. kvt. 2020", ROLLING),
        ("2020MAT06", ROLLING),
        ("2020QMAT02", ROLLING),
        ("2018-2020", Period(date(2018, 1, 1), date(2020, 12, 31))),
        ("oktober 2019 – december 2020", Period(date(2019, 10, 1), date(2020, 12, 31))),
        ("01-01-2020 - 31-03-2020", FIRST_QUARTER),
        ("2020-01-01 - 2020-03-31", FIRST_QUARTER),
        ("1. januar 2020 til 31. marts 2020", FIRST_QUARTER),
        ("31.05.2016", Period(date(2016, 5, 31), date(2016, 5, 31))),
        ("2016-05-31", Period(date(2016, 5, 31), date(2016, 5, 31))),
        ("pr. 31. maj 2016", Period(date(2016, 5, 31), date(2016, 5, 31))),
        ("pr. 1. juni 2016", Period(date(2016, 6, 1), date(2016, 6, 1))),
        ("15.1.2020-20.1.2020", Period(date(2020, 1, 15), date(2020, 1, 20))),
    ],
)
def test_parse_reads_what_the_statistics_write(text: str, period: Period) -> None:
    assert parse(text) == period


@pytest.mark.parametrize(
    "text",
    [
        *("", "1648", "20", "2020M13", "2020K5", "2020H3", "abc", "2020M06-2020M01", "2020-2020"),
        *(
            "2020-01-01",
            "01-01-2020",
            "31-02-2020",
            "pr. 2020",
            "31-02-2020 - 01-05-2020",
            "2020-",
            "-",
            "januar",
            "13 2020",
        ),
    ],
)
def test_parse_refuses_what_is_not_certainly_a_period(text: str) -> None:
    with pytest.raises(PeriodError):
        parse(text)


@pytest.mark.parametrize(
    ("period", "danish"),
    [
        (YEAR_2020, "2020"),
        (FIRST_QUARTER, "1. kvartal 2020"),
        (months(2020, 7, 6), "2. halvår 2020"),
        (JANUARY, "januar 2020"),
        (ROLLING, "juli 2019 – juni 2020"),
        (months(2022, 1, 48), "2022–2025"),
        (Period(date(2020, 1, 15), date(2020, 1, 20)), "15. januar 2020 – 20. januar 2020"),
        (Period(date(2020, 1, 15), date(2020, 1, 15)), "15. januar 2020"),
    ],
)
def test_label_is_how_a_dane_writes_the_period(period: Period, danish: str) -> None:
    with translation.override("da"):
        assert label(period) == danish


whole_months = st.builds(months, st.integers(1901, 2090), st.integers(1, 12), st.integers(1, 60))
days = st.dates(date(1901, 1, 1), date(2098, 1, 1))
runs_of_days = st.builds(
    lambda start, count: Period(start, start + timedelta(count)), days, st.integers(1, 700)
)


@given(whole_months | runs_of_days)
def test_label_in_danish_is_read_as_the_same_period(period: Period) -> None:
    with translation.override("da"):
        assert parse(label(period)) == period


@given(whole_months, st.sampled_from(["{0:%Y}M{0:%m}-{1:%Y}M{1:%m}", "{0:%Y-%m} - {1:%Y-%m}"]))
def test_run_of_months_in_codes_is_read_as_the_same_period(period: Period, form: str) -> None:
    if months(period.start.year, period.start.month, 1) != period:
        assert parse(form.format(*period)) == period


@given(st.integers(1901, 2099), st.integers(1, 4))
def test_four_quarters_make_the_year_without_gap_or_overlap(year: int, quarter: int) -> None:
    quarters = [parse(f"{year}K{n}") for n in (1, 2, 3, 4)]
    assert (quarters[0].start, quarters[3].end) == parse(str(year))
    assert all(a.end + timedelta(1) == b.start for a, b in pairwise(quarters))


@given(st.text(max_size=20))
def test_any_text_is_a_period_in_order_or_an_error(text: str) -> None:
    try:
        period = parse(text)
    except PeriodError:
        return
    assert period.start <= period.end


@given(whole_months)
def test_year_before_is_a_period_of_the_same_months(period: Period) -> None:
    before = year_before(period)
    assert before.start == period.start.replace(year=period.start.year - 1)
    count = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    assert before == months(period.start.year - 1, period.start.month, count)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (parse("2020M02"), parse("2019M02")),
        (parse("2021M02"), parse("2020M02")),
        (
            Period(date(2020, 2, 29), date(2020, 3, 10)),
            Period(date(2019, 2, 28), date(2019, 3, 10)),
        ),
    ],
)
def test_year_before_knows_leap_years(period: Period, before: Period) -> None:
    assert year_before(period) == before


@pytest.mark.parametrize("day", [date(2026, 6, 1), date(2026, 6, 2), date(2025, 2, 28), date(2024, 2, 29)])
def test_day_is_typed_so_that_it_is_read_again_and_has_a_day_the_year_before(day: date) -> None:
    period = Period(day, day)
    assert parse(typed(period)) == period
    before = year_before(period)
    assert before.start == before.end
    assert before.end.year == day.year - 1
