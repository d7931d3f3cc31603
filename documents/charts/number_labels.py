"""The numbers of a picture as words: at the points, and in the table that goes with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.charts.series import Series
from documents.tree import Figure, Indicator, Unit
from documents.wording import unit_name
from goals.domain import figures, periods
from goals.domain.origin import listed

MILLION, BILLION = Decimal(10) ** 6, Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`head` names the first column and then one for each cell of a row; `sources` say where the numbers
    come from."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    sources: tuple[str, ...] = ()


def short(value: Decimal, unit: Unit | None) -> str:
    """ "10,4 %", but "1.745" for anything else that is counted: the heading names the unit."""
    return figures.figure(value, unit if unit == "percent" else None)


def on_axis(value: Decimal, unit: Unit | None, most: Decimal) -> str:
    """A round number beside the picture; where the largest is a million or more, "25 mia." and "1,5 mio."."""
    if most < MILLION or not value:
        return short(value, unit)
    if most < BILLION:
        return _("%(value)s m") % {"value": short(figures.plain(value / MILLION), unit)}
    return _("%(value)s bn") % {"value": short(figures.plain(value / BILLION), unit)}


def title(indicator: Indicator) -> str:
    if indicator.unit == "percent" or (indicator.unit == "other" and not indicator.unit_many):
        return indicator.name
    return f"{indicator.name} ({unit_name(indicator)})"


def period_of(figure: Figure) -> str:
    return periods.label(periods.Period(figure.period_start, figure.period_end))


def with_reservations(text: str, figure: Figure) -> str:
    if figure.series_break:
        text = _("%(value)s (new series)") % {"value": text}
    return _("%(value)s (provisional)") % {"value": text} if figure.provisional else text


def table_of(caption: str, series: Sequence[Series], unit: Unit | None) -> Table:
    """One row for each period, one column for each area."""
    by_period = [
        {(figure.period_start, figure.period_end): figure for figure in one.figures} for one in series
    ]
    found = sorted({period for figures_of in by_period for period in figures_of})
    return Table(
        caption,
        (_("Period"), *(one.name for one in series)),
        tuple(
            Row(
                periods.label(periods.Period(*period)),
                tuple(_cell(figures_of.get(period), unit) for figures_of in by_period),
            )
            for period in found
        ),
        sources_of(figure for one in series for figure in one.figures),
    )


def sources_of(found: Iterable[Figure]) -> tuple[str, ...]:
    return listed(figure.source for figure in found)


def _cell(figure: Figure | None, unit: Unit | None) -> str:
    return with_reservations(short(figure.value, unit), figure) if figure else _("no figure")
