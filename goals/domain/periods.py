"""Periods as the statistics write them → first and last day, and back to words.

A period is a pair of days, both included. Years, half-years, quarters and months are whole; a
rolling year, or any other run of months, is written by its first and last: "2019M07-2020M06".
"""

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _

from plans.years import year_span

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
ENGLISH = {"may": 5, "oct": 10}
MONTH = (
    r"(jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|ma[jy]|juni?|juli?|aug(?:ust)?"
    r"|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
YEAR = r"((?:19|20)\d\d)"
AS_OF = re.compile(r"pr\.? ")
LONGEST = 80
"""Letters of a period; what is longer is no period, and would take long to be tried."""


class PeriodError(ValueError):
    """The text is not a period that can be read with certainty."""


class Period(NamedTuple):
    start: date
    end: date


def months(year: int, first: int, count: int) -> Period:
    """`count` whole months from month `first`, which may lie outside 1–12 to reach other years."""
    index = year * 12 + first - 1
    last = index + count - 1
    last_year, last_month = divmod(last, 12)
    return Period(
        date(index // 12, index % 12 + 1, 1),
        date(last_year, last_month + 1, calendar.monthrange(last_year, last_month + 1)[1]),
    )


def _month_number(name: str) -> int:
    return ENGLISH.get(name[:3]) or MONTHS.index(name[:3]) + 1


WHOLE: tuple[tuple[str, Callable[[re.Match[str]], Period]], ...] = (
    (rf"(?:år(?:et)? +)?{YEAR}", lambda m: months(int(m[1]), 1, 12)),
    (rf"{YEAR} ?[kq]0?([1-4])", lambda m: months(int(m[1]), int(m[2]) * 3 - 2, 3)),
    (rf"[kq]([1-4]) {YEAR}", lambda m: months(int(m[2]), int(m[1]) * 3 - 2, 3)),
    (rf"([1-4])\.? ?(?:kvartal|kvt\.?|kv\.?) ?{YEAR}", lambda m: months(int(m[2]), int(m[1]) * 3 - 2, 3)),
    (rf"{YEAR} ?h0?([12])", lambda m: months(int(m[1]), int(m[2]) * 6 - 5, 6)),
    (rf"([12])\.? ?halvår ?{YEAR}", lambda m: months(int(m[2]), int(m[1]) * 6 - 5, 6)),
    (rf"{YEAR} ?m(0[1-9]|1[0-2])", lambda m: months(int(m[1]), int(m[2]), 1)),
    (rf"{YEAR}-(0[1-9]|1[0-2])", lambda m: months(int(m[1]), int(m[2]), 1)),
    (rf"{MONTH} ?{YEAR}", lambda m: months(int(m[2]), _month_number(m[1]), 1)),
    # A moving total: the twelve months, or four quarters, that end there.
    (rf"{YEAR} ?mat(0[1-9]|1[0-2])", lambda m: months(int(m[1]), int(m[2]) - 11, 12)),
    (rf"{YEAR} ?qmat0?([1-4])", lambda m: months(int(m[1]), int(m[2]) * 3 - 11, 12)),
)
DAYS: tuple[tuple[str, Callable[[re.Match[str]], date]], ...] = (
    (rf"{YEAR}-(\d\d)-(\d\d)", lambda m: date(int(m[1]), int(m[2]), int(m[3]))),
    (rf"(\d\d?)[-./](\d\d?)[-./]{YEAR}", lambda m: date(int(m[3]), int(m[2]), int(m[1]))),
    (rf"(\d\d?)\. ?{MONTH} ?{YEAR}", lambda m: date(int(m[3]), _month_number(m[2]), int(m[1]))),
)


def parse(text: str) -> Period:
    """Raises `PeriodError`. A day is a period, but the first of a month only where it is written "pr. 01.06.2016":
    in a table it is more often a month that a spreadsheet has turned into its first day."""
    if len(text) > LONGEST:
        raise PeriodError(text)
    clean = " ".join(text.replace("–", "-").replace("—", "-").lower().split())
    as_of = AS_OF.match(clean)
    if found := _whole(clean) or _day(clean[as_of.end() :] if as_of else clean, first=bool(as_of)):
        return found
    for separator in re.finditer(r" ?- ?| til ", clean):
        first, last = _edge(clean[: separator.start()]), _edge(clean[separator.end() :])
        if first and last and first.end < last.start:
            return Period(first.start, last.end)
    raise PeriodError(text)


def _day(text: str, *, first: bool) -> Period | None:
    """`first`: also the first of a month."""
    found = _edge(text)
    lone = found and found.start == found.end and (first or found.start.day > 1)
    return found if lone else None


def is_day(text: str) -> bool:
    """Whether a date is written, of which `parse` makes no period."""
    return len(text) <= LONGEST and any(re.fullmatch(pattern, text.lower()) for pattern, _build in DAYS)


def _whole(text: str) -> Period | None:
    for pattern, build in WHOLE:
        if match := re.fullmatch(pattern, text):
            return build(match)
    return None


def _edge(text: str) -> Period | None:
    """What a run begins or ends with: a whole period, or a day."""
    for pattern, build in DAYS:
        if match := re.fullmatch(pattern, text):
            try:
                day = build(match)
            except ValueError:
                return None
            return Period(day, day)
    return _whole(text)


def year_before(period: Period) -> Period:
    """The same days of the year before; the end of February stays the end of February."""
    start, end = period
    year, month = end.year - 1, end.month
    last = calendar.monthrange(end.year, month)[1]
    day = calendar.monthrange(year, month)[1] if end.day == last else end.day
    if start == end:
        return Period(date(year, month, day), date(year, month, day))
    first_day = min(start.day, calendar.monthrange(start.year - 1, start.month)[1])
    return Period(start.replace(year=start.year - 1, day=first_day), date(year, month, day))


def typed(period: Period) -> str:
    """As `label`, and so that `parse` reads every period again: the first day of a month is "pr. 1. juni 2026"."""
    alone = period.start == period.end and period.start.day == 1
    return f"pr. {label(period)}" if alone else label(period)


def label(period: Period) -> str:
    """In the reader's language: 2020, 1. kvartal 2020, januar 2020, juli 2019 – juni 2020. What it
    writes in Danish, `parse` reads as the same period, but for the first day of a month alone."""
    start, end = period
    if not _is_whole(period):
        return _run(formats.date_format(start, "j. F Y"), formats.date_format(end, "j. F Y"))
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    if count % 12 == 0 and start.month == 1:
        return year_span(start.year, end.year)
    if count == 6 and start.month % 6 == 1:
        values = {"number": start.month // 6 + 1, "year": start.year}
        return _("half-year %(number)s of %(year)s") % values
    if count == 3 and start.month % 3 == 1:
        values = {"number": start.month // 3 + 1, "year": start.year}
        return _("quarter %(number)s of %(year)s") % values
    return _run(formats.date_format(start, "F Y"), formats.date_format(end, "F Y"))


def _run(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def _is_whole(period: Period) -> bool:
    start, end = period
    return start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
