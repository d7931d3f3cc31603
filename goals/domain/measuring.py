"""Which of the available figures a target is compared with. Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from goals.domain.periods import Period, year_before
from goals.enums import SINCE_BEFORE, Direction, Operator, Unit, unit_fits

Why = Literal["indicator", "unit", "own", "comparator", "before", "series_break"]


@dataclass(frozen=True, slots=True)
class Place:
    """`own`: a group that the plan's municipality has made; the country may have one of the same name."""

    kind: str
    name: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` carries as many decimals as its source prints. `mean_of` is set where it is our mean of
    that many municipalities, and no published figure."""

    place: Place
    period: Period
    value: Decimal
    provisional: bool = False
    series_break: bool = False
    source: str = ""
    mean_of: int = 0


NEVER = date.max
"""When a target is due that has no date, in a plan without an end."""


@dataclass(frozen=True, slots=True)
class Target:
    """`figures` are those of the target's indicator, for `own` and for `comparator`. `unit` is the
    value's, `measured_in` the indicator's; both are None where there is no indicator."""

    operator: Operator
    own: Place
    due: date
    value: Decimal | None = None
    unit: Unit | None = None
    measured_in: Unit | None = None
    better: Direction | None = None
    comparator: Place | None = None
    baseline: Decimal | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """The own figure, and what it is held against: a figure, or a number that the plan sets."""

    own: Figure
    base: Decimal
    other: Figure | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Why there is no pair; `own` where at least that figure is there, `period` the one without."""

    why: Why
    own: Figure | None = None
    period: Period | None = None


def measured(target: Target) -> Pair | Missing:
    """The newest figures by the due date that can be compared."""
    if target.measured_in is None:
        return Missing("indicator")
    if _unit_differs(target):
        return Missing("unit")
    candidates = at_due_date(target)
    if not candidates:
        return Missing("own")
    return _pair(target, candidates)


def so_far(target: Target, today: date) -> Pair | None:
    """For a target that is not due: the newest figures there are, of which nothing is concluded."""
    own = [each for each in _of(target, target.own) if each.period.end <= today]
    newest = sorted(own, key=_newest_and_longest, reverse=True)
    if not newest or target.measured_in is None:
        return None
    found = _pair(target, newest)
    return found if isinstance(found, Pair) else Pair(newest[0], newest[0].value)


def at_due_date(target: Target) -> list[Figure]:
    """Own figures of the year in which the target is due, best first: periods that have ended by the
    due date, the newest and of those the longest; then periods that hold the due date, shortest
    first. What is older says nothing about the target."""
    own = _of(target, target.own)
    ended = [f for f in own if f.period.end <= target.due and f.period.end.year == target.due.year]
    holding = [f for f in own if f.period.start <= target.due < f.period.end]
    return sorted(ended, key=_newest_and_longest, reverse=True) + sorted(holding, key=_length)


def _newest_and_longest(figure: Figure) -> tuple[date, int]:
    return figure.period.end, _length(figure)


def _length(figure: Figure) -> int:
    return (figure.period.end - figure.period.start).days


def _of(target: Target, place: Place) -> list[Figure]:
    return [figure for figure in target.figures if figure.place == place]


def _unit_differs(target: Target) -> bool:
    """An amount in one unit says nothing of figures in another."""
    return target.value is not None and not unit_fits(target.operator, target.unit, target.measured_in)


def _pair(target: Target, candidates: list[Figure]) -> Pair | Missing:
    if target.operator == Operator.DELIVERED:
        return Pair(candidates[0], Decimal(0))
    if target.comparator is not None:
        return _beside(target, target.comparator, candidates)
    if target.operator not in SINCE_BEFORE:
        return Pair(candidates[0], target.value if target.value is not None else Decimal(0))
    if target.baseline is not None:
        return Pair(candidates[0], target.baseline)
    return _since(target, candidates)


def _beside(target: Target, comparator: Place, candidates: list[Figure]) -> Pair | Missing:
    """Only figures of the very same period are held against each other."""
    others = {figure.period: figure for figure in _of(target, comparator)}
    for own in candidates:
        if other := others.get(own.period):
            return Pair(own, other.value, other)
    return Missing("comparator", candidates[0], candidates[0].period)


def _since(target: Target, candidates: list[Figure]) -> Pair | Missing:
    """Against the same period of the year before, unless a new series has begun since then."""
    known = {figure.period: figure for figure in _of(target, target.own)}
    for own in candidates:
        before = known.get(year_before(own.period))
        if before is None:
            continue
        broken = _break_between(target, before, own)
        if broken is not None:
            return Missing("series_break", own, broken.period)
        return Pair(own, before.value, before)
    return Missing("before", candidates[0], year_before(candidates[0].period))


def _break_between(target: Target, before: Figure, own: Figure) -> Figure | None:
    breaks = [
        figure
        for figure in _of(target, target.own)
        if figure.series_break and before.period.start < figure.period.start <= own.period.start
    ]
    return min(breaks, key=lambda figure: figure.period.start, default=None)
