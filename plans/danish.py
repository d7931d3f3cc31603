"""The Danish alphabet: æ, ø, å come last, and aa counts as å. Imports nothing of the portal's.

PostgreSQL knows it as the collation `da-x-icu`; SQLite is taught one of that name.
"""

import unicodedata
from typing import Any

from django.db.models.functions import Collate

COLLATION = "da-x-icu"
AFTER_Z = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}
"""The three characters that follow z in ASCII."""
AND = frozenset({"og", "and"})
"""Between names that somebody has typed, whatever language the page is in."""


def by_name(path: str) -> Collate:
    """For `order_by`: the column, sorted as `alphabetical` does."""
    return Collate(path, COLLATION)


def alphabetical(name: str) -> tuple[str, str]:
    """What to sort names by."""
    folded = unicodedata.normalize("NFC", name).casefold().replace("aa", "å")
    return "".join(AFTER_Z.get(letter) or _plain(letter) for letter in folded), name


def _plain(letter: str) -> str:
    """Without its accent: é is sorted as e."""
    return unicodedata.normalize("NFD", letter)[0]


def add_sqlite_collation(connection: Any, **_signal: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, _compare)


def _compare(first: str, second: str) -> int:
    one, other = alphabetical(first), alphabetical(second)
    return (one > other) - (one < other)
