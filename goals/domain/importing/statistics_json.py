"""The JSON of jobindsats' two interfaces.

Version 2: `[{"Variables": [{"Label": "Area"}, …], "Data": [["Hele landet", "2020M01", "1.234"], …]}]`.
Version 3: `{"columns": ["Område", "Periode", …], "rows": [["Hele landet", "2020M01", 1234], …]}`.
Both are one table: an area, a period, perhaps dimensions that divide it, and one or more measures.
"""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.domain.figures import decimals_of, padded
from goals.domain.importing.danish import DIMENSIONS, FIELD_OF, NAMES
from goals.domain.importing.decimals import MAX_DECIMALS, NumberError, decimal_sign, number
from goals.domain.importing.layout import divided, only_of
from goals.domain.importing.rows import RawRow, Table, UnreadableFileError
from goals.domain.importing.wording import composed, key

Cells = Sequence[Any]


def read(handle: BinaryIO, measure: str = "") -> Table:
    """`measure` names the column to take where there are several."""
    labels, data = _table(_json(handle))
    area, period = _column(labels, "area"), _column(labels, "period")
    value = _value_column(labels, data, {area, period}, measure)
    texts = (cells[value] for cells in data if isinstance(cells[value], str))
    most = _decimals([cells[value] for cells in data if isinstance(cells[value], Decimal)])
    rows = (_row(n, cells, area, period, value, most) for n, cells in enumerate(data, start=1))
    notices = tuple(_one_group(labels, data))
    return Table(rows, decimal_sign(texts, ","), total=len(data), notices=notices)


def _one_group(labels: Sequence[str], data: Sequence[Cells]) -> Iterator[str]:
    """Figures of men only are nobody's whole, though one word divides nothing."""
    for index, label in enumerate(labels):
        if key(label) in DIMENSIONS and isinstance(word := data[0][index], str):
            yield from only_of(label, word)


def _json(handle: BinaryIO) -> Any:
    handle.seek(0)
    try:
        return json.loads(handle.read().decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(_("The file is no valid JSON: %(error)s.") % {"error": error}) from error


def _table(content: Any) -> tuple[list[str], list[Cells]]:
    if isinstance(content, list) and len(content) == 1 and isinstance(content[0], dict):
        content = content[0]
    match content:
        case {"Variables": [*variables], "Data": [*data]} if all(
            isinstance(each, dict) and isinstance(each.get("Label"), str) for each in variables
        ):
            labels = [each["Label"] for each in variables]
        case {"columns": [*names], "rows": [*data]} if all(isinstance(name, str) for name in names):
            labels = list(names)
        case _:
            raise UnreadableFileError(
                _(
                    "The JSON file has none of the shapes that the portal knows from jobindsats "
                    "(“Variables” and “Data”, or “columns” and “rows”)."
                )
            )
    if not all(isinstance(cells, list) and len(cells) == len(labels) for cells in data):
        raise UnreadableFileError(_("The rows of the JSON file have not as many fields as its headings."))
    if not data:
        raise UnreadableFileError(_("The JSON file has no rows."))
    return labels, data


def _column(labels: Sequence[str], field: str) -> int:
    for index, label in enumerate(labels):
        words = key(label).split()
        if FIELD_OF.get(" ".join(words)) == field or (words and FIELD_OF.get(words[0]) == field):
            return index
    text = _("The JSON file has no column for %(name)s: %(labels)s.")
    raise UnreadableFileError(text % {"name": NAMES[field], "labels": ", ".join(labels)})


def _value_column(labels: Sequence[str], data: Sequence[Cells], known: set[int], measure: str) -> int:
    others = [index for index in range(len(labels)) if index not in known]
    measures = [index for index in others if _is_measure(data, index)]
    if measure:
        chosen = [index for index in measures if labels[index].lower() == measure.lower()]
    else:
        chosen = measures
    if len(chosen) != 1:
        named = [_("“%(title)s”") % {"title": labels[index]} for index in measures]
        text = _("Choose a column (--measure) with the figure that is to be read: %(names)s.")
        raise UnreadableFileError(text % {"names": ", ".join(named) or pgettext("columns", "none")})
    for index in set(others) - set(measures):
        if len({str(cells[index]) for cells in data}) > 1:
            raise divided(labels[index])
    return chosen[0]


def _is_measure(data: Sequence[Cells], index: int) -> bool:
    """A column of numbers; marks for what the source does not give are no numbers, but no words either."""
    found = False
    for cells in data:
        cell = cells[index]
        if cell is None or isinstance(cell, bool):
            continue
        if isinstance(cell, str) and cell.strip(" .-–…*"):
            try:
                number(cell, ",")
            except NumberError:
                return False
            found = True
        found = found or isinstance(cell, int | Decimal)
    return found


def _decimals(numbers: Sequence[Decimal]) -> int:
    """Many programs write 10.0 as 10: then all have as many decimals as the one that has the most. One that
    writes zeros at the end anywhere writes them everywhere."""
    if any(decimals_of(number) and str(number).endswith("0") for number in numbers):
        return 0
    return min(max(map(decimals_of, numbers), default=0), MAX_DECIMALS)


def _row(position: int, cells: Cells, area: int, period: int, value: int, decimals: int) -> RawRow:
    cell = cells[value]
    number = Decimal(cell) if isinstance(cell, int) and not isinstance(cell, bool) else _text(cell)
    return RawRow(
        number=position,
        value=padded(number, decimals) if isinstance(number, Decimal) else number,
        area=composed(str(cells[area] or "")),
        period=composed(str(cells[period] or "")),
    )


def _text(cell: Any) -> str | Decimal:
    return cell if isinstance(cell, Decimal) else str("" if cell is None else cell)
