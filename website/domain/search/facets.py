"""What results can be narrowed to: what is there among the published editions."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, Max
from django.utils import timezone

from plans.danish import alphabetical
from plans.years import years_of
from website.enums import SearchKind
from website.models import SearchSource

Option = tuple[str, str]
"""A value in the address, and what it is called."""


@dataclass(frozen=True, slots=True)
class Facets:
    municipalities: tuple[Option, ...]
    years: tuple[int, ...]
    groups: tuple[Option, ...]
    kinds: tuple[Option, ...]


def facets() -> Facets:
    """One query, while nothing has been published or withdrawn: rows come and go, but are never changed, and none has the
    key of one before it. A country has thousands, and every page of results offers what they have."""
    there = SearchSource.objects.aggregate(newest=Max("pk"), count=Count("pk"))
    return facets_among(there["newest"], there["count"], timezone.localdate())


@lru_cache(maxsize=1)
def facets_among(_newest: int | None, _count: int, today: date) -> Facets:
    """Three queries, each of which gives what differs alone."""
    rows = SearchSource.objects.order_by()
    named_towns = rows.values_list("municipality", "municipality_name").annotate(newest=Max("pk"))
    towns = {slug: name for slug, name, _newest in named_towns.order_by("newest")}
    groups: dict[str, str] = {}
    for named in rows.values_list("target_groups", flat=True).distinct():
        groups.update(named)
    years: set[int] = set()
    for first, last in rows.values_list("year", "last_year").distinct():
        years.update(years_of(first, last, today))
    return Facets(
        _in_order(towns),
        tuple(sorted(years, reverse=True)),
        _in_order(groups),
        tuple((kind.value, str(kind.label)) for kind in SearchKind),
    )


def _in_order(names: dict[str, str]) -> tuple[Option, ...]:
    return tuple(sorted(names.items(), key=lambda item: alphabetical(item[1])))
