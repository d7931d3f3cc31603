"""One number for each of many municipalities, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from documents.charts import number_labels
from documents.charts.scale import Scale, percent, pixels, scale_of
from documents.charts.shapes import (
    CHARACTER,
    LINE,
    NARROW,
    SPARE,
    Dot,
    Stroke,
    Text,
    lines,
    shortened,
    stroke,
    text_at,
)
from documents.tree import Direction, Unit
from plans.danish import alphabetical

NAMES, FIRST, LAST = Decimal(49), Decimal(52), Decimal(78)
"""Per cent of the width: where the names end, and where the lowest and the highest number are."""
SHORTEST = Decimal(4)
"""Per cent that are left between those two where the numbers are long."""
HEAD, ROW, AXIS = 4, 28, 20
"""Pixels above the rows, of a row, and below them for the numbers of the scale."""


@dataclass(frozen=True, slots=True)
class Value:
    name: str
    value: Decimal
    provisional: bool = False
    source: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class DotRow:
    name: Text
    value: Text
    line: Stroke
    dot: Dot
    chosen: bool


@dataclass(frozen=True, slots=True)
class Mean:
    line: Stroke
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Dots:
    title: str
    description: str
    notes: tuple[str, ...]
    table: number_labels.Table
    height: int
    rows: tuple[DotRow, ...]
    mean: Mean | None
    axis: tuple[Stroke, ...]
    scale: tuple[Text, ...]
    width: str = "100%"
    kind: Literal["dots"] = "dots"


def dots(
    title: str,
    unit: Unit,
    better: Direction,
    values: Sequence[Value],
    mean: tuple[Decimal, str] | None = None,
) -> Dots:
    """`mean` is the number of the whole group, and what it is called."""
    ranked = sorted(values, key=lambda one: alphabetical(one.name))
    ranked.sort(key=lambda one: one.value, reverse=better == "higher")
    scale = scale_of([*(one.value for one in ranked), *([mean[0]] if mean else [])])
    last = _last([number_labels.short(one.value, unit) for one in ranked])

    def across(value: Decimal) -> Decimal:
        return FIRST + (last - FIRST) * scale.share(value)

    words = lines(f"{mean[1]}: {number_labels.short(mean[0], unit)}") if mean else []
    head = HEAD + LINE * (len(words) + 1) if words else HEAD
    height = head + ROW * len(ranked)
    ends = (scale.low, scale.high)
    most = max(map(abs, ends))
    return Dots(
        title=title,
        description=_description(ranked, unit, mean),
        notes=(*_notes(ranked, better), *_on_scale(scale, unit)),
        table=_table(title, ranked, unit, mean),
        height=height + AXIS,
        rows=tuple(
            _row(head + ROW * index + ROW // 2, one, across(one.value), unit)
            for index, one in enumerate(ranked)
        ),
        mean=_mean(across(mean[0]), words, head, height) if mean else None,
        axis=tuple(stroke(across(end), head, across(end), height) for end in ends),
        scale=tuple(
            text_at(across(end), height + 14, number_labels.on_axis(end, unit, most)) for end in ends
        ),
    )


def _last(shown: Sequence[str]) -> Decimal:
    """Left of the numbers, however long they are."""
    longest = Decimal(max(map(len, shown)) * CHARACTER / NARROW * 100)
    return max(min(LAST, 100 - SPARE - longest), FIRST + SHORTEST)


def _row(y: int, one: Value, x: Decimal, unit: Unit) -> DotRow:
    return DotRow(
        name=text_at(Decimal(0), y + 5, shortened(one.name, NAMES), "start"),
        value=text_at(Decimal(100), y + 5, number_labels.short(one.value, unit), "end"),
        line=stroke(NAMES, y, x, y),
        dot=Dot(percent(x), pixels(y), one.provisional),
        chosen=one.chosen,
    )


def _mean(x: Decimal, words: Sequence[str], head: int, height: int) -> Mean:
    texts = [text_at(Decimal(100), 16 + LINE * number, line, "end") for number, line in enumerate(words)]
    return Mean(stroke(x, head - 16, x, height), tuple(texts))


def _description(ranked: Sequence[Value], unit: Unit, mean: tuple[Decimal, str] | None) -> str:
    first, last = ranked[0], ranked[-1]
    span = _("From %(first)s in %(one)s to %(last)s in %(other)s.") % {
        "first": number_labels.short(first.value, unit),
        "one": first.name,
        "last": number_labels.short(last.value, unit),
        "other": last.name,
    }
    return f"{span} {mean[1]}: {number_labels.short(mean[0], unit)}." if mean else span


def _notes(ranked: Sequence[Value], better: Direction) -> tuple[str, ...]:
    best = (
        _("The highest, and best, stand first.")
        if better == "higher"
        else _("The lowest, and best, stand first.")
    )
    provisional = any(one.provisional for one in ranked)
    return (best, _("Hollow points are provisional figures.")) if provisional else (best,)


def _on_scale(scale: Scale, unit: Unit) -> tuple[str, ...]:
    if scale.low <= 0:
        return ()
    return (_("The scale begins at %(value)s.") % {"value": number_labels.short(scale.low, unit)},)


def _table(
    title: str, ranked: Sequence[Value], unit: Unit, mean: tuple[Decimal, str] | None
) -> number_labels.Table:
    rows = [number_labels.Row(one.name, (_cell(one, unit),)) for one in ranked]
    if mean:
        rows.append(number_labels.Row(mean[1], (number_labels.short(mean[0], unit),)))
    sources = dict.fromkeys(one.source for one in ranked if one.source)
    return number_labels.Table(title, (_("Municipality"), _("Figure")), tuple(rows), tuple(sources))


def _cell(one: Value, unit: Unit) -> str:
    text = number_labels.short(one.value, unit)
    return _("%(value)s (provisional)") % {"value": text} if one.provisional else text
