"""Values by year: several targets of a goal that differ in value and year alone are one, shown as one table.

No row says so. What is typed as a table is stored as a target for each year, and read together again; so does
what was typed one by one. Pure.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar


class Stated(Protocol):
    """What a target states, as a row or in the tree."""

    @property
    def operator(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def baseline(self) -> Decimal | None: ...
    @property
    def due(self) -> date | None: ...
    @property
    def each_year(self) -> bool: ...


OneTarget = TypeVar("OneTarget", bound=Stated)
Name = Callable[[OneTarget], Hashable]


def by_year(targets: Iterable[OneTarget], name: Name[OneTarget]) -> list[tuple[OneTarget, ...]]:
    """In the order in which each begins; the targets of one in order of time. `name` tells indicator and
    comparator apart. A target that stands alone is a group of one."""
    groups: dict[Hashable, list[OneTarget]] = defaultdict(list)
    for number, target in enumerate(targets):
        groups[_kind(target, name) or number].append(target)
    return [each for group in groups.values() for each in _divided(group)]


def _kind(target: Stated, name: Callable[..., Hashable]) -> Hashable:
    """What targets have in common that are one; None for one without a value or a day. The day is the same
    in each year: where one is due in June and another in December, they are two."""
    if target.value is None or target.due is None or target.each_year:
        return None
    stated = (target.operator, target.unit or None, target.baseline, month_and_day(target.due))
    return (*stated, name(target))


def _divided(group: Sequence[OneTarget]) -> list[tuple[OneTarget, ...]]:
    """Two values for one year are no table."""
    if len({_year(target) for target in group}) < len(group):
        return [(target,) for target in group]
    return [tuple(sorted(group, key=_year))]


def _year(target: Stated) -> int:
    return target.due.year if target.due else 0


def month_and_day(day: date) -> tuple[int, int]:
    """29 February is the 28th, which every year has."""
    return (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)


def due_in(year: int, day: date | None) -> date:
    """The same day in another year; without one, the last."""
    month, number = month_and_day(day) if day else (12, 31)
    return date(year, month, number)
