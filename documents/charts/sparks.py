"""A small picture of each row of a table of key figures: a line from the first period to the newest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from documents.charts import number_labels
from documents.charts.scale import Scale, percent, pixels, scale_of
from documents.charts.shapes import Dot, Stroke, Text, shortened, stroke, text_at
from documents.key_figures import Shown
from documents.tree import Figure, KeyFigureRow
from goals.domain.periods import Period, label

HEIGHT, TALL, BELOW = 74, 32, 26
"""Pixels of a lane, of the line in it, and of the periods below all lanes."""
MOST = 8
"""Lanes of a picture, which no sheet is to cut in two."""
LEFT, RIGHT = Decimal(2), Decimal(82)
"""Per cent of the width, from the first figure to the newest, whose value stands beside it."""


@dataclass(frozen=True, slots=True)
class Lane:
    name: Text
    value: Text
    ground: Stroke
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Sparks:
    title: str
    description: str
    height: int
    lanes: tuple[Lane, ...]
    stamps: tuple[Text, ...]
    note: str


def sparks(shown: Shown) -> tuple[Sparks, ...]:
    """Several where there are many rows; none where no row has two figures, and so no line."""
    drawn = [(row, found) for row, found in shown.own if sum(1 for each in found if each) > 1]
    return tuple(_picture(shown, drawn[start : start + MOST]) for start in range(0, len(drawn), MOST))


def _picture(shown: Shown, drawn: Sequence[tuple[KeyFigureRow, tuple[Figure | None, ...]]]) -> Sparks:
    first, last = label(shown.periods[0]), label(shown.periods[-1])
    height = HEIGHT * len(drawn)
    return Sparks(
        title=_("%(title)s, %(first)s – %(last)s") % {"title": shown.caption, "first": first, "last": last},
        description="; ".join(_said(row, found) for row, found in drawn),
        height=height + BELOW,
        lanes=tuple(_lane(row, found, HEIGHT * number) for number, (row, found) in enumerate(drawn)),
        stamps=(
            text_at(Decimal(0), height + 14, first, "start"),
            text_at(RIGHT, height + 14, last, "end"),
        ),
        note=_note([found for _row, found in drawn]),
    )


def _note(drawn: Sequence[Sequence[Figure | None]]) -> str:
    """What keeps a small change from being taken for a great one."""
    from_zero = all(scale_of([each.value for each in found if each]).low <= 0 for found in drawn)
    if len(drawn) == 1:
        return "" if from_zero else _("The scale does not begin at zero.")
    if from_zero:
        return _("Each line has a scale of its own.")
    return _("Each line has a scale of its own, which need not begin at zero.")


def _said(row: KeyFigureRow, found: Sequence[Figure | None]) -> str:
    there = [each for each in found if each]
    values = [number_labels.short(each.value, row.indicator.unit) for each in (there[0], there[-1])]
    if found[-1] is None:
        values[1] += f" ({label(Period(there[-1].period_start, there[-1].period_end))})"
    words = {"name": row.label, "first": values[0], "last": values[1]}
    return _("%(name)s: from %(first)s to %(last)s") % words


def _lane(row: KeyFigureRow, found: Sequence[Figure | None], top: int) -> Lane:
    there = [each for each in found if each]
    scale = scale_of([each.value for each in there])
    points = [
        (_across(number, len(found)), _down(each, scale, top), each) if each else None
        for number, each in enumerate(found)
    ]
    newest = found[-1]
    value = number_labels.short(newest.value, row.indicator.unit) if newest else _("no figure")
    return Lane(
        name=text_at(Decimal(0), top + 14, shortened(row.label, Decimal(100)), "start"),
        value=text_at(Decimal(100), top + 24 + TALL // 2 + 5, value, "end"),
        ground=stroke(Decimal(0), top + 24 + TALL + 8, Decimal(100), top + 24 + TALL + 8),
        strokes=tuple(
            stroke(one[0], one[1], two[0], two[1])
            for one, two in pairwise(points)
            if one and two and not two[2].series_break
        ),
        dots=tuple(_dots(points)),
    )


def _dots(points: Sequence[tuple[Decimal, float, Figure] | None]) -> Iterator[Dot]:
    """What a line begins or ends with, what stands alone, and what begins a series: hollow where it is
    provisional."""
    for before, point, after in zip((None, *points), points, (*points[1:], None), strict=False):
        if point is None:
            continue
        x, y, figure = point
        if not (before and after) or figure.series_break or figure.provisional:
            yield Dot(percent(x), pixels(y), figure.provisional)


def _across(number: int, count: int) -> Decimal:
    return LEFT + (RIGHT - LEFT) * number / max(count - 1, 1)


def _down(figure: Figure, scale: Scale, top: int) -> float:
    return top + 24 + TALL * (1 - float(scale.share(figure.value)))
