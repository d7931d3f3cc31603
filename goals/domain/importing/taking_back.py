"""An import taken back as a whole: what it changed is as before, what it added is gone.

Where one of its figures was changed or deleted since, nothing is taken back: that change would be lost, and what
is left of the import would be nobody's file. A newer import that has been taken back changed nothing: imports over
one another are taken back one by one, the newest first.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from goals.domain.figure_history import KEPT, History, entries_of, name_of, record, value_of
from goals.domain.importing.storing import BATCH, STORED, alone
from goals.models import FigureImport, Observation
from plans.errors import RefusedError
from plans.models.account import name_of as name_of_person


@dataclass(frozen=True, slots=True)
class Taking:
    """What would become of each figure; `obstacles` say in words which were changed since, and by whom."""

    added: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    """As they were before."""
    obstacles: list[str] = field(default_factory=list)


def taking_of(figure_import: FigureImport) -> Taking:
    """One query."""
    found = Taking()
    mine: dict[int, Any] = {}
    before: dict[int, Any] = {}
    later: dict[int, Any] = {}
    for entry in entries_of(_entries(figure_import).values("id")):
        if entry.figure_import_id == figure_import.pk and not entry.takes_back:
            mine[entry.id] = entry
        elif not _undone(entry):
            (later if entry.id in mine else before)[entry.id] = entry
    for key, entry in mine.items():
        if key in later:
            found.obstacles.append(_obstacle(later[key]))
        elif entry.history_type == "+":
            found.added.append(entry)
        else:
            found.changed.append(before[key])
    return found


def _undone(entry: Any) -> bool:
    """What an import did that was taken back since, and its taking back."""
    return bool(entry.figure_import and entry.figure_import.taken_back_at)


def _entries(figure_import: FigureImport) -> Any:
    return History.objects.filter(figure_import=figure_import, takes_back=False)


def _obstacle(entry: Any) -> str:
    said = {
        "figure": name_of(entry),
        "value": value_of(entry),
        "when": formats.date_format(timezone.localtime(entry.history_date), "j. F Y H:i"),
        "person": name_of_person(entry.history_user) if entry.history_user else _("the system"),
    }
    if entry.history_type == "-":
        return _("%(figure)s: deleted on %(when)s by %(person)s") % said
    return _("%(figure)s: changed to %(value)s on %(when)s by %(person)s") % said


def take_back(figure_import: FigureImport, person: User) -> Taking:
    """Raises `RefusedError`."""
    with alone():
        row = FigureImport.objects.select_for_update().get(pk=figure_import.pk)
        if row.taken_back_at:
            raise RefusedError(_("The import has been taken back already."))
        _hold(row)
        taking = taking_of(row)
        if taking.obstacles:
            raise RefusedError(_("Figures of the import have been changed since: nothing was taken back."))
        _restore(taking.changed, row, person)
        _delete(taking.added, row, person)
        row.taken_back_at, row.taken_back_by = timezone.now(), person
        row.save()
    return taking


def _hold(figure_import: FigureImport) -> None:
    """Nobody saves one of the figures while it is looked at; SQLite has but one writer."""
    if connection.features.has_select_for_update:
        rows = Observation.objects.filter(pk__in=_entries(figure_import).values("id"))
        list(rows.select_for_update().order_by("pk").values_list("pk"))


def _restore(entries: list[Any], figure_import: FigureImport, person: User) -> None:
    rows = [Observation(**{name: getattr(entry, name) for name in KEPT}) for entry in entries]
    Observation.objects.bulk_update(rows, STORED, batch_size=500)
    record("~", rows, person, figure_import, takes_back=True)


def _delete(entries: list[Any], figure_import: FigureImport, person: User) -> None:
    """Nothing refers to a figure. Deleted one by one, each would be entered in the history with a query."""
    record("-", entries, person, figure_import, takes_back=True)
    for first in range(0, len(entries), BATCH):
        keys = [entry.id for entry in entries[first : first + BATCH]]
        rows: Any = Observation.objects.filter(pk__in=keys)
        rows._raw_delete(rows.db)
