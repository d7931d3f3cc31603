"""Tables as CSV and XLSX files for Danish spreadsheets."""

import csv
import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell as Square
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from website.domain.cells import Cell, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text that begins so would be worked out as a formula by the spreadsheet that opens the file."""
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML, which a workbook is made of, cannot have."""
MAX_WIDTH = 60
"""Characters that a column is made wide for."""


def csv_file(table: Table) -> bytes:
    """With a byte order mark, so that æ, ø and å are read as such; semicolons, since the comma is in the
    numbers."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([[written(cell) for cell in row] for row in (table.head, *table.rows)])
    return text.getvalue().encode("utf-8-sig")


def written(cell: Cell) -> str:
    """As Danish spreadsheets read it from a text file."""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def harmless(text: str) -> str:
    """What could be a formula gets an apostrophe before it, which spreadsheets take as "this is text"."""
    return f"'{text}" if text.startswith(FORMULA) else text


def xlsx_file(tables: Sequence[Table], made: datetime) -> bytes:
    """One sheet for each table. `made` replaces the time of writing, so that the same tables are always the
    same bytes. A line through the years has the same tables at the address of each year."""
    return _written_book(_Contents(repr((tables, made)), tables, made))


@dataclass(frozen=True, slots=True)
class _Contents:
    """Equal where every cell is written the same, which equal numbers (1.0 and 1.00) are not."""

    told: str
    tables: Sequence[Table] = field(compare=False)
    made: datetime = field(compare=False)


@lru_cache(maxsize=64)
def _written_book(contents: _Contents) -> bytes:
    tables, made = contents.tables, contents.made
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _fill(book.create_sheet(_sheet_name(table.name)), table)
    content = BytesIO()
    book.save(content)
    about = DocumentProperties(creator="", created=made, modified=made)
    return _timeless(content, tostring(about.to_tree()))


def _sheet_name(name: str) -> str:
    """At most 31 characters, and none of those that mean something in a formula."""
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in name)[:31].strip("' ") or "1"


def _fill(sheet: Worksheet, table: Table) -> None:
    styled: dict[tuple[str, bool, bool], Square] = {}
    for number, row in enumerate((table.head, *table.rows), start=1):
        for column, cell in enumerate(row, start=1):
            _put(sheet.cell(number, column), cell, styled)
    for column, name in enumerate(table.head, start=1):
        square = sheet.cell(1, column)
        square.font = Font(bold=True)
        longest = max([len(name), *(len(written(row[column - 1])) for row in table.rows)])
        sheet.column_dimensions[square.column_letter].width = min(longest, MAX_WIDTH) + 2
    sheet.freeze_panes = "A2"


def _put(square: Square, cell: Cell, styled: dict[tuple[str, bool, bool], Square]) -> None:
    """Text is put in as text, whatever it begins with; numbers stay numbers, with their decimals. A style is worked out
    once, which takes longer than the cell's content."""
    square.value = UNWRITABLE.sub("", cell) if isinstance(cell, str) else cell
    if isinstance(cell, str):
        square.data_type = "s"
    style = _style_of(cell)
    if style in styled:
        square._style = copy(styled[style]._style)
        return
    square.number_format, square.quotePrefix, wrapped = style
    square.alignment = Alignment(wrap_text=wrapped, vertical="top")
    styled[style] = square


def _style_of(cell: Cell) -> tuple[str, bool, bool]:
    """How it is written, whether it is text that could be a formula, and whether it is wrapped."""
    if isinstance(cell, str):
        return "General", cell.startswith(FORMULA), len(cell) > MAX_WIDTH
    if isinstance(cell, Decimal):
        decimals = max(0, -int(cell.as_tuple().exponent))
        return f"#,##0.{'0' * decimals}" if decimals else "#,##0", False, False
    return "yyyy-mm-dd" if isinstance(cell, date) else "General", False, False


def _timeless(written: BytesIO, about: bytes) -> bytes:
    """A workbook is a zip file. Its entries carry the time at which they were written, and one of them says
    it in its text too."""
    content = BytesIO()
    with ZipFile(written) as old, ZipFile(content, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = about if entry.filename == ARC_CORE else old.read(entry)
            new.writestr(ZipInfo(entry.filename), text, ZIP_DEFLATED)
    return content.getvalue()
