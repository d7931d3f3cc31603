"""What an edition means by the names of other plans' goals and parts: those that had these names in the
edition that was in force when it was made. A later edition of a plan may number its goals differently."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from documents.shared import with_names
from documents.traversal import every_part
from documents.tree import GoalRef, PartRef, PlanDocument, PlanRef
from publishing.domain.names import NamesOfEditions, names_in, same_names
from publishing.models import Edition, FrozenText

Span = tuple[int, int]
"""The places of two editions of one plan: the one that a reference is about, and the one that is read."""


class ReferenceResolver:
    """`editions`, one of each plan of one municipality, as they are read beside each other. One query; one
    more where plans have been published again after others named their goals."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self.given = {edition.plan_ref: edition for edition in editions}

    def document(self, plan: PlanRef) -> PlanDocument:
        return self.of(plan, self.given[plan].document)

    def of(self, plan: PlanRef, document: PlanDocument) -> PlanDocument:
        """What is shown of that plan's edition, with each goal and part of another plan called what that
        one's edition calls it. What that one does not have has a name that it gives to nothing."""
        same: dict[Any, Any] = {}
        for other, span in self._spans.get(plan, {}).items():
            same |= self._names_of(self.given[other], span)
        found: PlanDocument = with_names(document, same) if same else document
        return found

    @cached_property
    def _past(self) -> Mapping[int, NamesOfEditions]:
        """By plan; each edition knows when its text was frozen."""
        text = FrozenText.objects.filter(
            plan=OuterRef("plan"), follow_up=None, document_sha256=OuterRef("document_sha256")
        )
        frozen = Coalesce(Subquery(text.values("frozen_at")[:1]), F("published_at"))
        plans = {edition.plan_id for edition in self.given.values()}
        rows = Edition.objects.of_plans().filter(plan__in=plans).light().select_related("withdrawal")
        found: dict[int, list[Edition]] = {plan: [] for plan in plans}
        for row in rows.annotate(frozen=frozen).order_by("pk"):
            found[row.plan_id].append(row)
        return {plan: NamesOfEditions(editions) for plan, editions in found.items()}

    @cached_property
    def _spans(self) -> Mapping[PlanRef, Mapping[PlanRef, Span]]:
        """By the plan that names and the plan that is named, where the edition read is not the one meant."""
        found = {plan: dict(self._spans_of(edition)) for plan, edition in self.given.items()}
        self._load(found)
        return found

    def _spans_of(self, edition: Edition) -> Iterator[tuple[PlanRef, Span]]:
        said = {part.plan for part in every_part(edition.document) if isinstance(part, GoalRef | PartRef)}
        for plan in (said & self.given.keys()) - {edition.plan_ref}:
            other = self.given[plan]
            past = self._past[other.plan_id]
            end = self._place(other)
            if end is None:
                continue
            start = past.in_force_at(self._named_at(edition)) or 0
            if start != end or other.follow_up_id:
                yield plan, (start, end)

    def _place(self, edition: Edition) -> int | None:
        """Of a follow-up, that of the edition in force: its goals are called what they were in its basis. So of
        a proposal, which is none of the plan's editions."""
        past = self._past[edition.plan_id]
        if edition.follow_up_id or edition.is_proposal:
            return past.in_force_at(timezone.now())
        return past.editions.index(edition)

    def _named_at(self, edition: Edition) -> datetime:
        """A correction has the names of the full edition that it corrects, a follow-up those of its basis."""
        wanted = edition.basis_id if edition.follow_up_id else edition.pk
        rows = self._past[edition.plan_id].editions
        row = next((row for row in rows if row.pk == wanted), None)
        if row is None:
            return edition.published_at
        full = next(one for one in rows if (one.number, one.correction) == (row.number, 0))
        moment: datetime = full.frozen  # type: ignore[attr-defined]
        return moment

    def _load(self, found: Mapping[PlanRef, Mapping[PlanRef, Span]]) -> None:
        """The texts that names are followed through, at once."""
        wanted: dict[int, Edition] = {}
        for spans in found.values():
            for plan, span in spans.items():
                past = self._past[self.given[plan].plan_id]
                wanted |= {row.pk: row for row in past.editions[min(span) : max(span) + 1]}
        here = {edition.pk: edition.document_json for edition in self.given.values()}
        if lacking := wanted.keys() - here.keys():
            here |= dict(Edition.objects.filter(pk__in=lacking).values_list("pk", "document_json"))
        for pk, row in wanted.items():
            row.document_json = here[pk]

    def _names_of(self, other: Edition, span: Span) -> dict[Any, Any]:
        past, (start, end) = self._past[other.plan_id], span
        before = past.names(start)
        found = past.along(before, start, end)
        if other.follow_up_id:
            last = same_names(past.names(end), names_in(other.document))
            found = {name: last[there] for name, there in found.items() if there in last}
        gone = {goal: replace(goal, number=0) for goal in before.goals if goal not in found}
        return {name: there for name, there in {**gone, **found}.items() if name != there}
