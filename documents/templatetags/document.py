"""Texts of a document in templates."""

from django import template
from django.utils.safestring import SafeString

from documents import addresses
from documents.markdown import render

register = template.Library()


@register.filter
def link(address: str) -> str:
    """As it may stand in a link; empty where it may not. The rule is that of the links in texts."""
    return addresses.link(address) or ""


@register.filter(name="markdown")
def markdown_filter(text: str, parent_level: int) -> SafeString:
    """`{{ theme.ambition|markdown:2 }}`: the argument is the level of the heading above the text."""
    return render(text, parent_level=parent_level)


@register.simple_tag(name="markdown")
def markdown_tag(text: str, parent_level: int, prefix: str) -> SafeString:
    """`{% markdown text 2 "tema-1" %}`: for pages with several texts, whose footnotes must not meet."""
    return render(text, parent_level=parent_level, prefix=prefix)
