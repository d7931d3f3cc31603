"""A plan's targets with their figures, and what the figures say: rows → tree."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from django.conf import settings
from django.utils import translation

from documents import plain_fields, tree
from documents.figure_cutoff import figures_at_start
from documents.successions import IndicatorSuccessions
from goals.domain import verdict
from goals.domain.assessing import Figures, targets_of
from goals.domain.figures import plain
from goals.models import Area, Indicator, Target
from goals.models.indicator import for_municipality
from plans.models import Municipality, Plan


class Measured:
    """Four queries, however many targets there are, and one where an indicator has replaced another. Targets have the figures of periods that ended by
    `until`, or all."""

    def __init__(self, plan: Plan, until: date | None = None) -> None:
        self.until = until
        rows = targets_of(plan)
        self._figures = Figures(rows, plan.municipality)
        self._successions = IndicatorSuccessions(plan.municipality_id)
        self._by_goal: dict[int, list[Target]] = defaultdict(list)
        self._by_strategy: dict[int, list[Target]] = defaultdict(list)
        for row in rows:
            if row.goal_id:
                self._by_goal[row.goal_id].append(row)
            if row.strategy_id:
                self._by_strategy[row.strategy_id].append(row)

    def targets_of_goal(self, goal: int) -> tuple[tree.Target, ...]:
        return tuple(map(self._target, self._by_goal.get(goal, ())))

    def targets_of_strategy(self, strategy: int) -> tuple[tree.Target, ...]:
        return tuple(map(self._target, self._by_strategy.get(strategy, ())))

    def _target(self, row: Target) -> tree.Target:
        indicator, comparator = row.indicator, row.comparator
        fields = plain_fields.of_row(row, tree.Target) | {
            "unit": row.unit or None,
            "value": None if row.value is None else plain(row.value),
            "baseline": None if row.baseline is None else plain(row.baseline),
        }
        return tree.Target(
            **fields,
            indicator=self._successions.indicator(indicator) if indicator else None,
            comparator=tree.Area(
                cast(tree.AreaKind, comparator.kind), comparator.name, comparator.owner_id is not None
            )
            if comparator
            else None,
            figures=figures_at_start(map(as_figure, self._figures.of(row)), self.until),
        )


def figures_end(plan: Plan) -> date:
    """The last day of the figures that the plan is based on; as `PlanDocument.figures_end`."""
    return plan.figures_until or plan.first_day - timedelta(days=1)


NOWHERE = 0
"""The key of no row: for an indicator or area that an edition names and that is gone since."""


Period = tuple[int, date | None]
"""A plan's first year, and its last day where it has one."""


class UpdatedTargets:
    """The targets of a document as it has them, with the figures of now, or of periods that ended by `until`, and
    what these say as of that day. Five queries, however many targets there are. Sentences are in the portal's own language: they become part of an
    edition, whoever publishes it."""

    def __init__(
        self,
        targets: Iterable[tree.Target],
        period: Period,
        municipality: Municipality,
        today: date,
        until: date | None = None,
        ends: date | None = None,
    ) -> None:
        """`until`: the last day of what is known; `ends`: of the period that is reported on."""
        self._period, self._today, self._ends = period, min(today, until or today), ends
        targets = list(targets)
        slugs = {target.indicator.slug for target in targets if target.indicator}
        seen = for_municipality(municipality.pk)
        indicators = Indicator.objects.filter(seen, slug__in=slugs).values_list("slug", "owner", "pk")
        self._indicators = {(slug, owner is not None): key for slug, owner, key in indicators}
        names = {target.comparator.name for target in targets if target.comparator}
        areas = Area.objects.filter(seen, name__in=names)
        self._areas = {(area.kind, area.name, area.owner_id is not None): area.pk for area in areas}
        self._owner = municipality.pk
        self._figures = Figures([self._row(target) for target in targets], municipality, until)

    def target(self, target: tree.Target) -> tree.Target:
        """Where the indicator is gone, the figures are those that the document has."""
        if target.indicator is None or target.indicator.key not in self._indicators:
            return target
        return replace(target, figures=tuple(map(as_figure, self._figures.of(self._row(target)))))

    def computed(self, targets: Iterable[tree.Target]) -> tree.Computed | None:
        rows = [self._row(target) for target in targets]
        with translation.override(settings.LANGUAGE_CODE):
            outcome = self._figures.outcome(rows, *self._period, self._today, self._ends)
        return computed(outcome) if outcome else None

    def _row(self, target: tree.Target) -> Target:
        """As the arithmetic takes it, and never stored: in the words of the document, with the keys by which
        the figures of now are found."""
        indicator, comparator = target.indicator, target.comparator
        return Target(
            **plain_fields.of_part(target, Target) | {"unit": target.unit or ""},
            indicator=Indicator(
                pk=self._indicators.get(indicator.key, NOWHERE),
                owner_id=self._owner if indicator.own else None,
                **plain_fields.of_part(indicator, Indicator),
            )
            if indicator
            else None,
            comparator=Area(
                pk=self._areas.get((comparator.kind, comparator.name, comparator.own), NOWHERE),
                owner_id=self._owner if comparator.own else None,
                **plain_fields.of_part(comparator, Area),
            )
            if comparator
            else None,
        )


def computed(outcome: verdict.Outcome) -> tree.Computed:
    return tree.Computed(
        verdict=cast(tree.Verdict, outcome.verdict.value),
        sentence=outcome.sentence,
        results=tuple(map(_result, outcome.results)),
    )


def _result(result: verdict.Result) -> tree.Result:
    return tree.Result(
        verdict=cast(tree.Verdict, result.verdict.value),
        sentence=result.sentence,
        own=as_figure(result.own) if result.own else None,
        other=as_figure(result.other) if result.other else None,
        limit=None if result.limit is None else plain(result.limit),
    )


def as_figure(figure: verdict.Figure) -> tree.Figure:
    return tree.Figure(
        area=tree.Area(cast(tree.AreaKind, figure.place.kind), figure.place.name, figure.place.own),
        period_start=figure.period.start,
        period_end=figure.period.end,
        value=figure.value,
        provisional=figure.provisional,
        series_break=figure.series_break,
        source=figure.source,
        mean_of=figure.mean_of,
        rank=figure.rank,
        rank_of=figure.rank_of,
    )
