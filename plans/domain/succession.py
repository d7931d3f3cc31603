"""What replaces what, read as a whole: a table of successors is small."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from plans import links
from plans.models.validity import Replaceable

Pairs = Mapping[int, frozenset[int]]


def successors_of(model: type[Replaceable]) -> Pairs:
    """By primary key: one query."""
    through: Any = model._meta.get_field("successors").remote_field.through
    name = model._meta.model_name
    found: dict[int, set[int]] = defaultdict(set)
    for before, after in through.objects.values_list(f"from_{name}_id", f"to_{name}_id"):
        found[before].add(after)
    return {before: frozenset(afters) for before, afters in found.items()}


def turned(pairs: Pairs) -> Pairs:
    """From each successor to what it replaces."""
    found: dict[int, set[int]] = defaultdict(set)
    for before, afters in pairs.items():
        for after in afters:
            found[after].add(before)
    return {after: frozenset(befores) for after, befores in found.items()}


def reached(pairs: Pairs, starts: Iterable[int]) -> frozenset[int]:
    """All that is after the starts, at whatever distance, and the starts themselves."""
    return links.reached(starts, lambda key: pairs.get(key, ()))


def makes_circle(row: Replaceable, successors: Iterable[Replaceable]) -> bool:
    """Whether one of them is the row itself, or would be replaced by it in the end. One query."""
    keys = {each.pk for each in successors}
    return bool(keys) and row.pk in reached(successors_of(type(row)), keys)
