"""Tables of key figures with the figures of now: rows → tree."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from django.db.models import Q, QuerySet

from documents import plain_fields, tree
from documents.measured import as_figure, figures_end
from documents.successions import IndicatorSuccessions
from goals.domain.assessing import Figures
from goals.domain.key_figures import is_of, needed
from goals.domain.measuring import Figure
from goals.domain.periods import Period, year_before
from goals.models import KeyFigureTable, ShownKeyFigures, Target
from plans.models import Municipality, Plan

Tables = dict[int, tree.KeyFigures]
"""By the key of the table's row."""


def tables_of(rows: Iterable[KeyFigureTable], municipality: Municipality, until: date | None) -> Tables:
    """With the figures of periods that ended by `until`, or all. No query where there is no table, else four at
    most, however many there are."""
    tables = list({row.pk: row for row in rows}.values())
    if not tables:
        return {}
    asked = {
        (table.pk, row.pk): Target(indicator=row.indicator, comparator=table.comparator)
        for table in tables
        for row in table.rows.all()
    }
    figures = Figures(list(asked.values()), municipality, until)
    successions = IndicatorSuccessions(municipality.pk)
    return {
        table.pk: _table(
            table,
            {row: figures.of(target) for (key, row), target in asked.items() if key == table.pk},
            successions,
        )
        for table in tables
    }


def _table(
    table: KeyFigureTable, found: dict[int, tuple[Figure, ...]], successions: IndicatorSuccessions
) -> tree.KeyFigures:
    other = table.comparator
    comparator = (
        tree.Area(cast(tree.AreaKind, other.kind), other.name, other.owner_id is not None) if other else None
    )
    fitting = {
        key: [as_figure(each) for each in figures if is_of(table.frequency, each.period)]
        for key, figures in found.items()
    }
    kept = _kept(table, [each for figures in fitting.values() for each in figures if each.area != comparator])
    return tree.KeyFigures(
        **plain_fields.of_row(table, tree.KeyFigures),
        rows=tuple(
            tree.KeyFigureRow(
                label=row.label or row.indicator.name,
                indicator=successions.indicator(row.indicator),
                figures=tuple(
                    each for each in fitting[row.pk] if (each.period_start, each.period_end) in kept
                ),
            )
            for row in table.rows.all()
        ),
        comparator=comparator,
    )


def _kept(table: KeyFigureTable, own: Sequence[tree.Figure]) -> set[tuple[date, date]]:
    """The periods that are shown, counted from the newest of which the municipality has a figure; and those in which
    a new series began since the year before, across which no change is told."""
    periods = {(each.period_end, each.period_start) for each in own}
    if not periods:
        return set()
    end, start = max(periods)
    last = Period(start, end)
    found = needed(table.frequency, last, table.periods)
    since = year_before(last).end
    breaks = {
        (each.period_start, each.period_end)
        for each in own
        if each.series_break and since < each.period_end <= end
    }
    return breaks | {(period.start, period.end) for period in found}


class ShownTables:
    """The tables of key figures in a plan, with the figures that the plan is based on."""

    def __init__(self, plan: Plan) -> None:
        self._rows = list(_shown_in(plan))
        self._tables = tables_of((row.table for row in self._rows), plan.municipality, figures_end(plan))

    def of(self, *, section: int | None = None, theme: int | None = None) -> tuple[tree.KeyFigures, ...]:
        place = (section, theme)
        rows = (row for row in self._rows if (row.section_id, row.theme_id) == place)
        return tuple(self._tables[row.table_id] for row in rows)


def _shown_in(plan: Plan) -> QuerySet[ShownKeyFigures]:
    rows = ShownKeyFigures.objects.filter(Q(section__plan=plan) | Q(theme__plan=plan))
    return rows.select_related("table__comparator").prefetch_related("table__rows__indicator")
