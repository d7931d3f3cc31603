"""How figures have developed: lines over time, beside what they are compared with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from string import ascii_uppercase
from typing import Literal

from django.utils.translation import gettext as _

from documents.charts import key, lane, number_labels
from documents.charts.scale import (
    LEFT,
    RIGHT,
    Days,
    Scale,
    days_of,
    middle,
    middle_of,
    percent,
    pixels,
    scale_of,
)
from documents.charts.series import Series
from documents.charts.shapes import Dot, Stroke, Text, fits, held_at, level, stroke, text_at
from documents.tree import Figure, Unit

PLOT = 120
"""Pixels from the lowest to the highest number of the axis."""
ABOVE, BELOW = 36, 46
"""Pixels between the key and the plot, and from the plot to the periods below it."""
DASHES = ("6 4", "2 3", "10 3 2 3")
OVER, BENEATH, TALL = -11, 22, 13
"""Pixels from a point to the line that its number is written on, and how tall the number is."""
EDGE = Decimal(5)
MOST_VALUES = 8
"""How many of the municipality's own figures are written at their points."""
MOST_DOTS = 24
"""Above so many, only the last point and the provisional ones are drawn on the line."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that a target sets, from its plan's first day to its last. `by_year`: one of several steps, that
    have one label together."""

    value: Decimal
    label: str
    start: date
    end: date
    by_year: bool = False

    @property
    def middle(self) -> date:
        return middle(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Grid:
    line: Stroke
    text: Text


@dataclass(frozen=True, slots=True)
class Line:
    style: key.Style
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Break:
    line: Stroke
    text: Text


@dataclass(frozen=True, slots=True)
class LimitLine:
    line: Stroke
    letter: Text | None


@dataclass(frozen=True, slots=True)
class Development:
    title: str
    description: str
    notes: tuple[str, ...]
    table: number_labels.Table
    height: int
    key: key.Key
    grid: tuple[Grid, ...]
    stamps: tuple[Text, ...]
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...]
    limits: tuple[LimitLine, ...]
    lane: tuple[lane.VerdictMark, ...]
    width: str = "100%"
    kind: Literal["development"] = "development"


@dataclass(frozen=True, slots=True)
class Field:
    """The ground that figures are drawn on; `top` in pixels."""

    days: Days
    scale: Scale
    top: int

    @property
    def bottom(self) -> int:
        return self.top + PLOT

    def x(self, figure: Figure) -> Decimal:
        return self.days.across(middle_of(figure))

    def y(self, value: Decimal) -> float:
        return self.bottom - float(self.scale.share(value)) * PLOT


def development(
    title: str,
    unit: Unit | None,
    series: Sequence[Series],
    bounds: Sequence[Bound] = (),
    marks: Sequence[lane.Mark] = (),
) -> Development:
    """`series` has at least one figure."""
    figures = [figure for one in series for figure in one.figures]
    styles, letters = _styles(series), _letters(bounds)
    names = key.key_of([*_names(series, styles, unit), *_names_of_limits(letters)])
    field = Field(
        days_of([*map(middle_of, figures), *(mark.middle for mark in marks), *(b.middle for b in bounds)]),
        scale_of([*(figure.value for figure in figures), *(bound.value for bound in bounds)]),
        names.height + ABOVE,
    )
    below = field.bottom + BELOW
    lane_marks = lane.verdict_row(field.days, marks, below + 14)
    notes = (*_notes(field.scale, figures, unit), *lane.said(marks, lane_marks))
    rivals = _rivals(series, bounds)
    return Development(
        title=title,
        description=" ".join(
            [*(_told(one, unit) for one in series), *dict.fromkeys(f"{b.label}." for b in bounds), *notes]
        ),
        notes=notes,
        table=number_labels.table_of(title, series, unit),
        height=below + (lane.HEIGHT + 14 if marks else 8),
        key=names,
        grid=tuple(_grid(field, value, unit) for value in field.scale.ticks),
        stamps=_stamps(field, series, [*marks, *bounds]),
        lines=tuple(
            Line(style, _strokes(field, one), _dots(field, one), _values(field, one, rivals, unit))
            for style, one in zip(styles, series, strict=True)
        ),
        breaks=_breaks(field, series),
        limits=tuple(_limit(field, bound, letters[bound.label]) for bound in bounds),
        lane=lane_marks,
    )


