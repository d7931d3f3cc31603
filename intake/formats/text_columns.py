"""A page of text set in two columns, told by the band of spaces between them."""

from collections import Counter

LEAST_LINES = 8
NARROWEST = 20


def split(lines: list[str], *, again: bool = False) -> tuple[list[str], list[str]] | None:
    """The left and the right part of each line, or None where the page has one column. `again`: the page before
    has two, so that fewer lines tell it of this one."""
    start = _start_of_right(lines, 2 if again else LEAST_LINES)
    if start is None:
        return None
    left, right = [], []
    for line in lines:
        crosses = len(line) > start and line[start - 1] != " "
        left.append(line if crosses else line[:start].rstrip())
        right.append("" if crosses else line[start:].rstrip())
    return left, right


def _start_of_right(lines: list[str], least: int) -> int | None:
    full = [line for line in lines if line.strip()]
    starts: Counter[int] = Counter()
    for line in full:
        at = NARROWEST
        while (at := line.find("  ", at)) >= 0:
            at += len(line[at:]) - len(line[at:].lstrip())
            starts[at] += 1
            break
    if not starts:
        return None
    start, count = starts.most_common(1)[0]
    reaching = [line for line in full if len(line) > start]
    crossing = [line for line in reaching if line[start - 1] != " "]
    prose = [line for line in reaching if len(line[:start].split()) >= 3 and len(line[start:].split()) >= 3]
    enough = count >= least and len(prose) >= least // 2
    if not enough or len(crossing) > len(full) // 10 or count < len(reaching) // 3:
        return None
    return start
