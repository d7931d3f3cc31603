from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.domain.means import exact_mean, means
from goals.domain.measuring import Figure, Place
from goals.domain.periods import parse

GROUP = Place("cluster", "Nabokommunerne")
IKAST, SKIVE, STRUER = (Place("municipality", name) for name in ("Ikast-Brande", "Skive", "Struer"))
MEMBERS = [IKAST, SKIVE, STRUER]
YEAR = parse("2020")


def figure(place: Place, value: str, period: str = "2020", **more: bool) -> Figure:
    return Figure(place, parse(period), Decimal(value), source="jobindsats.dk", **more)


def test_mean_gives_each_municipality_the_same_weight() -> None:
    figures = [figure(IKAST, "9.0"), figure(SKIVE, "10.0"), figure(STRUER, "12.5")]
    assert means(GROUP, MEMBERS, figures) == [
        Figure(GROUP, YEAR, Decimal("10.5"), source="jobindsats.dk", mean_of=3)
    ]


def test_period_where_a_member_has_no_figure_has_no_mean() -> None:
    figures = [figure(IKAST, "9"), figure(SKIVE, "10"), figure(STRUER, "12", "2019")]
    assert means(GROUP, MEMBERS, figures) == []


def test_figures_of_others_do_not_count() -> None:
    outsider = Place("municipality", "Aarhus")
    figures = [*(figure(member, "10") for member in MEMBERS), figure(outsider, "100")]
    assert [mean.value for mean in means(GROUP, MEMBERS, figures)] == [Decimal(10)]


def test_group_without_members_has_no_mean() -> None:
    assert means(GROUP, [], [figure(IKAST, "9")]) == []


def test_mean_with_a_provisional_member_is_provisional() -> None:
    figures = [figure(IKAST, "9"), figure(SKIVE, "10", provisional=True), figure(STRUER, "11")]
    assert [mean.provisional for mean in means(GROUP, MEMBERS, figures)] == [True]


def test_mean_over_a_new_series_of_a_member_begins_a_new_series() -> None:
    figures = [figure(IKAST, "9"), figure(SKIVE, "10", series_break=True), figure(STRUER, "11")]
    assert [mean.series_break for mean in means(GROUP, MEMBERS, figures)] == [True]


@pytest.mark.parametrize(
    ("values", "mean"),
    [
        (["1", "2"], "2"),
        (["-1", "-2"], "-2"),
        (["10.04", "10.0"], "10.0"),
        (["10.05", "10.05"], "10.05"),
        (["0.1", "0.1", "0.2"], "0.1"),
        (["0", "-0.1", "0.0"], "0"),
    ],
)
def test_mean_is_rounded_once_to_the_fewest_decimals(values: list[str], mean: str) -> None:
    assert str(exact_mean([Decimal(value) for value in values])) == mean


amounts = st.decimals(Decimal("-999999999999"), Decimal("999999999999"), places=4)


@given(st.lists(amounts, min_size=1, max_size=20))
def test_mean_is_within_half_a_step_of_the_exact_one(values: list[Decimal]) -> None:
    exact = sum(map(Fraction, values)) / len(values)
    assert abs(Fraction(exact_mean(values)) - exact) <= Fraction(1, 20000)


@given(st.lists(amounts, min_size=1, max_size=20))
def test_mean_of_the_opposite_is_the_opposite_of_the_mean(values: list[Decimal]) -> None:
    assert exact_mean([-value for value in values]) == -exact_mean(values)
