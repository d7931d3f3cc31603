from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from goals.domain.figures import decimals_of, figure, plain, published, rounded


@pytest.mark.parametrize(
    ("value", "unit", "danish"),
    [
        ("10.0", "percent", "10,0\xa0%"),
        ("10", "percent", "10\xa0%"),
        ("1745", "persons", "1.745 personer"),
        ("406", "courses", "406 forløb"),
        ("1234567.50", "kroner", "1.234.567,50 kroner"),
        ("-3.25", "other", "-3,25"),
        ("17", None, "17"),
    ],
)
def test_figure_is_printed_in_danish_with_its_own_decimals(value: str, unit: str, danish: str) -> None:
    with translation.override("da"):
        assert figure(Decimal(value), unit) == danish


@pytest.mark.parametrize(
    ("stored", "decimals", "shown"),
    [("10.0000", 1, "10.0"), ("10.0400", None, "10.04"), ("10.0000", None, "10"), ("0.0450", 2, "0.05")],
)
def test_published_has_the_decimals_of_its_source(stored: str, decimals: int | None, shown: str) -> None:
    assert str(published(Decimal(stored), decimals)) == shown


@pytest.mark.parametrize(("value", "result"), [("2.5", "3"), ("3.5", "4"), ("-2.5", "-3"), ("2.4", "2")])
def test_rounded_takes_halves_away_from_zero(value: str, result: str) -> None:
    assert rounded(Decimal(value), 0) == Decimal(result)


@given(st.decimals(Decimal("-1e24"), Decimal("1e24"), places=8))
def test_plain_changes_no_value_and_has_no_exponent(value: Decimal) -> None:
    assert plain(value) == value
    assert "E" not in f"{plain(value)}" or abs(value) < Decimal("1e-6")
    assert decimals_of(plain(value)) == 0 or str(plain(value))[-1] != "0"
