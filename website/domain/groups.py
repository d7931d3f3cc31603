"""Municipalities beside each other on one indicator. The figures are public statistics, imported from
their sources; no draft is read. Only within a named group, and only in one and the same period: other
comparisons would say more of where a municipality lies than of what it does."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from documents import tree
from documents.charts.dots import Dots, Value, dots
from documents.charts.number_labels import title
from goals.domain.figures import published
from goals.domain.means import exact_mean
from goals.domain.periods import Period, label
from goals.enums import AreaKind
from goals.models import Area, Indicator, Observation
from plans.danish import alphabetical
from plans.domain.slugs import slug_of
from publishing.domain.published_editions import NotPublishedError

FEWEST = 2
"""Municipalities with a figure in a period: one alone is no comparison."""


@dataclass(frozen=True, slots=True)
class Group:
    area: Area
    members: tuple[Area, ...]

    @property
    def name(self) -> str:
        return self.area.name

    @property
    def slug(self) -> str:
        return slug_of(self.area.name)

    @property
    def reason(self) -> str:
        return self.area.reason


@dataclass(frozen=True, slots=True)
class AvailableComparison:
    """A comparison that can be made; `period` is the newest."""

    group: str
    group_slug: str
    indicator: str
    indicator_slug: str
    period: str
    count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`missing` are the municipalities of the group that have no figure in the period."""

    group: Group
    indicator: tree.Indicator
    values: tuple[Value, ...]
    mean: tuple[Decimal, str] | None
    period: Period | None
    periods: tuple[Period, ...]
    missing: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The indicator and the period: the chart's title, and the file's."""
        name = title(self.indicator)
        return f"{name}, {label(self.period)}" if self.period else name

    @property
    def chart(self) -> Dots | None:
        if not self.values:
            return None
        return dots(self.heading, self.indicator.unit, self.indicator.better, self.values, self.mean)


def groups() -> tuple[Group, ...]:
    """Those with members, by name: two queries."""
    rows = Area.objects.filter(kind=AreaKind.CLUSTER, owner=None).prefetch_related("members")
    found = [
        Group(row, tuple(sorted(row.members.all(), key=lambda area: alphabetical(area.name))))
        for row in sorted(rows, key=lambda area: alphabetical(area.name))
    ]
    return tuple(group for group in found if group.members)


def offers() -> dict[str, list[AvailableComparison]]:
    """All comparisons that can be made, by the group's name: one query."""
    return _by_group(
        _counted(
            Observation.objects.filter(area__clusters__kind=AreaKind.CLUSTER, area__clusters__owner=None)
        )
    )


def available() -> list[tuple[str, str, Period]]:
    """The slugs of a group and an indicator, and each period that they can be compared in: one query."""
    of_country = Observation.objects.filter(area__clusters__kind=AreaKind.CLUSTER, area__clusters__owner=None)
    return [
        (
            slug_of(str(row["area__clusters__name"])),
            str(row["indicator__slug"]),
            Period(cast(date, row["period_start"]), cast(date, row["period_end"])),
        )
        for row in _counted(of_country)
    ]


def offered(place: tree.Municipality, goals: Iterable[tree.Goal]) -> list[AvailableComparison]:
    """Those of the goals' indicators, in the groups that the municipality is in: one query."""
    named = [target.indicator for goal in goals for target in goal.targets if target.indicator]
    indicators = {indicator.slug for indicator in named if not indicator.own}
    mine = Area.objects.filter(kind=AreaKind.CLUSTER, owner=None, members__code=place.code)
    rows = Observation.objects.filter(indicator__slug__in=indicators, area__clusters__in=mine)
    return [offer for found in _by_group(_counted(rows)).values() for offer in found]


def _counted(rows: QuerySet[Observation]) -> Iterable[dict[str, object]]:
    """How many municipalities have a figure, by group, indicator and period; the newest period last."""
    names = ("area__clusters__name", "indicator__name", "indicator__slug", "period_start", "period_end")
    of_country = rows.filter(indicator__owner=None)
    counted = of_country.values(*names).annotate(count=Count("area", distinct=True)).filter(count__gte=FEWEST)
    return cast(
        "Iterable[dict[str, object]]", counted.order_by("indicator__name", "period_end", "period_start")
    )


def _by_group(rows: Iterable[dict[str, object]]) -> dict[str, list[AvailableComparison]]:
    newest: dict[tuple[str, str], AvailableComparison] = {}
    for row in rows:
        group, indicator = str(row["area__clusters__name"]), str(row["indicator__slug"])
        period = cast("Period", (row["period_start"], row["period_end"]))
        newest[group, indicator] = AvailableComparison(
            group,
            slug_of(group),
            str(row["indicator__name"]),
            indicator,
            label(Period(*period)),
            cast(int, row["count"]),
        )
    found: dict[str, list[AvailableComparison]] = defaultdict(list)
    for (group, _indicator), offer in newest.items():
        found[group].append(offer)
    return found


def comparison(group_slug: str, indicator_slug: str, period: Period | None, chosen: str = "") -> Comparison:
    """Of the given period, or of the newest; `chosen` is a municipality's name. Four queries. Raises
    `NotPublishedError` for a group, an indicator or a period that is not there."""
    group = next((group for group in groups() if group.slug == group_slug), None)
    indicator = Indicator.objects.filter(slug=indicator_slug, owner=None).first()
    if group is None or indicator is None:
        raise NotPublishedError
    by_period = _by_period(group, indicator)
    periods = tuple(sorted(by_period, key=lambda one: (one.end, one.start), reverse=True))
    if period is None and periods:
        period = periods[0]
    if period and period not in by_period:
        raise NotPublishedError
    rows = by_period[period] if period else []
    own = [row for row in rows if row.area_id != group.area.pk]
    present = {row.area_id for row in own}
    return Comparison(
        group=group,
        indicator=_indicator(indicator),
        values=tuple(_value(row, chosen) for row in own),
        mean=_mean(group, rows),
        period=period,
        periods=periods,
        missing=tuple(area.name for area in group.members if area.pk not in present) if own else (),
        names=tuple(row.area.name for row in own),
    )


def _by_period(group: Group, indicator: Indicator) -> dict[Period, list[Observation]]:
    """Of the periods in which enough municipalities have a figure."""
    mine = Q(area__in=[area.pk for area in group.members]) | Q(area=group.area)
    rows = Observation.objects.filter(mine, indicator=indicator).select_related("area").order_by("pk")
    found: dict[Period, list[Observation]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: alphabetical(row.area.name)):
        found[Period(row.period_start, row.period_end)].append(row)
    return {
        period: rows
        for period, rows in found.items()
        if sum(1 for row in rows if row.area_id != group.area.pk) >= FEWEST
    }


def _mean(group: Group, rows: Iterable[Observation]) -> tuple[Decimal, str] | None:
    """The group's own published figure; else the plain mean, where every member has a figure."""
    values = {row.area_id: published(row.value, row.decimals) for row in rows}
    if group.area.pk in values:
        return values[group.area.pk], _("The group")
    if not values or len(values) < len(group.members):
        return None
    return exact_mean(list(values.values())), _("Mean")


def _value(row: Observation, chosen: str) -> Value:
    value = published(row.value, row.decimals)
    return Value(row.area.name, value, row.provisional, row.source, row.area.name == chosen)


def _indicator(row: Indicator) -> tree.Indicator:
    return tree.Indicator(row.name, row.slug, cast(tree.Unit, row.unit), cast(tree.Direction, row.better))
