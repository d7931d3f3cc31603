"""Which part of a draft is which part of another text of it, e.g. the file that the draft is to become. Pure.

A part is known by its address, then by what it continues and by its words, then by how alike the words are. What
it is a part of counts before what it is called; a part that has been moved is still the same.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from documents import tree
from documents.alikeness import likeness
from documents.pairs import STILL_THE_SAME

OF_PLAN = 0
"""The owner of what belongs to the plan itself."""


@dataclass(frozen=True, slots=True)
class Held:
    """A part, and what holds it: by `id`, or `OF_PLAN`."""

    part: Any
    owner: int = OF_PLAN


Key = Callable[[Held], Hashable]
"""None for a part that cannot be known by it."""


class Matches:
    """From the parts of the newer text to those of the older, by `id`: each text must hold a part once, as one
    that was read from JSON or built from rows does."""

    def __init__(self, old: tree.PlanDocument, new: tree.PlanDocument) -> None:
        self._old: dict[int, Any] = {}
        self._match(sections_of(old), sections_of(new), "title", [_slug, _continued, _title])
        self._match(_loose(old.theme_groups), _loose(new.theme_groups), "title", [_slug, _continued, _title])
        self._match(_loose(old.themes), _loose(new.themes), "title", [_slug, _continued, _title])
        self._match(goals_of(old), goals_of(new), "text", [_own_text, _text, _own_continued])
        self._match(strategies_of(old), strategies_of(new), "title", [_own_title, _title, _own_continued])
        self._match(initiatives_of(old), initiatives_of(new), "title", [_own_title, _title, _own_continued])

    def old(self, part: Any) -> Any | None:
        """What the part was; None of a part that is new."""
        return self._old.get(id(part))

    def known(self) -> set[int]:
        """The ids of the older parts that go on."""
        return {id(part) for part in self._old.values()}

    def _match(self, olds: Iterable[Held], news: Iterable[Held], words: str, keys: Sequence[Key]) -> None:
        free = {id(held.part): held for held in olds}
        waiting = [Held(held.part, self._older(held.owner)) for held in news]
        for key in keys:
            places = defaultdict(list)
            for held in free.values():
                places[key(held)].append(held)
            for held in waiting:
                known = key(held)
                if known is not None and places[known]:
                    self._found(held, places[known].pop(0), free)
            waiting = [held for held in waiting if id(held.part) not in self._old]
        for held, old in _most_alike(waiting, free.values(), words):
            if id(old.part) in free and id(held.part) not in self._old:
                self._found(held, old, free)

    def _older(self, owner: int) -> int:
        """The older one of a newer owner; of a new owner, itself, which nothing older is in."""
        return id(self._old[owner]) if owner in self._old else owner

    def _found(self, new: Held, old: Held, free: dict[int, Held]) -> None:
        self._old[id(new.part)] = old.part
        del free[id(old.part)]


def _most_alike(news: Sequence[Held], olds: Iterable[Held], words: str) -> Iterator[tuple[Held, Held]]:
    """Those of one owner that are alike enough to be the same, the most alike first."""
    by_owner = defaultdict(list)
    for old in olds:
        by_owner[old.owner].append(old)
    pairs = [
        (likeness(getattr(old.part, words), getattr(new.part, words)), new, old)
        for new in news
        for old in by_owner[new.owner]
    ]
    alike = [pair for pair in pairs if pair[0] >= STILL_THE_SAME]
    return ((new, old) for _how, new, old in sorted(alike, key=lambda pair: -pair[0]))


def _slug(held: Held) -> Hashable:
    return held.part.slug  # type: ignore[no-any-return]


def _continued(held: Held) -> Hashable:
    return held.part.predecessor  # type: ignore[no-any-return]


def _title(held: Held) -> Hashable:
    return " ".join(held.part.title.casefold().split()) or None


def _text(held: Held) -> Hashable:
    return " ".join(held.part.text.split()) or None


def _own_text(held: Held) -> Hashable:
    return (held.owner, _text(held))


def _own_title(held: Held) -> Hashable:
    return (held.owner, _title(held))


def _own_continued(held: Held) -> Hashable:
    return held.part.predecessor and (held.owner, held.part.predecessor)


def _loose(parts: Iterable[Any]) -> Iterator[Held]:
    return map(Held, parts)


def sections_of(document: tree.PlanDocument) -> Iterator[Held]:
    def below(sections: Iterable[tree.Section], owner: int) -> Iterator[Held]:
        for section in sections:
            yield Held(section, owner)
            yield from below(section.children, id(section))

    return below(document.sections, OF_PLAN)


def goals_of(document: tree.PlanDocument) -> Iterator[Held]:
    return (Held(goal, id(theme) if theme else OF_PLAN) for theme, goal in document.all_goals())


def strategies_of(document: tree.PlanDocument) -> Iterator[Held]:
    """Each before its own parts."""
    for strategies, owner in (
        (document.strategies, OF_PLAN),
        *((theme.strategies, id(theme)) for theme in document.themes),
    ):
        for strategy in strategies:
            yield Held(strategy, owner)
            yield from _parts_of(strategy)


def _parts_of(strategy: tree.Strategy) -> Iterator[Held]:
    for child in strategy.children:
        yield Held(child, id(strategy))
        yield from _parts_of(child)


def initiatives_of(document: tree.PlanDocument) -> Iterator[Held]:
    for held in strategies_of(document):
        yield from (Held(initiative, id(held.part)) for initiative in held.part.initiatives)
    for theme in document.themes:
        yield from (Held(initiative, id(theme)) for initiative in theme.initiatives)
