"""An address that is pointed to more than once has one letter in the whole file, and is printed once at the
foot of each page that points to it.

WeasyPrint 70.0 sets a footnote for every mark, however alike. Here the marks keep their footnotes, so that
it knows which page needs which, and only the first of those with the same letter is set.
`documents/printing/weasy.py` puts the function in WeasyPrint's place."""

from collections.abc import Callable
from functools import wraps
from typing import Any

LETTER = "data-letter"
"""The attribute in which `pointers.py` writes it, for the style sheet to print."""


def letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    before, last = divmod(number - 1, 26)
    return (letters(before) if before else "") + chr(ord("a") + last)


def once(original: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """In place of `LayoutContext._update_footnote_area`."""

    @wraps(original)
    def set_once(context: Any) -> bool:
        needed = context.current_page_footnotes
        different = {footnote.element.get(LETTER, footnote): footnote for footnote in reversed(needed)}
        context.current_page_footnotes = [one for one in needed if one in different.values()]
        try:
            return original(context)
        finally:
            context.current_page_footnotes = needed

    return set_once
