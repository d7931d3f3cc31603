from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from goals.domain.importing.read_file import read
from goals.domain.importing.rows import RawRow, UnreadableFileError

HEADING = ["område", "periode", "værdi", "foreløbig"]


def workbook(*rows: list[Any], formats: dict[str, str] | None = None) -> BytesIO:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, shown in (formats or {}).items():
        sheet[place].number_format = shown
    file = BytesIO()
    book.save(file)
    return file


def test_rows_are_read_with_the_sheets_own_numbers() -> None:
    file = workbook(HEADING, ["Skive", 2020, 10.4, True], [None] * 4, ["Struer", "2020K1", "1.745", None])
    table = read(file)
    assert (table.decimal_sign, table.total, list(table.rows)) == (
        ",",
        3,
        [
            RawRow(2, Decimal("10.4"), area="Skive", period="2020", provisional="ja"),
            RawRow(4, "1.745", area="Struer", period="2020K1", provisional=""),
        ],
    )


@pytest.mark.parametrize(
    ("value", "shown", "read_as"),
    [
        (10, "General", "10"),
        (10, "0.0", "10.0"),
        (10.44, "0.0", "10.4"),
        (10.44, "0", "10.44"),
        (10.44, "#,##0", "10.44"),
        (1745, "#,##0.00", "1745.00"),
        (0.104, "0.0%", "10.4"),
        (0.1, "0.0%", "10.0"),
        (0.104, "0%", "10.4"),
        (0.1 + 0.2, "General", "0.3"),
        (2.675, "0.00", "2.68"),
        (-3.5, "General", "-3.5"),
    ],
)
def test_number_is_what_a_reader_of_the_sheet_sees(value: float, shown: str, read_as: str) -> None:
    file = workbook(HEADING, ["Skive", 2020, value, None], formats={"C2": shown})
    assert [str(row.value) for row in read(file).rows] == [read_as]


@pytest.mark.parametrize(
    ("day", "shown", "period"),
    [
        (date(2020, 1, 1), "mmm yy", "2020-01"),
        (datetime(2020, 1, 1), "mmmm yyyy", "2020-01"),
        (date(2020, 1, 1), "dd-mm-yyyy", "2020-01-01"),
    ],
)
def test_month_that_the_spreadsheet_made_a_date_is_a_month(day: date, shown: str, period: str) -> None:
    file = workbook(HEADING, ["Skive", day, 1, None], formats={"B2": shown})
    assert [row.period for row in read(file).rows] == [period]


def test_number_without_a_format_has_the_decimals_of_its_indicators_others() -> None:
    """A spreadsheet shows 10.0 as 10; held against 10.4 as 10 it would be the same."""
    heading = ["indikator", "område", "periode", "værdi"]
    rows = [["Unge", "Skive", 2020, 10], ["Fleksjob", "Skive", 2020, 1745], ["Unge", "Struer", 2020, 10.4]]
    table = read(workbook(heading, *rows, ["Unge", "Viborg", 2020, 9], formats={"D5": "0"}))
    assert [str(row.value) for row in table.rows] == ["10.0", "1745", "10.4", "9"]


@pytest.mark.parametrize(("value", "shown"), [(0.104, "0.0%"), (10.4372, "0.0")])
def test_decimals_that_no_reader_of_the_sheet_sees_are_given_to_no_other_number(
    value: float, shown: str
) -> None:
    rows = [["Skive", 2020, 10], ["Struer", 2020, value]]
    table = read(workbook(HEADING[:3], *rows, formats={"C3": shown}))
    assert [str(row.value) for row in table.rows] == ["10.0", "10.4"]


def test_code_in_a_number_cell_is_read_as_it_stands() -> None:
    file = workbook(["kommunekode", "periode", "værdi"], [779, 2020, 1])
    assert [row.area_code for row in read(file).rows] == ["779"]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (BytesIO(b"PK\x03\x04 og ikke mere"), "Regnearket kan ikke læses"),
        (workbook(), "ingen overskrifter"),
        (workbook(HEADING), "ingen rækker"),
        (workbook(["navn", "alder"], ["Ida", 7]), "mangler kolonne"),
    ],
)
def test_workbook_that_holds_no_table_is_refused_with_the_reason(file: BytesIO, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        read(file)


def test_workbook_cut_off_is_refused() -> None:
    content = workbook(HEADING, *(["Skive", 2020, n, None] for n in range(200))).getvalue()
    with pytest.raises(UnreadableFileError, match="Regnearket kan ikke læses"):
        list(read(BytesIO(content[: len(content) // 2])).rows)
