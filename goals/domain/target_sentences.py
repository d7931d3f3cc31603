"""A target as one sentence, as citizens read it. The only place that makes it: pages, PDF, tables, and what is
shown while a target is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from goals.domain.conditions import amount_of, baseline_measure, condition
from goals.domain.figures import Measure, figure, plain
from goals.enums import Operator


@dataclass(frozen=True, slots=True)
class Stated:
    """`area` and `indicator` are names, empty where there is none."""

    operator: str
    value: Decimal | None = None
    unit: Measure = None
    area: str = ""
    indicator: str = ""
    measured_in: Measure = None
    baseline: Decimal | None = None
    due: date | None = None
    each_year: bool = False


def sentence(stated: Stated) -> str:
    """ "Andel af unge …: lavere end Region Midtjylland (udgangspunkt: 10 %), senest 31. december 2020"."""
    text = condition(stated.operator, stated.value, stated.unit, stated.area)
    if stated.each_year:
        text = _("%(sentence)s in each year") % {"sentence": text}
    if stated.indicator:
        text = f"{stated.indicator}: {text}"
    if stated.baseline is not None:
        value = baseline_words(stated.operator, stated.baseline, stated.unit, stated.measured_in)
        text = _("%(sentence)s (starting from %(value)s)") % {"sentence": text, "value": value}
    if stated.due is None:
        return text
    due = {"sentence": text, "date": formats.date_format(stated.due, "j. F Y")}
    return (
        _("%(sentence)s until %(date)s") % due if stated.each_year else _("%(sentence)s, by %(date)s") % due
    )


def of_year(stated: Stated) -> str:
    """One of several by year: "Andel af unge …, 2020: højst 9,5 %"."""
    text = condition(stated.operator, stated.value, stated.unit, stated.area)
    year = str(stated.due.year) if stated.due else ""
    start = ", ".join(filter(None, [stated.indicator, year]))
    return _with_start_and_day(f"{start}: {text}" if start else text, stated)


def of_years(steps: Sequence[Stated]) -> str:
    """All of one by year: "Andel af unge …: højst 10 % i 2019, højst 9,5 % i 2020"."""
    several = ", ".join(
        _("%(sentence)s in %(year)s")
        % {
            "sentence": condition(each.operator, each.value, each.unit, each.area),
            "year": each.due.year if each.due else "",
        }
        for each in steps
    )
    text = f"{steps[0].indicator}: {several}" if steps[0].indicator else several
    return _with_start_and_day(text, steps[0])


def _with_start_and_day(text: str, stated: Stated) -> str:
    """What the years have in common: the baseline, and the day where that is not the year's last."""
    if stated.baseline is not None:
        value = baseline_words(stated.operator, stated.baseline, stated.unit, stated.measured_in)
        text = _("%(sentence)s (starting from %(value)s)") % {"sentence": text, "value": value}
    if stated.due and (stated.due.month, stated.due.day) != (12, 31):
        day = formats.date_format(stated.due, "j. F")
        text = _("%(sentence)s, each year by %(day)s") % {"sentence": text, "day": day}
    return text


def baseline_words(operator: str, baseline: Decimal, unit: Measure, measured_in: Measure) -> str:
    """A gap between shares is in percentage points."""
    if operator == Operator.GAP_SHRINKS:
        return amount_of(operator, baseline, unit or measured_in)
    return figure(plain(baseline), baseline_measure(operator, unit, measured_in))
