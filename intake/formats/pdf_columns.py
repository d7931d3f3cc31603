"""A page's lines in the order in which they are read: column after column, where it has two."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from intake.formats.pdf_lines import is_on

LEAST_WORDS = 24
GUTTER = 5.0
"""Points on each side of the middle of the space between columns that no word is in."""


def in_reading_order(
    lines: list[Any],
    width: float,
    words: list[dict[str, Any]],
    made_of: Callable[[list[dict[str, Any]], int], Iterable[Any]],
    before: float | None,
) -> tuple[list[Any], float | None]:
    """And where the columns part. `before`: where those of an earlier page do, so that fewer words tell it. `made_of`
    makes lines of the words of one column: the two seldom stand at one height."""
    at = _gutter(words, width)
    if at is None and before is not None and _parts(words, before):
        at = before
    if at is None:
        return lines, before
    over = [line for line in lines if line.rows or _spans(line, words, at)]
    rest = [word for word in words if not any(is_on(word, line) for line in over)]
    sides = (
        [word for word in rest if word["x1"] <= at + 2],
        [word for word in rest if word["x1"] > at + 2],
    )
    every = [
        *(replace(line, column=_side(line, at)) if line.rows else line for line in over),
        *(line for column, side in enumerate(sides, start=1) for line in made_of(side, column)),
    ]
    result: list[Any] = []
    columns: dict[int, list[Any]] = {1: [], 2: []}
    for line in sorted(every, key=lambda line: (line.top, line.x0)):
        if line.column:
            columns[line.column].append(line)
        else:
            result += [*columns[1], *columns[2], line]
            columns = {1: [], 2: []}
    return [*result, *columns[1], *columns[2]], at


def _side(table: Any, at: float) -> int:
    return 1 if table.x1 <= at + 2 else 2 if table.x0 >= at - 2 else 0


def _parts(words: list[dict[str, Any]], at: float) -> bool:
    crossing = any(word["x0"] < at < word["x1"] for word in words)
    left = sum(word["x1"] <= at for word in words)
    right = [word for word in words if word["x0"] >= at]
    return not crossing and left >= 3 and len(right) >= 3 and min(w["x0"] for w in right) < at + 30


def _gutter(words: list[dict[str, Any]], width: float) -> float | None:
    """Where almost no word is, with as many on both sides as text has."""
    best: tuple[int, float] | None = None
    for middle in range(int(width * 0.35), int(width * 0.65)):
        crossing = sum(1 for word in words if word["x0"] < middle + GUTTER and word["x1"] > middle - GUTTER)
        if best is None or crossing < best[0]:
            best = (crossing, float(middle))
    if best is None:
        return None
    crossing, at = best
    left = [word for word in words if word["x1"] <= at]
    right = [word for word in words if word["x0"] >= at]
    rows = {round(word["top"]) for word in left}, {round(word["top"]) for word in right}
    enough = min(len(left), len(right)) >= LEAST_WORDS and min(len(rows[0]), len(rows[1])) >= 4
    if not enough or crossing > max(6, len(words) // 40):
        return None
    return at if _starts_alike(right) else None


def _starts_alike(words: list[dict[str, Any]]) -> bool:
    """Whether the lines on the right begin at one place, as a column's do."""
    firsts: dict[int, float] = {}
    for word in words:
        row = round(word["bottom"])
        firsts[row] = min(firsts.get(row, word["x0"]), word["x0"])
    edge = min(firsts.values())
    return sum(x < edge + 30 for x in firsts.values()) * 3 >= len(firsts) * 2


def _spans(line: Any, words: list[dict[str, Any]], at: float) -> bool:
    """A line that goes over both columns: one of its words, or a usual space between two, is in the gutter."""
    own = sorted(
        (w for w in words if line.top - 1 <= (w["top"] + w["bottom"]) / 2 <= line.bottom + 1),
        key=lambda w: w["x0"],
    )
    if any(w["x0"] < at < w["x1"] for w in own):
        return True
    before = [w for w in own if w["x1"] <= at]
    after = [w for w in own if w["x0"] >= at]
    if not before or not after:
        return False
    return bool(after[0]["x0"] - before[-1]["x1"] < line.size * 0.6)
