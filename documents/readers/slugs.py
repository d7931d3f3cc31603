"""Addresses made of titles."""

from plans.domain.slugs import free_slug


class Slugs:
    """The addresses of one document, each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, title: str, otherwise: str) -> str:
        """`otherwise` serves a title without letters."""
        slug = free_slug(title, self._taken, otherwise)
        self._taken.add(slug)
        return slug
