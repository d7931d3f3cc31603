"""How a record is declared, and what follows from the declaration: its JSON, its schema and its columns."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Value = str | int | bool | Decimal | date | datetime | tuple[str, ...] | None
Json = str | int | float | bool | list[str] | None
SCHEMAS: dict[type, dict[str, str]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}
BETWEEN = "; "
"""What stands between several values in one cell of a table."""


def column(key: str, about: str | Promise, *choices: str) -> Any:
    """A field of a record: what it is called outside, what it means, and, if they are few, its values."""
    return field(metadata={"key": key, "about": about, "choices": choices})


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    key: str
    about: str | Promise
    choices: tuple[str, ...]
    kind: type
    many: bool
    optional: bool

    @property
    def schema(self) -> dict[str, Any]:
        one: dict[str, Any] = dict(SCHEMAS[self.kind])
        if self.choices:
            one["enum"] = [*self.choices, *([None] if self.optional else [])]
        if self.many:
            one = {"type": "array", "items": one}
        if self.optional:
            one["type"] = [one["type"], "null"]
        return {**one, "description": str(self.about)}


_COLUMNS: dict[type, tuple[Column, ...]] = {}


def columns_of(record: type) -> tuple[Column, ...]:
    """In the order in which they are declared, those that all records have first."""
    if record not in _COLUMNS:
        hints = get_type_hints(record)
        _COLUMNS[record] = tuple(_column(one, hints[one.name]) for one in dataclasses.fields(record))
    return _COLUMNS[record]


def _column(one: "dataclasses.Field[Any]", hint: Any) -> Column:
    optional = isinstance(hint, UnionType)
    kind = next(each for each in get_args(hint) if each is not type(None)) if optional else hint
    many = get_origin(kind) is tuple
    about = one.metadata
    return Column(
        one.name,
        about["key"],
        about["about"],
        about["choices"],
        str if many else kind,
        many,
        optional,
    )


def schema_of(record: type) -> dict[str, Any]:
    """Open: columns may be added within a version."""
    found = columns_of(record)
    return {
        "type": "object",
        "required": [each.key for each in found],
        "properties": {each.key: each.schema for each in found},
    }


def as_json(record: Any) -> dict[str, Json]:
    return {each.key: _json(getattr(record, each.name)) for each in columns_of(type(record))}


def _json(value: Value) -> Json:
    if isinstance(value, Decimal):
        return int(value) if int(value.as_tuple().exponent) >= 0 else float(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def as_cells(record: Any) -> Iterator[str | int | Decimal | date | None]:
    """Of a table: the day of a time, several values in one cell."""
    for each in columns_of(type(record)):
        value = getattr(record, each.name)
        if isinstance(value, tuple):
            yield BETWEEN.join(value) or None
        elif isinstance(value, bool):
            yield _("yes") if value else _("no")
        elif isinstance(value, datetime):
            yield timezone.localdate(value)
        else:
            yield value
