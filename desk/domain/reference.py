"""Reference data: what every municipality's plans lean on, loaded into the rows that superusers keep from then on.

A row is put in once (`LoadedReference`). After that it is the portal's own: what has been edited is left as it is,
and what has been deleted or renamed does not come back with the next version, unless somebody asks for it.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.core import serializers
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from desk.models import LoadedReference
from goals.models import Area, Indicator, NationalGoal
from plans.errors import RefusedError
from themes.models import TargetGroup
from website.models import Synonym


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """`known_by`: each set of fields that tells a row from the others. Primary keys do not: in a portal that is in
    use, number 3 may be a row of its own. The first set names the row in `LoadedReference`."""

    file: str
    model: type[Model]
    known_by: tuple[tuple[str, ...], ...]


LISTS = (
    ReferenceList("national_goals.json", NationalGoal, (("year", "number"),)),
    ReferenceList("target_groups.json", TargetGroup, (("slug",), ("name",))),
    ReferenceList("areas.csv", Area, (("kind", "name"), ("code",))),
    ReferenceList("indicators.csv", Indicator, (("slug",), ("name",))),
    ReferenceList("synonyms.json", Synonym, (("expressions",),)),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """`gone`: were put in before, and are not found any more."""

    added: int
    there: int
    gone: int


@transaction.atomic
def load(one: ReferenceList, folder: Path, *, restore: bool = False) -> Loaded:
    """`restore`: also what was put in before and is gone. Raises `RefusedError`."""
    loaded = set(LoadedReference.objects.filter(file=one.file).values_list("key", flat=True))
    known = [(fields, _stored(one.model, fields)) for fields in one.known_by]
    added, there, gone = list[str](), list[str](), 0
    for row in rows_of(one, folder):
        key = "|".join(map(str, _values(row, one.known_by[0])))
        if any(_values(row, fields) in values for fields, values in known):
            there.append(key)
        elif key in loaded and not restore:
            gone += 1
        else:
            _save(row, one.file)
            added.append(key)
    LoadedReference.objects.bulk_create(
        LoadedReference(file=one.file, key=key) for key in [*added, *there] if key not in loaded
    )
    return Loaded(len(added), len(there), gone)


def rows_of(one: ReferenceList, folder: Path) -> Iterator[Model]:
    """Not stored, and without primary keys. Raises `RefusedError`."""
    text = _text(folder / one.file)
    try:
        if one.file.endswith(".csv"):
            rows = [one.model(**entry) for entry in csv.DictReader(StringIO(text), delimiter=";")]
        else:
            rows = [read.object for read in serializers.deserialize("json", text)]
    except (DeserializationError, json.JSONDecodeError, TypeError) as error:
        text = _("%(name)s is no reference data that can be read: %(error)s")
        raise RefusedError(text % {"name": one.file, "error": error}) from error
    for row in rows:
        row.pk = None
        yield row


def _stored(model: type[Model], fields: tuple[str, ...]) -> set[tuple[Any, ...]]:
    """Of the country's: a municipality's own row of the same name is another."""
    rows = model._default_manager.order_by()
    rows = rows.filter(owner=None) if _has_owner(model) else rows
    return {
        values for values in rows.values_list(*fields) if all(value not in ("", None) for value in values)
    }


def _has_owner(model: type[Model]) -> bool:
    try:
        model._meta.get_field("owner")
    except FieldDoesNotExist:
        return False
    return True


def _values(row: Model, fields: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in fields)


def _save(row: Model, file: str) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        text = _("%(name)s, “%(row)s”: %(error)s")
        words = {"name": file, "row": row, "error": "; ".join(error.messages)}
        raise RefusedError(text % words) from error
    row.save()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RefusedError(_("The file %(path)s does not exist.") % {"path": path}) from error
    except UnicodeDecodeError as error:
        raise RefusedError(_("The file %(path)s is not UTF-8.") % {"path": path}) from error
