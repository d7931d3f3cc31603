"""Marks that are indexed with a part's words, so that the databases filter while they search."""

from collections.abc import Iterable

from website.domain.search.words import MARK

CURRENT, OLD = f"{MARK}current", f"{MARK}old"


def of_municipality(slug: str) -> str:
    return f"{MARK}m{_bare(slug)}"


def of_year(year: int) -> str:
    return f"{MARK}y{_bare(str(year))}"


def of_kind(kind: str) -> str:
    return f"{MARK}k{_bare(kind)}"


def of_group(slug: str) -> str:
    return f"{MARK}g{_bare(slug)}"


def together(marks: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(marks))


def _bare(name: str) -> str:
    """Letters and digits only: neither database then divides it."""
    return "".join(letter if letter.isascii() and letter.isalnum() else MARK for letter in name.lower())
