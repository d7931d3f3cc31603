"""The figures that a municipality's place is counted among, from rows: one line of a query for each period."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Aggregate, Count, Max, Min, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from goals.domain.periods import Period
from goals.domain.ranking import Rivals, as_steps
from goals.models import Observation

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
