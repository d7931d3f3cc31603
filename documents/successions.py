"""What a plan's target groups and indicators have replaced: rows → tree. One query each, and none where a plan has none."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Q

from documents import plain_fields, tree
from goals.models import Indicator
from goals.models.indicator import for_municipality
from plans.domain.succession import Pairs, reached
from themes.models import TargetGroup


class GroupSuccessions:
    def target_groups(self, rows: Iterable[TargetGroup]) -> tuple[tree.TargetGroup, ...]:
        return tuple(map(self._target_group, rows))

    def _target_group(self, row: TargetGroup) -> tree.TargetGroup:
        befores, slugs = self._read
        keys = reached(befores, [row.pk]) - {row.pk}
        return tree.TargetGroup(
            row.slug, row.name, row.valid_until, tuple(sorted(slugs[key] for key in keys))
        )

    @cached_property
    def _read(self) -> tuple[Pairs, dict[int, str]]:
        """What each has replaced, by primary key, and the slugs of these."""
        befores: dict[int, set[int]] = defaultdict(set)
        slugs: dict[int, str] = {}
        rows = TargetGroup.objects.exclude(successors=None).order_by().values_list("pk", "slug", "successors")
        for before, slug, after in rows:
            slugs[before] = slug
            befores[after].add(before)
        return {key: frozenset(found) for key, found in befores.items()}, slugs


class IndicatorSuccessions:
    """Of one municipality: what others have of their own is not told of."""

    def __init__(self, municipality: int) -> None:
        self.municipality = municipality

    def indicator(self, row: Indicator) -> tree.Indicator:
        befores, refs = self._read
        keys = reached(befores, [row.pk]) - {row.pk}
        return tree.Indicator(
            **plain_fields.of_row(row, tree.Indicator),
            own=row.owner_id is not None,
            replaces=tuple(sorted((refs[key] for key in keys), key=lambda ref: (ref.slug, ref.own))),
        )

    @cached_property
    def _read(self) -> tuple[Pairs, dict[int, tree.IndicatorRef]]:
        befores: dict[int, set[int]] = defaultdict(set)
        refs: dict[int, tree.IndicatorRef] = {}
        seen: Q = for_municipality(self.municipality)
        rows = Indicator.objects.filter(seen).exclude(successors=None).order_by()
        for before, slug, owner, after in rows.values_list("pk", "slug", "owner", "successors"):
            refs[before] = tree.IndicatorRef(slug, owner is not None)
            befores[after].add(before)
        return {key: frozenset(found) for key, found in befores.items()}, refs
