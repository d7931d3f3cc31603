"""The periods of a table of key figures: which one comes before, and whether a figure is of such a period. Pure."""

import calendar
from datetime import date

from goals.domain.periods import Period, months, year_before
from goals.enums import Frequency

MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6, Frequency.YEAR: 12}


def is_of(frequency: str, period: Period) -> bool:
    if frequency == Frequency.DAY:
        return period.start == period.end
    count = MONTHS[Frequency(frequency)]
    whole = months(period.start.year, period.start.month, count)
    return period == whole and (period.start.month - 1) % count == 0


def before(frequency: str, period: Period) -> Period:
    """Of a day the same day of the month before; the last day of a month stays the last."""
    if frequency == Frequency.DAY:
        day = _month_earlier(period.start)
        return Period(day, day)
    count = MONTHS[Frequency(frequency)]
    return months(period.start.year, period.start.month - count, count)


def _month_earlier(day: date) -> date:
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    last = calendar.monthrange(year, month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))


def shown(frequency: str, last: Period, count: int) -> list[Period]:
    """Oldest first."""
    found = [last]
    while len(found) < count:
        found.append(before(frequency, found[-1]))
    return found[::-1]


def needed(frequency: str, last: Period, count: int) -> set[Period]:
    """Those that are shown, and those that the last is compared with."""
    return {*shown(frequency, last, count), before(frequency, last), year_before(last)}
