"""What is read, worked out or rendered once, for whoever shows all that a municipality has published, page by page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_read: ContextVar[dict[Any, Any] | None] = ContextVar("read", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Nothing outlives the block, so that nothing in it is older than the block."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def once(key: Any, read: Callable[[], T]) -> T:
    """What `read` gives; within `read_once`, what it gave the first time."""
    known = _read.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    found: T = known[key]
    return found


def once_of(name: str, subjects: tuple[object, ...], read: Callable[[], T]) -> T:
    """As `once`, of subjects that are known by being the same ones, and that nobody changes. They are kept with what was
    made of them: no others can come to be known as they are."""
    found, _subjects = once((name, *map(id, subjects)), lambda: (read(), subjects))
    return found
