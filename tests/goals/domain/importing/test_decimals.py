from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.domain.importing.decimals import NumberError, decimal_sign, fitting, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("406", "406"),
        ("10,0", "10.0"),
        ("10.4", "10.4"),
        ("1.745,5", "1745.5"),
        ("1,745.5", "1745.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1 745", "1745"),
        ("1\u00a0745,5", "1745.5"),
        ("12 345 678", "12345678"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1234,567", "1234.567"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("+3", "3"),
        ("10,0 %", "10.0"),
        ("10,4*", "10.4"),
        ("10,4 % *", "10.4"),
        (" 17 ", "17"),
        ("0,00005", "0.0001"),
        ("10,12344", "10.1234"),
    ],
)
@pytest.mark.parametrize("sign", [",", "."])
def test_number_that_can_be_read_in_one_way_does_not_ask_for_the_files_sign(
    text: str, value: str, sign: str
) -> None:
    assert str(number(text, sign)) == value


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [
        ("1.745", ",", "1745"),
        ("1.745", ".", "1.745"),
        ("1,745", ",", "1.745"),
        ("1,745", ".", "1745"),
        ("-1.745", ",", "-1745"),
    ],
)
def test_number_that_can_be_read_in_two_ways_is_read_as_the_file_writes(
    text: str, sign: str, value: str
) -> None:
    assert str(number(text, sign)) == value


def test_number_that_can_be_read_in_two_ways_is_refused_where_the_file_contradicts_itself() -> None:
    with pytest.raises(NumberError, match=r"^»1\.745« kan læses på to måder"):
        number("1.745", "")


@pytest.mark.parametrize("text", ["", "-", ".", "..", "…", " * "])
def test_mark_for_what_the_source_does_not_give_is_no_number(text: str) -> None:
    with pytest.raises(NumberError, match="kilden oplyser det ikke"):
        number(text, ",")


@pytest.mark.parametrize(
    "text",
    [
        "ti",
        "10,",
        ",5",
        "1.2.3",
        "1,2,3",
        "1.23.456",
        "12e3",
        "NaN",
        "1 2",
        "10-12",
        "ca. 100",
        "1.234,567.8",
    ],
)
def test_text_that_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumberError, match=r"^».+« er ikke et tal$"):
        number(text, ",")


@pytest.mark.parametrize("text", ["1000000000000", "1.000.000.000.000,5", "999999999999,99996", "9" * 200])
def test_number_too_large_to_store_is_refused(text: str) -> None:
    with pytest.raises(NumberError, match="har flere end 12 cifre"):
        number(text, ",")


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_value_that_is_not_finite_is_refused(value: str) -> None:
    with pytest.raises(NumberError):
        fitting(Decimal(value))


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1.745", "406"], "?"),
        (["1.745", "10,4"], ","),
        (["1.745", "10.4"], "."),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["1.234,5"], ","),
        (["1,234.5"], "."),
        (["10,4 %", "1.745*"], ","),
        (["10,4", "10.4"], ""),
        (["..", "ti", ""], "?"),
        ([], "?"),
    ],
)
def test_decimal_sign_is_given_away_by_the_other_numbers(texts: list[str], sign: str) -> None:
    assert decimal_sign(texts, "?") == sign


values = st.decimals(Decimal("-999999999999"), Decimal("999999999999"), places=4)


@given(values, st.integers(0, 4), st.sampled_from([(",", "."), (".", ","), (",", " "), (",", "")]))
def test_number_written_in_either_language_is_read_back(
    value: Decimal, decimals: int, signs: tuple[str, str]
) -> None:
    sign, group = signs
    value = fitting(value.quantize(Decimal(1).scaleb(-decimals)))
    written = f"{value:,}".replace(",", "G").replace(".", sign).replace("G", group)
    assert str(number(written, sign)) == str(value)


@given(st.text(max_size=15), st.sampled_from([",", ".", ""]))
def test_any_text_is_a_number_that_fits_or_an_error(text: str, sign: str) -> None:
    try:
        value = number(text, sign)
    except NumberError:
        return
    assert abs(value) < 10**12
    assert value == value.quantize(Decimal("0.0001"))
