"""From rows to the arithmetic of verdicts: reads the figures that a plan's targets need, and computes their
results.

Two queries fetch the figures of any number of targets, and one those of all that places are counted among in an
area.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from goals.domain import verdict
from goals.domain.by_year import by_year
from goals.domain.figures import published
from goals.domain.means import means
from goals.domain.measuring import NEVER, Figure, Place
from goals.domain.periods import Period
from goals.domain.ranked import Ranked, ranked
from goals.domain.ranking import at_place
from goals.enums import BY_RANK, AreaKind, Direction, Operator, Unit
from goals.models import Area, Observation, Target
from plans.models import Municipality, Plan


class Figures:
    """The figures of a plan's targets, fetched once: all, or those of periods that ended by `until`. Targets
    need `indicator` and `comparator`."""

    def __init__(
        self, targets: Sequence[Target], municipality: Municipality, until: date | None = None
    ) -> None:
        self._ended = Q() if until is None else Q(period_end__lte=until)
        self.own = Place(AreaKind.MUNICIPALITY, municipality.short_name)
        self._found: dict[tuple[int, Place], list[Figure]] = defaultdict(list)
        areas = {t.comparator for t in targets if t.comparator}
        by_rank = [target for target in targets if target.comparator and target.operator in BY_RANK]
        groups = {area for area in areas if area.kind == AreaKind.CLUSTER}
        self._members = self._fetch_members(groups | {t.comparator for t in by_rank if t.comparator})
        compared_with = {t.comparator for t in targets if t.comparator and t.operator not in BY_RANK}
        self._fetch(targets, municipality, groups & compared_with)
        self._ranked = self._fetch_ranked(by_rank)
        for indicator, group in {
            (t.indicator_id, t.comparator)
            for t in targets
            if t.comparator in groups and t.operator not in BY_RANK
        }:
            if indicator and group:
                self._fill_with_means(indicator, group)

    def _fetch_members(self, groups: Iterable[Area]) -> dict[int, dict[int, Place]]:
        """By the group's primary key, then by the member's. Of the whole country every municipality is one."""
        members: dict[int, dict[int, Place]] = defaultdict(dict)
        through = Area.members.through.objects.filter(from_area__in=groups).select_related("to_area")
        for row in through:
            members[row.from_area_id][row.to_area_id] = _place(row.to_area)
        for country in (area for area in groups if area.kind == AreaKind.COUNTRY and area.pk not in members):
            rows = Area.objects.filter(kind=AreaKind.MUNICIPALITY).order_by()
            members[country.pk] = {row.pk: _place(row) for row in rows}
        return members

    def _fetch(self, targets: Sequence[Target], municipality: Municipality, averaged: Iterable[Area]) -> None:
        """`averaged`: the groups of which means are made."""
        compared = {target.comparator_id for target in targets}
        members = {area for group in averaged for area in self._members[group.pk]}
        by_name = Q(area__code="", area__name=municipality.short_name)
        own = Q(area__kind=AreaKind.MUNICIPALITY) & (Q(area__code=municipality.code) | by_name)
        rows = (
            Observation.objects.filter(self._ended, own | Q(area__in=compared | members))
            .filter(indicator__in={target.indicator_id for target in targets})
            .select_related("area")
            .order_by("period_start", "period_end", "area")
        )
        for row in rows:
            place = _place(row.area)
            if row.area.kind == AreaKind.MUNICIPALITY and row.area.code == municipality.code:
                self.own = place
            self._found[row.indicator_id, place].append(_figure(row, place))

    def _fetch_ranked(self, targets: Iterable[Target]) -> dict[int, Ranked]:
        """By the area's primary key."""
        asked: dict[int, set[int]] = defaultdict(set)
        for target in targets:
            if target.indicator_id and target.comparator_id:
                asked[target.comparator_id].add(target.indicator_id)
        others = {
            area: {key for key, place in self._members[area].items() if place != self.own} for area in asked
        }
        return {
            area: ranked(indicators, others[area], self._ended)
            for area, indicators in asked.items()
            if others[area]
        }

    def _fill_with_means(self, indicator: int, group: Area) -> None:
        """A group's own published figure is used; the mean is for the periods that have none."""
        place, members = _place(group), list(self._members[group.pk].values())
        known = self._found[indicator, place]
        taken = {figure.period for figure in known}
        figures = [figure for member in members for figure in self._found[indicator, member]]
        known += [mean for mean in means(place, members, figures) if mean.period not in taken]
        known.sort(key=lambda figure: figure.period)

    def of(self, target: Target) -> tuple[Figure, ...]:
        """The municipality's own first, then those of what it is compared with."""
        if target.indicator_id is None:
            return ()
        if target.operator in BY_RANK:
            return (*self._found.get((target.indicator_id, self.own), ()), *self._at_place(target))
        places = [self.own]
        if target.comparator and (place := _place(target.comparator)) != self.own:
            places.append(place)
        return tuple(
            figure for place in places for figure in self._found.get((target.indicator_id, place), ())
        )

    def _at_place(self, target: Target) -> list[Figure]:
        """What the municipality at that place among the others has, under the area's name."""
        if target.comparator is None or target.indicator_id is None:
            return []
        return at_place(
            _place(target.comparator),
            self._ranked.get(target.comparator.pk, {}).get(target.indicator_id, {}),
            self._found.get((target.indicator_id, self.own), ()),
            int(target.value or 0),
            highest=target.operator == Operator.AMONG_HIGHEST,
        )

    def question(
        self, target: Target, first_year: int, last_day: date | None, series: int | None = None
    ) -> verdict.Target:
        """A target without a due date is due when the plan ends, on `last_day`; in one without an end,
        never. One for each year holds from the plan's `first_year` on."""
        indicator = target.indicator
        return verdict.Target(
            operator=Operator(target.operator),
            own=self.own,
            due=target.due or last_day or NEVER,
            value=target.value,
            unit=Unit(target.unit) if target.unit else None,
            measured_in=Unit(indicator.unit) if indicator else None,
            better=Direction(indicator.better) if indicator else None,
            comparator=_place(target.comparator) if target.comparator else None,
            baseline=target.baseline,
            figures=self.of(target),
            first_year=first_year if target.each_year else None,
            series=series,
            one=indicator.unit_one if indicator else "",
            many=indicator.unit_many if indicator else "",
        )

    def outcome(
        self,
        targets: Iterable[Target],
        first_year: int,
        last_day: date | None,
        today: date,
        ends: date | None = None,
    ) -> verdict.Outcome | None:
        rows = list(targets)
        tables = [group for group in by_year(rows, name_of) if len(group) > 1]
        series = {id(row): number for number, table in enumerate(tables) for row in table}
        asked = [self.question(row, first_year, last_day, series.get(id(row))) for row in rows]
        return verdict.outcome(asked, today, ends)


def name_of(target: Target) -> tuple[object, ...]:
    """What tells the indicator and the comparator of two targets apart, also of rows that are not stored."""
    indicator, area = target.indicator, target.comparator
    return (
        (indicator.owner_id, indicator.slug) if indicator else None,
        (area.owner_id, area.kind, area.name) if area else None,
    )


def _place(area: Area) -> Place:
    return Place(area.kind, area.name, area.owner_id is not None)


def _figure(row: Observation, place: Place) -> Figure:
    return Figure(
        place=place,
        period=Period(row.period_start, row.period_end),
        value=published(row.value, row.decimals),
        provisional=row.provisional,
        series_break=row.series_break,
        source=row.source,
    )


def targets_of(plan: Plan) -> list[Target]:
    """Of the plan's goals and strategies, in the order in which they were entered."""
    return list(Target.objects.filter(of_plan(plan)).select_related("indicator", "comparator").order_by("pk"))


def of_plan(plan: Plan) -> Q:
    return (
        Q(goal__plan=plan)
        | Q(goal__theme__plan=plan)
        | Q(strategy__plan=plan)
        | Q(strategy__theme__plan=plan)
    )
