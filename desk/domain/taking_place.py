"""Next year's copy: a target group or an indicator that has ended is replaced by its only successor. Where
there is none, or several to choose from, it stays as it is, and the checks name it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, QuerySet

from documents import tree
from documents.successions import GroupSuccessions, IndicatorSuccessions
from documents.traversal import every_part, rebuilt
from goals.enums import unit_fits
from goals.models import Indicator
from goals.models.indicator import for_municipality
from plans.models.validity import Replaceable
from themes.models import TargetGroup

Row = TypeVar("Row", bound=Replaceable)


def with_successors(document: tree.PlanDocument, municipality: int) -> tree.PlanDocument:
    """No query for what none of its choices has ended."""
    groups, indicators = _groups(document), _indicators(document, municipality)
    if not (groups or indicators):
        return document

    def replaced(part: Any) -> Any:
        if isinstance(part, tree.Target):
            return _target(part, indicators)
        if named := getattr(part, "target_groups", ()):
            return replace(
                part, target_groups=tuple(dict.fromkeys(groups.get(one.slug, one) for one in named))
            )
        return part

    copy: tree.PlanDocument = rebuilt(document, replaced)
    return copy


def _groups(document: tree.PlanDocument) -> dict[str, tree.TargetGroup]:
    """By the slug of the group that has ended."""
    named = {part.slug for part in every_part(document) if isinstance(part, tree.TargetGroup)}
    ended = TargetGroup.objects.filter(slug__in=named, valid_until__lt=document.first_day)
    found = {
        row.slug: after for row, after in _only_successors(list(ended), document, TargetGroup.objects.all())
    }
    return dict(zip(found, GroupSuccessions().target_groups(found.values()), strict=True))


def _indicators(document: tree.PlanDocument, municipality: int) -> dict[tuple[str, bool], tree.Indicator]:
    """By the key of the indicator that has ended."""
    named = {part.slug for part in every_part(document) if isinstance(part, tree.Indicator)}
    usable = Indicator.objects.filter(for_municipality(municipality))
    ended = usable.filter(slug__in=named, valid_until__lt=document.first_day)
    successions = IndicatorSuccessions(municipality)
    return {
        (row.slug, row.owner_id is not None): successions.indicator(after)
        for row, after in _only_successors(list(ended), document, usable)
    }


def _only_successors(
    ended: Sequence[Row], document: tree.PlanDocument, usable: QuerySet[Row]
) -> Iterator[tuple[Row, Row]]:
    """Each with its only successor, or the only one of that, until one is valid when the plan begins or later
    in it."""
    after, last = _successors(ended, document.first_day, usable), document.last_day or date.max
    for row in ended:
        found, seen = row, {row.pk}
        while found.has_ended(document.first_day) and len(after[found.pk]) == 1:
            [found] = after[found.pk]
            if found.pk in seen:
                break
            seen.add(found.pk)
        begins_later = found.valid_from and found.valid_from > last
        if not found.has_ended(document.first_day) and not begins_later:
            yield row, found


def _successors(ended: Sequence[Row], day: date, usable: QuerySet[Row]) -> dict[int, list[Row]]:
    """Of all these, and of their successors that have ended by the day, by primary key: one query for each
    step away, however many rows there are."""
    after: dict[int, list[Row]] = {}
    waiting = {row.pk for row in ended}
    while waiting:
        after |= {key: [] for key in waiting}
        for row in usable.annotate(before=F("predecessors")).filter(before__in=waiting):
            after[row.before].append(row)  # type: ignore[attr-defined]
        found = {row.pk for key in waiting for row in after[key] if row.has_ended(day)}
        waiting = found - after.keys()
    return after


def _target(target: tree.Target, indicators: Mapping[tuple[str, bool], tree.Indicator]) -> tree.Target:
    """A value in another unit than the new figures would say something else: such a target stays."""
    after = indicators.get(target.indicator.key) if target.indicator else None
    if after is None:
        return target
    fits = target.value is None or unit_fits(target.operator, target.unit, after.unit)
    before = target.indicator
    named_alike = before is None or (before.unit_one, before.unit_many) == (after.unit_one, after.unit_many)
    return replace(target, indicator=after) if fits and (named_alike or target.value is None) else target
