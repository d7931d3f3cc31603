"""What the public pages need beside the bodies."""

from django import template
from django.utils.text import Truncator

from documents import markdown
from documents.tree import Outcome, Section, Theme
from plans.enums import DecisionOutcome
from publishing.domain.addresses import Addresses
from publishing.domain.shelf import Relative, withdrawal_of
from publishing.models import Edition
from website.domain.papers import papers_of

register = template.Library()
register.filter("withdrawal_of", withdrawal_of)
register.filter("papers", papers_of)

FIRST_WORDS = 26


@register.filter
def current(edition: Edition) -> Addresses:
    return Addresses(edition)


@register.filter
def permanent(edition: Edition) -> Addresses:
    return Addresses(edition, permanent=True)


@register.filter
def changes_since(edition: Edition, before: Edition) -> str:
    return Addresses(edition).changes_since(before)


@register.filter
def file_name(edition: Edition) -> str:
    return Addresses(edition).file_name


@register.filter
def outcome_label(outcome: Outcome) -> str:
    return str(DecisionOutcome(outcome).label).capitalize()


@register.filter
def address(relative: Relative) -> str:
    there = Addresses(relative.edition)
    if relative.edition.follow_up_id:
        return f"{there.front}#tema-{relative.slug}"
    return there.theme(relative.slug)


@register.filter
def theme_page(plan: Edition | None, theme: Theme) -> str:
    """Where the plan tells of the theme; empty where no plan can be read, or it has no such theme."""
    if plan is None or theme.slug not in [entry["slug"] for entry in plan.themes]:
        return ""
    return Addresses(plan).theme(theme.slug)


@register.filter
def first_words(part: Theme | Section) -> str:
    """How its text begins: the first paragraph, cut after a line or three."""
    text = part.body if isinstance(part, Section) else part.ambition or part.actions
    lines = markdown.plain(text).splitlines()
    return Truncator(lines[0]).words(FIRST_WORDS, truncate=" …") if lines else ""
