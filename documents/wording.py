"""Structured data as words: what a target demands, what a verdict is called."""

from decimal import Decimal

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.tree import Assessment, Goal, PlanDocument, Result, Target, Theme, Unit, Verdict
from goals import enums
from goals.domain import figures, periods
from goals.domain.conditions import condition

VERDICT_MARKS: dict[Verdict, str] = {
    "met": "met",
    "partly": "partly",
    "not_met": "not",
    "cannot_be_assessed": "open",
}
"""The style that goes with a verdict: a shape and a colour beside the word, never instead of it."""


def verdict_label(verdict: Verdict) -> str:
    return str(enums.Verdict(verdict).label)


def measured(assessment: Assessment | None, goal: Goal) -> list[Result]:
    """What the figures say of each target. Of one without an indicator there are no figures to say it."""
    if assessment is None or assessment.computed is None:
        return []
    pairs = zip(goal.targets, assessment.computed.results, strict=False)
    return [result for target, result in pairs if target.indicator]


def how_it_went(report: PlanDocument | None) -> str:
    """The heading of a follow-up's results."""
    final = report is None or report.follow_up is None or report.follow_up.is_final
    return _("How it went") if final else _("How it goes so far")


def report_period(report: PlanDocument) -> str:
    """ "Undervejs · 1. halvår 2026 · status pr. 31. maj 2026"; nothing of a final one about the whole plan."""
    one = report.follow_up
    if one is None or not (one.period_end or one.status_on or not one.is_final):
        return ""
    facts = [capfirst(str(enums.FollowUpKind(one.kind).label))]
    if one.period_start and one.period_end:
        facts.append(periods.label(periods.Period(one.period_start, one.period_end)))
    if one.status_on:
        facts.append(_("status as of %(day)s") % {"day": formats.date_format(one.status_on, "j. F Y")})
    return " · ".join(facts)


def goal_number(goal: Goal, theme: Theme | None) -> str:
    """ "1.2" for the second goal of theme 1, "3" for the third goal of the plan itself."""
    return f"{theme.number}.{goal.number}" if theme else str(goal.number)


def figure(value: Decimal, unit: Unit | None) -> str:
    """With decimal comma, and no more decimals than the value has: 10,4 %."""
    return figures.figure(figures.plain(value), unit)


def target_sentence(target: Target) -> str:
    """What is measured and the condition, e.g. "Andel af unge …: lavere end Region Midtjylland"."""
    area = target.comparator.name if target.comparator else ""
    sentence = condition(target.operator, target.value, target.unit, area)
    if target.indicator:
        sentence = f"{target.indicator.name}: {sentence}"
    if target.baseline is not None:
        sentence = _("%(sentence)s (starting from %(value)s)") % {
            "sentence": sentence,
            "value": figure(
                target.baseline, target.unit or (target.indicator.unit if target.indicator else None)
            ),
        }
    if target.due:
        due = formats.date_format(target.due, "j. F Y")
        sentence = _("%(sentence)s, by %(date)s") % {"sentence": sentence, "date": due}
    return sentence
