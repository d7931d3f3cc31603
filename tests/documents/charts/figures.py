"""Figures as a source would have them."""

from dataclasses import replace
from decimal import Decimal

from documents import tree
from goals.domain import periods

OWN = tree.Area("municipality", "Herning")
REGION = tree.Area("region", "Region Midtjylland")
COUNTRY = tree.Area("country", "hele landet")
SHARE = tree.Indicator("Andel af unge på offentlig forsørgelse", "unge", "percent", "lower")
COURSES = tree.Indicator("Afsluttede forløb", "forloeb", "courses", "higher")


def figure(area: tree.Area, period: str, value: str, **more: bool | str) -> tree.Figure:
    start, end = periods.parse(period)
    return replace(tree.Figure(area, start, end, Decimal(value)), **more)


def figures(area: tree.Area, **values: str) -> tuple[tree.Figure, ...]:
    """`figures(OWN, y2019="10.3", y2020="10.0")`."""
    return tuple(figure(area, period.lstrip("y"), value) for period, value in values.items())


def target(
    *found: tree.Figure,
    indicator: tree.Indicator = SHARE,
    comparator: tree.Area | None = None,
    operator: tree.Operator = "below",
    value: str | None = None,
    unit: tree.Unit | None = None,
) -> tree.Target:
    return tree.Target(
        operator,
        indicator,
        Decimal(value) if value else None,
        unit or (indicator.unit if value else None),
        comparator,
        figures=found,
    )
