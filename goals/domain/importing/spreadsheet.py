"""The first sheet of an XLSX file, read row by row."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from goals.domain.figures import plain, rounded
from goals.domain.importing.numbers import MAX_DECIMALS
from goals.domain.importing.rows import Columns, RawRow, Table, UnreadableFileError, columns

LARGEST = 512 * 1024 * 1024
"""Bytes when unpacked. A small file may be made to unpack to more than the server has room for."""
SHOWN_DECIMALS = re.compile(r"[0#]\.(0+)")
MONTH_FORMAT = re.compile(r"(?i)^(?!.*d)(?=.*m)(?=.*y)")


def read(handle: BinaryIO) -> Table:
    handle.seek(0)
    try:
        with ZipFile(handle) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST:
                raise UnreadableFileError(
                    "Regnearket fylder for meget, når det pakkes ud. Del det, eller gem det som CSV."
                )
        book = load_workbook(handle, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = iter(sheet.iter_rows())
        heading = [str(_cell(cell)) for cell in next(rows, ())]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as error:
        raise UnreadableFileError(f"Regnearket kan ikke læses: {error}.") from error
    if not any(heading):
        raise UnreadableFileError("Regnearkets første ark har ingen overskrifter i første række.")
    found = columns(heading)
    return Table(_rows(rows, found), ",", found.unused, (sheet.max_row or 1) - 1)


def _rows(rows: Iterator[Any], found: Columns) -> Iterator[RawRow]:
    try:
        for number, cells in enumerate(rows, start=2):
            values = [_cell(cell) for cell in cells]
            if any(str(value).strip() for value in values):
                yield found.row(number, values)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableFileError(f"Regnearket kan ikke læses til ende: {error}.") from error


def _cell(cell: Any) -> str | Decimal:
    """What a reader of the sheet sees: 0.104 shown as a percentage is 10.4, 10 shown with one decimal
    is 10.0, the first of a month shown as a month is that month."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m}" if MONTH_FORMAT.match(cell.number_format or "") else f"{value:%Y-%m-%d}"
    return str(value)


def _number(value: int | float, shown: str) -> Decimal:
    """A double holds 15 digits; what follows is noise of the calculation that made it."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if "%" in shown:
        exact = plain(exact * 100)
    match = SHOWN_DECIMALS.search(shown)
    return rounded(exact, min(len(match[1]), MAX_DECIMALS)) if match else exact
