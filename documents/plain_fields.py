"""The plain fields that a kind of row and a kind of part have in common: those of one name that are neither a
relation nor a file. They are copied as they are, both ways."""

from dataclasses import fields
from functools import cache
from typing import Any

from django.db.models import FileField, Model


@cache
def _names(model: type[Model], kind: type) -> tuple[str, ...]:
    plain = {
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and not isinstance(field, FileField)
    }
    return tuple(field.name for field in fields(kind) if field.name in plain)


def of_row(row: Model, kind: type) -> dict[str, Any]:
    """What a part of the kind has of the row."""
    return {name: getattr(row, name) for name in _names(type(row), kind)}


def of_part(part: Any, model: type[Model]) -> dict[str, Any]:
    """What a row of the model has of the part."""
    return {name: getattr(part, name) for name in _names(model, part.__class__)}
