"""Next year's copy: a target group or an indicator that has ended is replaced by its only successor. Where
there is none, or several to choose from, it stays as it is, and the checks name it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet

from documents import tree
from documents.shared import every_part
from documents.successions import GroupSuccessions, IndicatorSuccessions
from goals.enums import unit_fits
from goals.models import Indicator
from goals.models.indicator import for_municipality
from plans.models.validity import Replaceable
from themes.models import TargetGroup

Row = TypeVar("Row", bound=Replaceable)


@dataclass(frozen=True, slots=True)
class Replacements:
    """By the slug of the group, and the key of the indicator, that has ended."""

    groups: Mapping[str, tree.TargetGroup]
    indicators: Mapping[tuple[str, bool], tree.Indicator]


def with_successors(document: tree.PlanDocument, municipality: int) -> tree.PlanDocument:
    """No query for what none of its choices has ended."""
    found = Replacements(_groups(document), _indicators(document, municipality))
    put: tree.PlanDocument = _put(document, found) if found.groups or found.indicators else document
    return put


def _groups(document: tree.PlanDocument) -> dict[str, tree.TargetGroup]:
    named = {part.slug for part in every_part(document) if isinstance(part, tree.TargetGroup)}
    ended = TargetGroup.objects.filter(slug__in=named, valid_until__lt=document.first_day)
    found = {
        row.slug: after
        for row in ended
        if (after := _only_successor(row, document, TargetGroup.objects.all()))
    }
    return dict(zip(found, GroupSuccessions().target_groups(found.values()), strict=True))


def _indicators(document: tree.PlanDocument, municipality: int) -> dict[tuple[str, bool], tree.Indicator]:
    named = {part.slug for part in every_part(document) if isinstance(part, tree.Indicator)}
    usable = Indicator.objects.filter(for_municipality(municipality))
    ended = usable.filter(slug__in=named, valid_until__lt=document.first_day)
    successions = IndicatorSuccessions(municipality)
    return {
        (row.slug, row.owner_id is not None): successions.indicator(after)
        for row in ended
        if (after := _only_successor(row, document, usable))
    }


def _only_successor(row: Row, document: tree.PlanDocument, usable: QuerySet[Row]) -> Row | None:
    """Or the only one of that, until one is valid when the plan begins or later in it."""
    seen = {row.pk}
    while row.has_ended(document.first_day):
        after = list(usable.filter(predecessors=row)[:2])
        if len(after) != 1 or after[0].pk in seen:
            return None
        [row] = after
        seen.add(row.pk)
    last = document.last_day or date.max
    return None if row.valid_from and row.valid_from > last else row


def _put(part: Any, found: Replacements) -> Any:
    if isinstance(part, tuple):
        return tuple(_put(each, found) for each in part)
    if isinstance(part, tree.Target):
        return _target(part, found)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    put = {field.name: _put(getattr(part, field.name), found) for field in fields(part)}
    if groups := put.get("target_groups"):
        put["target_groups"] = tuple(dict.fromkeys(found.groups.get(group.slug, group) for group in groups))
    return replace(part, **put)


def _target(target: tree.Target, found: Replacements) -> tree.Target:
    """A value in another unit than the new figures would say something else: such a target stays."""
    after = found.indicators.get(target.indicator.key) if target.indicator else None
    if after is None:
        return target
    fits = target.value is None or unit_fits(target.operator, target.unit, after.unit)
    before = target.indicator
    named_alike = before is None or (before.unit_one, before.unit_many) == (after.unit_one, after.unit_many)
    return replace(target, indicator=after) if fits and (named_alike or target.value is None) else target
