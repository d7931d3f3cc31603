"""The picture that suits a goal's targets, or none."""

from collections.abc import Iterable, Sequence
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
from documents.tree import Figure, Indicator, PlanDocument, PlanRef, Target
from documents.wording import name_of
from goals.domain.by_year import by_year

Chart = Bars | Development | Single
MOST_BARS = 2
"""Periods. A line between two points says no more than two bars, and can exaggerate."""


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """A target, and the plan that sets it."""

    document: PlanDocument
    target: Target


def charts_of(
    document: PlanDocument, targets: Sequence[Target], shown_in: PlanDocument | None = None
) -> tuple[Chart, ...]:
    """One for each indicator that there are figures for. A document is no source of the figures on its own pages;
    `shown_in` is another on whose pages they are shown."""
    reader = shown_in or document
    return charts_of_line([PlanTarget(document, _citing_others(reader, target)) for target in targets])


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
    measured = _measured_by_plan(plan_targets)
    return tuple(_chart(group, _marks_of(group, measured, marks)) for group in by_indicator.values())


def _measured_by_plan(plan_targets: Sequence[PlanTarget]) -> dict[PlanRef, list[Indicator]]:
    found: dict[PlanRef, list[Indicator]] = {}
    for plan_target in plan_targets:
        if indicator := plan_target.target.indicator:
            found.setdefault(plan_target.document.ref, []).append(indicator)
    return found


def _marks_of(
    plan_targets: Sequence[PlanTarget], measured: dict[PlanRef, list[Indicator]], marks: Sequence[Mark]
) -> Sequence[Mark]:
    """Without the verdicts of plans that measure by what has replaced the indicator, or by what it has replaced:
    they were not given on these figures."""
    own = {target.indicator for plan_target in plan_targets if (target := plan_target.target).indicator}

    def is_of(mark: Mark) -> bool:
        there = measured.get(mark.plan, ())
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
    bounds = _with_years(_bounds(plan_targets), always=len(marks) > 1)
    if sum(len(one.figures) for one in series) == 1:
        return single(title, unit, series[0], [bound.label for bound in bounds])
    if len(marks) < 2 and len(bounds) < 2 and _periods(series) <= MOST_BARS:
        return bars(title, unit, series, Limit(bounds[0].value, bounds[0].label) if bounds else None)
    return development(title, unit, series, bounds, marks)


def _with_years(bounds: list[Bound], *, always: bool) -> list[Bound]:
    """Where there are several, each says of which year it is."""
    if len(bounds) < 2 and not always:
        return bounds
    return [
        bound if bound.by_year else replace(bound, label=f"{bound.label} ({bound.end.year})")
        for bound in bounds
    ]


def _periods(series: Sequence[Series]) -> int:
    return len({(figure.period_start, figure.period_end) for one in series for figure in one.figures})


def _bounds(plan_targets: Sequence[PlanTarget]) -> list[Bound]:
    """Those of values by year are steps, and have one name together."""
    found = {id(each.target): bound for each in plan_targets if (bound := _bound(each))}
    for group in by_year([each.target for each in plan_targets], name_of):
        steps = [found[id(target)] for target in group if id(target) in found]
        if len(steps) > 1:
            label = _steps_label(group, steps)
            found |= {
                id(target): replace(found[id(target)], label=label, by_year=True)
                for target in group
                if id(target) in found
            }
    return list(found.values())


def _steps_label(group: Sequence[Target], steps: Sequence[Bound]) -> str:
    """ "Mål: højst 10 % (2019), 9,5 % (2020)"."""
    unit = group[0].indicator.unit if group[0].indicator else None
    later = (f"{number_labels.short(step.value, unit)} ({step.end.year})" for step in steps[1:])
    return ", ".join([f"{steps[0].label} ({steps[0].end.year})", *later])


def _bound(plan_target: PlanTarget) -> Bound | None:
    """In the year in which the target is due, or else in those of its plan."""
    document, target = plan_target.document, plan_target.target
    value, due = drawn_limit(target), target.due
    if value is None:
        return None
    first = date(due.year, 1, 1) if due and not target.each_year else document.first_day
    return Bound(value, _label(target, value), first, due or drawn_until(document, target.figures))


def drawn_until(document: PlanDocument, figures: Iterable[Figure]) -> date:
    """A plan without an end is drawn as far as its figures reach, and for its first year at least: the
    picture is the same on whatever day it is drawn."""
    ends = (figure.period_end for figure in figures)
    return document.last_day or max([date(document.year, 12, 31), *ends])


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
