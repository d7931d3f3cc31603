from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.charts.scale import days_of, middle, nice_step, percent, pixels, scale_from_zero, scale_of

values = st.lists(st.decimals(D("-99999"), D("99999"), places=2), min_size=1, max_size=9)


@given(values)
def test_every_value_lies_on_the_axis_between_its_first_and_last_tick(found: list[D]) -> None:
    scale = scale_of(found)
    assert scale.ticks[0] == scale.low <= min(found)
    assert scale.ticks[-1] == scale.high >= max(found)
    assert 2 <= len(scale.ticks) <= 7
    assert all(0 <= scale.share(value) <= 1 for value in found)


def test_ticks_are_round_numbers() -> None:
    assert scale_of([D("10.0"), D("12.1")]).ticks == (D("9.0"), D("10.0"), D("11.0"), D("12.0"), D("13.0"))
    assert scale_of([D(1648), D(1745), D(900)]).ticks == (D(750), D(1000), D(1250), D(1500), D(1750))


def test_small_change_does_not_look_like_a_fall() -> None:
    """Two courses of 408 fill a fiftieth of the height, and 0.4 points of 10 a seventh."""
    scale = scale_of([D(408), D(406)])
    assert scale.share(D(408)) - scale.share(D(406)) <= D("0.02")
    scale = scale_of([D("10.0"), D("10.4")])
    assert scale.share(D("10.4")) - scale.share(D("10.0")) < D("0.15")


def test_ticks_are_never_finer_than_the_figures() -> None:
    assert scale_of([D(3), D(4)]).step == 1


def test_one_value_alone_lies_in_the_middle() -> None:
    scale = scale_of([D(0)])
    assert (scale.low, scale.share(D(0)), scale.high) == (-1, D("0.5"), 1)


@given(values)
def test_bars_are_measured_from_zero(found: list[D]) -> None:
    scale = scale_from_zero(found)
    assert scale.low <= 0 <= scale.high
    assert scale.low == min(0, *found)
    assert scale.high >= max(0, *found)
    assert scale.high > scale.low


@pytest.mark.parametrize(
    ("smallest", "step"),
    [("0.03", "0.05"), ("1", "1"), ("1.1", "2"), ("2.2", "2.5"), ("26", "50"), ("7", "10")],
)
def test_step_is_the_next_round_number(smallest: str, step: str) -> None:
    assert nice_step(D(smallest)) == D(step)


def test_days_lie_between_the_numbers_of_the_axis_and_the_edge() -> None:
    days = days_of([date(2020, 7, 1), date(2018, 7, 1), date(2019, 7, 1)])
    first, between, last = (days.across(date(year, 7, 1)) for year in (2018, 2019, 2020))
    assert (first, last) == (28, 91)
    assert round(between) == 59


def test_lone_day_stands_in_the_middle() -> None:
    assert days_of([date(2020, 7, 1)]).across(date(2020, 7, 1)) == D("59.5")


def test_middle_of_a_year_is_summer() -> None:
    assert middle(date(2019, 1, 1), date(2019, 12, 31)) == date(2019, 7, 2)


def test_lengths_have_a_point_whatever_the_language() -> None:
    assert (percent(D("12.5")), pixels(172.0)) == ("12.50%", "172.0")
