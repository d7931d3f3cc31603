"""XLSX files, read row by row: the one sheet that holds a table, or the one that a person has chosen."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from goals.domain.figures import plain, rounded
from goals.domain.importing.decimals import MAX_DECIMALS
from goals.domain.importing.heading import WIDEST, find
from goals.domain.importing.layout import table
from goals.domain.importing.rows import NO_RESULT, Cell, Line, Table, UnreadableFileError, Unshown
from goals.domain.importing.sheet_survey import covering, refuse_long_formats, survey
from goals.domain.importing.wording import composed, key, names, runs

LARGEST = 512 * 1024 * 1024
"""Bytes when unpacked. A small file may be made to unpack to more than the server has room for."""
MOST_SHEETS = 100
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
STYLES = "xl/styles.xml"
GENERAL = "General"
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number format prints as it stands, or says of colour and language: `0.0" %"` is no percentage."""
SHOWN_DECIMALS = re.compile(r"[0#]\.(0+)")
MONTH_FORMAT = re.compile(r"(?i)^(?!.*d)(?=.*m)(?=.*y)")
BROKEN = (
    *(BadZipFile, InvalidFileException, LookupError, ValueError, OSError, EOFError, zlib.error, SyntaxError),
    *(TypeError, AttributeError, ArithmeticError, RuntimeError),
)
"""What openpyxl and zipfile raise for a file that is no workbook, or has been tampered with. XML that is not
well formed is a `SyntaxError`, an attribute that is missing a `TypeError`, an unknown way of packing a
`RuntimeError`."""


class ChooseSheetError(UnreadableFileError):
    """Several sheets hold a table; `sheets` are their names."""

    def __init__(self, message: str, sheets: list[str]) -> None:
        super().__init__(message)
        self.sheets = sheets


def read(handle: BinaryIO, sheet: str = "") -> Table:
    """`sheet` names the one to read where several hold a table."""
    shown, hidden = _sheets(handle)
    chosen, others = _chosen(shown, hidden, sheet)

    def notices() -> list[str]:
        told = chosen.notices()
        if others:
            told.append(_("Read is the sheet %(name)s. Not read: %(others)s.") % _named(chosen, others))
        if hidden:
            told.append(_("Hidden sheets are not read: %(names)s.") % {"names": names(hidden)})
        return told

    return table(chosen.lines, ",", notices)


def first_sheet(handle: BinaryIO) -> Iterator[Line]:
    """Of those that are shown, whatever its headings are."""
    shown, _hidden = _sheets(handle)
    if not shown:
        raise UnreadableFileError(_("The workbook has no sheet."))
    return shown[0].lines()


def _named(chosen: "_Sheet", others: list[str]) -> dict[str, str]:
    return {"name": names([chosen.title]), "others": names(others)}


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except UnreadableFileError:
        raise
    except BROKEN as error:
        raise UnreadableFileError(_("The sheet cannot be read: %(error)s.") % {"error": error}) from error


