"""How long something takes, on a machine that does other work beside the tests."""

import re
import time
from collections.abc import Callable
from typing import Any

NUMBERED = re.compile(r"(\d+)([.)]) ")
QUIET = 0.04
"""Seconds that `_known_work` takes of the processor that the limits are meant for: half of what it takes of the
slowest one seen. The texts nearest to their limit take half of it at this pace."""


def seconds(work: Callable[..., Any], *given: Any, within: float = 1.0) -> float:
    """Seconds of the processor, at the pace that the limits were set at. A neighbour on the same core makes
    anything slow for a moment: what takes longer than `within` is held against the pace that known work has beside
    it, and tried again, twice; the quickest run counts."""
    best = float("inf")
    for _try in range(3):
        taken = _seconds(work, *given)
        if taken > within:
            taken /= pace()
        best = min(best, taken)
        if best < within:
            break
    return round(best, 2)


def pace() -> float:
    """How many times longer than on the processor that the limits are meant for anything takes now; at least 1."""
    return max(1.0, _seconds(_known_work) / QUIET)


def _seconds(work: Callable[..., Any], *given: Any) -> float:
    started = time.process_time()
    work(*given)
    return time.process_time() - started


def _known_work() -> None:
    for number in range(60_000):
        line = f"{number}. ord"
        found = NUMBERED.match(line)
        assert found
        _kept = (found[1], line.strip()[:3], len(line))
