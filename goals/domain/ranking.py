"""A municipality's place among others: what the one at a place has, as a figure that the own one is held
against. Pure: no database, no clock.

Among the whole country's municipalities, ten years of months are some ten thousand figures of each indicator: they
are whole numbers here, of the last decimal that is stored.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Aggregate, Count, Max, Min, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from goals.domain.figures import decimals_of, plain, rounded
from goals.domain.measuring import Figure, Place
from goals.domain.periods import Period
from goals.models import Observation

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


Ranked = dict[int, dict[Period, Rivals]]
"""By indicator."""
KEYS = ("indicator", "period_start", "period_end")


class Joined(Aggregate):
    """All of a group, as one text: tens of thousands of rows take seconds to fetch one by one."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "%(function)s(%(expressions)s, ',')"
        return self.as_sql(compiler, connection, function="STRING_AGG", template=template, **extra)


def ranked(indicators: Collection[int], others: Collection[int], ended: Q) -> Ranked:
    """In periods in which each of the other areas has a figure; `ended` says which are known. One query, and one
    more where the figures of a period have several sources."""
    rows = Observation.objects.filter(ended, indicator__in=indicators, area__in=others).order_by()
    of_period = rows.values(*KEYS).annotate(
        all=Joined(_stored()),
        unsure=Count("pk", filter=Q(provisional=True)),
        first_source=Min("source"),
        last_source=Max("source"),
    )
    whole = [row for row in of_period if row["all"].count(":") == len(others)]
    sources = _sources(rows) if any(row["first_source"] != row["last_source"] for row in whole) else {}
    found: Ranked = defaultdict(dict)
    for row in whole:
        period = Period(row["period_start"], row["period_end"])
        told = sources.get((row["indicator"], period), (row["first_source"],))
        found[row["indicator"]][period] = _rivals(row["all"], row["unsure"] > 0, told)
    return found


def _stored() -> Concat:
    colon = Value(":", output_field=TextField())
    return Concat(Cast("value", TextField()), colon, Cast("decimals", TextField()))


def _rivals(text: str, provisional: bool, sources: tuple[str, ...]) -> Rivals:
    stored = (each.partition(":") for each in text.split(","))
    values, decimals = zip(*(as_steps(value, printed) for value, _colon, printed in stored), strict=True)
    return Rivals(values, min(decimals), provisional, sources)


def _sources(rows: QuerySet[Observation]) -> dict[tuple[int, Period], tuple[str, ...]]:
    found: dict[tuple[int, Period], set[str]] = defaultdict(set)
    for indicator, start, end, source in rows.values_list(*KEYS, "source").distinct():
        found[indicator, Period(start, end)].add(source)
    return {key: tuple(sorted(told)) for key, told in found.items()}