def _names(
    series: Sequence[Series], styles: Sequence[key.Style], unit: Unit | None
) -> Iterator[tuple[key.Style, str]]:
    return ((style, _named(one, series, unit)) for style, one in zip(styles, series, strict=True))


def _names_of_limits(letters: Mapping[str, str]) -> Iterator[tuple[key.Style, str]]:
    return ((key.Style(), f"{letter}: {label}" if letter else label) for label, letter in letters.items())


def _styles(series: Sequence[Series]) -> list[key.Style]:
    dashes = iter(DASHES * len(series))
    return [key.Style(own=True) if one.own else key.Style(dash=next(dashes)) for one in series]


def _letters(bounds: Sequence[Bound]) -> dict[str, str]:
    """By label: targets are drawn alike, so where there are several each line is called by a letter."""
    labels = list(dict.fromkeys(bound.label for bound in bounds))
    return (
        dict.fromkeys(labels, "")
        if len(labels) < 2
        else dict(zip(labels, ascii_uppercase * len(labels), strict=False))
    )


def _named(series: Series, everything: Sequence[Series], unit: Unit | None) -> str:
    """With the newest number, and its period where another line goes on after it."""
    last = series.last
    value = number_labels.short(last.value, unit)
    if last.provisional:
        value = _("%(value)s (provisional)") % {"value": value}
    if any(one.last.period_end > last.period_end for one in everything):
        value = f"{value} ({number_labels.period_of(last)})"
    return f"{series.name}: {value}"


def _told(series: Series, unit: Unit | None) -> str:
    first, last = series.figures[0], series.last
    values = {
        "name": series.name,
        "first": number_labels.short(first.value, unit),
        "before": number_labels.period_of(first),
        "last": number_labels.short(last.value, unit),
        "after": number_labels.period_of(last),
    }
    if first == last:
        return _("%(name)s: %(last)s in %(after)s.") % values
    return _("%(name)s: from %(first)s in %(before)s to %(last)s in %(after)s.") % values


def _notes(scale: Scale, figures: Sequence[Figure], unit: Unit | None) -> tuple[str, ...]:
    found = []
    if scale.low > 0:
        found.append(_("The scale begins at %(value)s.") % {"value": number_labels.short(scale.low, unit)})
    if any(figure.provisional for figure in figures):
        found.append(_("Hollow points are provisional figures."))
    if any(figure.series_break for figure in figures):
        found.append(
            _("At an upright line a new series begins; it cannot be compared with what is before it.")
        )
    return tuple(found)


def _grid(field: Field, value: Decimal, unit: Unit | None) -> Grid:
    y = field.y(value)
    most = max(abs(field.scale.low), abs(field.scale.high))
    return Grid(level(y), text_at(Decimal(0), y - 4, number_labels.on_axis(value, unit, most), "start"))


def _stamps(field: Field, series: Sequence[Series], spans: Sequence[lane.Mark | Bound]) -> tuple[Text, ...]:
    """All periods where each has room, else the first and the last alone."""
    words = {field.x(figure): number_labels.period_of(figure) for one in series for figure in one.figures}
    for span in spans:
        words.setdefault(field.days.across(span.middle), str(span.start.year))
    places, y = sorted(words), field.bottom + BELOW
    room = min((after - before for before, after in pairwise(places)), default=Decimal(50))
    if all(fits(f"{words[place]} ", room) for place in places):
        return tuple(text_at(place, y, words[place]) for place in places)
    return tuple(held_at(place, y, words[place]) for place in (places[0], places[-1]))


