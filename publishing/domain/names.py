"""What a plan's goals, themes and parts are called: in its rows as they are, in a text of it, and edition by
edition."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Value

from documents.from_rows import initiative_ref, plan_ref, strategy_ref, theme_ref
from documents.same_goals import same_goals, texts_of
from documents.tree import (
    GoalRef,
    Initiative,
    PartRef,
    PlanDocument,
    SectionRef,
    Strategy,
    ThemeGroupRef,
    ThemeRef,
)
from plans.models import Plan
from publishing.domain.basis import refs_of_rows
from publishing.models import Edition
from themes.models.strategy import initiatives_of_plan, strategies_of_plan

Kept = ThemeRef | ThemeGroupRef | SectionRef


@dataclass(frozen=True, slots=True)
class Names:
    """`goals` with each goal's words; themes, the levels above them and sections keep their addresses."""

    goals: Mapping[GoalRef, str]
    parts: tuple[PartRef, ...]
    kept: frozenset[Kept]

    def all(self) -> frozenset[Any]:
        return frozenset({*self.goals, *self.parts, *self.kept})


def names_of_rows(plan: Plan) -> Names:
    """Five queries."""
    ref = plan_ref(plan)
    groups = plan.theme_groups.order_by().values_list(Value("group", CharField()), "slug")
    sections = plan.sections.order_by().values_list(Value("section", CharField()), "slug")
    kept: set[Kept] = {
        *map(theme_ref, plan.themes.select_related("plan__series")),
        *(
            ref.theme_group(slug) if kind == "group" else ref.section(slug)
            for kind, slug in sections.union(groups)
        ),
    }
    return Names(refs_of_rows(plan), tuple(_parts_of_rows(plan)), frozenset(kept))


def names_in(document: PlanDocument) -> Names:
    ref = document.ref
    kept: set[Kept] = {
        *(ref.theme_group(group.slug) for group in document.theme_groups),
        *(ref.theme(theme.slug) for theme in document.themes),
        *(ref.section(section.slug) for section in document.all_sections()),
    }
    return Names(texts_of(document), tuple(_parts_of(document)), frozenset(kept))


def same_names(before: Names, after: Names) -> dict[Any, Any]:
    """From a name in the one to the name in the other; what has none there is left out."""
    parts = {ref: found for ref, found in _same_parts(before.parts, after.parts).items() if found}
    return {
        **same_goals(before.goals, after.goals),
        **parts,
        **{ref: ref for ref in before.kept & after.kept},
    }


def _same_parts(before: Iterable[PartRef], after: Iterable[PartRef]) -> dict[PartRef, PartRef | None]:
    """By the same titles; then those that have been moved, by a title that only one in each has; of a theme's
    others, which have been renamed, in order, where there are as many."""
    old, new = list(dict.fromkeys(before)), list(dict.fromkeys(after))
    found: dict[PartRef, PartRef | None] = {ref: ref if ref in new else None for ref in old}
    gone, come = [ref for ref in old if ref not in new], [ref for ref in new if ref not in old]
    moved = _moved(gone, come)
    found |= moved
    renamed = _by_place(ref for ref in gone if ref not in moved)
    left = _by_place(ref for ref in come if ref not in moved.values())
    for place, refs in renamed.items():
        if len(refs) == len(left[place]):
            found |= dict(zip(refs, left[place], strict=True))
    return found


def _moved(gone: Iterable[PartRef], come: Iterable[PartRef]) -> dict[PartRef, PartRef]:
    before, after = _by_title(gone), _by_title(come)
    return {
        refs[0]: after[title][0]
        for title, refs in before.items()
        if len(refs) == 1 and len(after.get(title, ())) == 1
    }


def _by_title(refs: Iterable[PartRef]) -> dict[str, list[PartRef]]:
    groups: dict[str, list[PartRef]] = defaultdict(list)
    for ref in refs:
        groups[ref.titles[-1]].append(ref)
    return groups


def _by_place(refs: Iterable[PartRef]) -> dict[tuple[str, int], list[PartRef]]:
    """By theme and depth."""
    groups: dict[tuple[str, int], list[PartRef]] = defaultdict(list)
    for ref in refs:
        groups[ref.theme, len(ref.titles)].append(ref)
    return groups


def _parts_of_rows(plan: Plan) -> Iterator[PartRef]:
    yield from map(
        strategy_ref, strategies_of_plan(plan).select_related("parent", "theme__plan__series", "plan__series")
    )
    initiatives = initiatives_of_plan(plan).select_related(
        "theme__plan__series",
        "strategy__parent",
        "strategy__theme__plan__series",
        "strategy__plan__series",
    )
    yield from map(initiative_ref, initiatives)


def _parts_of(document: PlanDocument) -> Iterator[PartRef]:
    owners = [
        ("", document.strategies, ()),
        *((t.slug, t.strategies, t.initiatives) for t in document.themes),
    ]
    for slug, strategies, initiatives in owners:
        for titles in _titles(strategies, initiatives, ()):
            yield document.ref.part(slug, titles)


def _titles(
    strategies: Iterable[Strategy], initiatives: Iterable[Initiative], outer: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    for strategy in strategies:
        yield (*outer, strategy.title)
        yield from _titles(strategy.children, strategy.initiatives, (*outer, strategy.title))
    yield from ((*outer, initiative.title) for initiative in initiatives)


class NamesOfEditions:
    """`editions` of one plan, in the order in which they were published, with their withdrawals."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self.editions = list(editions)

    def names(self, place: int) -> Names:
        return names_in(self.editions[place].document)

    def along(self, names: Names, start: int, end: int) -> dict[Any, Any]:
        """From those names through the editions from the one place to the other: step by step, since each
        changes less than all together."""
        places = range(start, end - 1, -1) if start >= end else range(start, end + 1)
        found = {name: name for name in names.all()}
        for place in places:
            after = self.names(place)
            step = same_names(names, after)
            found = {name: step[before] for name, before in found.items() if before in step}
            names = after
        return found

    def in_force_at(self, moment: datetime) -> int | None:
        """The place of the edition that was in force, or was withdrawn last without another in its place."""
        there = [
            ((edition.number, edition.correction), place)
            for place, edition in enumerate(self.editions)
            if edition.published_at <= moment
            and not (edition.is_passed_over and self.was_withdrawn(place, moment))
        ]
        return max(there)[1] if there else None

    def was_withdrawn(self, place: int, moment: datetime) -> bool:
        edition = self.editions[place]
        return hasattr(edition, "withdrawal") and edition.withdrawal.withdrawn_at <= moment
