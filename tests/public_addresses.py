"""Every public address that can be made of given names: a new pattern takes part by itself, and one with a
name that nobody knows fails."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

PUBLIC = "publishing"
Names = Mapping[str, Sequence[Any]]
"""By the name of a part of an address, what it may be."""
OF_DATA: Names = {"resource": ["maal", "udgaver"], "id": ["herning/2019/maal/1"], "rest": ["v1/"]}
"""All records are in one file, which is at an address without any part: two kinds are enough beside it."""


def patterns(found: Iterable[Any]) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        else:
            yield each


def public_names() -> list[str]:
    resolvers = (one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == PUBLIC)
    return sorted({str(each.name) for one in resolvers for each in patterns(one.url_patterns)})


def public_addresses(names: Names) -> Iterator[str]:
    """What cannot be made of the names (a period of a comparison, say) is left out only where a part of it
    has no candidates; a part that is not in `names` is a fault of the test."""
    names = {**OF_DATA, **names}
    for name in public_names():
        for wanted in _parameters(name):
            missing = set(wanted) - set(names)
            if missing:
                raise LookupError(f"{name}: nobody knows what {', '.join(sorted(missing))} may be")
            for values in product(*(names[one] for one in wanted)):
                try:
                    yield reverse(f"{PUBLIC}:{name}", kwargs=dict(zip(wanted, values, strict=True)))
                except NoReverseMatch:
                    continue


def _parameters(name: str) -> list[list[str]]:
    """One address may have several patterns, as with and without an edition's number."""
    resolver = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == PUBLIC)
    return [params for possibility in resolver.reverse_dict.getlist(name) for _form, params in possibility[0]]
