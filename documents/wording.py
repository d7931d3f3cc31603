"""Structured data as words: what a target demands, what a verdict is called."""

from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.tree import Goal, Target, Theme, Unit, Verdict
from goals import enums

VERDICT_MARKS: dict[Verdict, str] = {
    "met": "met",
    "partly": "partly",
    "not_met": "not",
    "cannot_be_assessed": "open",
}
"""The style that goes with a verdict: a shape and a colour beside the word, never instead of it."""


def verdict_label(verdict: Verdict) -> str:
    return str(enums.Verdict(verdict).label)


def goal_number(theme: Theme | None, goal: Goal) -> str:
    """ "1.2" for the second goal of theme 1, "3" for the third goal of the plan itself."""
    return f"{theme.number}.{goal.number}" if theme else str(goal.number)


def figure(value: Decimal, unit: Unit | None) -> str:
    """With decimal comma, and no more decimals than the value has: 10,4 %."""
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    number = formats.number_format(value, decimals, use_l10n=True, force_grouping=True)
    if unit == "percent":
        return f"{number} %"
    if unit is None or unit == "other":
        return number
    return f"{number} {enums.Unit(unit).label}"


def target_sentence(target: Target) -> str:
    """What is measured and the condition, e.g. "Andel af unge …: lavere end Region Midtjylland"."""
    sentence = _condition(target)
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


def _condition(target: Target) -> str:
    against = figure(target.value, target.unit) if target.value is not None else ""
    area = target.comparator.name if target.comparator else ""
    if target.operator == "no_increase":
        return _("no increase")
    if target.operator == "delivered":
        return _("carried out")
    if target.operator == "better_than":
        return _("better than %(area)s") % {"area": area}
    if target.operator == "better_by_percent":
        return _("at least %(margin)s better than %(area)s") % {"margin": against, "area": area}
    if target.operator == "better_by_points":
        points = figure(target.value or Decimal(0), None)
        return _("at least %(margin)s percentage points better than %(area)s") % {
            "margin": points,
            "area": area,
        }
    words = {
        "below": pgettext("target", "lower than %(bound)s"),
        "above": pgettext("target", "higher than %(bound)s"),
        "at_most": pgettext("target", "at most %(bound)s"),
        "at_least": pgettext("target", "at least %(bound)s"),
    }
    against_area = {
        "at_most": pgettext("target", "no higher than %(bound)s"),
        "at_least": pgettext("target", "no lower than %(bound)s"),
    }
    pattern = (against_area if area else {}).get(target.operator) or words[target.operator]
    return pattern % {"bound": area or against}
