"""The tree's structured data as words, for the bodies that web and print share."""

from django import template

from documents import wording
from documents.tree import Assessment, DroppedGoal, DroppedTheme, Goal, PlanDocument, Theme, Verdict

register = template.Library()
register.filter("goal_number", wording.goal_number)
register.filter("measure_texts", wording.measure_texts)
register.filter("verdict_label", wording.verdict_label)
register.filter("report_period", wording.report_period)
register.filter("adoption_words", wording.adoption_words)


@register.filter
def verdict_mark(verdict: Verdict) -> str:
    return wording.VERDICT_MARKS[verdict]


@register.simple_tag
def dropped_from(document: PlanDocument, theme: Theme | DroppedTheme) -> tuple[DroppedGoal, ...]:
    """The goals that went with what the theme continues, or with the theme that was dropped."""
    return document.dropped_from(theme.predecessors if isinstance(theme, Theme) else (theme.theme,))


@register.simple_tag
def assessment_of(report: PlanDocument | None, theme: Theme | None, goal: Goal) -> Assessment | None:
    """What the report says of the goal; None where there is no report, or none of this goal."""
    if report is None or report.follow_up is None:
        return None
    return report.follow_up.assessment_of(report.goal_ref(theme, goal))
