"""Which characters the PDF can be set with: those of the portal's own typefaces (`fonts.py`)."""

import unicodedata
from collections.abc import Iterator
from functools import cache

from documents.printing.fonts import folder

UNDRAWN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Cs"})
"""Spaces, line ends and signs that only say how others are drawn: no typeface needs a picture of them."""
SELECTORS = range(0xFE00, 0xFE10)
"""Variation selectors, as after an emoji."""


@cache
def drawn() -> frozenset[int]:
    """What any of the typefaces has. Reading them takes half a second, once."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow import

    letters: set[int] = set()
    for file in sorted(folder().glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            letters.update(font.getBestCmap())
    return frozenset(letters)


def unsupported_characters(text: str) -> list[str]:
    """The characters that end the making of a PDF, each once."""
    return list(_undrawn(text))


def _undrawn(text: str) -> Iterator[str]:
    if text.isascii():
        return
    known = drawn()
    for character in dict.fromkeys(text):
        if ord(character) in known or ord(character) in SELECTORS:
            continue
        if unicodedata.category(character) in UNDRAWN:
            continue
        parts = unicodedata.normalize("NFD", character)
        if parts == character or any(ord(part) not in known for part in parts):
            yield character
