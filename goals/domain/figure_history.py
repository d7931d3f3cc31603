"""What has become of figures: each change with the values before it, who made it, and by which file or form.

What a form saves is entered by the library. What is stored many at a time passes it by, and is entered here.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.contrib.auth.models import User
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goals.domain.figures import figure, padded, plain
from goals.domain.periods import Period, label
from goals.models import FigureImport, Observation

Type = Literal["+", "~", "-"]
History: Any = Observation.history.model
KEPT = [field.attname for field in Observation._meta.concrete_fields]
SHOWN = ("indicator", "area", "period_start", "period_end", "provisional", "series_break", "source")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry, in words. `before` and `after` name only what differs, by the field's name."""

    figure: str
    kind: Type
    at: datetime
    person: User | None
    figure_import: FigureImport | None
    takes_back: bool
    differences: tuple[tuple[str, str, str], ...]


def record(
    kind: Type,
    rows: Collection[Any],
    person: User | None,
    figure_import: FigureImport | None,
    *,
    takes_back: bool = False,
) -> None:
    """`rows` are figures, or what their history kept of them."""
    now = timezone.now()
    History.objects.bulk_create(
        [
            History(
                history_type=kind,
                history_date=now,
                history_user=person,
                figure_import=figure_import,
                takes_back=takes_back,
                **{name: getattr(row, name) for name in KEPT},
            )
            for row in rows
        ],
        batch_size=500,
    )


def changes_of(figure_pk: int) -> list[Change]:
    """The newest first: one query."""
    return list(_told(entries_of([figure_pk])))[::-1]


def changes_of_indicator(indicator_pk: int, most: int) -> list[Change]:
    """Of its figures, those deleted since too; the newest first: two queries."""
    newest = History.objects.filter(indicator=indicator_pk).order_by("-history_id")
    entries = dict(newest.values_list("history_id", "id")[:most])
    all_of_them = list(entries_of(set(entries.values())))
    told = zip(all_of_them, _told(all_of_them), strict=True)
    return [change for entry, change in told if entry.history_id in entries][::-1]


def changes_by(figure_import: FigureImport, most: int) -> list[Change]:
    """What the import itself did, to the first so many figures: two queries."""
    mine = History.objects.filter(figure_import=figure_import, takes_back=False)
    keys = list(mine.order_by("history_id").values_list("id", flat=True)[:most])
    told = _told(entries_of(keys))
    return [one for one in told if one.figure_import == figure_import and not one.takes_back]


def entries_of(figures: Any) -> Iterable[Any]:
    """In the order in which they were made."""
    rows = History.objects.filter(id__in=figures).order_by("history_id")
    return rows.select_related("indicator", "area", "history_user", "figure_import")  # type: ignore[no-any-return]


def _told(entries: Iterable[Any]) -> Iterator[Change]:
    before: dict[int, Any] = {}
    for entry in entries:
        yield _change(entry, before.get(entry.id))
        before[entry.id] = entry


def _change(entry: Any, before: Any) -> Change:
    return Change(
        figure=name_of(entry),
        kind=entry.history_type,
        at=entry.history_date,
        person=entry.history_user,
        figure_import=entry.figure_import,
        takes_back=entry.takes_back,
        differences=tuple(_differences(before if entry.history_type == "~" else None, entry)),
    )


def name_of(entry: Any) -> str:
    """An indicator or area that is gone since has no name any more."""
    period = label(Period(entry.period_start, entry.period_end))
    return ", ".join(str(part or "–") for part in (entry.indicator, entry.area, period))


def _differences(before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    """Of what is new, and of what is deleted, the value alone: the rest is in its name, or beside it."""
    old, new = (value_of(before) if before else ""), value_of(after)
    if old != new:
        yield capfirst(_("value")), old, new
    for name in SHOWN if before else ():
        if getattr(before, name) != getattr(after, name):
            field = Observation._meta.get_field(name)
            title = capfirst(str(getattr(field, "verbose_name", name)))
            yield title, _worded(getattr(before, name)), _worded(getattr(after, name))


def value_of(entry: Any) -> str:
    """As stored, also where fewer decimals are published."""
    value = padded(plain(entry.value), entry.decimals or 0)
    return figure(value, entry.indicator and entry.indicator.unit)


def _worded(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return formats.date_format(value, "j. F Y")
    return str(value)
