"""A municipality's place among others: what the one at a place has, as a figure that the own one is held
against. Pure: no database, no clock.

Among the whole country's municipalities, ten years of months are some ten thousand figures of each indicator: they
are whole numbers here, of the last decimal that is stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from goals.domain.figures import decimals_of, plain, rounded
from goals.domain.measuring import Figure, Place
from goals.domain.periods import Period

STORED = 4
"""Decimals of a stored value."""


@dataclass(frozen=True, slots=True)
class Rivals:
    """Of one period, the figures of all others that are counted; `values` in steps of the last stored decimal,
    `decimals` the fewest among them."""

    values: tuple[int, ...]
    decimals: int
    provisional: bool = False
    sources: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def as_steps(stored: str, printed: str) -> tuple[int, int]:
    """A stored value and the decimals that its source prints, both as text, as steps and decimals. Where they are
    not known, it has those that it needs; as `figures.published`."""
    steps = int(rounded(Decimal(stored), STORED).scaleb(STORED))
    if printed:
        return _rounded(steps, int(printed)), int(printed)
    return steps, decimals_of(plain(Decimal(steps).scaleb(-STORED)))


def at_place(
    area: Place, rivals: Mapping[Period, Rivals], own: Iterable[Figure], place: int, *, highest: bool
) -> list[Figure]:
    """For each period in which every other has a figure: that of the one at `place` among the others. Who is no
    worse than it is among so many, and who ties with it too; where there are no more than that, so is the last. The
    own municipality is counted with them, whether it is one of the members or not."""
    if place < 1:
        return []
    mine = {figure.period: figure for figure in own}
    return [
        _figure(area, period, mine.get(period), found, place, highest)
        for period, found in sorted(rivals.items())
    ]


def _figure(
    area: Place, period: Period, own: Figure | None, rivals: Rivals, place: int, highest: bool
) -> Figure:
    """All with the fewest decimals among them, so that a place never depends on who prints more."""
    decimals = min(rivals.decimals, decimals_of(own.value)) if own else rivals.decimals
    mine = [_rounded(int(own.value.scaleb(STORED)), decimals)] if own else []
    values = [_rounded(value, decimals) for value in rivals.values]
    better = [value for value in values for limit in mine if (value > limit if highest else value < limit)]
    if place > len(values):
        values += mine
    values.sort(reverse=highest)
    return Figure(
        place=area,
        period=period,
        value=rounded(Decimal(values[min(place, len(values)) - 1]).scaleb(-STORED), decimals),
        provisional=rivals.provisional or bool(own and own.provisional),
        source="; ".join(rivals.sources),
        rank=len(better) + 1 if own else 0,
        rank_of=len(rivals.values) + 1,
    )


def _rounded(steps: int, decimals: int) -> int:
    """Halves away from zero."""
    if decimals >= STORED:
        return steps
    unit: int = 10 ** (STORED - decimals)
    away = (2 * abs(steps) + unit) // (2 * unit) * unit
    return -away if steps < 0 else away
