from django import template

from documents import markdown

register = template.Library()


@register.filter
def as_read(text: str) -> str:
    """The words of a text without its marks, on one line: nothing else is taken from them."""
    return " ".join(markdown.plain(text).split())
