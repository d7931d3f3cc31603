"""A document's figures: as pictures, and as what they say of a goal."""

from django import template

from documents import departures
from documents.charts import of_targets
from documents.charts.strip import Strip, strip
from documents.tree import Computed, Goal, PlanDocument, Target

register = template.Library()


@register.simple_tag
def charts_of(document: PlanDocument, targets: tuple[Target, ...]) -> tuple[of_targets.Chart, ...]:
    return of_targets.charts_of(document, targets)


@register.filter
def strip_of(report: PlanDocument) -> Strip | None:
    return strip(report)


@register.filter
def in_short(computed: Computed, goal: Goal) -> str:
    return departures.in_short(computed, goal)
