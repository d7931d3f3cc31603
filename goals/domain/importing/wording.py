"""How messages name columns, sheets and rows of a file."""

import unicodedata
from collections.abc import Iterable, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FORMULA = frozenset("=+-@＝＋－＠")
NAMED = 8
"""Names and runs of rows that a message lists; the rest is counted."""


def composed(text: str) -> str:
    """Macs write å as a and a ring; here it is one letter."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def without_mark(text: str) -> str:
    """The apostrophe that says "this is text" before what could be a formula, as the portal's own files have it."""
    return text[1:] if text.startswith("'") and text[1:2] in FORMULA else text


def key(text: str) -> str:
    """As a heading or a word is recognised, however it is spaced and whether in capitals."""
    return " ".join(composed(text).lower().split())


def names(words: Iterable[str]) -> str:
    return _listed([_("“%(title)s”") % {"title": word} for word in words])


def runs(numbers: Iterable[int]) -> str:
    """Ascending numbers: 5, 7–9 and 12."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return _listed([str(first) if first == last else f"{first}\u2013{last}" for first, last in found])


def _listed(parts: Sequence[str]) -> str:
    if (more := len(parts) - NAMED) > 0:
        text = ngettext("%(count)d more", "%(count)d more", more) % {"count": more}
        parts = [*parts[:NAMED], text]
    return str(get_text_list(list(parts), _("and")))
