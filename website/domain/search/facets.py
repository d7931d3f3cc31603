"""What results can be narrowed to: what is there among the published editions."""

from dataclasses import dataclass

from django.db.models import Max
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
    """Three queries, each of which gives what differs alone: a country has thousands of editions."""
    rows = SearchSource.objects.order_by()
    named_towns = rows.values_list("municipality", "municipality_name").annotate(newest=Max("pk"))
    towns = {slug: name for slug, name, _newest in named_towns.order_by("newest")}
    groups: dict[str, str] = {}
    for named in rows.values_list("target_groups", flat=True).distinct():
        groups.update(named)
    years: set[int] = set()
    today = timezone.localdate()
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
