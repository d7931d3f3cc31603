"""Lines that spaces hold in columns → the rows of a table."""

import re

from intake.formats.laid_out import joined

GAP = re.compile(r" {2,}")


def rows_of(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    """Empty where the lines are no table: fewer than two of them have gaps, or the gaps are not below each
    other."""
    lines = [line.expandtabs(8).rstrip() for line in lines]
    gapped = [line for line in lines if GAP.search(line.strip())]
    wide = [line for line in lines if len(GAP.findall(line.strip())) >= 2]
    enough = len(gapped) * 2 >= len(lines) or (lines[0] in wide and len(wide) >= 3)
    if len(lines) < 2 or len(gapped) < 2 or not enough:
        return ()
    bounds = _columns(lines)
    if len(bounds) < 2:
        return ()
    cells = [[line[first:last].strip() for first, last in bounds] for line in lines]
    if sum(sum(bool(cell) for cell in row) >= 2 for row in cells) < 2:
        return ()
    return tuple(_rows(cells))


def _columns(lines: list[str]) -> list[tuple[int, int]]:
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
    return bool(before) and all(re.fullmatch(r"\d{1,3}\.?|Nr\.", words[0]) for words in before if words)


def _rows(cells: list[list[str]]) -> list[tuple[str, ...]]:
    """A line begins a row where a cell that is filled already begins anew, with a capital or a number."""
    rows: list[list[list[str]]] = []
    for line in cells:
        if not rows or _begins(rows[-1], line):
            rows.append([[] for _cell in line])
        for cell, words in zip(rows[-1], line, strict=True):
            if words:
                cell.append(words)
    return [tuple(joined(cell) for cell in row) for row in _with_headings_whole(rows)]


def _begins(row: list[list[str]], line: list[str]) -> bool:
    filled = [(cell, words) for cell, words in zip(row, line, strict=True) if words]
    anew = all(words[0].isupper() or words[0].isdigit() or words[0] in "-–+" for _cell, words in filled)
    divided = any(cell and cell[-1].endswith(("-", "\u2010")) for cell, _words in filled)
    return anew and not divided and any(cell for cell, _words in filled)


def _with_headings_whole(rows: list[list[list[str]]]) -> list[list[list[str]]]:
    """A heading in two lines, the first of which has one cell alone, belongs to the row below it."""
    if (
        len(rows) > 2
        and sum(bool(cell) for cell in rows[0]) == 1
        and all(bool(second) or not first for first, second in zip(rows[0], rows[1], strict=True))
    ):
        rows = [[first + second for first, second in zip(rows[0], rows[1], strict=True)], *rows[2:]]
    return rows