def _dots(field: Field, series: Series) -> tuple[Dot, ...]:
    return tuple(
        Dot(percent(field.x(figure)), pixels(field.y(figure.value)), figure.provisional)
        for figure in series.figures
        if len(series.figures) <= MOST_DOTS or figure.provisional or figure == series.last
    )


def _rivals(series: Sequence[Series], bounds: Sequence[Bound]) -> list[tuple[date, date, Decimal]]:
    """What the municipality's figures are held against, and when."""
    others = [figure for one in series if not one.own for figure in one.figures]
    return [
        *((figure.period_start, figure.period_end, figure.value) for figure in others),
        *((bound.start, bound.end, bound.value) for bound in bounds),
    ]


def _values(
    field: Field, series: Series, rivals: Sequence[tuple[date, date, Decimal]], unit: Unit | None
) -> tuple[Text, ...]:
    """The municipality's own figures at their points, all where each has room, else the last: on the side
    away from what is nearest."""
    if not series.own:
        return ()
    words = [number_labels.short(figure.value, unit) for figure in series.figures]
    room = min((field.x(after) - field.x(before) for before, after in pairwise(series.figures)), default=EDGE)
    crowded = len(words) > MOST_VALUES or not all(fits(f"{word} ", room) for word in words)
    texts = []
    for figure, word in zip(series.figures, words, strict=True):
        if crowded and figure != series.last:
            continue
        day = middle_of(figure)
        beside = [value for start, end, value in rivals if start <= day <= end]
        texts.append(held_at(field.x(figure), _clear_of(field, figure.value, beside), word))
    return tuple(texts)


def _clear_of(field: Field, value: Decimal, beside: Sequence[Decimal]) -> float:
    """Away from what is nearest; but where a line would go through the number there, on the other side, or farther
    off: a comma that is struck through is misread. Nor on a line of the grid, where there is another place."""
    nearest = min(beside, key=lambda other: abs(other - value), default=value)
    near = (BENEATH, OVER) if nearest > value else (OVER, BENEATH)
    lines = [field.y(other) for other in beside]
    places = [field.y(value) + side for side in (*near, BENEATH + TALL, OVER - TALL)]
    grid = [field.y(tick) for tick in field.scale.ticks]
    return next(_clear(places, [*lines, *grid]), next(_clear(places, lines), places[0]))


def _clear(places: Sequence[float], lines: Sequence[float]) -> Iterator[float]:
    return (y for y in places if not any(y - TALL <= line <= y + 3 for line in lines))


def _strokes(field: Field, series: Series) -> tuple[Stroke, ...]:
    """Between neighbours in time; not into a new series, and not past a missing period."""
    starts = [figure.period_start for figure in series.figures]
    step = min((after - before for before, after in pairwise(starts)), default=timedelta(0))
    return tuple(
        stroke(field.x(before), field.y(before.value), field.x(after), field.y(after.value))
        for before, after in pairwise(series.figures)
        if not after.series_break and after.period_start - before.period_start < step * 1.5
    )


def _breaks(field: Field, series: Sequence[Series]) -> tuple[Break, ...]:
    places = {
        (field.x(before) + field.x(after)) / 2
        for one in series
        for before, after in pairwise(one.figures)
        if after.series_break
    }
    return tuple(
        Break(stroke(x, field.top - 14, x, field.bottom), text_at(x, field.top - 20, _("new series")))
        for x in sorted(places)
    )


def _limit(field: Field, bound: Bound, letter: str) -> LimitLine:
    """A line as long as the plan is valid, and never shorter than its point."""
    first, last = (
        min(max(field.days.across(day), LEFT - EDGE), RIGHT + EDGE) for day in (bound.start, bound.end)
    )
    short = max(EDGE - (last - first) / 2, Decimal(0))
    y = field.y(bound.value)
    named = text_at(last + short, y - 4, letter, "end") if letter else None
    return LimitLine(stroke(first - short, y, last + short, y), named)
