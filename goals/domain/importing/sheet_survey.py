"""What a row-by-row reader of XLSX does not tell: what is hidden, merged, or a formula without a result.

The elements are those of ECMA-376, part 1, section 18.3.1. The sheet is never held whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers.expat import ExpatError, ParserCreate

from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from goals.domain.importing.heading import WIDEST

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
LAST_ROW = 1_048_576
"""As many rows as a sheet may have. A file that names a later one would be padded up to it."""
LONGEST_FORMAT = 255
TRUE = {"1", "true"}


@dataclass(slots=True)
class Survey:
    """Rows are numbered from 1, columns from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    """Those that have something in them."""
    hidden_columns: set[int] = field(default_factory=set)
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """First row → column and last row of each area of merged cells."""
    without_result: set[tuple[int, int]] = field(default_factory=set)


def survey(sheet: IO[bytes]) -> Survey:
    """Raises `ValueError` or `KeyError` where it is no sheet."""
    found = Survey()
    reader = _Reader(found)
    try:
        reader.parser.ParseFile(sheet)
    except ExpatError as error:
        raise ValueError(str(error)) from error
    return found


def refuse_long_formats(styles: IO[bytes]) -> None:
    """Raises `ValueError`. A number format of many thousand letters takes longer to be understood than a file
    takes to be read; spreadsheet programs allow 255."""

    def start(_name: str, attributes: dict[str, str]) -> None:
        if len(attributes.get("formatCode", "")) > LONGEST_FORMAT:
            raise ValueError("formatCode")

    def doctype(*_declared: object) -> None:
        raise ValueError("DOCTYPE")

    parser: Any = ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.ParseFile(styles)
    except ExpatError as error:
        raise ValueError(str(error)) from error


class _Reader:
    def __init__(self, found: Survey) -> None:
        self.found = found
        self.parser: Any = ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.row = self.column = 0
        self.hidden = False
        self.place: tuple[int, int] | None = None
        self.cell: dict[str, str] = {}

    def _doctype(self, *_declared: object) -> None:
        raise ValueError("DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name.startswith(MAIN) and (handle := self.HANDLERS.get(name[len(MAIN) :])):
            handle(self, attributes)

    def _row(self, attributes: dict[str, str]) -> None:
        self.row = int(float(attributes.get("r", self.row + 1)))
        if self.row > LAST_ROW:
            raise ValueError(f"row {self.row}")
        self.column = 0
        self.hidden = attributes.get("hidden") in TRUE

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        self.parser.CharacterDataHandler = None
        self.place = None
        self.cell = attributes

    def _formula(self, _attributes: dict[str, str]) -> None:
        if self.cell.get("t") == "str":
            return  # its result is a text, which may be empty
        row, column = coordinate_to_tuple(self.cell["r"]) if "r" in self.cell else (self.row, self.column)
        self.place = (row, column - 1)
        self.found.without_result.add(self.place)

    def _value(self, _attributes: dict[str, str]) -> None:
        if self.hidden:
            self.found.hidden_rows.add(self.row)
        if self.place:
            self.parser.CharacterDataHandler = self._result

    def _result(self, _text: str) -> None:
        if self.place:
            self.found.without_result.discard(self.place)

    def _columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in TRUE:
            first, last = int(attributes["min"]), int(attributes["max"])
            self.found.hidden_columns.update(range(max(first - 1, 0), min(last, WIDEST)))

    def _merged(self, attributes: dict[str, str]) -> None:
        left, top, _right, bottom = range_boundaries(attributes["ref"])
        if bottom > top and left <= WIDEST:
            self.found.merged.setdefault(top, []).append((left - 1, bottom))

    HANDLERS = {
        "row": _row,
        "c": _cell,
        "f": _formula,
        "v": _value,
        "is": _value,
        "col": _columns,
        "mergeCell": _merged,
    }


def covering(found: Survey, row: int, active: dict[int, int]) -> Iterator[int]:
    """The columns whose cell of this row a merged cell further up covers. `active` is what has begun."""
    for column in [column for column, last in active.items() if last < row]:
        del active[column]
    yield from active
    active.update(found.merged.get(row, ()))
