"""Figures of one indicator as a table to type in: a row for each period, a column for each area.

What is typed is read whole before anything is stored. A cell that somebody else has changed since the page was
opened is told, and not overwritten. Each changed figure has its entry in the history, as from any other form.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from goals.domain.figures import decimals_of, published
from goals.domain.periods import Period, PeriodError, label, parse
from goals.enums import AreaKind
from goals.models import Area, Indicator, Observation
from goals.models.indicator import for_municipality
from plans.fields import DanishDecimalField

ROWS, BLANK, COLUMNS = 60, 6, 12
"""Periods that are shown, the newest; empty rows below them; areas beside each other."""
NUMBER = DanishDecimalField(max_digits=16, decimal_places=4, required=False)
Key = tuple[Period, int]
"""Of a figure: its period, and the primary key of its area."""


@dataclass(slots=True)
class Cell:
    name: str
    column: str
    text: str
    error: str = ""


@dataclass(slots=True)
class Row:
    """`period` is None in an empty row, where `text` is what was typed as one."""

    name: str
    label: str
    period: Period | None = None
    text: str = ""
    error: str = ""
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """`older`: periods that are not shown. `opened`: what each cell held when the page was made."""

    columns: Sequence[Area]
    rows: list[Row]
    older: int
    opened: str

    @property
    def errors(self) -> list[str]:
        """By row and column, in words."""
        found = []
        for number, row in enumerate(self.rows, start=1):
            name = row.label or row.text or _("row %(number)s") % {"number": number}
            found += [f"{name}: {row.error}"] if row.error else []
            found += [f"{name}, {cell.column}: {cell.error}" for cell in row.cells if cell.error]
        return found


@dataclass(frozen=True, slots=True)
class Stored:
    added: int = 0
    changed: int = 0
    deleted: int = 0


def columns_of(indicator: Indicator, more: Sequence[int]) -> list[Area]:
    """The own municipality, its comparison groups, what there are figures for, and what is chosen besides."""
    owner = indicator.owner
    seen = Area.objects.filter(for_municipality(indicator.owner_id))
    wanted = Q(pk__in=more) | Q(pk__in=indicator.observations.order_by().values("area"))
    if owner:
        by_name = Q(code="", name=owner.short_name)
        wanted |= Q(owner=owner) | (Q(kind=AreaKind.MUNICIPALITY) & (Q(code=owner.code) | by_name))
    found = list(seen.filter(wanted).order_by("name", "pk"))
    own = (owner.code, owner.short_name) if owner else ("", "")

    def rank(area: Area) -> tuple[bool, bool]:
        is_own = area.kind == AreaKind.MUNICIPALITY and (area.code == own[0] or area.name == own[1])
        return not is_own, area.owner_id is None

    return sorted(found, key=rank)[:COLUMNS]


def grid_of(indicator: Indicator, columns: Sequence[Area], sent: Mapping[str, str] | None = None) -> Grid:
    """As stored; or, with what was `sent`, as typed."""
    known = _known(indicator, columns)
    periods = sorted({period for period, _area in known})
    shown = periods[-ROWS:]
    texts = {_name(_period_name(period), area): _text(row) for (period, area), row in known.items()}
    rows = [Row(_period_name(period), label(period), period) for period in shown]
    rows += [Row(f"ny{number}", "") for number in range(BLANK)]
    for row in rows:
        row.text = (sent or {}).get(f"{row.name}.periode", "").strip()[:80]
        row.cells = [
            Cell(name, area.name, texts.get(name, "") if sent is None else sent.get(name, "").strip()[:40])
            for area in columns
            for name in [_name(row.name, area.pk)]
        ]
    opened = json.dumps(texts) if sent is None else sent.get("opened", "")
    return Grid(columns, rows, len(periods) - len(shown), opened)


def store(indicator: Indicator, grid: Grid, source: str, provisional: bool) -> Stored | None:
    """None where a cell is wrong or there is no source for it; then nothing is stored, and the grid says where."""
    with transaction.atomic():
        Indicator.objects.select_for_update().get(pk=indicator.pk)
        known = _known(indicator, grid.columns)
        wanted = dict(_read(grid, known))
        if grid.errors:
            return None
        if any(value is not None and key not in known for key, value in wanted.items()) and not source:
            raise ValidationError(_("Write where the figures are from."))
        added = changed = deleted = 0
        for (period, area), value in wanted.items():
            row = known.get((period, area))
            if value is None:
                deleted += 1
                if row:
                    row.delete()
                continue
            added, changed = added + (row is None), changed + (row is not None)
            row = row or Observation(
                indicator=indicator, area_id=area, period_start=period.start, period_end=period.end
            )
            row.value, row.decimals = value, decimals_of(value)
            row.source, row.provisional = source or row.source, provisional
            row.save()
    return Stored(added, changed, deleted)


def _read(grid: Grid, known: Mapping[Key, Observation]) -> Iterator[tuple[Key, Decimal | None]]:
    """What has been changed; None for a figure that is taken away. Faults are written into the grid."""
    opened, taken = _opened(grid.opened), {row.period for row in grid.rows if row.period}
    for row in grid.rows:
        typed = [cell for cell in row.cells if cell.text]
        if row.period is None and typed:
            row.error = _period_error(row, taken)
        for cell, area in zip(row.cells, grid.columns, strict=True):
            value = _value(cell)
            if cell.error or row.error or row.period is None:
                continue
            stored = known.get((row.period, area.pk))
            now, was = _text(stored) if stored else "", opened.get(cell.name, "")
            if cell.text in (was, now):
                continue
            if now != was:
                text = _("somebody else has changed it to “%(value)s” since you opened the page")
                cell.error = text % {"value": now}
                continue
            yield (row.period, area.pk), value


def _period_error(row: Row, taken: set[Period]) -> str:
    """Sets the row's period where it can be read."""
    if not row.text:
        return _("write the period, e.g. 2024, 2024K1 or januar 2024")
    try:
        period = parse(row.text)
    except PeriodError:
        return _("this is no period: write e.g. 2024, 2024K1 or januar 2024")
    if period in taken:
        return _("the period is in the table already")
    taken.add(period)
    row.period = period
    return ""


def _value(cell: Cell) -> Decimal | None:
    try:
        value: Decimal | None = NUMBER.clean(cell.text)
    except ValidationError as error:
        cell.error = str(error.messages[0])
        return None
    return value


def _known(indicator: Indicator, columns: Sequence[Area]) -> dict[Key, Observation]:
    rows = indicator.observations.filter(area__in=columns)
    return {(Period(row.period_start, row.period_end), row.area_id): row for row in rows}


def _opened(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _name(row: str, area: int) -> str:
    return f"{row}.{area}"


def _period_name(period: Period) -> str:
    return f"{period.start.isoformat()}_{period.end.isoformat()}"


def _text(row: Observation) -> str:
    return f"{published(row.value, row.decimals):f}".replace(".", ",")
