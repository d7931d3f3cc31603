"""A few numbers as bars from zero, with what they are compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from django.utils.translation import gettext as _

from documents.charts import number_labels
from documents.charts.scale import Scale, nice_step, percent, pixels, scale_from_zero, whole
from documents.charts.series import Series
from documents.charts.shapes import LINE, Stroke, Text, fits, lines, stroke, text_at
from documents.tree import Figure, Unit

THICK = 16
GAP = 12
AXIS = 20
"""Pixels below the bars, for the numbers of the scale."""
OVER = 4
"""Pixels that the scale's lines reach over a bar: names and numbers, which stand above it, are not crossed."""
FULL = Decimal(100)
INTERVALS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    texts: tuple[Text, ...]
    x: str
    y: str
    width: str
    own: bool
    hollow: bool
    zero: Stroke
    limit: Stroke | None


@dataclass(frozen=True, slots=True)
class Bars:
    title: str
    description: str
    notes: tuple[str, ...]
    table: number_labels.Table
    height: int
    thick: int
    bars: tuple[Bar, ...]
    axis: tuple[Stroke, ...]
    scale: tuple[Text, ...]
    limit: Text | None = None
    width: str = "100%"
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that the target sets, and what it is called."""

    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """The ground that bars are drawn on: one scale for all of them, from edge to edge."""

    scale: Scale
    limit: Decimal | None

    def x(self, value: Decimal) -> Decimal:
        return self.scale.share(value) * FULL


def bars(title: str, unit: Unit | None, series: Sequence[Series], limit: Limit | None = None) -> Bars:
    """A bar for each figure, below its name and number: at the bar's end the number could be taken for the target's.
    Where all are of one period the title says which, else each bar does."""
    figures = [(one, figure) for one in series for figure in one.figures]
    periods = {number_labels.period_of(figure) for _one, figure in figures}
    field = _field([figure.value for _one, figure in figures], limit)
    drawn, top = [], 0
    for one, figure in figures:
        name = one.name if len(periods) == 1 else f"{one.name}, {number_labels.period_of(figure)}"
        value = number_labels.with_reservations(number_labels.short(figure.value, unit), figure)
        drawn.append(_bar(one, figure, lines(f"{name}: {value}"), field, top))
        top += LINE * len(drawn[-1].texts) + THICK + GAP
    notes = _notes(figures)
    return Bars(
        title=", ".join([title, *periods]) if len(periods) == 1 else title,
        description=_description(figures, unit, limit, notes),
        notes=notes,
        table=number_labels.table_of(title, series, unit),
        height=top + AXIS + (LINE if limit else 0),
        thick=THICK,
        bars=tuple(drawn),
        axis=tuple(_beside(float(bar.y), field.x(tick)) for bar in drawn for tick in field.scale.ticks),
        scale=_scale_texts(field, unit, top),
        limit=_named(field.x(limit.value), limit.label, top + AXIS) if limit else None,
    )


def _field(values: Sequence[Decimal], limit: Limit | None) -> Field:
    scale = scale_from_zero([*values, *([limit.value] if limit else [])])
    step = nice_step((scale.high - scale.low) / INTERVALS)
    rounded = Scale(whole(scale.low, step, ROUND_FLOOR), whole(scale.high, step, ROUND_CEILING), step)
    return Field(rounded, limit.value if limit else None)


def _bar(series: Series, figure: Figure, named: Sequence[str], field: Field, top: int) -> Bar:
    zero, end = field.x(Decimal(0)), field.x(figure.value)
    y = top + 2 + LINE * len(named)
    return Bar(
        texts=tuple(
            text_at(Decimal(0), top + 13 + LINE * number, line, "start") for number, line in enumerate(named)
        ),
        x=percent(min(zero, end)),
        y=pixels(y),
        width=percent(abs(end - zero)),
        own=series.own,
        hollow=figure.provisional,
        zero=stroke(zero, y - 3, zero, y + THICK + 3),
        limit=_beside(y, field.x(field.limit)) if field.limit is not None else None,
    )


def _beside(top: float, x: Decimal) -> Stroke:
    return stroke(x, top - OVER, x, top + THICK + OVER)


def _scale_texts(field: Field, unit: Unit | None, top: int) -> tuple[Text, ...]:
    """Both ends of the scale, and zero where that is between them."""
    scale = field.scale
    ends = dict.fromkeys([scale.low, Decimal(0), scale.high])
    most = max(abs(scale.low), abs(scale.high))
    return tuple(
        text_at(
            field.x(value),
            top + 12,
            number_labels.on_axis(value, unit, most),
            "start" if value == scale.low else "end" if value == scale.high else "middle",
        )
        for value in ends
    )


def _named(x: Decimal, label: str, top: int) -> Text:
    """On the side with more room, or else from the edge."""
    if not fits(label, max(x, FULL - x)):
        return text_at(Decimal(0), top + 10, label, "start")
    return text_at(x, top + 10, label, "end" if x > 50 else "start")


def _notes(figures: Sequence[tuple[Series, Figure]]) -> tuple[str, ...]:
    provisional = any(figure.provisional for _one, figure in figures)
    return (_("Hollow bars are provisional figures."),) if provisional else ()


def _description(
    figures: Sequence[tuple[Series, Figure]], unit: Unit | None, limit: Limit | None, notes: Sequence[str]
) -> str:
    sentences = [
        _("%(name)s: %(last)s in %(after)s.")
        % {
            "name": one.name,
            "last": number_labels.short(figure.value, unit),
            "after": number_labels.period_of(figure),
        }
        for one, figure in figures
    ]
    return " ".join([*sentences, *([f"{limit.label}."] if limit else []), *notes])
