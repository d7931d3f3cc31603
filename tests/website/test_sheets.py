import csv
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from website import sheets
from website.domain.cells import Cell, Table
from website.sheets import csv_file, harmless, xlsx_file

MADE = datetime(2020, 3, 1, tzinfo=UTC)
FORMULAS = ["=1+1", "+45 12", "-sum", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x","y")']


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table("Mål", tuple(f"Kolonne {number}" for number in range(len(rows[0]))), rows)


def written(*cells: Cell) -> list[str]:
    text = csv_file(table(cells)).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))[1]


def test_text_file_begins_with_the_mark_and_has_semicolons() -> None:
    assert (
        csv_file(table(("Æble", Decimal("10.40"))))
        == b"\xef\xbb\xbfKolonne 0;Kolonne 1\r\n\xc3\x86ble;10,40\r\n"
    )


def test_each_kind_of_cell_is_written_as_a_danish_spreadsheet_reads_it() -> None:
    cells = (Decimal("-1234.50"), Decimal("1E+2"), 2019, date(2019, 12, 31), None, "a;b", 'han sagde "nej"')
    assert written(*cells) == ["-1234,50", "100", "2019", "2019-12-31", "", "a;b", 'han sagde "nej"']


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula(text: str) -> None:
    assert written(text) == [f"'{text}"]
    cell = load_workbook(BytesIO(xlsx_file([table((text,))], MADE))).worksheets[0]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert str(cell.value).strip() == text.replace("\r", "\n").strip()


def test_ordinary_text_is_left_as_it_is() -> None:
    assert harmless("10 - 12 % = mere @ job") == "10 - 12 % = mere @ job"


def test_negative_number_is_a_number() -> None:
    cell = load_workbook(BytesIO(xlsx_file([table((Decimal("-5.2"),))], MADE))).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, written(Decimal("-5.2"))) == (-5.2, "n", ["-5,2"])


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\x00")),
        min_size=1,
        max_size=4,
    )
)
def test_every_text_can_be_written_and_read(texts: list[str]) -> None:
    assert written(*texts) == [harmless(text) for text in texts]
    sheet = load_workbook(BytesIO(xlsx_file([table(tuple(texts))], MADE))).worksheets[0]
    assert sheet.max_column == len(texts)
    assert [cell.data_type for cell in sheet[2] if cell.data_type == "f"] == []


def test_numbers_keep_their_decimals_and_dates_are_dates() -> None:
    found = xlsx_file([table((Decimal("10.0"), Decimal("1745"), date(2019, 12, 31), 7))], MADE)
    cells = load_workbook(BytesIO(found)).worksheets[0][2]
    assert [cell.number_format for cell in cells] == ["#,##0.0", "#,##0", "yyyy-mm-dd", "General"]
    assert [cell.value for cell in cells] == [10, 1745, datetime(2019, 12, 31), 7]


def test_heads_are_bold_and_stay_in_sight() -> None:
    sheet = load_workbook(BytesIO(xlsx_file([table(("a" * 200,))], MADE))).worksheets[0]
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 62
    assert sheet["A2"].alignment.wrap_text


def test_each_table_has_a_sheet_whose_name_the_program_accepts() -> None:
    names = ["Mål [1]: hvad/hvornår?", "x" * 40, "'"]
    found = load_workbook(BytesIO(xlsx_file([Table(name, ("A",), ()) for name in names], MADE)))
    assert found.sheetnames == ["Mål  1   hvad hvornår", "x" * 31, "1"]


def test_same_tables_are_the_same_bytes() -> None:
    first = xlsx_file([table(("a", Decimal(1)))], MADE)
    sheets._written_book.cache_clear()
    time.sleep(2.1)  # a zip file counts time in steps of two seconds
    assert xlsx_file([table(("a", Decimal(1)))], MADE) == first


def test_numbers_that_are_equal_are_written_as_printed_each_time() -> None:
    formats = [
        load_workbook(BytesIO(xlsx_file([table((number,))], MADE))).active["A2"].number_format
        for number in (Decimal("1.0"), Decimal("1.00"), 1, Decimal(1), Decimal("1.0"))
    ]
    assert formats == ["#,##0.0", "#,##0.00", "General", "#,##0", "#,##0.0"]
