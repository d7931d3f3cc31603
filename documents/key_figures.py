"""A table of key figures as it is read: the newest figure of each row, and what has changed since the period before
and the year before. Pure; what has changed is computed here, from the figures that the tree holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.charts import number_labels
from documents.tree import Figure, KeyFigureRow, KeyFigures, Unit
from goals import enums
from goals.domain import figures
from goals.domain.key_figures import before, is_of, shown
from goals.domain.periods import Period, label, year_before

PER_TABLE = 4
"""Columns of numbers that a sheet has room for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`head` is the column's: a narrow screen stacks the cells, each with its own."""

    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """`head` names the columns after the first; without figures there is no line. `own` are the figures drawn, by
    row; `tables` have every number, in parts narrow enough for a sheet."""

    caption: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    periods: tuple[Period, ...]
    own: tuple[tuple[KeyFigureRow, tuple[Figure | None, ...]], ...]
    tables: tuple[number_labels.Table, ...]


def shown_of(table: KeyFigures) -> Shown:
    by_row = [{_period(each): each for each in own_figures(table, row)} for row in table.rows]
    found = {period for row in by_row for period in row if is_of(table.frequency, period)}
    unit = _only_unit(table)
    caption = f"{table.title} ({_unit_name(unit)})" if unit and _unit_name(unit) else table.title
    if not found:
        return Shown(caption, (), (), (_("There are no figures yet."), *_noted(table)), (), (), (), ())
    last = max(found, key=lambda period: (period.end, period.start))
    bases = tuple(dict.fromkeys((before(table.frequency, last), year_before(last))))
    periods = tuple(shown(table.frequency, last, table.periods))
    own = tuple(
        (row, tuple(of_row.get(period) for period in periods))
        for row, of_row in zip(table.rows, by_row, strict=True)
    )
    head = tuple(_head(table, last, bases))
    lines = tuple(
        Line(row.label, tuple(map(Cell, head, _texts(table, row, of_row, last, bases, unit))))
        for row, of_row in zip(table.rows, by_row, strict=True)
    )
    told = [each for of_row in by_row for period in (last, *bases) if (each := of_row.get(period))]
    return Shown(
        caption=caption,
        head=head,
        lines=lines,
        notes=(*_reservations(told), *_noted(table)),
        sources=number_labels.sources_of(each for row in table.rows for each in row.figures),
        periods=periods,
        own=own,
        tables=tuple(_tables(table, periods, own, unit)) if len(periods) > 1 else (),
    )


def own_figures(table: KeyFigures, row: KeyFigureRow) -> list[Figure]:
    return [each for each in row.figures if each.area != table.comparator]


def _period(figure: Figure) -> Period:
    return Period(figure.period_start, figure.period_end)


def _only_unit(table: KeyFigures) -> Unit | None:
    """Where the rows are all in one: then it is said once, above the table."""
    units = {row.indicator.unit for row in table.rows}
    return units.pop() if len(units) == 1 else None


def _unit_name(unit: Unit) -> str:
    return "" if unit in ("percent", "other") else str(enums.Unit(unit).label)


def _head(table: KeyFigures, last: Period, bases: Sequence[Period]) -> Iterator[str]:
    yield label(last)
    for base in bases:
        yield _("Change since %(period)s") % {"period": label(base)}
    if table.comparator:
        yield table.comparator.name[:1].upper() + table.comparator.name[1:]


def _texts(
    table: KeyFigures,
    row: KeyFigureRow,
    own: dict[Period, Figure],
    last: Period,
    bases: Sequence[Period],
    unit: Unit | None,
) -> Iterator[str]:
    """In the order of `_head`."""
    yield _value(own.get(last), row.indicator.unit, unit)
    yield from (change(own, last, base, row.indicator.unit) for base in bases)
    if table.comparator:
        others = (each for each in row.figures if each.area == table.comparator and _period(each) == last)
        yield _value(next(others, None), row.indicator.unit, unit)


def _value(figure: Figure | None, unit: Unit, said: Unit | None) -> str:
    if figure is None:
        return _("no figure")
    shown = number_labels.short(figure.value, unit) if said else figures.figure(figure.value, unit)
    return f"{shown}*" if figure.provisional else shown


def change(own: dict[Period, Figure], last: Period, base: Period, unit: Unit) -> str:
    """ "+12 (+1,0 %)", of shares "−0,3 procentpoint"; between two series nothing can be compared."""
    now, then = own.get(last), own.get(base)
    if now is None or then is None:
        return _("no figure")
    if any(each.series_break for period, each in own.items() if base.end < period.end <= last.end):
        return _("new series")
    decimals = min(figures.decimals_of(now.value), figures.decimals_of(then.value))
    difference = figures.rounded(now.value, decimals) - figures.rounded(then.value, decimals)
    if unit == "percent":
        return _("%(change)s points") % {"change": signed(difference)}
    if not then.value:
        return signed(difference)
    share = figures.rounded(difference * 100 / abs(then.value), 1)
    return f"{signed(difference)} ({signed(share)}\N{NO-BREAK SPACE}%)"


def signed(value: Decimal) -> str:
    sign = "\N{MINUS SIGN}" if value < 0 else "+" if value > 0 else "\N{PLUS-MINUS SIGN}"
    return f"{sign}{figures.figure(abs(value), None)}"


def _reservations(told: Sequence[Figure]) -> Iterator[str]:
    if any(each.provisional for each in told):
        yield _("* Provisional figure.")


def _noted(table: KeyFigures) -> Iterator[str]:
    if table.note:
        yield table.note


def _tables(
    table: KeyFigures,
    periods: Sequence[Period],
    own: Sequence[tuple[KeyFigureRow, tuple[Figure | None, ...]]],
    unit: Unit | None,
) -> Iterator[number_labels.Table]:
    for start in range(0, len(own), PER_TABLE):
        part = own[start : start + PER_TABLE]
        yield number_labels.Table(
            table.title if len(own) <= PER_TABLE else f"{table.title}: {_names(part)}",
            (_("Period"), *(row.label for row, _found in part)),
            tuple(
                number_labels.Row(
                    label(period),
                    tuple(_value(found[number], row.indicator.unit, unit) for row, found in part),
                )
                for number, period in enumerate(periods)
            ),
        )


def _names(part: Sequence[tuple[KeyFigureRow, tuple[Figure | None, ...]]]) -> str:
    return f"{part[0][0].label} – {part[-1][0].label}" if len(part) > 1 else part[0][0].label
