"""Addresses made of titles."""

from plans.domain.slugs import free_from, slug_of


class Slugs:
    """The addresses of one document, each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}
        """By title in short, the number that was given last: each further one takes one step, not all
        again."""

    def take(self, title: str, otherwise: str) -> str:
        """`otherwise` serves a title without letters."""
        plain = slug_of(title) or otherwise
        slug, self._last[plain] = free_from(plain, self._taken, self._last.get(plain, 1))
        self._taken.add(slug)
        return slug
