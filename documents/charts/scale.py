"""Where a number or a day is on an axis, and which numbers are written along it.

Across, everything is in per cent of the picture's width, so that text keeps its size on any screen; down, in
pixels. Both are written out as text: a template would print a Danish decimal comma.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from documents.tree import Figure

LEFT, RIGHT = Decimal(28), Decimal(91)
"""Per cent. The numbers of the axis are to the left of the first point."""
MIDDLE = (LEFT + RIGHT) / 2
NICE = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))
ZERO = Decimal(0)
INTERVALS = 4
"""At most, on an axis that does not begin at zero."""
NARROWEST = Decimal("0.25")
"""Of the largest number: how much of it an axis that does not begin at zero shows at least."""


@dataclass(frozen=True, slots=True)
class Scale:
    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + number * self.step for number in range(count + 1))

    def share(self, value: Decimal) -> Decimal:
        """0 at the low end, 1 at the high one."""
        return (value - self.low) / (self.high - self.low)


def scale_of(values: Sequence[Decimal]) -> Scale:
    """Round numbers around the values. It need not begin at zero, but is so wide that a change of a few
    per cent does not look like a fall, and never finer than the figures are."""
    lowest, highest = min(values), max(values)
    span = max(highest - lowest, NARROWEST * max(abs(lowest), abs(highest)))
    finest = Decimal(1).scaleb(min(int(value.as_tuple().exponent) for value in values))
    step = nice_step(max(span / INTERVALS, finest))
    spare = max(span - (highest - lowest), step if lowest == highest else ZERO) / 2
    return Scale(whole(lowest - spare, step, ROUND_FLOOR), whole(highest + spare, step, ROUND_CEILING), step)


def scale_from_zero(values: Sequence[Decimal]) -> Scale:
    """For bars, whose length is the number: always with zero on it."""
    lowest, highest = min(ZERO, *values), max(ZERO, *values)
    span = highest - lowest or Decimal(1)
    return Scale(lowest, lowest + span, span)


def nice_step(smallest: Decimal) -> Decimal:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `smallest`."""
    power = Decimal(1).scaleb(smallest.adjusted())
    return next(factor * power for factor in NICE if factor * power >= smallest)


def whole(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step


@dataclass(frozen=True, slots=True)
class Days:
    """The axis of time: from `first` to `last`, the middles of the outermost periods."""

    first: date
    last: date

    def across(self, day: date) -> Decimal:
        """In per cent of the width; a lone day is in the middle."""
        span = (self.last - self.first).days
        if not span:
            return MIDDLE
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / span


def days_of(middles: Sequence[date]) -> Days:
    return Days(min(middles), max(middles))


def middle(start: date, end: date) -> date:
    return start + (end - start) / 2


def middle_of(figure: Figure) -> date:
    return middle(figure.period_start, figure.period_end)


def percent(value: Decimal) -> str:
    return f"{value:.2f}%"


def pixels(value: Decimal | float) -> str:
    return f"{value:.1f}"
