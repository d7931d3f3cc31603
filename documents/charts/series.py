"""Which figures belong in one picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import ngettext

from documents.tree import Area, Figure, Target
from goals.enums import BY_VALUE, SINCE_BEFORE

DAYS_OF_MONTH = Decimal("30.4")


Line = tuple[Area, str]
"""What a line is of, and its name."""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one area in order of time, all of periods of one length."""

    name: str
    figures: tuple[Figure, ...]
    own: bool = False

    @property
    def last(self) -> Figure:
        return self.figures[-1]


def own_area(targets: Iterable[Target]) -> Area | None:
    """The municipality that the figures are about, as the figures name it."""
    for target in targets:
        for figure in target.figures:
            if figure.area.kind == "municipality" and figure.area != target.comparator:
                return figure.area
    return None


def series_of(targets: Sequence[Target]) -> tuple[Series, ...]:
    """Of targets on one indicator: the municipality first, then what it is compared with. A later
    target's figure takes the place of an earlier one's for the same area and period."""
    own = own_area(targets)
    known: dict[Line, dict[tuple[object, object], Figure]] = {}
    for target in targets:
        for figure in target.figures:
            line = (figure.area, _name(target, figure))
            known.setdefault(line, {})[figure.period_start, figure.period_end] = figure
    length = _usual_length(tuple(known.get((own, own.name), {}).values()) if own else (), known)
    found = [
        Series(name, tuple(sorted(kept, key=lambda figure: figure.period_start)), own=area == own)
        for (area, name), figures in known.items()
        if (kept := [figure for figure in figures.values() if months(figure) == length])
    ]
    return tuple(sorted(found, key=lambda series: not series.own))


def _name(target: Target, figure: Figure) -> str:
    """The one at a place is not the area that it is a place in."""
    if not figure.rank_of:
        return figure.area.name
    place = int(target.value or 0)
    if target.operator == "among_lowest":
        text = ngettext(
            "the lowest of the others in %(area)s",
            "number %(place)s from below of the others in %(area)s",
            place,
        )
    else:
        text = ngettext(
            "the highest of the others in %(area)s",
            "number %(place)s from above of the others in %(area)s",
            place,
        )
    return text % {"place": place, "area": figure.area.name}


def _usual_length(own: Sequence[Figure], known: dict[Line, dict[tuple[object, object], Figure]]) -> int:
    """In months: what most of the municipality's own figures have, the longest where it is a tie. Years and
    quarters are never in one picture."""
    counted = own or [figure for figures in known.values() for figure in figures.values()]
    lengths = [months(figure) for figure in counted]
    return max(set(lengths), key=lambda length: (lengths.count(length), length), default=0)


def months(figure: Figure) -> int:
    return round(((figure.period_end - figure.period_start).days + 1) / DAYS_OF_MONTH)


def drawn_limit(target: Target) -> Decimal | None:
    """A number that the target itself sets, where the figures are counted in the same unit."""
    if target.operator in BY_VALUE and target.indicator and target.unit == target.indicator.unit:
        return target.value
    return target.baseline if target.operator in SINCE_BEFORE else None