def _sheets(handle: BinaryIO) -> tuple[list["_Sheet"], list[str]]:
    """Those that a reader of the workbook sees, and the names of the others."""
    handle.seek(0)
    with _reading():
        with ZipFile(handle) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST:
                text = _("The sheet is too large when unpacked. Divide it, or save it as CSV.")
                raise UnreadableFileError(text)
            _refuse_many(sum(bool(SHEET.fullmatch(part.filename)) for part in parts.infolist()))
            if STYLES in parts.namelist():
                with parts.open(STYLES) as styles:
                    refuse_long_formats(styles)
        book = load_workbook(handle, read_only=True, data_only=True)
        _refuse_many(len(book.worksheets))  # several may be the same part of the file
        shown = [_Sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return shown, [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]


def _refuse_many(sheets: int) -> None:
    if sheets > MOST_SHEETS:
        text = _("The workbook has more than %(most)d sheets. Divide it, or save the sheet as CSV.")
        raise UnreadableFileError(text % {"most": MOST_SHEETS})


def _chosen(shown: list["_Sheet"], hidden: list[str], name: str) -> tuple["_Sheet", list[str]]:
    if name:
        shown_as = {key(sheet.title): sheet for sheet in shown}
        if not (found := shown_as.get(key(name))):
            text = _("The workbook shows no sheet %(name)s. It has %(sheets)s.")
            sheets = names(sheet.title for sheet in shown)
            raise UnreadableFileError(text % {"name": names([name]), "sheets": sheets})
        found.check()
        return found, [sheet.title for sheet in shown if sheet is not found]
    faults = {sheet.title: sheet.fault() for sheet in shown}
    tables = [sheet for sheet in shown if not faults[sheet.title]]
    if len(tables) > 1:
        titles = [sheet.title for sheet in tables]
        text = _("Several sheets hold a table: %(names)s. Choose the sheet that is to be read.")
        raise ChooseSheetError(text % {"names": names(titles)}, titles)
    if not tables:
        raise UnreadableFileError(_no_table(faults, hidden))
    return tables[0], [sheet.title for sheet in shown if sheet is not tables[0]]


def _no_table(faults: dict[str, str], hidden: list[str]) -> str:
    said = [
        fault
        if len(faults) == 1
        else _("Sheet %(name)s: %(fault)s") % {"name": names([name]), "fault": fault}
        for name, fault in [*faults.items()][:5]
    ]
    if hidden:
        said.append(_("Hidden sheets are not read: %(names)s.") % {"names": names(hidden)})
    return " ".join(said) or _("The workbook has no sheet.")


class _Sheet:
    """A worksheet without what is hidden in it; what was left out is told."""

    def __init__(self, sheet: Any) -> None:
        self.title: str = composed(sheet.title)
        self.sheet = sheet
        self.sheet.reset_dimensions()  # a sheet may claim to be as wide and long as there is room for
        with self.sheet._get_source() as source:
            self.survey = survey(source)
        self.left_out: set[int] = set()

    def fault(self) -> str:
        try:
            self.check()
        except UnreadableFileError as error:
            return str(error)
        return ""

    def check(self) -> None:
        """Raises `UnreadableFileError` where there are no headings."""
        try:
            find(self.lines())
        except UnreadableFileError as error:
            raise UnreadableFileError(" ".join([str(error), *self.notices()])) from error

    def lines(self) -> Iterator[Line]:
        above: dict[int, Cell] = {}
        active: dict[int, int] = {}
        try:
            for number, cells in enumerate(self.sheet.iter_rows(), start=1):
                if not cells:
                    continue  # a row far below is padded up to
                covered = [*covering(self.survey, number, active)]
                line = self._line(number, cells)
                self._fill(line, covered, above)
                above.update(
                    {column: line.at(column) for column, _last in self.survey.merged.get(number, ())}
                )
                if number not in self.survey.hidden_rows and line.filled:
                    yield line
        except BROKEN as error:
            text = _("The sheet cannot be read to its end: %(error)s.")
            if isinstance(error, UnreadableFileError):
                raise
            raise UnreadableFileError(text % {"error": error}) from error

    def _line(self, number: int, cells: Any) -> Line:
        if len(cells) > WIDEST and cells[-1].value is not None:
            text = _("The sheet has more than %(most)d columns. Keep those of the figures.")
            raise UnreadableFileError(text % {"most": WIDEST})
        read = [_cell(cell) for cell in cells[:WIDEST]]
        for column, value in enumerate(read):
            if isinstance(value, str) and not value:
                if (number, column) in self.survey.without_result:
                    read[column] = NO_RESULT
            elif column in self.survey.hidden_columns:
                self.left_out.add(column)
                read[column] = ""
        return Line(number, read)

    def _fill(self, line: Line, covered: list[int], above: dict[int, Cell]) -> None:
        """What a merged cell holds stands for every row that it covers."""
        filled = [column for column in covered if line.at(column) == "" and above.get(column, "") != ""]
        for column in filled:
            line.cells.extend([""] * (column + 1 - len(line.cells)))
            line.cells[column] = above[column]
        line.covered = filled

    def notices(self) -> list[str]:
        told = []
        if rows := sorted(self.survey.hidden_rows):
            text = ngettext(
                "Hidden row %(rows)s of the sheet %(name)s is not read.",
                "Hidden rows %(rows)s of the sheet %(name)s are not read.",
                len(rows),
            )
            told.append(text % {"rows": runs(rows), "name": names([self.title])})
        if columns := [get_column_letter(column + 1) for column in sorted(self.left_out)]:
            text = ngettext(
                "Hidden column %(columns)s of the sheet %(name)s is not read.",
                "Hidden columns %(columns)s of the sheet %(name)s are not read.",
                len(columns),
            )
            told.append(text % {"columns": names(columns), "name": names([self.title])})
        return told


def _cell(cell: Any) -> Cell:
    """What a reader of the sheet sees: 0.104 shown as a percentage is 10.4, 10 shown with one decimal
    is 10.0, the first of a month shown as a month is that month."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | float):
        return _number(value, cell.number_format or GENERAL)
    if isinstance(value, datetime | date):
        shown = LITERAL.sub("", cell.number_format or "")
        return f"{value:%Y-%m}" if MONTH_FORMAT.match(shown) else f"{value:%Y-%m-%d}"
    return str(value)


def _number(value: int | float, shown: str) -> Decimal:
    """A double holds 15 digits; what follows is noise of the calculation that made it."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if shown == GENERAL:
        return Unshown(exact)
    shown = LITERAL.sub("", shown)
    if "%" in shown:
        exact = plain(exact * 100)
    match = SHOWN_DECIMALS.search(shown)
    return rounded(exact, min(len(match[1]), MAX_DECIMALS)) if match else exact
