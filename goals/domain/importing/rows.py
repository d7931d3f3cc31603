"""The one stream of rows that every kind of file is read into, before anything is looked up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal


class UnreadableFileError(ValueError):
    """No row can be read; the message says in Danish why. Nothing has been written."""


@dataclass(slots=True)
class RawRow:
    """One row as it stands in the file. `problem` is set where the row itself cannot be read.

    A number from a spreadsheet or JSON is a `Decimal` already, with the decimals that it shows; a text
    still has to be read as a number. None for a flag means that the file has no such column.
    """

    number: int
    value: str | Decimal = ""
    indicator: str = ""
    area: str = ""
    area_code: str = ""
    period: str = ""
    unit: str = ""
    provisional: str | None = None
    series_break: str | None = None
    source: str = ""
    problem: str = ""


@dataclass(slots=True)
class Table:
    """`decimal_sign` settles texts like "1.745": ",", "." or, where the file itself contradicts
    itself, empty. `unused` are columns that the import does not know. `total` is how many rows there
    are, as far as the file tells before it is read; else 0."""

    rows: Iterator[RawRow]
    decimal_sign: str = ","
    unused: tuple[str, ...] = ()
    total: int = 0


HEADINGS = {
    "indicator": ("indikator", "indicator", "måltal"),
    "area": ("område", "area", "områdenavn", "kommune", "geografi"),
    "area_code": ("områdekode", "kommunekode", "area code", "area_code", "kode"),
    "period": ("periode", "period", "tid", "år", "kvartal", "måned"),
    "value": ("værdi", "value", "tal", "indhold", "antal"),
    "unit": ("enhed", "unit"),
    "provisional": ("foreløbig", "foreløbigt", "provisional"),
    "series_break": ("ny serie", "databrud", "series break", "series_break"),
    "source": ("kilde", "source"),
}
FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cell of a row is which field."""

    fields: dict[str, int]
    width: int
    unused: tuple[str, ...]

    def row(self, number: int, cells: Sequence[str | Decimal]) -> RawRow:
        if any(str(cell).strip() for cell in cells[self.width :]):
            return RawRow(number, problem="rækken har flere felter end overskriften")
        row = RawRow(number)
        for field, index in self.fields.items():
            cell = cells[index] if index < len(cells) else ""
            setattr(row, field, cell if field == "value" else str(cell).strip())
        return row


def columns(headings: Sequence[str]) -> Columns:
    """Raises `UnreadableFileError` where area, period or value has no column."""
    fields: dict[str, int] = {}
    unused = []
    for index, heading in enumerate(headings):
        field = FIELD_OF.get(" ".join(heading.lower().split()))
        if field is None:
            unused.extend([heading.strip()] if heading.strip() else [])
        elif field in fields:
            raise UnreadableFileError(f"To kolonner hedder det samme: »{heading.strip()}«.")
        else:
            fields[field] = index
    missing = [name for name, found in NEEDED.items() if not found(fields)]
    if missing:
        raise UnreadableFileError(
            f"Filen mangler kolonnen {' og '.join(missing)}. Første række er læst som overskrifter."
        )
    return Columns(fields, len(headings), tuple(unused))


NEEDED: dict[str, Callable[[Iterable[str]], bool]] = {
    "»område«": lambda fields: bool({"area", "area_code"} & set(fields)),
    "»periode«": lambda fields: "period" in set(fields),
    "»værdi«": lambda fields: "value" in set(fields),
}
