"""One figure, written out: a picture of it would say no more, and could be taken for a development."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from documents.charts import number_labels
from documents.charts.series import Series
from documents.tree import Unit


@dataclass(frozen=True, slots=True)
class Single:
    """`place` is what the figure is of; `notes` are what the targets set, in words."""

    title: str
    value: str
    place: str
    notes: tuple[str, ...]
    table: number_labels.Table
    kind: Literal["single"] = "single"


def single(title: str, unit: Unit | None, series: Series, limits: Sequence[str]) -> Single:
    """The title says of which period it is."""
    return Single(
        title=f"{title}, {number_labels.period_of(series.last)}",
        value=number_labels.with_reservations(number_labels.short(series.last.value, unit), series.last),
        place=series.name,
        notes=tuple(dict.fromkeys(limits)),
        table=number_labels.table_of(title, [series], unit),
    )
