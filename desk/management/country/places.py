"""The country's municipalities, as the reference data name them."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from documents import tree
from plans.domain.slugs import slug_of
from plans.models import Municipality

LIST = Path("fixtures", "reference", "municipalities.csv")
ACCENTS = ("#0b5468", "#7a2e3a", "#1f5c38", "#4b3a78", "#7a4a12", "#2b4a7f")
"""Each can be read on white."""


def municipalities(number: int) -> list[Municipality]:
    """So many rows, in the order of the list; those that are not there yet are made."""
    return [_row(entry, at) for at, entry in zip(range(number), _listed(), strict=False)]


def _listed() -> Iterator[dict[str, str]]:
    with (settings.BASE_DIR / LIST).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def _row(entry: dict[str, str], at: int) -> Municipality:
    """`at`: its place in the list, by which neighbours have different colours."""
    return Municipality.objects.get_or_create(
        slug=slug_of(entry["short_name"]), defaults={**entry, "accent": ACCENTS[at % len(ACCENTS)]}
    )[0]


def node_of(row: Municipality) -> tree.Municipality:
    return tree.Municipality(
        row.name, row.short_name, row.slug, row.code, region=row.region, accent=row.accent
    )
