from functools import lru_cache

from django import template

from documents import markdown

register = template.Library()


@register.filter
@lru_cache(maxsize=4096)  # a line stands on both sides of the page, and the page comes back after each change
def as_read(text: str) -> str:
    """The words of a text without its marks, on one line: nothing else is taken from them."""
    return " ".join(markdown.plain(text).split())
