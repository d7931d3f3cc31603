"""What the pages through the years need beside the bodies."""

from django import template

from documents.lineage import Became, GoalStep
from documents.tree import GoalRef
from goals.domain import periods
from publishing.domain.lines import address_of_goal_line, became_word

register = template.Library()


@register.filter
def became(step: Became) -> str:
    return became_word(step)


@register.simple_tag
def goal_line(step: GoalStep, ref: GoalRef) -> str:
    """The page of another goal of the same municipality."""
    return address_of_goal_line(step.volume.document.municipality.slug, ref)


@register.filter
def period_label(period: periods.Period) -> str:
    return periods.label(period)
