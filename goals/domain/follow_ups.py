"""A follow-up's address, its title, and which comes next."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _

from goals.domain.periods import LONGEST, Period, PeriodError, label, months, parse
from goals.enums import CONCLUDING, FollowUpKind
from goals.models import FollowUp
from goals.models.follow_up import RESERVED
from plans.domain.slugs import free_slug
from plans.models import Plan

RHYTHMS = (1, 3, 6)
"""Months between interim ones that follow each other."""


@dataclass(frozen=True, slots=True)
class NextFollowUp:
    kind: FollowUpKind
    period: Period


def address_for(follow_up: FollowUp) -> str:
    """Made of the title, free below the plan; the year of a plan of one year is in the address already."""
    plan = follow_up.plan
    others = FollowUp.objects.filter(plan=follow_up.plan_id).exclude(pk=follow_up.pk)
    taken = {*RESERVED, *others.values_list("slug", flat=True)}
    title = re.sub(r"(?<=\d)\.(?=\d)", "-", follow_up.title)
    if plan.last_year == plan.year:
        title = title.removesuffix(f" {plan.year}")
    return free_slug(title, taken, follow_up.kind.replace("_", "-"))


def period_of(follow_up: FollowUp) -> Period | None:
    """None: the whole plan."""
    if follow_up.period_start is None or follow_up.period_end is None:
        return None
    return Period(follow_up.period_start, follow_up.period_end)


def figures_until(follow_up: FollowUp) -> date | None:
    """The last day that an interim one knows of; a final one takes all figures that there are, also those
    of a running year in which the plan ends, unless it names a day itself."""
    if follow_up.status_on or follow_up.kind in CONCLUDING:
        return follow_up.status_on
    return follow_up.period_end


def last_day_of(kind: str, period_end: date | None, first_year: int, last_year: int | None) -> date:
    """By which follow-ups on one plan are in order of time. Those without a period are from when there was
    one in the middle of the year, and one after its end."""
    if period_end:
        return period_end
    return date(last_year or first_year, 12, 31) if kind in CONCLUDING else date(first_year, 6, 30)


def newest_first(rows: Iterable[FollowUp]) -> list[FollowUp]:
    return sorted(rows, key=lambda row: (last_day(row), row.kind in CONCLUDING, row.pk or 0), reverse=True)


def last_day(row: FollowUp) -> date:
    return last_day_of(row.kind, row.period_end, row.plan.year, row.plan.last_year)


def title_of(kind: str, period: Period | None, status_on: date | None, years: str) -> str:
    """ "Målopfølgning 2026", "Status for 1. kvartal 2026", "Status pr. 31.05.2026". `years` are the plan's."""
    shown = label(period) if period else years
    if kind == FollowUpKind.REVIEW:
        return _("Result review %(years)s") % {"years": shown}
    if kind == FollowUpKind.FINAL:
        return _("Follow-up %(years)s") % {"years": shown}
    if status_on:
        return _("Status as of %(day)s") % {"day": formats.date_format(status_on, "d.m.Y")}
    return _("Status for %(period)s") % {"period": shown}


def in_plan(period: Period, plan: Plan) -> bool:
    first = date(plan.year, 1, 1)
    return period.end >= first and (plan.last_year is None or period.start.year <= plan.last_year)


def period_within(plan: Plan, kind: str, text: str) -> Period | None:
    """As it is typed; nothing is the whole plan, which only a final one is about. Raises `ValidationError`."""
    if not text.strip():
        if kind in CONCLUDING:
            return None
        raise ValidationError(_("Write the period of the status, e.g. %(examples)s.") % _examples(plan.year))
    try:
        period = parse(text)
    except PeriodError:
        words = {"text": text[:LONGEST], **_examples(plan.year)}
        message = _("“%(text)s” cannot be read as a period. Write e.g. %(examples)s.") % words
        raise ValidationError(message) from None
    if not in_plan(period, plan):
        raise ValidationError(
            _("The period lies outside the plan, which is for %(years)s.") % {"years": plan.years}
        )
    return period


def _examples(year: int) -> dict[str, str]:
    periods = (months(year, 1, 6), months(year, 1, 3), months(year, 5, 1))
    return {"examples": ", ".join(map(label, periods))}


def stored_period(plan: Plan, kind: str, period: Period | None) -> Period | None:
    """A final one about all of the plan is stored without a period."""
    whole = plan.last_year and Period(date(plan.year, 1, 1), date(plan.last_year, 12, 31))
    return None if kind in CONCLUDING and period == whole else period


def next_follow_up(plan: Plan, rows: Sequence[FollowUp]) -> NextFollowUp | None:
    """After a quarter comes the next one, after the last but one of a year, or where there is no rhythm, the
    year's final one; after that the next year begins. None where the plan has them all."""
    finals = [row for row in rows if row.kind == FollowUpKind.FINAL]
    if any(row.period_end is None for row in finals):
        return None
    closed = max((row.period_end.year for row in finals if row.period_end), default=plan.year - 1)
    interim = (row for row in rows if row.kind not in CONCLUDING and row.period_end)
    newest = max(interim, key=last_day, default=None)
    length = _length(newest) if newest else 0
    if newest and length and newest.period_end and newest.period_end.year > closed:
        following = months(newest.period_end.year, newest.period_end.month + 1, length)
    else:
        following = months(closed + 1, 1, length or 12)
    if following.end.month == 12 or following.start.year > closed + 1:
        return _final_of(following.end.year if not length else closed + 1, plan)
    found = NextFollowUp(FollowUpKind.INTERIM, following)
    return found if in_plan(following, plan) else None


def _length(row: FollowUp) -> int:
    """In whole months; 0 where it is another stretch of days."""
    period = period_of(row)
    lengths = (n for n in RHYTHMS if period and months(period.start.year, period.start.month, n) == period)
    return next(lengths, 0)


def _final_of(year: int, plan: Plan) -> NextFollowUp | None:
    whole = NextFollowUp(FollowUpKind.FINAL, months(year, 1, 12))
    return whole if in_plan(whole.period, plan) else None
