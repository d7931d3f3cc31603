"""What no PDF can be made of, or not within the limits; the error names the place in the text."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from documents.printing import watch
from documents.printing.errors import OutOfTimeError, RenderError
from documents.printing.faults import at_place

MOST_CELLS = 10_000
"""Of one table: more than a hundred pages."""
MAX_DEPTH = 60
"""Elements inside each other; the portal's own texts need fewer than thirty."""


def refuse_oversized(root: Element) -> None:
    """Before anything is laid out, which would take minutes to come to the same end."""
    for table in root.iter("table"):
        cells = sum(1 for part in table.iter() if part.tag in ("td", "th"))
        if cells > MOST_CELLS:
            text = _("A table of %(cells)d cells cannot be printed; %(limit)d is the most. Divide it.")
            _refuse(text % {"cells": cells, "limit": MOST_CELLS}, root, table)
    for element, depth in _with_depth(root):
        if depth > MAX_DEPTH:
            _refuse(too_deep(), root, element)


def too_deep() -> str:
    return _("Too many sections, lists or quotations stand inside each other.")


def too_late() -> str:
    """Of the text as a whole, where it cannot be told which place takes the time."""
    return _("The PDF was not finished in time. The text is too large.")


def exhausted(error: BaseException, sources: list[Element]) -> str:
    """The renderer was stopped in the middle of its work: the place is that of the part it was busy with."""
    last = watch.end()
    if isinstance(error, OutOfTimeError):
        text = _("The PDF was not finished in time. What stands here is too large: shorten or divide it.")
    elif isinstance(error, RecursionError):
        text = too_deep()
    else:
        text = _("The PDF takes too much memory. What stands here is too large: shorten or divide it.")
    busy = watch.part_in_work(error)
    busy = last if busy is None else busy
    return at_place(text, sources, lambda element: element is busy)


def _refuse(text: str, root: Element, at: Element) -> None:
    raise RenderError(at_place(text, [root], lambda element: element is at))


def _with_depth(root: Element) -> Iterator[tuple[Element, int]]:
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        waiting.extend((child, depth + 1) for child in element)
