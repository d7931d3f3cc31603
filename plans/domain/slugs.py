"""Addresses made from Danish titles: `Unge på vej` becomes `unge-paa-vej`."""

from collections.abc import Collection
from itertools import count

from django.utils.text import slugify

from plans.standard import standard_line

MAX_LENGTH = 80

DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
"""As Danish addresses have been written since before they could hold the letters themselves;
`slugify` alone would drop æ and ø, and read å as a. `static/js/danish-slugs.js` does the same."""


def slug_of(text: str) -> str:
    """At most `MAX_LENGTH` characters, cut between two words where there are two; may be empty. A Mac's å,
    which is an a and a ring, is an å."""
    slug = slugify(standard_line(text).lower().translate(DANISH))
    if len(slug) <= MAX_LENGTH:
        return slug
    cut = slug[: MAX_LENGTH + 1].rpartition("-")[0]
    return cut or slug[:MAX_LENGTH]


def free_slug(text: str, taken: Collection[str], fallback: str) -> str:
    """A slug that nobody has: with `-2`, `-3` … after it when the plain one is taken."""
    return free_from(slug_of(text) or fallback, taken)[0]


def free_from(plain: str, taken: Collection[str], last: int = 1) -> tuple[str, int]:
    """The slug and its number (1: the plain one itself), where all up to `last` are known to be taken."""
    if plain not in taken:
        return plain, 1
    return next(
        (slug, number)
        for number in count(last + 1)
        if (slug := f"{plain[: MAX_LENGTH - len(str(number)) - 1].rstrip('-')}-{number}") not in taken
    )
