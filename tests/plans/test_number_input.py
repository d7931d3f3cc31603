from decimal import Decimal

import pytest

from plans.number_input import danish_decimal, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("17", 17),
        ("", None),
        ("-1", None),
        ("²", None),
        ("٣", None),
        ("1\n", None),
        ("9" * 10, None),
    ],
)
def test_whole_number_is_of_plain_figures_and_short(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2,5", "2.5"),
        (" 10,0 ", "10.0"),
        ("-0,4", "-0.4"),
        ("−0,4", "-0.4"),
        ("1.234", "1234"),
        ("1.234.567,89", "1234567.89"),
        ("12 500", "12500"),
        ("12\u00a0500", "12500"),
        ("1234", "1234"),
        ("2.5", None),
        ("2.500,", None),
        ("1.23.456", None),
        ("1,234.5", None),
        ("1e3", None),
        ("٣", None),
        ("NaN", None),
        ("2,5 %", None),
        ("9" * 41, None),
    ],
)
def test_decimal_is_read_as_danish_writes_it(text: str, number: str | None) -> None:
    assert danish_decimal(text) == (None if number is None else Decimal(number))
