"""From rows to the arithmetic of verdicts: reads the figures that a plan's targets need, and computes their
results.

Two queries fetch the figures of any number of targets.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from goals.domain import verdict
from goals.domain.figures import published
from goals.domain.means import means
from goals.domain.measuring import NEVER, Figure, Place
from goals.domain.periods import Period
from goals.enums import AreaKind, Direction, Operator, Unit
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
        groups = [t.comparator for t in targets if t.comparator and t.comparator.kind == AreaKind.CLUSTER]
        self._members = self._fetch_members(groups)
        self._fetch(targets, municipality)
        for indicator, group in {(t.indicator_id, t.comparator) for t in targets if t.comparator in groups}:
            if indicator and group:
                self._fill_with_means(indicator, group)

    def _fetch_members(self, groups: Sequence[Area]) -> dict[int, dict[int, Place]]:
        """By the group's primary key, then by the member's."""
        members: dict[int, dict[int, Place]] = defaultdict(dict)
        through = Area.members.through.objects.filter(from_area__in=groups).select_related("to_area")
        for row in through:
            members[row.from_area_id][row.to_area_id] = _place(row.to_area)
        return members

    def _fetch(self, targets: Sequence[Target], municipality: Municipality) -> None:
        compared = {target.comparator_id for target in targets}
        members = {area for group in self._members.values() for area in group}
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
        places = [self.own]
        if target.comparator and (place := _place(target.comparator)) != self.own:
            places.append(place)
        return tuple(
            figure for place in places for figure in self._found.get((target.indicator_id, place), ())
        )

    def question(self, target: Target, last_day: date | None) -> verdict.Target:
        """A target without a due date is due when the plan ends, on `last_day`; in one without an end,
        never."""
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
        )

    def outcome(
        self, targets: Iterable[Target], last_day: date | None, today: date
    ) -> verdict.Outcome | None:
        return verdict.outcome([self.question(target, last_day) for target in targets], today)


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
