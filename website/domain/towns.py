"""The municipalities as the portal's front page lists them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from plans.danish import alphabetical
from publishing.domain.published_editions import PublishedEditions

FEW = 20
"""As many are found without an index."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`letter` is empty where all stand below one another."""

    letter: str
    towns: tuple[PublishedEditions, ...]


def by_letter(municipalities: Iterable[PublishedEditions]) -> Sequence[Letter]:
    """In alphabetical order; many under their first letters."""
    there = sorted(municipalities, key=lambda one: alphabetical(one.first.municipality_short_name))
    if len(there) <= FEW:
        return [Letter("", tuple(there))] if there else []
    return [Letter(letter, tuple(towns)) for letter, towns in groupby(there, key=_letter)]


def _letter(published: PublishedEditions) -> str:
    """Aarhus stands under Å."""
    name = published.first.municipality_short_name.upper()
    return "Å" if name.startswith("AA") else name[:1]
