"""A group of municipalities as the plain mean of its members' figures.

"Gennemsnittet på tværs af kommunerne" gives each municipality the same weight, unlike the figure
of the region that they make up. Pure: no database, no clock.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal, localcontext

from goals.domain.figures import WIDE, decimals_of, rounded
from goals.domain.measuring import Figure, Place
from goals.domain.periods import Period


def means(group: Place, members: Sequence[Place], figures: Sequence[Figure]) -> list[Figure]:
    """One for each period in which every member has a figure; a mean of only some would change with
    who is missing."""
    by_period: dict[Period, dict[Place, Figure]] = defaultdict(dict)
    for figure in figures:
        if figure.place in members:
            by_period[figure.period][figure.place] = figure
    return [
        _mean(group, period, list(found.values()))
        for period, found in sorted(by_period.items())
        if members and len(found) == len(set(members))
    ]


def _mean(group: Place, period: Period, found: list[Figure]) -> Figure:
    """Rounded to the fewest decimals of the members', since no mean is more certain than they are."""
    return Figure(
        place=group,
        period=period,
        value=exact_mean([figure.value for figure in found]),
        provisional=any(figure.provisional for figure in found),
        series_break=any(figure.series_break for figure in found),
        source="; ".join(sorted({figure.source for figure in found})),
        mean_of=len(found),
    )


def exact_mean(values: Sequence[Decimal]) -> Decimal:
    """Rounded once, halves away from zero: in whole steps of the last decimal, so that the division
    itself leaves nothing out."""
    decimals = min(decimals_of(value) for value in values)
    with localcontext(WIDE):
        total = sum(values, Decimal(0)).scaleb(decimals)
        steps = (abs(total) * 2 + len(values)) // (2 * len(values))
        mean = (-steps if total < 0 else steps).scaleb(-decimals)
    return rounded(mean, decimals)
