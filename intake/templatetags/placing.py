import re
from functools import lru_cache

from django import template

from documents import markdown

NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]")
register = template.Library()


@register.filter
@lru_cache(maxsize=4096)  # a line stands on both sides of the page, and the page comes back after each change
def as_read(text: str) -> str:
    """The words of a text without its marks, on one line: nothing else is taken from them. A footnote's mark is its
    number."""
    return " ".join(NOTE.sub(r" (\1)", markdown.plain(text)).split())
