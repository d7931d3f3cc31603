"""All parts of a tree, at whatever depth: found, or changed."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any


def every_part(part: Any) -> Iterator[Any]:
    """The part and all that is in it; each before what is inside."""
    if isinstance(part, tuple):
        for each in part:
            yield from every_part(each)
    elif is_dataclass(part) and not isinstance(part, type):
        yield part
        for field in fields(part):
            yield from every_part(getattr(part, field.name))


def rebuilt(part: Any, change: Callable[[Any], Any]) -> Any:
    """What `change` makes of the part and of all that is in it, texts and numbers too; of what is inside first."""
    if isinstance(part, tuple):
        return tuple(rebuilt(each, change) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        inside = {field.name: rebuilt(getattr(part, field.name), change) for field in fields(part)}
        return change(replace(part, **inside))
    return change(part)
