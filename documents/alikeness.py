"""How alike two texts are, and which parts of a row have been moved: for parts that have no name of
their own. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of letters in pairs that both have, capitals and spaces aside. Takes time in
    proportion to the texts, and knows a word again that was misspelt."""
    if one == other:
        return 1.0
    first, second = _pairs(one), _pairs(other)
    together = first.total() + second.total()
    return 2 * (first & second).total() / together if together else 1.0


def most_alike(text: str, others: Mapping[int, str], first: int) -> int | None:
    """The key of the one most like the text; among equals `first`, else the lowest. None where none has
    anything of it."""
    ranked = sorted(
        ((-likeness(other, text), key != first, key) for key, other in others.items()),
    )
    return ranked[0][2] if ranked and ranked[0][0] < 0 else None


@lru_cache(maxsize=4096)
def _pairs(text: str) -> Counter[str]:
    words = f" {' '.join(text.lower().split())} "
    return Counter(words[start : start + 2] for start in range(len(words) - 1))


def out_of_order(places: Sequence[int]) -> frozenset[int]:
    """`places` are where each part of a row was; the positions of the fewest that must have been moved to
    give this order."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int | None] = []
    for position, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else None)
        if length == len(tails):
            tails.append(place)
            ends.append(position)
        else:
            tails[length] = place
            ends[length] = position
    kept, position_kept = set(), ends[-1] if ends else None
    while position_kept is not None:
        kept.add(position_kept)
        position_kept = before[position_kept]
    return frozenset(range(len(places))) - kept
