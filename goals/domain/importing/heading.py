"""Where a table's headings are, and which cell below them is what.

Offices write titles above the headings, one column for each period, and the years of those columns in a line
of their own. The headings are the first line that names an area, and either a period and a value or periods.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.domain.importing.danish import COUNTED, FIELD_OF, NAMES, PART_OF_YEAR, PARTS, TOTALS, YEAR
from goals.domain.importing.rows import NO_RESULT, Cell, Line, RawRow, UnreadableFileError
from goals.domain.importing.wording import composed, key, names, without_mark
from goals.domain.periods import Period, PeriodError, is_day, parse

SEARCHED = 30
"""Lines from the top in which headings are looked for."""
WIDEST = 1000
"""Columns that are read."""
HAS_YEAR = re.compile(r"(?:19|20)\d\d")
TRIED = 50
"""Headings of a line with a year in them that may be no period before no more are tried."""
LONGEST = 200
"""Letters of what may be a heading."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cell of a line is which field. `periods` are the columns that hold a period's figures each; then
    there is no column of periods or values."""

    fields: dict[str, int]
    width: int
    others: dict[int, str]
    periods: dict[int, str] = field(default_factory=dict)
    part: tuple[int, str] | None = None
    """The column of months or quarters beside one of years, and the letter before its numbers."""

    @property
    def values(self) -> list[int]:
        return list(self.periods) or [self.fields["value"]]

    @property
    def identity(self) -> list[int]:
        """The columns that say what a figure is of."""
        named = ("indicator", "area", "area_code", "period", "unit")
        part = [self.part[0]] if self.part else []
        return [*(self.fields[name] for name in named if name in self.fields), *part]

    @property
    def unused(self) -> tuple[str, ...]:
        return tuple(name for name in self.others.values() if name)

    def rows(self, line: Line) -> Iterator[RawRow]:
        """One, or one for each period that has something in its column."""
        if any(str(cell).strip() for cell in line.cells[self.width :]):
            yield RawRow(line.number, problem=_("the row has more fields than the heading"))
            return
        for index in self.values:
            period = self.periods.get(index, "")
            if not period or str(line.at(index)).strip():
                yield self._row(line, index, period)

    def _row(self, line: Line, index: int, period: str) -> RawRow:
        row = RawRow(line.number, period=period, column=period)
        for name, place in self.fields.items():
            if name != "value":
                setattr(row, name, composed(without_mark(str(line.at(place)).strip())))
        row.value = line.at(index)
        if self.part and (part := str(line.at(self.part[0])).strip()):
            row.period = _joint(row.period, part, self.part[1])
        if NO_RESULT in {row.value, *(line.at(place) for place in self.fields.values())}:
            row.problem = _(
                "a formula has no stored result: the workbook was not saved by a spreadsheet program. Open it in "
                "one, save it, and import it again"
            )
        elif index in line.covered:
            row.problem = _("the figure is in a merged cell that covers several rows: write it in each row")
        return row


def _joint(year: str, part: str, letter: str) -> str:
    """2020 and 1, januar, 1. kvartal or K1 are the month or quarter; 2020M01 is one already."""
    if part.isdecimal() and len(part) < 3:
        return f"{year}{letter}{part:0>2}"
    return part if is_period(part) else f"{part} {year}"


@dataclass(frozen=True, slots=True)
class Heading:
    number: int
    columns: Columns


def find(lines: Iterable[Line]) -> Heading:
    """Raises `UnreadableFileError` that says what the line that looks most like headings lacks."""
    best: tuple[int, UnreadableFileError] | None = None
    found: Heading | None = None
    formulas = False
    above: list[str] = []
    for line in islice(lines, SEARCHED):
        texts = [_text(cell) for cell in line.cells[:WIDEST]]
        formulas = formulas or NO_RESULT in line.cells
        if found:
            return _of_two_lines(line.number, texts, above) or found
        try:
            found = Heading(line.number, columns(texts))
        except UnreadableFileError as error:
            if two := _of_two_lines(line.number, texts, above):
                return two
            known = sum(key(text) in FIELD_OF for text in texts)
            best = best if best and best[0] >= known else (known, error)
        else:
            if not found.columns.periods:
                return found
        above = texts
    if found:
        return found
    if best is None:
        raise UnreadableFileError(_("There are no headings: every line is empty."))
    raise _with_formulas(best[1]) if formulas else best[1]


def _with_formulas(error: UnreadableFileError) -> UnreadableFileError:
    reason = _(
        "Some cells at the top are formulas without a stored result: the workbook was not saved by a spreadsheet "
        "program. Open it in one, save it, and import it again."
    )
    return UnreadableFileError(f"{error} {reason}")


def _text(cell: Cell) -> str:
    text = str(cell).strip()
    return "" if cell == NO_RESULT or len(text) > LONGEST else composed(text)


def _of_two_lines(number: int, texts: list[str], above: list[str]) -> Heading | None:
    """A line of years above one of months is no table of years."""
    joined = _joined(above, texts)
    if joined == texts:
        return None
    try:
        found = Heading(number, columns(joined))
    except UnreadableFileError:
        return None  # what is said of the line itself is of more use
    periods = found.columns.periods
    return found if any(joined[index] != texts[index] for index in periods) or not periods else None


def _joined(above: list[str], texts: list[str]) -> list[str]:
    """With what stands above: a year over its months, or a heading over two lines."""
    joined, last, failed = [], "", 0
    for index, text in enumerate(texts):
        own = above[index] if index < len(above) else ""
        last = own or last
        if not text:
            joined.append(own if key(own) in FIELD_OF else "")
        elif failed > TRIED or is_period(text):
            joined.append(text)
        else:
            fits = is_period(both := f"{text.rstrip('* ')} {last}")
            failed += not fits and bool(HAS_YEAR.search(both))
            joined.append(both if fits else text)
    return joined


def is_period(text: str) -> bool:
    return _period(text) is not None


@lru_cache(maxsize=4096)
def _period(text: str) -> Period | None:
    if not HAS_YEAR.search(text):
        return None
    try:
        return parse(text.rstrip("* "))
    except PeriodError:
        return None


def columns(headings: Sequence[str]) -> Columns:
    """Raises `UnreadableFileError` where area, period or value has no column."""
    fields: dict[str, int] = {}
    others: dict[int, str] = {}
    part = _part_of_year(headings)
    twice = ""
    for index, heading in enumerate(headings):
        name = FIELD_OF.get(key(heading))
        if part and index == part[0]:
            continue
        if name is None:
            others[index] = heading.strip()
        elif name in fields:
            twice = twice or heading.strip()
        else:
            fields[name] = index
    if "period" not in fields and (periods := _periods(others)):
        return _wide(fields, others, periods, len(headings), twice)
    if twice:
        raise UnreadableFileError(_("Two columns have the same name: “%(name)s”.") % {"name": twice})
    if "value" not in fields:
        if "period" not in fields:
            _refuse_days(others)
        fields |= _total(others)
    _check(fields)
    used = set(fields.values())
    left = {index: name for index, name in others.items() if index not in used}
    return Columns(fields, len(headings), left, part=part)


def _part_of_year(headings: Sequence[str]) -> tuple[int, str] | None:
    """One column of months or quarters, where there is one of years and none of whole periods."""
    named = [key(heading) for heading in headings]
    times = [index for index, name in enumerate(named) if FIELD_OF.get(name) == "period"]
    parts = [index for index in times if named[index] in PART_OF_YEAR]
    if len(times) == 2 and len(parts) == 1 and YEAR & set(named):
        return parts[0], PART_OF_YEAR[named[parts[0]]]
    return None


def _periods(others: dict[int, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    failed = 0
    for index, name in others.items():
        if is_period(name):
            found[index] = name
        elif HAS_YEAR.search(name) and (failed := failed + 1) > TRIED:
            break
    return found


def _wide(
    fields: dict[str, int], others: dict[int, str], periods: dict[int, str], width: int, twice: str
) -> Columns:
    seen: set[object] = set()
    for name in periods.values():
        if (period := _period(name)) in seen:
            text = _(
                "Two columns are of the same period: “%(name)s”. Where the figures are divided, e.g. by sex, "
                "keep the columns of one group."
            )
            raise UnreadableFileError(text % {"name": name})
        seen.add(period)
    value = fields.pop("value", None)
    if twice:
        raise UnreadableFileError(_("Two columns have the same name: “%(name)s”.") % {"name": twice})
    blank = [index for index, name in others.items() if not name and index < min(periods)]
    if not {"area", "area_code"} & set(fields) and len(blank) == 1:
        fields["area"] = blank[0]
    if not {"area", "area_code"} & set(fields):
        raise _missing([NAMES["area"]])
    taken = {*periods, *fields.values()}
    left = {index: name for index, name in others.items() if index not in taken}
    return Columns(fields, width, left | ({} if value is None else {value: NAMES["value"]}), periods)


def _total(others: dict[int, str]) -> dict[str, int]:
    """Columns Mænd, Kvinder and I alt: the last one is the figure. Else the only one that says what it counts."""
    totals = [index for index, name in others.items() if key(name) in TOTALS]
    if len(totals) == 1:
        return {"value": totals[0]}
    if parts := [name for name in others.values() if key(name) in PARTS]:
        text = _("The figures are divided into the columns %(names)s, and none is the total. Add it (I alt).")
        raise UnreadableFileError(text % {"names": names(parts)})
    counted = [index for index, name in others.items() if key(name) in COUNTED]
    return {"value": counted[0]} if len(counted) == 1 else {}


def _refuse_days(others: dict[int, str]) -> None:
    """A spreadsheet has made months the first of them."""
    days = [name for name in islice(others.values(), TRIED) if is_day(name)]
    if len(days) > 1:
        text = _(
            "The headings %(names)s are days. Write months (2020M01), or format the cells as month and year."
        )
        raise UnreadableFileError(text % {"names": names(days)})


def _check(fields: dict[str, int]) -> None:
    missing = [
        *([NAMES["area"]] if not {"area", "area_code"} & set(fields) else []),
        *([NAMES["period"]] if "period" not in fields else []),
        *([NAMES["value"]] if "value" not in fields else []),
    ]
    if missing:
        raise _missing(missing)


def _missing(missing: list[str]) -> UnreadableFileError:
    text = ngettext(
        "The file has no column %(names)s. Headings are looked for in the first %(most)d rows.",
        "The file has no columns %(names)s. Headings are looked for in the first %(most)d rows.",
        len(missing),
    )
    return UnreadableFileError(text % {"names": names(missing), "most": SEARCHED})
