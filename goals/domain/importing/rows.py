"""What every kind of file is read into: lines of cells, then rows, before anything is looked up."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

Cell = str | Decimal
NO_RESULT = "=…"
"""In place of a formula that is stored without its result."""


class UnreadableFileError(ValueError):
    """No row can be read; the message says why. Nothing has been written."""


class Unshown(Decimal):
    """A number of a spreadsheet without a format: how many decimals it was meant to have, no reader sees."""


@dataclass(slots=True)
class Line:
    """One line of cells as a file has it. `covered` are those that a merged cell further up covers; they
    hold its value."""

    number: int
    cells: list[Cell]
    covered: Collection[int] = ()

    def at(self, index: int) -> Cell:
        return self.cells[index] if index < len(self.cells) else ""

    @property
    def filled(self) -> int:
        """How many cells have something of their own."""
        filled = sum(1 for cell in self.cells if isinstance(cell, Decimal) or cell.strip())
        return filled - len(self.covered)


Lines = Callable[[], Iterator[Line]]
"""A file's lines from the first on, as often as they are asked for. Empty ones are left out."""


@dataclass(slots=True)
class RawRow:
    """One row as it stands in the file. `problem` is set where the row itself cannot be read. `column` is the
    heading above the value, where a line of the file has several.

    A number from a spreadsheet or JSON is a `Decimal` already, with the decimals that it shows; a text
    still has to be read as a number. None for a flag means that the file has no such column.
    """

    number: int
    value: Cell = ""
    indicator: str = ""
    area: str = ""
    area_code: str = ""
    period: str = ""
    unit: str = ""
    provisional: str | None = None
    series_break: str | None = None
    computed: str | None = None
    source: str = ""
    table: str = ""
    extracted: str = ""
    problem: str = ""
    column: str = ""


@dataclass(slots=True)
class Table:
    """`decimal_sign` settles texts like "1.745": ",", "." or, where the file itself contradicts
    itself, empty. `unused` are columns that the import does not know. `total` is how many rows there
    are, as far as the file tells before it is read; else 0. `notices` say what of the file is left out,
    and what a person should look at."""

    rows: Iterator[RawRow]
    decimal_sign: str = ","
    unused: tuple[str, ...] = ()
    total: int = 0
    notices: tuple[str, ...] = ()
