"""What results can be narrowed to: what is there among the published editions."""

from dataclasses import dataclass

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
    """One query."""
    towns: dict[str, str] = {}
    groups: dict[str, str] = {}
    years: set[int] = set()
    columns = ("municipality", "municipality_name", "year", "last_year", "target_groups")
    today = timezone.localdate()
    for slug, name, first, last, named in SearchSource.objects.order_by("pk").values_list(*columns):
        towns[slug] = name
        groups.update(named)
        years.update(years_of(first, last, today))
    return Facets(
        _in_order(towns),
        tuple(sorted(years, reverse=True)),
        _in_order(groups),
        tuple((kind.value, str(kind.label)) for kind in SearchKind),
    )


def _in_order(names: dict[str, str]) -> tuple[Option, ...]:
    return tuple(sorted(names.items(), key=lambda item: alphabetical(item[1])))
