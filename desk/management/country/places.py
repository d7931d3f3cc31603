"""The country's municipalities, as the reference data name them."""

from dataclasses import asdict

from documents import tree
from plans.domain.country import KnownMunicipality, free_address, known_municipalities
from plans.models import Municipality

ACCENTS = ("#0b5468", "#7a2e3a", "#1f5c38", "#4b3a78", "#7a4a12", "#2b4a7f")
"""Each can be read on white."""


def municipalities(number: int) -> list[Municipality]:
    """So many rows, in the order of the list; those that are not there yet are made."""
    return [_row(one, at) for at, one in enumerate(known_municipalities()[:number])]


def _row(one: KnownMunicipality, at: int) -> Municipality:
    """`at`: its place in the list, by which neighbours have different colours."""
    taken = set(Municipality.objects.order_by().values_list("slug", flat=True))
    rest = {**asdict(one), "slug": free_address(one, taken), "accent": ACCENTS[at % len(ACCENTS)]}
    return Municipality.objects.get_or_create(code=one.code, defaults=rest)[0]


def node_of(row: Municipality) -> tree.Municipality:
    return tree.Municipality(
        row.name, row.short_name, row.slug, row.code, region=row.region, accent=row.accent
    )
