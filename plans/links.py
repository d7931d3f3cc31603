"""What is reached from something by links, at whatever distance. Imports nothing of the portal's."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def reached(starts: Iterable[Key], onward: Callable[[Key], Iterable[Key]]) -> frozenset[Key]:
    """The starts themselves too."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for key in onward(waiting.pop()):
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return frozenset(seen)
