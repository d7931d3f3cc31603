"""What an editing page holds, in a form that can be compared: the form's fields and those of every row of its
inlines, as they are in the database, and as a person has sent them.

A value is text, or a list of texts where several are chosen, spelt the same way whether it comes from the
database or from a browser.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from hashlib import blake2s
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.dateparse import parse_datetime

Value = str | list[str]
Values = dict[str, Value]
Rows = dict[str, Values]
"""By the row's key."""
Page = dict[str, Rows]
"""By the prefix of the inline; under "" the page's own form, as a row with the key ""."""

DIGEST_SIZE = 6  # bytes: what must not collide are the few versions of one field
NOT_COMPARED = (forms.FileField, forms.MultiValueField)
"""A file cannot be sent back to the person to choose; a value of several parts no model here has."""


def canonical(of_field: forms.Field, value: Any) -> Value:
    if isinstance(of_field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        return sorted(str(getattr(part, "pk", part)) for part in value or ())
    if isinstance(of_field, forms.ModelChoiceField):
        return str(getattr(value, "pk", value) or "")
    if not isinstance(of_field, forms.BooleanField):
        value = _as_python(of_field, value)
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")  # as the form takes it, to which a merge sends it
    text = "" if value is None else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _as_python(of_field: forms.Field, value: Any) -> Any:
    try:
        return of_field.to_python(value)
    except ValidationError:
        return value  # as it was typed: the form will say what is wrong with it


def compared(form: Any, but: tuple[str, ...] = ()) -> Iterator[tuple[str, forms.Field]]:
    for name, of_field in form.fields.items():
        if name not in but and not isinstance(of_field, NOT_COMPARED):
            yield name, of_field


def stored(form: Any, but: tuple[str, ...] = ()) -> Values:
    """The values that an unbound form shows. Of a file its name: that somebody has sent another is seen,
    although what one sends oneself cannot be held against it."""
    values = {
        name: canonical(of_field, form.get_initial_for_field(of_field, name))
        for name, of_field in compared(form, but)
    }
    files = {
        name: str(form.get_initial_for_field(of_field, name) or "")
        for name, of_field in form.fields.items()
        if name not in but and isinstance(of_field, forms.FileField)
    }
    return values | files


def sent(form: Any, but: tuple[str, ...] = ()) -> Values:
    """The values that came with a bound form, whether valid or not."""
    return {
        name: canonical(
            of_field, of_field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        )
        for name, of_field in compared(form, but)
    }


def keys_of(formset: Any) -> tuple[str, ...]:
    """The fields that say which row it is, and not what is in it."""
    return (formset.model._meta.pk.name, formset.fk.name, DELETION_FIELD_NAME)


def formset_key(formset: Any) -> str:
    """A nested formset is named by the row that holds it, whose place in the page may change."""
    return str(getattr(formset, "formset_key", formset.prefix))


def page_as_stored(form: Any, formsets: list[Any]) -> Page:
    page: Page = {"": {"": stored(form, (SNAPSHOT,))}}
    for formset in formsets:
        page[formset_key(formset)] = {
            str(row.instance.pk): stored(row, keys_of(formset)) for row in formset.initial_forms
        }
    return page


@dataclass(slots=True)
class SentRow:
    values: Values
    prefix: str
    """Of its names, as they were sent."""


@dataclass(slots=True)
class Sent:
    """What a person has sent: changed rows by their keys, deleted rows, and rows that are new."""

    rows: dict[str, dict[str, SentRow]] = field(default_factory=dict)
    deleted: dict[str, set[str]] = field(default_factory=dict)
    added: dict[str, list[SentRow]] = field(default_factory=dict)


def page_as_sent(form: Any, formsets: list[Any]) -> Sent:
    """Takes a bound form and formsets; of one that is not bound, nothing was sent."""
    page = Sent(rows={"": {"": SentRow(sent(form, (SNAPSHOT,)), "")}})
    for formset in formsets:
        if not formset.is_bound:
            continue
        rows, deleted, added = {}, set(), []
        keys = keys_of(formset)
        blank = stored(formset.empty_form, keys)
        chosen_before = identity(formset)
        for number, row in enumerate(formset.forms):
            values = sent(row, keys)
            gone = bool(formset.data.get(row.add_prefix(DELETION_FIELD_NAME)))
            if number >= formset.initial_form_count():
                filled = any(values[n] != blank[n] for n in values if n not in chosen_before)
                if not gone and (filled or _nested_changed(row)):
                    added.append(SentRow(values, row.prefix))
                continue
            key = str(formset.data.get(row.add_prefix(keys[0]), ""))
            rows[key] = SentRow(values, row.prefix)
            if gone:
                deleted.add(key)
        page.rows[formset_key(formset)] = rows
        page.deleted[formset_key(formset)] = deleted
        page.added[formset_key(formset)] = added
    return page


def _nested_changed(row: Any) -> bool:
    nested = getattr(row, "nested", None)
    return bool(nested and nested.is_bound and nested.has_changed())


def identity(formset: Any) -> tuple[str, ...]:
    """The fields that, with the page's object, name at most one row: those that the formset says
    (`named_by`), else a constraint of other rows."""
    if named_by := getattr(formset, "named_by", ()):
        return tuple(named_by)
    for constraint in formset.model._meta.constraints:
        names = set(getattr(constraint, "fields", ())) - {formset.fk.name}
        of_rows = {name for name in names if formset.model._meta.get_field(name).is_relation}
        if formset.fk.name in getattr(constraint, "fields", ()) and names and names == of_rows:
            return tuple(sorted(names & set(formset.empty_form.fields)))
    return ()


SNAPSHOT = "opened_state"
"""The hidden field that says what a page was opened with."""


def digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return blake2s(text.encode(), digest_size=DIGEST_SIZE).hexdigest()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a page was opened with: a digest of each field, so that a merge can see who changed what."""

    rows: Mapping[str, Mapping[str, Mapping[str, str]]]
    at: datetime | None = None

    @classmethod
    def of(cls, page: Page, at: datetime) -> "Snapshot":
        return cls(
            {
                prefix: {
                    key: {name: digest(value) for name, value in values.items()}
                    for key, values in rows.items()
                }
                for prefix, rows in page.items()
            },
            at,
        )

    @classmethod
    def read(cls, text: str) -> "Snapshot":
        """A value that cannot be read (an old page, a forged one) knows no field: every difference is then
        asked about."""
        try:
            given = json.loads(text)
            at = parse_datetime(given["at"])
            rows = {
                str(prefix): {str(key): dict(values) for key, values in keys.items()}
                for prefix, keys in given["rows"].items()
            }
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls({})
        return cls(rows, at)

    def __str__(self) -> str:
        at = self.at.isoformat() if self.at else ""
        return json.dumps({"at": at, "rows": self.rows}, separators=(",", ":"))

    @property
    def fingerprint(self) -> str:
        return digest(self.rows)

    def was(self, prefix: str, key: str, name: str, value: Value) -> bool:
        return self.rows.get(prefix, {}).get(key, {}).get(name) == digest(value)

    def held(self, prefix: str, key: str) -> bool:
        return key in self.rows.get(prefix, {})
