"""What a part of a plan, and all that is in it, has been: read from the tables of earlier versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import CASCADE, ForeignKey, Max, Model, Q, prefetch_related_objects
from django.utils.text import Truncator, capfirst

from desk.models.history import HISTORY_MODELS, history_model
from goals.models import AnnualGoal
from plans.models import Plan
from plans.number_input import whole_number

NAMED_BY: dict[type[Model], tuple[str, ...]] = {AnnualGoal: ("theme",), Plan: ("municipality",)}
"""What else a row's name is made of."""
CREATED, CHANGED, DELETED = "+", "~", "-"


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One save of one row. `record` is the version that came of it."""

    record: Any
    kind: str
    part: str
    fields: tuple[FieldChange, ...]

    @property
    def model(self) -> str:
        return str(self.record.instance_type._meta.label_lower)


def owners(model: type[Model]) -> list[Any]:
    """The foreign keys to what the row is a part of."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and field.remote_field.on_delete is CASCADE
        and field.related_model in HISTORY_MODELS
        and field.related_model is not model
    ]


def rows_within(row: Model) -> dict[type[Model], set[int]]:
    """The keys of all rows that are, or once were, the row itself or a part of it."""
    keys: dict[type[Model], set[int]] = {type(row): {row.pk}}
    for model in HISTORY_MODELS:
        held = Q()
        for field in owners(model):
            if field.related_model in keys:
                held |= Q(**{f"{field.attname}__in": keys[field.related_model]})
        if held and model is not type(row):
            found = history_model(model).objects.filter(held).order_by().values_list("id", flat=True)
            keys[model] = set(found.distinct())
    return {model: found for model, found in keys.items() if found}


def records_of(model: type[Model], keys: set[int]) -> list[Any]:
    """Oldest first, each row's together."""
    rows = history_model(model).objects.filter(id__in=keys).select_related("history_user")
    records = list(rows.order_by("id", "history_date", "history_id"))
    for record in records:
        record.chosen = {name: {} for name in HISTORY_MODELS[model]}
        record.named = {}
    for name in HISTORY_MODELS[model]:
        _read_chosen(model, name, {record.pk: record for record in records})
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and (field not in owners(model) or _has_changed(field, records)):
            _read_named(field, records)
    return records


def _has_changed(field: Any, records: list[Any]) -> bool:
    """Whether a row has been moved from one to another."""
    name = field.attname
    return any(
        one.id == two.id and getattr(one, name) != getattr(two, name) for one, two in pairwise(records)
    )


def _read_named(field: Any, records: list[Any]) -> None:
    """What the other row is called that each version points at; nothing where it is gone."""
    keys = {getattr(record, field.attname) for record in records} - {None}
    target = field.related_model
    rows = target._base_manager.in_bulk(keys) if keys else {}
    prefetch_related_objects(list(rows.values()), *NAMED_BY.get(target, ()))
    names = {key: str(row) for key, row in rows.items()}
    for record in records:
        record.named[field.name] = names


def _read_chosen(model: type[Model], name: str, records: dict[int, Any]) -> None:
    """Which other rows were chosen in each version: by their keys, their names."""
    field: Any = model._meta.get_field(name)
    link = field.m2m_reverse_field_name()
    versions = getattr(history_model(model), name).model
    rows = list(versions.objects.filter(history__in=records).select_related(link))
    there = [target for row in rows if (target := getattr(row, link))]
    prefetch_related_objects(there, *NAMED_BY.get(field.related_model, ()))
    for row in rows:
        key = getattr(row, f"{link}_id")
        records[row.history_id].chosen[name][key] = str(getattr(row, link) or f"({key})")


def changes(row: Model, since: datetime | None = None) -> list[Change]:
    """Newest first. A save that changed nothing is none."""
    pairs = []
    for model, keys in rows_within(row).items():
        before = None
        for record in records_of(model, keys):
            same_row = before is not None and before.id == record.id
            if since is None or record.history_date > since:
                pairs.append((record, before if same_row else None))
            before = record
    pairs.sort(key=lambda pair: (pair[0].history_date, pair[0].history_id), reverse=True)
    found = []
    for record, before in pairs:
        fields = tuple(_fields(record, before))
        if fields or record.history_type != CHANGED:
            model = record.instance_type
            part = ": ".join(filter(None, (str(capfirst(model._meta.verbose_name)), title_of(record))))
            found.append(Change(record, record.history_type, part, fields))
    return found


def seen_now(row: Model) -> str:
    """Names the newest version of everything that is, or once was, in the row: what a page carries that was
    made of it. One query for each table."""
    newest = {
        model: history_model(model).objects.filter(id__in=keys).aggregate(last=Max("history_id"))["last"]
        for model, keys in rows_within(row).items()
    }
    return " ".join(f"{model._meta.label_lower}:{last}" for model, last in newest.items())


def changes_after(row: Model, seen: str) -> list[Change]:
    """Newest first, those that `seen` does not know of. Whoever changes a plan has locked it, so that
    versions are numbered in the order in which they are stored."""
    named = (one.partition(":") for one in seen.split())
    known = {label: whole_number(last) or 0 for label, _colon, last in named}
    return [one for one in changes(row) if one.record.history_id > known.get(one.model, 0)]


def title_of(record: Any) -> str:
    """What has no title of its own is called by what it points at: a target by its indicator."""
    text = getattr(record, "title", "") or getattr(record, "text", "") or getattr(record, "body", "")
    number = getattr(record, "number", "") or getattr(record, "label", "")
    pointed = (names.get(getattr(record, f"{name}_id"), "") for name, names in record.named.items())
    return Truncator(f"{number} {text}".strip() or next(filter(None, pointed), "")).chars(120)


def _fields(record: Any, before: Any) -> Iterator[FieldChange]:
    if record.history_type == DELETED:
        return
    model = record.instance_type
    for field in [
        *model._meta.concrete_fields,
        *(model._meta.get_field(name) for name in HISTORY_MODELS[model]),
    ]:
        if field.primary_key or (field in owners(model) and field.name not in record.named):
            continue
        old, new = shown(before, field) if before else "", shown(record, field)
        if old != new:
            yield FieldChange(capfirst(str(field.verbose_name)), old, new)


def shown(record: Any, field: Any) -> str:
    if field.many_to_many:
        return ", ".join(sorted(record.chosen[field.name].values()))
    if isinstance(field, ForeignKey):
        key = getattr(record, field.attname)
        return record.named[field.name].get(key, f"({key})") if key else ""
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    value = getattr(record, field.name)
    return "" if value is None else str(value).replace("\r\n", "\n")
