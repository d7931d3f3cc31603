"""A municipality's place among others: what the one at a place has, as a figure that the own one is held
against. Pure: no database, no clock."""

from collections import defaultdict
from collections.abc import Sequence

from goals.domain.figures import decimals_of, rounded
from goals.domain.measuring import Figure, Place
from goals.domain.periods import Period


def at_place(
    area: Place, own: Place, members: Sequence[Place], figures: Sequence[Figure], place: int, *, highest: bool
) -> list[Figure]:
    """For each period in which every other member has a figure: that of the one at `place` among the others.
    Who is no worse than it is among so many, and who ties with it too; where there are no more than that, so is
    the last. The own municipality is counted with the members, whether it is one of them or not."""
    others = set(members) - {own}
    if place < 1 or not others:
        return []
    by_period: dict[Period, dict[Place, Figure]] = defaultdict(dict)
    for figure in figures:
        if figure.place in others or figure.place == own:
            by_period[figure.period][figure.place] = figure
    return [
        _figure(area, period, found.get(own), rivals, place, highest)
        for period, found in sorted(by_period.items())
        if len(rivals := [figure for key, figure in found.items() if key != own]) == len(others)
    ]


def _figure(
    area: Place, period: Period, own: Figure | None, rivals: Sequence[Figure], place: int, highest: bool
) -> Figure:
    """All with the fewest decimals among them, so that a place never depends on who prints more."""
    compared = [*rivals, *([own] if own else [])]
    decimals = min(decimals_of(figure.value) for figure in compared)
    mine = rounded(own.value, decimals) if own else None
    beyond = [mine] if mine is not None and place > len(rivals) else []
    values = sorted([*(rounded(figure.value, decimals) for figure in rivals), *beyond], reverse=highest)
    better = [value for value in values if mine is not None and (value > mine if highest else value < mine)]
    return Figure(
        place=area,
        period=period,
        value=values[min(place, len(values)) - 1],
        provisional=any(figure.provisional for figure in compared),
        source="; ".join(sorted({figure.source for figure in rivals})),
        rank=len(better) + 1 if own else 0,
        rank_of=len(rivals) + 1,
    )
