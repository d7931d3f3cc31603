"""What other plans, and what all plans share, have come to be called since an edition was made."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from documents.from_rows import plan_ref
from documents.shared import NameChanges
from documents.traversal import every_part
from documents.tree import (
    Area,
    DroppedGoal,
    DroppedTheme,
    GoalRef,
    PartRef,
    PlanDocument,
    SectionRef,
    TargetGroup,
    ThemeGroupRef,
    ThemeRef,
)
from goals.models import Area as AreaRow
from goals.models.indicator import for_municipality
from plans.models import Plan
from publishing.domain.names import NamesOfEditions, names_of_rows
from publishing.domain.texts import moment_of
from publishing.models import Edition
from themes.models import TargetGroup as TargetGroupRow

REFS = (GoalRef, ThemeRef, ThemeGroupRef, PartRef, SectionRef)
SAID = (*REFS, DroppedGoal, DroppedTheme)
"""What a plan says of others."""


def since(edition: Edition, document: PlanDocument, at: datetime | None = None) -> NameChanges:
    """For a text of the edition's plan: the one that was frozen at that moment; or, without one, its rows of
    now. What these say of others was not chosen since, where they are those that the edition was made of."""
    same: dict[Any, Any] = {}
    gone: set[Any] = set(_gone(edition, document))
    new: set[Any] = set()
    said, was_said = _said(document), _said(edition.document)
    if said != was_said:
        then = _named_at(edition)
        for plan in _plans_named_in([*said, *was_said], edition):
            past = _NamesThen(plan, then, at, was_said)
            same |= past.same
            gone |= past.gone
            new |= past.new
    return NameChanges(same, frozenset(gone), frozenset() if at else frozenset(new))


class _NamesThen:
    """One other plan: what it called its parts at the edition's moment, and at the text's."""

    def __init__(self, plan: Plan, then: datetime, at: datetime | None, was_said: Iterable[Any]) -> None:
        past, rows = NamesOfEditions(_editions_of(plan)), names_of_rows(plan)
        read = at or timezone.now()
        now, back = past.in_force_at(timezone.now()), past.in_force_at(then) or 0
        self.same: dict[Any, Any] = {}
        self.new: frozenset[Any] = frozenset()
        if now is None:
            self.gone = (
                frozenset(ref for ref in was_said if getattr(ref, "plan", None) == plan_ref(plan))
                - rows.all()
            )
            return
        of_edition = past.names(back)
        self.gone = of_edition.all() - set(past.along(rows, now, back).values())
        place = past.in_force_at(read)
        if place is None or past.was_withdrawn(place, read):
            start, found = rows, past.along(rows, now, back)
        else:
            start = past.names(place)
            found = past.along(start, place, back)
        taken = {goal: replace(goal, number=0) for goal in start.goals.keys() & of_edition.goals.keys()}
        self.same = {**{goal: name for goal, name in taken.items() if goal not in found}, **found}
        self.new = frozenset(self.same.get(ref, ref) for ref in start.all() if ref not in found)


def _named_at(edition: Edition) -> datetime:
    """A correction has the names of the full edition that it corrects."""
    full = Edition.objects.filter(series=edition.series, number=edition.number, correction=0).light()
    return moment_of(full.filter(follow_up=None).first() or edition)


def _said(document: PlanDocument) -> list[Any]:
    return [part for part in every_part(document) if isinstance(part, SAID)]


def _plans_named_in(said: Iterable[Any], edition: Edition) -> Iterable[Plan]:
    named = {part.plan for part in said if isinstance(part, REFS)} - {edition.plan_ref}
    years = {ref.year for ref in named}
    plans = Plan.objects.filter(municipality=edition.plan.municipality_id, year__in=years)
    return [plan for plan in plans.select_related("series") if plan_ref(plan) in named]


def _editions_of(plan: Plan) -> Iterable[Edition]:
    editions = Edition.objects.of_plans().filter(plan=plan)
    return editions.light().select_related("withdrawal").order_by("pk")


def _gone(edition: Edition, document: PlanDocument) -> Iterable[TargetGroup | Area]:
    """Target groups and areas that are no more, or not under that name. No query where the text lacks
    none."""
    lacking = set(every_part(edition.document)) - set(every_part(document))
    groups = {part.slug: part for part in lacking if isinstance(part, TargetGroup)}
    areas = {(part.kind, part.name, part.own): part for part in lacking if isinstance(part, Area)}
    if groups:
        there = TargetGroupRow.objects.filter(slug__in=groups).values_list("slug", flat=True)
        yield from (groups[slug] for slug in groups.keys() - set(there))
    if areas:
        rows = AreaRow.objects.filter(for_municipality(edition.plan.municipality_id))
        known = rows.filter(name__in=[name for _kind, name, _own in areas]).only("kind", "name", "owner")
        still = {(row.kind, row.name, row.owner_id is not None) for row in known}
        yield from (areas[key] for key in areas.keys() - still)
