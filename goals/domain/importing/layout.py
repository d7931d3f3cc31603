"""Lines of cells → the table of figures in them; what is above, below and beside it is told and left out.

The lines are read twice: first to learn what the file as a whole says (decimal sign, decimals, what divides
the figures), then row by row.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.domain.figures import decimals_of, padded
from goals.domain.importing.danish import DIMENSIONS, FIELD_OF, PARTS, TOTALS
from goals.domain.importing.decimals import MAX_DECIMALS, decimal_sign
from goals.domain.importing.heading import Columns, Heading, find, is_period
from goals.domain.importing.rows import Line, Lines, RawRow, Table, UnreadableFileError, Unshown
from goals.domain.importing.wording import composed, key, runs

GROUPS = 200
"""Different words of a column that may divide figures: all ages, not all remarks."""


def table(lines: Lines, default_sign: str, notices: Callable[[], list[str]] = list) -> Table:
    """Raises `UnreadableFileError`. `notices` are asked for when the lines have been read once."""
    heading = find(lines())
    scan = _Scan(heading.columns)
    sign = decimal_sign(scan.texts(_below(lines, heading)), default_sign)
    kept = [*_totals_only(scan)]
    told = [*notices(), *scan.notices(), *(total.notice for total in kept)]
    rows = _rows(_below(lines, heading), heading.columns, scan.decimals, kept)
    return Table(rows, sign, heading.columns.unused, scan.total, tuple(told))


def _below(lines: Lines, heading: Heading) -> Iterator[Line]:
    return (line for line in lines() if line.number > heading.number)


def _is_note(line: Line, columns: Columns) -> bool:
    """A source or a footnote below a table; a figure has an area, perhaps a merged one, and a value."""
    if line.filled > 1:
        return False
    return not line.covered or all(line.at(index) == "" for index in columns.values)


def _begins_a_table(line: Line, columns: Columns) -> bool:
    """Headings below the headings: what follows may be of another group, or of other periods."""
    fields = columns.fields
    if area := str(line.at(fields.get("area", fields.get("area_code", 0)))).strip():
        return FIELD_OF.get(key(area)) in {"area", "area_code"}
    values = [text for index in columns.periods if (text := str(line.at(index)).strip())]
    return len(values) > 1 and all(map(is_period, values))


def _refuse_part(note: Line) -> None:
    """A line that says "Mænd" only stands above the figures of that group."""
    [said] = [text for cell in note.cells if (text := str(cell).strip())][:1] or [""]
    if key(said) in PARTS:
        raise divided(said)


def _rows(
    lines: Iterator[Line], columns: Columns, decimals: dict[str, int], kept: list["_Total"]
) -> Iterator[RawRow]:
    for line in lines:
        if _is_note(line, columns) or any(not total.has(line) for total in kept):
            continue
        for row in columns.rows(line):
            if isinstance(row.value, Unshown):
                row.value = padded(Decimal(row.value), decimals.get(row.indicator, 0))
            yield row


@dataclass(slots=True)
class _Scan:
    """What the first reading learns. A number without a format shows no zeros at its end: 10.0 reads 10. So
    an indicator's numbers have as many decimals as the one that has the most, or 10.0 would be held against
    10.4 as 10 against 10."""

    columns: Columns
    total: int = 0
    lines: int = 0
    decimals: dict[str, int] = field(default_factory=dict)
    notes: list[int] = field(default_factory=list)
    words: dict[int, dict[str, int]] = field(default_factory=dict)
    """Of each column that is no field: how often which word is in it, as long as they are few."""
    figures: set[int] = field(default_factory=set)
    """What the rows speak of, hashed."""

    def __post_init__(self) -> None:
        self.words = {index: {} for index in self.columns.others}

    def texts(self, lines: Iterator[Line]) -> Iterator[str]:
        """The values that are still to be read as numbers; the rest is learnt on the way. Raises
        `UnreadableFileError` where the lines are of several tables or groups."""
        name = self.columns.fields.get("indicator")
        for line in lines:
            if _begins_a_table(line, self.columns):
                text = _("Another table begins in row %(row)d. Keep one table.")
                raise UnreadableFileError(text % {"row": line.number})
            if _is_note(line, self.columns):
                _refuse_part(line)
                self.notes.append(line.number)
                continue
            self._learn(line)
            for cell in map(line.at, self.columns.values):
                self.total += not self.columns.periods or bool(str(cell).strip())
                if isinstance(cell, str):
                    yield cell
                elif decimals := decimals_of(cell):
                    of = "" if name is None else composed(str(line.at(name)).strip())
                    self.decimals[of] = max(self.decimals.get(of, 0), min(decimals, MAX_DECIMALS))

    def _learn(self, line: Line) -> None:
        self.lines += 1
        for index, words in self.words.items():
            word = str(line.at(index)).strip()
            if len(words) <= GROUPS and len(word) <= GROUPS:
                words[word] = words.get(word, 0) + 1
        if self.words:
            self.figures.add(hash(tuple(str(line.at(place)) for place in self.columns.identity)))

    def divides(self, index: int) -> bool:
        """Whether the column has the figures of parts: its words say so, or each figure is there once for
        each of them."""
        words = self.words[index]
        if not 1 < len(words) <= GROUPS:
            return False
        once = len(self.figures) == self.lines
        if self._speaks_of_parts(index) and not (once and "indicator" in self.columns.fields):
            return True
        return self.lines >= 1.5 * len(self.figures) and len(words) * len(self.figures) >= self.lines

    def _speaks_of_parts(self, index: int) -> bool:
        found = {key(word) for word in self.words[index]}
        return key(self.columns.others[index]) in DIMENSIONS or bool(found & PARTS)

    def notices(self) -> Iterator[str]:
        if self.notes:
            text = ngettext(
                "Row %(rows)s has one cell only and is taken for a note.",
                "Rows %(rows)s have one cell only and are taken for notes.",
                len(self.notes),
            )
            yield text % {"rows": runs(self.notes)}
        for index, words in self.words.items():
            if len(words) == 1 and self._speaks_of_parts(index):
                yield from only_of(self.columns.others[index], next(iter(words)))


def only_of(column: str, word: str) -> Iterator[str]:
    """A column of one group: fine where it is the whole, else to be looked at."""
    if word and key(word) not in TOTALS:
        text = _("All figures are of “%(column)s: %(word)s”. See that this is what the indicator counts.")
        yield text % {"column": column, "word": word}


@dataclass(slots=True)
class _Total:
    """A column that divides the figures, of which only the whole is read."""

    index: int
    words: set[str]
    notice: str

    def has(self, line: Line) -> bool:
        return str(line.at(self.index)).strip() in self.words


def _totals_only(scan: _Scan) -> Iterator[_Total]:
    """Raises `UnreadableFileError` where there is no whole: a part would be stored as it."""
    for index, words in scan.words.items():
        if not scan.divides(index):
            continue
        label = scan.columns.others[index] or next(filter(None, words))
        whole = {word for word in words if key(word) in TOTALS}
        if not whole:
            raise divided(label)
        left = sum(count for word, count in words.items() if word not in whole)
        text = ngettext(
            "The figures are divided by “%(label)s”: only “%(whole)s” is read, %(count)d other row is left out.",
            "The figures are divided by “%(label)s”: only “%(whole)s” is read, %(count)d other rows are left out.",
            left,
        )
        values = {"label": label, "whole": " / ".join(sorted(whole)), "count": left}
        yield _Total(index, whole, text % values)


def divided(label: str) -> UnreadableFileError:
    text = _("The figures are also divided by “%(label)s”. Get them without that.")
    return UnreadableFileError(text % {"label": label})
