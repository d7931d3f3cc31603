"""Template tags of the pages through the years."""

from django import template

from documents.lineage import GoalStep, ThemeStep
from documents.replacing import replaced_sentence
from documents.tree import GoalRef, ThemeRef
from goals.domain import periods
from website.domain.history import (
    address_of_goal_line,
    address_of_theme_line,
    change_kind_word,
)

register = template.Library()
register.filter("change_kind", change_kind_word)
register.filter("period_label", periods.label)
register.filter("replaced_sentence", replaced_sentence)


@register.simple_tag
def line_of(step: GoalStep | ThemeStep, ref: GoalRef | ThemeRef) -> str:
    """The page of another goal or theme of the same municipality."""
    municipality = step.published_year.document.municipality.slug
    if isinstance(ref, GoalRef):
        return address_of_goal_line(municipality, ref)
    return address_of_theme_line(municipality, ref)
