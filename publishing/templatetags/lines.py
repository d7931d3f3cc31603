"""What the pages through the years need beside the bodies."""

from django import template

from documents.lineage import Became
from goals.domain import periods
from publishing.domain.lines import became_word

register = template.Library()


@register.filter
def became(step: Became) -> str:
    return became_word(step)


@register.filter
def period_label(period: periods.Period) -> str:
    return periods.label(period)
