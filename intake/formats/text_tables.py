"""Lines that spaces hold in columns → the rows of a table.

A cell that wraps fills several lines, and the cells beside it stand at the middle of these, or at their top. So which
lines are a row is found for the table as a whole: the parting into rows in which the cells stand best.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from intake.formats.laid_out import UNFINISHED, joined

GAP = re.compile(r" {2,}")
MOST_LINES_OF_A_ROW = 14
MOST_LINES = 120
"""Of a part of a table without an empty line; a longer one is parted line by line."""
Cells = Sequence[Sequence[str]]
Rows = tuple[tuple[str, ...], ...]

ASIDE, NEARLY, CUT, SMALL, ANEW, LONE = 3.0, 0.2, 5.0, 1.5, 0.5, 0.4
"""What speaks against a row: for each line that a cell stands off its place, little where it is near; a word that is cut before the row; a cell
that begins in small letters; one within that begins anew; an empty cell."""


def rows_of(lines: list[str]) -> Rows:
    """Empty where the lines are no table: fewer than two of them have gaps, or the gaps are not below each other. An
    empty line parts two rows."""
    lines = [line.expandtabs(8).rstrip() for line in lines]
    full = [line for line in lines if line]
    bounds = columns_of(full) if len(full) > 1 else []
    if len(bounds) < 2 or not (_could_be_table(full, len(bounds)) or _could_be_form(full, bounds)):
        return ()
    parts: list[list[list[str]]] = [[]]
    for line in lines:
        if line:
            parts[-1].append([line[first:last].strip() for first, last in bounds])
        else:
            parts.append([])
    if sum(sum(bool(cell) for cell in cells) >= 2 for part in parts for cells in part) < 2:
        return ()
    return tuple(row for part in parts for row in _rows(part))


def _could_be_table(lines: list[str], columns: int) -> bool:
    gapped = [line for line in lines if GAP.search(line.strip())]
    wide = [line for line in lines if is_row(line)]
    headed = bool(wide) and wide[0] in lines[:2]
    all_there = headed and len(GAP.findall(wide[0].strip())) + 1 == columns
    enough = len(gapped) * 2 >= len(lines) or (headed and len(wide) >= 2) or all_there
    return len(lines) >= 2 and len(gapped) >= 2 and enough


def _could_be_form(lines: list[str], bounds: list[tuple[int, int]]) -> bool:
    """Labels and what stands beside them, where both wrap: some lines have the one, some the other, some both."""
    if len(bounds) != 2:
        return False
    sides = [(bool(line[: bounds[1][0]].strip()), bool(line[bounds[1][0] :].strip())) for line in lines]
    labels = [line[: bounds[1][0]].strip() for line in lines]
    return (
        sides.count((True, True)) >= 2
        and (True, False) in sides
        and (False, True) in sides
        and all(re.match(r"\w{2}", label) for label in labels if label)
    )


def is_row(line: str) -> bool:
    """Whether it has three cells."""
    return len(GAP.findall(line.strip())) >= 2


def fits(lines: Iterable[str], more: Iterable[str]) -> bool:
    """Whether lines below a table stand in its columns."""
    above, below = list(lines), list(more)
    before = len(columns_of(above))
    return before >= 3 and len(columns_of([*above, *below])) >= before


def is_another(above: list[str], below: list[str]) -> bool:
    """Whether a table begins below: with the first one's first heading again, or headings of as many columns as it
    has itself, which are others."""
    first, second = GAP.split(above[0].strip()), GAP.split(below[0].strip())
    if len(second) < 3 or len(below) < 2 or len(above) < 2:
        return False
    headed = all(cell[0].isupper() and not any(map(str.isdigit, cell)) for cell in second)
    own = len(columns_of(below))
    return second[0] == first[0] or (headed and len(second) == own != len(columns_of(above)))


def columns_of(lines: list[str]) -> list[tuple[int, int]]:
    """Where every line has a space, and at least two side by side, a column ends; one space suffices where what
    follows is a column of its own in each line, such as right-aligned figures."""
    width = max(len(line) for line in lines)
    padded = [line.ljust(width) for line in lines]
    blank = [all(line[at] == " " for line in padded) for at in range(width)]
    starts = [at for at in range(width) if not blank[at] and (at == 0 or blank[at - 1])]
    bounds: list[int] = []
    for at in starts:
        gap = at - next((back for back in range(at - 1, -1, -1) if not blank[back]), -1) - 1
        if not bounds or gap >= 2 or (gap == 1 and _is_column(padded, at)):
            bounds.append(at)
    return [(first, last) for first, last in zip(bounds, [*bounds[1:], width], strict=True)]


def _is_column(lines: list[str], at: int) -> bool:
    """Beside a column of numbers: every line that has words right before the space ends in a number there."""
    before = [line[:at].split()[-1:] for line in lines[1:] if line[at - 2] != " "]
    return len(before) > 1 and all(re.fullmatch(r"\d{1,3}\.?|Nr\.", words[0]) for words in before if words)


def _rows(lines: Cells) -> list[tuple[str, ...]]:
    if not lines:
        return []
    if len(lines) > MOST_LINES:
        return [tuple(cells) for cells in lines]
    _cost, ends = min(_parted(lines, at_top=False), _parted(lines, at_top=True))
    return [_joined_row(lines[first:last]) for first, last in pairwise([0, *ends])]


def _joined_row(lines: Cells) -> tuple[str, ...]:
    return tuple(joined(word for word in column if word) for column in zip(*lines, strict=True))


def _parted(lines: Cells, *, at_top: bool) -> tuple[float, tuple[int, ...]]:
    """The cheapest parting: what speaks against it, and where its rows end."""

    @cache
    def best(end: int) -> tuple[float, tuple[int, ...]]:
        if not end:
            return 0.0, ()
        found = []
        for first in range(max(0, end - MOST_LINES_OF_A_ROW), end):
            cost, ends = best(first)
            found.append((cost + _against(lines, first, end, at_top=at_top), (*ends, end)))
        return min(found)

    for end in range(len(lines)):  # from the top, so that no call goes deep
        best(end)
    return best(len(lines))


def _against(lines: Cells, first: int, end: int, *, at_top: bool) -> float:
    """What speaks against the lines' being one row."""
    middle = (end - first - 1) / 2
    total = 0.0
    for column in range(len(lines[0])):
        filled = [at for at in range(first, end) if lines[at][column]]
        if not filled:
            total += LONE
            continue
        stands = filled[0] - first if at_top else (filled[0] + filled[-1]) / 2 - first - middle
        total += ASIDE * max(0.0, abs(stands) - (0 if at_top else 0.5)) + NEARLY * abs(stands)
        total += _cut_before(lines, first, column, lines[filled[0]][column])
        total += sum(_anew(lines[one][column], lines[other][column]) for one, other in pairwise(filled))
    return total


def _cut_before(lines: Cells, first: int, column: int, words: str) -> float:
    above = next((lines[at][column] for at in range(first - 1, -1, -1) if lines[at][column]), "")
    if above.endswith(("-", "\u2010")) or (
        len(above.split()) > 1 and above.split()[-1].lower() in UNFINISHED
    ):
        return CUT
    return SMALL if words[0].islower() else 0.0


def _anew(above: str, words: str) -> float:
    """Within a cell: a line that begins with a capital or a figure, and does not go on with the one above."""
    if above.endswith(("-", "\u2010", ",")) or above.split()[-1].lower() in UNFINISHED:
        return 0.0
    return ANEW if words[0].isupper() or words[0].isdigit() or words[0] in "-–+" else 0.0
