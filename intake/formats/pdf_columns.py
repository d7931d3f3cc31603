"""A page's lines in the order in which they are read: column after column, where it has two."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

L = TypeVar("L")
LEAST_WORDS = 24
GUTTER = 5.0
"""Points on each side of the middle of the space between columns that no word is in."""


def in_reading_order(
    lines: list[Any],
    width: float,
    words: list[dict[str, Any]],
    split: Callable[[Any, list[dict[str, Any]], float], tuple[Any, Any]],
    before: float | None,
) -> tuple[list[Any], float | None]:
    """And where the columns part. `before`: where those of an earlier page do, so that fewer words tell it."""
    at = _gutter(words, width)
    if at is None and before is not None and _parts(words, before):
        at = before
    if at is None:
        return lines, before
    result: list[Any] = []
    left: list[Any] = []
    right: list[Any] = []
    for line in lines:
        if line.rows:
            side = left if line.x1 <= at + 2 else right if line.x0 >= at - 2 else None
            if side is not None:
                side.append(replace(line, column=1 if side is left else 2))
                continue
        elif not _spans(line, words, at):
            first, second = split(line, words, at)
            left += [first] if first else []
            right += [second] if second else []
            continue
        result += [*left, *right, line]
        left, right = [], []
    return [*result, *left, *right], at


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
