"""The one stream of rows that every kind of file is read into, before anything is looked up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.domain.importing.danish import FIELD_OF, NAMES


class UnreadableFileError(ValueError):
    """No row can be read; the message says why. Nothing has been written."""


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


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cell of a row is which field."""

    fields: dict[str, int]
    width: int
    unused: tuple[str, ...]

    def row(self, number: int, cells: Sequence[str | Decimal]) -> RawRow:
        if any(str(cell).strip() for cell in cells[self.width :]):
            return RawRow(number, problem=_("the row has more fields than the heading"))
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
            text = _("Two columns have the same name: “%(name)s”.")
            raise UnreadableFileError(text % {"name": heading.strip()})
        else:
            fields[field] = index
    missing = [name for name, found in NEEDED.items() if not found(fields)]
    if missing:
        text = ngettext(
            "The file has no column %(names)s. The first row is read as headings.",
            "The file has no columns %(names)s. The first row is read as headings.",
            len(missing),
        )
        names = get_text_list([_("“%(title)s”") % {"title": name} for name in missing], _("and"))
        raise UnreadableFileError(text % {"names": names})
    return Columns(fields, len(headings), tuple(unused))


NEEDED: dict[str, Callable[[Iterable[str]], bool]] = {
    NAMES["area"]: lambda fields: bool({"area", "area_code"} & set(fields)),
    NAMES["period"]: lambda fields: "period" in set(fields),
    NAMES["value"]: lambda fields: "value" in set(fields),
}
"""The columns that no file can do without."""
