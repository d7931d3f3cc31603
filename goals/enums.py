"""Choices of this room. Imports nothing of the portal's."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GoalScope(models.TextChoices):
    LOCAL = "local", _("local")
    NATIONAL = "national", _("national")


class GoalQuality(models.TextChoices):
    QUANTIFIED = "quantified", _("quantified")
    QUALITATIVE = "qualitative", _("qualitative")


class Operator(models.TextChoices):
    """How a target is met. `BETTER_*` follows the direction in which its indicator is better;
    `NO_INCREASE` to `DECREASE` are measured against the municipality's own figure before. `AMONG_*` is a place
    among the municipalities of an area."""

    BELOW = "below", _("below")
    AT_MOST = "at_most", _("at most")
    AT_LEAST = "at_least", _("at least")
    ABOVE = "above", _("above")
    NO_INCREASE = "no_increase", _("no increase")
    NO_DECREASE = "no_decrease", _("no decrease")
    INCREASE = "increase", _("increase")
    DECREASE = "decrease", _("decrease")
    BETTER_THAN = "better_than", _("better than the comparator")
    BETTER_BY_PERCENT = "better_by_percent", _("better than the comparator by per cent")
    BETTER_BY_POINTS = (
        "better_by_points",
        _("better than the comparator by a number (percentage points, persons …)"),
    )
    GAP_SHRINKS = "gap_shrinks", _("a smaller gap to the comparator")
    AMONG_LOWEST = "among_lowest", _("among the lowest of the municipalities of the comparator")
    AMONG_HIGHEST = "among_highest", _("among the highest of the municipalities of the comparator")
    DELIVERED = "delivered", _("delivered")


BY_VALUE = (Operator.BELOW, Operator.AT_MOST, Operator.AT_LEAST, Operator.ABOVE)
"""Met on one side of a number, or of an area's figure."""

BY_MARGIN = (Operator.BETTER_BY_PERCENT, Operator.BETTER_BY_POINTS)
BY_CHANGE = (Operator.INCREASE, Operator.DECREASE)
NO_CHANGE = (Operator.NO_INCREASE, Operator.NO_DECREASE)
SINCE_BEFORE = (*NO_CHANGE, *BY_CHANGE)
"""Counted from the baseline, or from the same period a year before."""

BY_RANK = (Operator.AMONG_LOWEST, Operator.AMONG_HIGHEST)
"""The value is a number of municipalities, and has no unit."""


class Unit(models.TextChoices):
    PERCENT = "percent", _("per cent")
    PERSONS = "persons", _("persons")
    FULL_TIME_PERSONS = "full_time_persons", _("full-time persons")
    WHOLE_YEAR_PERSONS = "whole_year_persons", _("whole-year persons")
    KRONER = "kroner", _("kroner")
    COURSES = "courses", _("courses")
    OTHER = "other", _("other")


COUNTED = frozenset({Unit.PERSONS, Unit.FULL_TIME_PERSONS, Unit.WHOLE_YEAR_PERSONS, Unit.COURSES})


def unit_fits(operator: str, unit: str | None, measured_in: str | None) -> bool:
    """Whether a target's value can be compared with figures in `measured_in` (None: no figures).

    A margin in per cent is in per cent, whatever the figures are in; a change is in per cent or in the
    figures' unit; a place has none; everything else is in the figures' unit.
    """
    if operator in BY_RANK:
        return True
    if operator == Operator.BETTER_BY_PERCENT or (operator in BY_CHANGE and unit == Unit.PERCENT):
        return unit == Unit.PERCENT
    return measured_in is None or unit == measured_in


class Direction(models.TextChoices):
    LOWER = "lower", _("lower is better")
    HIGHER = "higher", _("higher is better")


class AreaKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    REGION = "region", _("region")
    LABOUR_MARKET = "labour_market", _("labour market area (RAR)")
    COUNTRY = "country", _("the whole country")
    CLUSTER = "cluster", _("group of municipalities")


class FollowUpKind(models.TextChoices):
    """`INTERIM` is stored under the name that it had when there was one in the middle of a year only: editions
    are named by it. `REVIEW` is final too: it closes a year, with figures by benefit group."""

    FINAL = "final", _("final")
    INTERIM = "mid_year", _("interim")
    REVIEW = "review", _("result review")


CONCLUDING = (FollowUpKind.FINAL, FollowUpKind.REVIEW)
"""Kinds that say how a period ended, not how it goes."""


class SectionPlace(models.TextChoices):
    BEFORE = "before", _("before the goals")
    AFTER = "after", _("after the goals")


class Frequency(models.TextChoices):
    """How long a period of a table of key figures is."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF_YEAR = "half_year", _("half-year")
    YEAR = "year", _("year")


class Verdict(models.TextChoices):
    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")
    CANNOT_BE_ASSESSED = "cannot_be_assessed", _("Cannot be assessed")
