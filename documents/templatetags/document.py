"""Texts of a document in templates."""

from typing import Protocol

from django import template
from django.utils.safestring import SafeString

from documents import addresses
from documents.markdown import render
from documents.tree import Goal, Theme

register = template.Library()


@register.filter
def link(address: str) -> str:
    """As it may stand in a link; empty where it may not. The rule is that of the links in texts."""
    return addresses.link(address) or ""


class Links(Protocol):
    """Where what a text names has a page of its own beside the text: a goal, empty for one that has none, and a
    target group."""

    def goal(self, theme: str, number: int) -> str: ...

    def target_group(self, slug: str) -> str: ...


@register.simple_tag
def goal_address(links: Links | None, theme: Theme | None, goal: Goal) -> str:
    return links.goal(theme.slug if theme else "", goal.number) if links else ""


@register.filter(name="markdown")
def markdown_filter(text: str, parent_level: int) -> SafeString:
    """`{{ theme.ambition|markdown:2 }}`: the argument is the level of the heading above the text."""
    return render(text, parent_level=parent_level)


@register.simple_tag(name="markdown")
def markdown_tag(text: str, parent_level: int, prefix: str) -> SafeString:
    """`{% markdown text 2 "tema-1" %}`: for pages with several texts, whose footnotes must not meet."""
    return render(text, parent_level=parent_level, prefix=prefix)
