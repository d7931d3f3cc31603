"""A few numbers as bars from zero, with what they are compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from documents.charts import number_labels
from documents.charts.scale import Scale, percent, pixels, scale_from_zero
from documents.charts.series import Series
from documents.charts.shapes import LINE, Stroke, Text, fits, lines, stroke, text_at
from documents.tree import Figure, Unit

THICK = 16
GAP = 12
FULL = Decimal(100)


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
    limit: Text | None = None
    width: str = "100%"
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that the target sets, and what it is called."""

    value: Decimal
    label: str


def bars(title: str, unit: Unit | None, series: Sequence[Series], limit: Limit | None = None) -> Bars:
    """A bar for each figure. Where all are of one period the title says which, else each bar does."""
    figures = [(one, figure) for one in series for figure in one.figures]
    periods = {number_labels.period_of(figure) for _one, figure in figures}
    scale = scale_from_zero([*(figure.value for _one, figure in figures), *([limit.value] if limit else [])])
    drawn, top = [], 0
    for one, figure in figures:
        name = one.name if len(periods) == 1 else f"{one.name}, {number_labels.period_of(figure)}"
        texts = _texts(
            name, number_labels.with_reservations(number_labels.short(figure.value, unit), figure), top
        )
        top += LINE * len({text.y for text in texts})
        drawn.append(_bar(one, figure, texts, top + 2, scale, limit))
        top += THICK + GAP
    notes = _notes(figures)
    return Bars(
        title=", ".join([title, *periods]) if len(periods) == 1 else title,
        description=_description(figures, unit, limit, notes),
        notes=notes,
        table=number_labels.table_of(title, series, unit),
        height=top + (LINE if limit else 0),
        thick=THICK,
        bars=tuple(drawn),
        limit=_named(scale.share(limit.value) * FULL, limit.label, top) if limit else None,
    )


def _texts(name: str, value: str, top: int) -> tuple[Text, ...]:
    """Name and number on one line where they have room, else below each other."""
    broken = lines(name)
    names = [
        text_at(Decimal(0), top + 13 + LINE * number, line, "start") for number, line in enumerate(broken)
    ]
    if fits(f"{broken[-1]}  {value}", FULL):
        return (*names, text_at(FULL, top + 13 + LINE * (len(broken) - 1), value, "end"))
    return (*names, text_at(Decimal(0), top + 13 + LINE * len(broken), value, "start"))


def _bar(
    series: Series, figure: Figure, texts: tuple[Text, ...], top: int, scale: Scale, limit: Limit | None
) -> Bar:
    zero = scale.share(Decimal(0)) * FULL
    ends = sorted([zero, scale.share(figure.value) * FULL])
    aim = scale.share(limit.value) * FULL if limit else None
    return Bar(
        texts=texts,
        x=percent(ends[0]),
        y=pixels(top),
        width=percent(ends[1] - ends[0]),
        own=series.own,
        hollow=figure.provisional,
        zero=stroke(zero, top - 3, zero, top + THICK + 3),
        limit=stroke(aim, top - 1, aim, top + THICK + 5) if aim is not None else None,
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
