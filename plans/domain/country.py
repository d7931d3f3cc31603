"""The country's 98 municipalities, as the list that comes with the portal has them."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from plans.domain.slugs import free_from, slug_of
from plans.validators import portal_addresses

LIST = settings.BASE_DIR / "fixtures" / "reference" / "municipalities.csv"
"""Its sources are named in the README beside it."""


@dataclass(frozen=True, slots=True)
class KnownMunicipality:
    code: str
    name: str
    short_name: str
    region: str


@cache
def known_municipalities() -> tuple[KnownMunicipality, ...]:
    with LIST.open(encoding="utf-8", newline="") as handle:
        return tuple(KnownMunicipality(**entry) for entry in csv.DictReader(handle, delimiter=";"))


def known_as(text: str) -> KnownMunicipality | None:
    """By its name, short name or code, however it is written."""
    wanted = " ".join(text.split()).casefold()
    for one in known_municipalities():
        if wanted in (one.code, one.name.casefold(), one.short_name.casefold()):
            return one
    return None


def free_address(one: KnownMunicipality, taken: Collection[str]) -> str:
    """That nobody has, the portal itself included: `herning`, else `herning-kommune`, else with a number."""
    plain = slug_of(one.short_name)
    refused = {*taken, *portal_addresses()}
    return plain if plain not in refused else free_from(f"{plain}-kommune", refused)[0]
