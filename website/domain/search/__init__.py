"""Search in all that is published. `search` is what the page and the data interface ask."""

from website.domain.search.searching import Filters, Hit, Results, search

__all__ = ["Filters", "Hit", "Results", "search"]
