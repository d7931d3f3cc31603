"""Checked before an installation is upgraded: whether what is stored fits what the database will hold."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.management import CommandError
from django.db.migrations import AddConstraint, Migration
from django.db.models.functions import Length
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext

from plans.text_length import LONGEST_TEXT, TextLength


def refuse_texts_that_are_too_long(*, plan: Sequence[tuple[Migration, bool]], apps: Any, **_: Any) -> None:
    """Receives `pre_migrate`, before the first migration of any app is run: the database's own refusal would
    name no row, and would come in the middle. Raises `CommandError`; nothing has been changed then."""
    forwards = [migration for migration, is_backwards in plan if not is_backwards]
    with translation.override("da"):  # `migrate` speaks no language otherwise
        found = [line for migration in forwards for line in _of(migration, apps)]
        if found:
            raise CommandError("\n".join([_reason(), *found]))


def _reason() -> str:
    return gettext(
        "These texts are longer than %(limit)s characters, which is the most that a text can have from this "
        "version on. Nothing has been changed. Divide them in the version that is installed now, and run the "
        "upgrade again."
    ) % {"limit": number_format(LONGEST_TEXT, force_grouping=True)}


def _of(migration: Migration, apps: Any) -> Iterator[str]:
    """A line for each text that is longer than a constraint of the migration lets it be."""
    for operation in migration.operations:
        if isinstance(operation, AddConstraint) and isinstance(operation.constraint, TextLength):
            condition: Any = operation.constraint.condition
            field = condition.lhs.source_expressions[0].name
            yield from _rows(apps, migration.app_label, operation.model_name, field)


def _rows(apps: Any, app: str, model_name: str, field: str) -> Iterator[str]:
    """None where the table or the column is not there yet."""
    try:
        model = apps.get_model(app, model_name)
        model._meta.get_field(field)
    except (LookupError, FieldDoesNotExist):
        return
    rows = model.objects.annotate(characters=Length(field)).filter(characters__gt=LONGEST_TEXT)
    for row in rows.order_by("pk").iterator(chunk_size=20):
        title = getattr(row, "title", "")
        length = number_format(row.characters, force_grouping=True)
        yield f"- {model._meta.label} {row.pk}{f' »{title}«' if title else ''}: {field}, {length}"
