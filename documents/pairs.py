"""Matches the parts of two texts of one plan. Pure."""

from collections.abc import Sequence
from dataclasses import is_dataclass
from typing import Any

from documents import tree
from documents.alikeness import likeness, most_alike

NAMED_BY: dict[type, str] = {
    tree.Section: "slug",
    tree.Theme: "slug",
    tree.ThemeGroup: "slug",
    tree.Attachment: "sha256",
    tree.CarriedOutGoal: "goal",
    tree.DroppedGoal: "goal",
    tree.DroppedTheme: "theme",
    tree.Assessment: "goal",
    tree.Goal: "text",
    tree.Strategy: "title",
    tree.Initiative: "title",
}
"""By what a part in a row of its kind is known: by a name of its own, or by its words."""
KNOWN_BY_WORDS = (tree.Goal, tree.Strategy, tree.Initiative)
STILL_THE_SAME = 0.3
"""`likeness` from which a goal, a strategy or an initiative is taken for the one that was published there,
reworded, and not for another in its place."""


def are_parts(old: Any, new: Any) -> bool:
    """Whether both are rows of parts that have words of their own to correct."""
    rows = isinstance(old, tuple) and isinstance(new, tuple)
    return rows and all(is_dataclass(each) and type(each) in NAMED_BY for each in (*old, *new))


def pairs(before: Sequence[Any], after: Sequence[Any]) -> list[tuple[int, int]]:
    """Which of the earlier parts is which of the later ones, in the order of the later. What is the same in
    its own place is found first, so that nothing else is taken for it."""
    free = dict(enumerate(before))
    found = {}
    for new, part in enumerate(after):
        if new in free and _name(free[new]) == _name(part):
            found[new] = new
            del free[new]
    for new, part in enumerate(after):
        if new not in found and (old := _same(part, new, free)) is not None:
            found[new] = old
            del free[old]
    return [(old, new) for new, old in sorted(found.items())]


def _name(part: Any) -> Any:
    return getattr(part, NAMED_BY[type(part)])


def _same(part: Any, number: int, free: dict[int, Any]) -> int | None:
    """Known by its words, the part is the one that it is most like; where several are, the one in its own
    place, and else the first."""
    names = {old: _name(each) for old, each in free.items()}
    if not isinstance(part, KNOWN_BY_WORDS):
        return next((old for old, name in names.items() if name == _name(part)), None)
    best = most_alike(_name(part), names, first=number)
    return best if best is not None and likeness(names[best], _name(part)) >= STILL_THE_SAME else None
