"""Which of the available figures a target is compared with. Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from goals.domain.figures import Measure, measure
from goals.domain.periods import Period, year_before
from goals.enums import BY_RANK, SINCE_BEFORE, Direction, Operator, Unit, unit_fits

Why = Literal["indicator", "unit", "own", "comparator", "members", "before", "gap_before", "series_break"]


@dataclass(frozen=True, slots=True)
class Place:
    """`own`: a group that the plan's municipality has made; the country may have one of the same name."""

    kind: str
    name: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` carries as many decimals as its source prints. `mean_of` is set where it is our mean of
    that many municipalities, and no published figure. `rank_of` is set where it is that of the municipality at
    a place among so many, and `rank` then the own municipality's place."""

    place: Place
    period: Period
    value: Decimal
    provisional: bool = False
    series_break: bool = False
    source: str = ""
    mean_of: int = 0
    rank: int = 0
    rank_of: int = 0


NEVER = date.max
"""When a target is due that has no date, in a plan without an end."""


@dataclass(frozen=True, slots=True)
class Target:
    """`figures` are those of the target's indicator, for `own` and for `comparator`. `unit` is the
    value's, `measured_in` the indicator's; both are None where there is no indicator. `one` and `many` are what
    the indicator calls its unit. `first_year` is set where it holds in each year from then on, and `series` is
    the same for those that are one target by year."""

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
    first_year: int | None = None
    series: int | None = None
    one: str = ""
    many: str = ""

    @property
    def amount_in(self) -> Measure:
        return measure(self.unit, self.one, self.many)

    @property
    def counted_in(self) -> Measure:
        return measure(self.measured_in, self.one, self.many)


@dataclass(frozen=True, slots=True)
class Pair:
    """The own figure, and what it is held against: a figure, or a number that the plan sets. `before`: the same
    two a year earlier, where it is the gap between them that counts."""

    own: Figure
    base: Decimal
    other: Figure | None = None
    before: tuple[Figure, Figure] | None = None


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
    if target.operator == Operator.GAP_SHRINKS and target.comparator is not None:
        return _gap(target, target.comparator, candidates)
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
    why: Why = "members" if target.operator in BY_RANK else "comparator"
    return Missing(why, candidates[0], candidates[0].period)


def _gap(target: Target, comparator: Place, candidates: list[Figure]) -> Pair | Missing:
    """Both figures of the period, and both of the year before where the plan sets no gap to start from."""
    now = _beside(target, comparator, candidates)
    if isinstance(now, Missing) or now.other is None or target.baseline is not None:
        return now
    earlier = year_before(now.own.period)
    found = [
        {figure.period: figure for figure in _of(target, place)}.get(earlier)
        for place in (target.own, comparator)
    ]
    own, other = found
    if own is None or other is None:
        return Missing("gap_before", now.own, earlier)
    breaks = (_break_between(target, own, now.own), _break_between(target, other, now.other))
    if broken := next(filter(None, breaks), None):
        return Missing("series_break", now.own, broken.period)
    return Pair(now.own, now.base, now.other, (own, other))


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
        for figure in _of(target, own.place)
        if figure.series_break and before.period.start < figure.period.start <= own.period.start
    ]
    return min(breaks, key=lambda figure: figure.period.start, default=None)
