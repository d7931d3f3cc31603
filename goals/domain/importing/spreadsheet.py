"""The first sheet of an XLSX file, read row by row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from goals.domain.figures import decimals_of, padded, plain, rounded
from goals.domain.importing.decimals import MAX_DECIMALS
from goals.domain.importing.rows import Columns, RawRow, Table, UnreadableFileError, columns

LARGEST = 512 * 1024 * 1024
"""Bytes when unpacked. A small file may be made to unpack to more than the server has room for."""
GENERAL = "General"
SHOWN_DECIMALS = re.compile(r"[0#]\.(0+)")
MONTH_FORMAT = re.compile(r"(?i)^(?!.*d)(?=.*m)(?=.*y)")


def read(handle: BinaryIO) -> Table:
    handle.seek(0)
    try:
        with ZipFile(handle) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST:
                raise UnreadableFileError(
                    _("The sheet is too large when unpacked. Divide it, or save it as CSV.")
                )
        book = load_workbook(handle, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = iter(sheet.iter_rows())
        heading = [str(_cell(cell)) for cell in next(rows, ())]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as error:
        raise UnreadableFileError(_("The sheet cannot be read: %(error)s.") % {"error": error}) from error
    if not any(heading):
        raise UnreadableFileError(_("The first sheet has no headings in its first row."))
    found = columns(heading)
    decimals = _decimals(sheet, found)
    return Table(_rows(rows, found, decimals), ",", found.unused, (sheet.max_row or 1) - 1)


def _decimals(sheet: Any, found: Columns) -> dict[str, int]:
    """A number without a format shows no zeros at its end: 10.0 reads 10. So an indicator's numbers have
    as many decimals as the one that has the most, or 10.0 would be held against 10.4 as 10 against 10."""
    most: dict[str, int] = {}
    value, name = found.fields["value"], found.fields.get("indicator")
    try:
        for cells in sheet.iter_rows(min_row=2):
            number = _cell(cells[value]) if value < len(cells) else ""
            if isinstance(number, Decimal) and (decimals := decimals_of(number)):
                key = _name(cells, name)
                most[key] = max(most.get(key, 0), min(decimals, MAX_DECIMALS))
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise _broken(error) from error
    return most


def _broken(error: Exception) -> UnreadableFileError:
    return UnreadableFileError(_("The sheet cannot be read to its end: %(error)s.") % {"error": error})


def _name(cells: Sequence[Any], index: int | None) -> str:
    return str(cells[index].value or "").strip() if index is not None and index < len(cells) else ""


def _rows(rows: Iterator[Any], found: Columns, decimals: Mapping[str, int]) -> Iterator[RawRow]:
    place = found.fields["value"]
    try:
        for number, cells in enumerate(rows, start=2):
            values = [_cell(cell) for cell in cells]
            if any(str(value).strip() for value in values):
                row = found.row(number, values)
                if isinstance(row.value, Decimal) and (cells[place].number_format or GENERAL) == GENERAL:
                    row.value = padded(row.value, decimals.get(row.indicator, 0))
                yield row
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise _broken(error) from error


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
