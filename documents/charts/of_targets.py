"""The picture that suits a goal's targets, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.charts import number_labels
from documents.charts.bars import Bars, Limit, bars
from documents.charts.development import Bound, Development, development
from documents.charts.lane import Mark
from documents.charts.series import Series, drawn_limit, series_of
from documents.charts.single import Single, single
from documents.tree import Indicator, PlanDocument, Target

Chart = Bars | Development | Single
MOST_BARS = 2
"""Periods. A line between two points says no more than two bars, and can exaggerate."""


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """A target, and the plan that sets it."""

    document: PlanDocument
    target: Target


def charts_of(document: PlanDocument, targets: Sequence[Target]) -> tuple[Chart, ...]:
    """One for each indicator that there are figures for. A document is no source of its own figures."""
    return charts_of_line([PlanTarget(document, _citing_others(document, target)) for target in targets])


def _citing_others(document: PlanDocument, target: Target) -> Target:
    figures = (
        replace(each, source="") if each.source.startswith(document.display_title) else each
        for each in target.figures
    )
    return replace(target, figures=tuple(figures))


def charts_of_line(plan_targets: Sequence[PlanTarget], marks: Sequence[Mark] = ()) -> tuple[Chart, ...]:
    """`plan_targets` of one plan, or of several in order of time, with what came of each in `marks`."""
    by_indicator: dict[tuple[str, bool], list[PlanTarget]] = {}
    for plan_target in plan_targets:
        if plan_target.target.indicator and plan_target.target.figures:
            by_indicator.setdefault(plan_target.target.indicator.key, []).append(plan_target)
    measured = _measured_by_year(plan_targets)
    return tuple(_chart(group, _marks_of(group, measured, marks)) for group in by_indicator.values())


def _measured_by_year(plan_targets: Sequence[PlanTarget]) -> dict[int, list[Indicator]]:
    found: dict[int, list[Indicator]] = {}
    for plan_target in plan_targets:
        if indicator := plan_target.target.indicator:
            found.setdefault(plan_target.document.year, []).append(indicator)
    return found


def _marks_of(
    plan_targets: Sequence[PlanTarget], measured: dict[int, list[Indicator]], marks: Sequence[Mark]
) -> Sequence[Mark]:
    """Without the verdicts of plans that measure by what has replaced the indicator, or by what it has replaced:
    they were not given on these figures."""
    own = {target.indicator for plan_target in plan_targets if (target := plan_target.target).indicator}

    def is_of(mark: Mark) -> bool:
        there = measured.get(mark.start.year, ())
        if {each.key for each in there} & {each.key for each in own if each}:
            return True
        return not any(_replaces(each, one) or _replaces(one, each) for each in there for one in own if one)

    return [mark for mark in marks if is_of(mark)]


def _replaces(after: Indicator, before: Indicator) -> bool:
    return before.key in {(ref.slug, ref.own) for ref in after.replaces}


def _chart(plan_targets: Sequence[PlanTarget], marks: Sequence[Mark]) -> Chart:
    """One figure is written out. With figures of one or two periods, and nothing of other years beside them,
    bars; else lines."""
    indicator = plan_targets[-1].target.indicator
    if indicator is None:
        raise ValueError("a target without an indicator has no figures")
    series = series_of([plan_target.target for plan_target in plan_targets])
    title, unit = number_labels.title(indicator), indicator.unit
    bounds = [bound for plan_target in plan_targets if (bound := _bound(plan_target))]
    if sum(len(one.figures) for one in series) == 1:
        return single(title, unit, series[0], [bound.label for bound in bounds])
    if len(marks) < 2 and len(bounds) < 2 and _periods(series) <= MOST_BARS:
        return bars(title, unit, series, Limit(bounds[0].value, bounds[0].label) if bounds else None)
    if len(marks) > 1 or len(bounds) > 1:
        bounds = [replace(bound, label=f"{bound.label} ({bound.end.year})") for bound in bounds]
    return development(title, unit, series, bounds, marks)


def _periods(series: Sequence[Series]) -> int:
    return len({(figure.period_start, figure.period_end) for one in series for figure in one.figures})


def _bound(plan_target: PlanTarget) -> Bound | None:
    """In the year in which the target is due, or else in those of its plan."""
    value, due = drawn_limit(plan_target.target), plan_target.target.due
    if value is None:
        return None
    first = due.year if due else plan_target.document.year
    last = due or plan_target.document.last_day or date(first, 12, 31)
    return Bound(value, _label(plan_target.target, value), date(first, 1, 1), last)


def _label(target: Target, value: Decimal) -> str:
    amount = number_labels.short(value, target.indicator.unit if target.indicator else None)
    match target.operator:
        case "below":
            return _("Target: below %(amount)s") % {"amount": amount}
        case "above":
            return _("Target: above %(amount)s") % {"amount": amount}
        case "at_most":
            return _("Target: at most %(amount)s") % {"amount": amount}
        case "at_least":
            return _("Target: at least %(amount)s") % {"amount": amount}
    return _("Baseline: %(amount)s") % {"amount": amount}
