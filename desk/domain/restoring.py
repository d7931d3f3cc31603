"""A part, or a whole plan, as it was at a moment. Restoring is a change like any other: it is in the
history, and can itself be undone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, ForeignKey, Model, ProtectedError, RestrictedError, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from desk.domain.past import CHANGED, DELETED, records_of, rows_within
from desk.models.history import HISTORY_MODELS
from desk.publication import has_been_published
from goals.models import (
    Assessment,
    FollowUp,
    FollowUpSection,
    KeyFigureTable,
    ReportDecision,
    ShownKeyFigures,
)
from plans.errors import RefusedError
from plans.models import Plan, Section
from themes.models import Theme, ThemeGroup

NUMBER_OFFSET = 10_000
"""Added to a number while the rows change places: larger than any that a plan uses."""
FIXED: dict[type[Model], list[str]] = {
    Plan: ["state", "municipality", "archived_at"],
    FollowUp: ["state"],
}
"""How far the plan has come is no text."""
ADDRESSES: dict[type[Model], list[str]] = {
    Plan: ["year", "series"],
    Section: ["slug"],
    Theme: ["slug"],
    ThemeGroup: ["slug"],
    FollowUp: ["slug", "kind"],
}
"""Public addresses of what has been published lead to it for ever."""
BESIDE = (FollowUp, FollowUpSection, Assessment, ReportDecision)
"""Written and approved by themselves: a plan is restored without them."""


Kept = Mapping[type[Model], Sequence[str]]
"""Fields that stay as they are now: the person may not write them."""


@transaction.atomic
def restore(row: Model, at: datetime, keep: Kept | None = None) -> int:
    """The row and all that is in it; gives the number of rows changed."""
    then: dict[type[Model], dict[int, Any]] = {}
    gone: dict[type[Model], set[int]] = {}
    for model, keys in rows_within(row).items():
        if isinstance(row, Plan) and model in BESIDE:
            continue
        then[model], gone[model] = _state(records_of(model, keys), at)
    if row.pk not in then[type(row)]:
        raise RefusedError(_("It did not exist yet at that moment."))
    count = 0
    for model in reversed([model for model in HISTORY_MODELS if model in gone]):
        count += _delete(model, gone[model])
    for model in [model for model in HISTORY_MODELS if model in then]:
        try:
            count += _write(model, then[model], (keep or {}).get(model, ()), then)
        except IntegrityError as error:
            raise RefusedError(_taken(row)) from error
    return count


def _taken(row: Model) -> str:
    if isinstance(row, Plan):
        return _("Its year, or a number in it, is another's now.")
    return _("Its number or address is another part's now. Restore the whole plan.")


def _state(records: list[Any], at: datetime) -> tuple[dict[int, Any], set[int]]:
    """The rows of that time by key, and the keys of rows that did not exist yet or were deleted. A row whose
    first version is not stored is left as it is."""
    remaining: dict[int, Any] = {}
    gone: set[int] = set()
    for record in records:
        if record.history_date <= at:
            gone.discard(record.id)
            remaining[record.id] = record
        elif record.id not in remaining and record.history_type != CHANGED:
            gone.add(record.id)
    for key in [key for key, record in remaining.items() if record.history_type == DELETED]:
        del remaining[key]
        gone.add(key)
    return remaining, gone


def _delete(model: type[Model], keys: set[int]) -> int:
    rows = list(model._default_manager.filter(pk__in=keys))
    for row in rows:
        row._change_reason = _("Restored")  # type: ignore[attr-defined]
        try:
            row.delete()
        except ProtectedError as error:
            raise RefusedError(
                _("“%(row)s” cannot be taken away again: it has been published.") % {"row": row}
            ) from error
        except RestrictedError as error:
            text = _("“%(row)s” cannot be taken away again: a follow-up has assessed it.")
            raise RefusedError(text % {"row": row}) from error
    return len(rows)


def _write(
    model: type[Model], records: dict[int, Any], keep: Sequence[str], inside: Collection[type[Model]]
) -> int:
    """`inside` are the models of what is restored together."""
    now = {row.pk: row for row in model._default_manager.filter(pk__in=records)}
    changed = []
    for key, record in records.items():
        wanted, current = record.instance, now.get(key)
        _keep_what_is_fixed(wanted, current, keep)
        chosen = {name: _chosen(record, model, name) for name in HISTORY_MODELS[model] if name not in keep}
        if (
            current is None
            or _differs(wanted, current)
            or any(
                keys != set(getattr(current, name).values_list("pk", flat=True))
                for name, keys in chosen.items()
            )
        ):
            changed.append((wanted, chosen))
    _step_aside(model, [wanted.pk for wanted, _chosen_rows in changed])
    for wanted, chosen in changed:
        _refuse_lost_table(wanted)
        _without_lost_links(wanted, inside)
        wanted._change_reason = _("Restored")
        wanted.save()
        for name, keys in chosen.items():
            getattr(wanted, name).set(keys)
    return len(changed)


def _keep_what_is_fixed(wanted: Any, current: Any, keep: Sequence[str]) -> None:
    if current is None:
        return
    names = [
        *FIXED.get(type(current), []),
        *(name for name in keep if name not in HISTORY_MODELS[type(current)]),
    ]
    if type(current) in ADDRESSES and has_been_published(current):
        names += ADDRESSES[type(current)]
    for name in names:
        attname = current._meta.get_field(name).attname
        setattr(wanted, attname, getattr(current, attname))


def _differs(wanted: Model, current: Model) -> bool:
    names = [field.attname for field in wanted._meta.concrete_fields]
    return any(getattr(wanted, name) != getattr(current, name) for name in names)


def _chosen(record: Any, model: type[Model], name: str) -> set[int]:
    target: Any = model._meta.get_field(name).related_model
    return set(target._default_manager.filter(pk__in=record.chosen[name]).values_list("pk", flat=True))


def _step_aside(model: type[Model], keys: list[int]) -> None:
    """Numbers and addresses may change places, although each is unique at every moment."""
    rows = model._default_manager.filter(pk__in=keys)
    names = {field.name for field in model._meta.concrete_fields}
    if "number" in names:
        rows.update(number=F("number") + NUMBER_OFFSET)
    if "slug" in names:
        rows.update(slug=Concat(Value("flyttes-"), F("pk")))


def _refuse_lost_table(wanted: Any) -> None:
    """A table of key figures that nothing showed may be deleted since, and its figures are told nowhere else."""
    shown = isinstance(wanted, ShownKeyFigures)
    if shown and not KeyFigureTable.objects.filter(pk=wanted.table_id).exists():
        raise RefusedError(_("A table of key figures that was shown then has been deleted."))


def _without_lost_links(wanted: Any, inside: Collection[type[Model]]) -> None:
    """What it once continued or judged may be deleted since."""
    for field in wanted._meta.concrete_fields:
        key = getattr(wanted, field.attname)
        if not (isinstance(field, ForeignKey) and field.null and key):
            continue
        related: Any = field.related_model
        is_inside = related in inside and field.name != "predecessor"  # it comes back with the rest
        if not is_inside and not related._default_manager.filter(pk=key).exists():
            setattr(wanted, field.attname, None)
