"""A few numbers as bars from zero, with what they are compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from django.utils.translation import gettext as _

from documents.charts import number_labels
from documents.charts.scale import Scale, nice_step, percent, pixels, scale_from_zero, whole
from documents.charts.series import Series
from documents.charts.shapes import LINE, Stroke, Text, fits, lines, room_of, stroke, text_at
from documents.tree import Figure, Unit

THICK = 16
GAP = 12
AXIS = 20
"""Pixels below the bars, for the numbers of the scale."""
FULL = Decimal(100)
BESIDE = Decimal("1.5")
"""Per cent of the width between a bar's end and its number."""
MOST_ROOM = Decimal(60)
"""Per cent of the width that are left for the numbers; those that take more stand above their bars."""
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
    """The ground that bars are drawn on: one scale for all of them, from the left edge to `right`, in per cent of the
    width. Beyond that is room for the number at the longest bar's end."""

    scale: Scale
    right: Decimal
    limit: Decimal | None

    def x(self, value: Decimal) -> Decimal:
        return self.scale.share(value) * self.right


def bars(title: str, unit: Unit | None, series: Sequence[Series], limit: Limit | None = None) -> Bars:
    """A bar for each figure. Where all are of one period the title says which, else each bar does."""
    figures = [(one, figure) for one in series for figure in one.figures]
    periods = {number_labels.period_of(figure) for _one, figure in figures}
    values = [number_labels.with_reservations(number_labels.short(f.value, unit), f) for _one, f in figures]
    field = _field([figure for _one, figure in figures], values, limit)
    drawn, top = [], 0
    for (one, figure), value in zip(figures, values, strict=True):
        name = one.name if len(periods) == 1 else f"{one.name}, {number_labels.period_of(figure)}"
        drawn.append(_bar(one, figure, name, value, field, top))
        top += LINE * (len(drawn[-1].texts) - _is_at_end(value)) + THICK + GAP
    notes = _notes(figures)
    return Bars(
        title=", ".join([title, *periods]) if len(periods) == 1 else title,
        description=_description(figures, unit, limit, notes),
        notes=notes,
        table=number_labels.table_of(title, series, unit),
        height=top + AXIS + (LINE if limit else 0),
        thick=THICK,
        bars=tuple(drawn),
        axis=tuple(stroke(field.x(tick), 0, field.x(tick), top) for tick in field.scale.ticks),
        scale=_scale_texts(field, unit, top),
        limit=_named(field.x(limit.value), limit.label, top + AXIS) if limit else None,
    )


def _field(figures: Sequence[Figure], values: Sequence[str], limit: Limit | None) -> Field:
    scale = scale_from_zero([*(figure.value for figure in figures), *([limit.value] if limit else [])])
    step = nice_step((scale.high - scale.low) / INTERVALS)
    rounded = Scale(whole(scale.low, step, ROUND_FLOOR), whole(scale.high, step, ROUND_CEILING), step)
    room = max((room_of(value) for value in values if _is_at_end(value)), default=Decimal(0))
    return Field(rounded, FULL - BESIDE - room, limit.value if limit else None)


def _is_at_end(value: str) -> bool:
    return room_of(value) <= MOST_ROOM


def _bar(series: Series, figure: Figure, name: str, value: str, field: Field, top: int) -> Bar:
    zero, end = field.x(Decimal(0)), field.x(figure.value)
    aim = field.x(field.limit) if field.limit is not None else None
    texts = [
        text_at(Decimal(0), top + 13 + LINE * number, line, "start")
        for number, line in enumerate(lines(name))
    ]
    if not _is_at_end(value):
        texts.append(text_at(Decimal(0), top + 13 + LINE * len(texts), value, "start"))
    y = top + 2 + LINE * len(texts)
    if _is_at_end(value):
        texts.append(text_at(_beside(max(zero, end), room_of(value), aim), y + THICK - 3, value, "start"))
    return Bar(
        texts=tuple(texts),
        x=percent(min(zero, end)),
        y=pixels(y),
        width=percent(abs(end - zero)),
        own=series.own,
        hollow=figure.provisional,
        zero=stroke(zero, y - 3, zero, y + THICK + 3),
        limit=stroke(aim, y - 1, aim, y + THICK + 5) if aim is not None else None,
    )


def _beside(end: Decimal, room: Decimal, aim: Decimal | None) -> Decimal:
    """Where a bar ends; past the target's line where that would go through the number."""
    crossed = aim is not None and end - BESIDE <= aim <= end + BESIDE + room
    return (aim if crossed and aim is not None else end) + BESIDE


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
