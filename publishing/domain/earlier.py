"""What a plan says of the plans before it: their goals' words and numbers, their themes' and parts' titles, as
these are published. A draft of one of them is no part of this plan, and nobody has approved it with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.db.models import Q

from documents.from_rows import initiative_ref, strategy_ref
from documents.same_goals import same_goals
from documents.shared import every_part
from documents.tree import (
    DroppedGoal,
    DroppedTheme,
    GoalRef,
    Initiative,
    PartRef,
    PlanDocument,
    Strategy,
    ThemeRef,
)
from plans.enums import PlanState
from plans.models import Plan
from publishing.domain.basis import refs_of_rows, texts_of
from publishing.models import Edition
from themes.models import Initiative as InitiativeRow
from themes.models import Strategy as StrategyRow


def with_earlier_as_published(document: PlanDocument, plan: Plan) -> PlanDocument:
    """One query where no earlier plan has a draft beside its edition in force: its rows are the edition then."""
    years = {part.year for part in every_part(document) if isinstance(part, GoalRef | ThemeRef | PartRef)}
    if not years:
        return document
    of_town = Edition.objects.of_plans().current().filter(plan__municipality=plan.municipality_id)
    drafts = of_town.filter(plan__year__in=years).exclude(plan__state=PlanState.PUBLISHED)
    editions = list(drafts.exclude(plan=plan.pk).select_related("plan"))
    if not editions:
        return document
    found: PlanDocument = _Names(editions).of(document)
    return found


class _Names:
    """From what the rows call a goal or a part now to what its plan's edition calls it; None for a part that
    the edition does not have."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self.goals: dict[GoalRef, GoalRef] = {}
        self.texts: dict[GoalRef, str] = {}
        self.titles: dict[ThemeRef, str] = {}
        self.parts: dict[PartRef, PartRef | None] = {}
        for edition in editions:
            document = edition.document
            texts = texts_of(document)
            self.texts |= texts
            self.goals |= same_goals(refs_of_rows(edition.plan), texts)
            self.titles |= {ThemeRef(document.year, theme.slug): theme.title for theme in document.themes}
            self.parts |= _same_parts(_parts_of_rows(edition.plan), _parts_of(document))

    def of(self, part: Any) -> Any:
        if isinstance(part, tuple):
            return tuple(map(self.of, part))
        if isinstance(part, GoalRef):
            return self.goals.get(part, part)
        if isinstance(part, PartRef):
            return self.parts.get(part, part)
        if not is_dataclass(part) or isinstance(part, type):
            return part
        found = replace(part, **{field.name: self.of(getattr(part, field.name)) for field in fields(part)})
        if isinstance(found, DroppedGoal):
            return replace(found, text=self.texts.get(found.goal, found.text))
        if isinstance(found, DroppedTheme):
            return replace(found, title=self.titles.get(found.theme, found.title))
        return found


def _same_parts(before: Iterable[PartRef], after: Iterable[PartRef]) -> dict[PartRef, PartRef | None]:
    """By the same titles; of a theme's others, which have been renamed, in order, where there are as many."""
    old, new = list(dict.fromkeys(before)), list(dict.fromkeys(after))
    found: dict[PartRef, PartRef | None] = {ref: ref if ref in new else None for ref in old}
    renamed, left = _by_place(ref for ref in old if ref not in new), _by_place(r for r in new if r not in old)
    for place, refs in renamed.items():
        if len(refs) == len(left[place]):
            found |= dict(zip(refs, left[place], strict=True))
    return found


def _by_place(refs: Iterable[PartRef]) -> dict[tuple[str, int], list[PartRef]]:
    """By theme and depth."""
    groups: dict[tuple[str, int], list[PartRef]] = defaultdict(list)
    for ref in refs:
        groups[ref.theme, len(ref.titles)].append(ref)
    return groups


def _parts_of_rows(plan: Plan) -> Iterator[PartRef]:
    strategies = StrategyRow.objects.filter(Q(plan=plan) | Q(theme__plan=plan))
    yield from map(strategy_ref, strategies.select_related("parent", "theme__plan", "plan"))
    of_plan = Q(theme__plan=plan) | Q(strategy__plan=plan) | Q(strategy__theme__plan=plan)
    initiatives = InitiativeRow.objects.filter(of_plan).select_related(
        "theme__plan", "strategy__parent", "strategy__theme__plan", "strategy__plan"
    )
    yield from map(initiative_ref, initiatives)


def _parts_of(document: PlanDocument) -> Iterator[PartRef]:
    owners = [
        ("", document.strategies, ()),
        *((t.slug, t.strategies, t.initiatives) for t in document.themes),
    ]
    for slug, strategies, initiatives in owners:
        for titles in _titles(strategies, initiatives, ()):
            yield PartRef(document.year, slug, titles)


def _titles(
    strategies: Iterable[Strategy], initiatives: Iterable[Initiative], outer: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    for strategy in strategies:
        yield (*outer, strategy.title)
        yield from _titles(strategy.children, strategy.initiatives, (*outer, strategy.title))
    yield from ((*outer, initiative.title) for initiative in initiatives)
