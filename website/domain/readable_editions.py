"""Every edition of a municipality that can still be read, opened at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from documents.lineage import Lineage, PublishedYear
from documents.once import once
from documents.same_goals import reported_beside
from documents.tree import GoalRef, Municipality, PlanDocument, PlanRef, ThemeRef
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import (
    NotPublishedError,
    PublishedEditions,
    WithdrawnError,
    published_editions,
)
from publishing.domain.reference_resolution import ReferenceResolver
from publishing.models import Edition


@dataclass(frozen=True)
class ReadableEditions:
    """`plans` and `reports` by what other plans call the plan, with their text. Of several follow-ups on a plan
    `reports` has the one that speaks for it, `others` the rest, newest first."""

    published: PublishedEditions
    plans: Mapping[PlanRef, Edition]
    reports: Mapping[PlanRef, Edition]
    others: Mapping[PlanRef, tuple[Edition, ...]] = field(default_factory=dict)

    def of(self, plan: PlanRef) -> Edition:
        """Where the plan can be read: in its own edition, else in the follow-up on it. Raises
        `NotPublishedError` or `WithdrawnError`."""
        found = self.plans.get(plan) or self.reports.get(plan)
        if found:
            return found
        withdrawn = self.published.plan_of(plan) or self.published.follow_up_of(plan)
        raise WithdrawnError(withdrawn) if withdrawn else NotPublishedError

    @property
    def refs(self) -> list[PlanRef]:
        """Oldest first."""
        return sorted({*self.plans, *self.reports})

    @cached_property
    def lineage(self) -> Lineage:
        resolver = ReferenceResolver(map(self.of, self.refs))
        return Lineage(PublishedYear(resolver.document(plan), self.report_of(plan)) for plan in self.refs)

    def report_of(self, plan: PlanRef) -> PlanDocument | None:
        return self.reports[plan].document if plan in self.reports else None

    def verdicts_of(self, plan: PlanRef) -> PlanDocument | None:
        """The report, with each verdict on what the plan that can be read calls the goal."""
        report = self.report_of(plan)
        return reported_beside(self.of(plan).document, report) if report else None

    @property
    def place(self) -> Municipality:
        return self.of(self.refs[-1]).document.municipality

    def address_of_theme(self, ref: ThemeRef) -> str:
        return Addresses(self.of(ref.plan)).theme(ref.slug)

    def address_of_goal(self, ref: GoalRef) -> str:
        return Addresses(self.of(ref.plan)).goal(ref.theme, ref.number)

    def address_of_report(self, plan: PlanRef) -> str:
        return Addresses(self.reports[plan]).front if plan in self.reports else ""


def anchor_of_goal(ref: GoalRef) -> str:
    """As in `templates/document/theme.html` and `templates/website/follow_up_body.html`."""
    return f"{ref.theme}-maal-{ref.number}" if ref.theme else f"maal-{ref.number}"


def readable_editions(municipality: str) -> ReadableEditions:
    """Two queries. Raises `NotPublishedError` where there is nothing to read at all."""
    return once(("readable", municipality), lambda: _readable(municipality))


def _readable(municipality: str) -> ReadableEditions:
    published = published_editions(municipality)
    keys = [edition.pk for edition in published.current]
    return readable_among(
        published, {row.pk: row for row in Edition.objects.filter(pk__in=keys).with_withdrawal()}
    )


def readable_among(published: PublishedEditions, opened: Mapping[int, Edition]) -> ReadableEditions:
    """`opened`: those that can be read, with their text, by key."""
    plans = [published.plan_of(plan) for plan in {edition.plan_ref for edition in published.plans}]
    reports, others = _reports(published, opened)
    read = (opened[edition.pk] for edition in plans if edition and edition.pk in opened)
    return ReadableEditions(published, {edition.plan_ref: edition for edition in read}, reports, others)


def _reports(
    published: PublishedEditions, opened: Mapping[int, Edition]
) -> tuple[dict[PlanRef, Edition], dict[PlanRef, tuple[Edition, ...]]]:
    reports: dict[PlanRef, Edition] = {}
    others: dict[PlanRef, tuple[Edition, ...]] = {}
    for plan in {edition.plan_ref for edition in published.follow_ups}:
        main = published.follow_up_of(plan)
        if main and main.pk in opened:
            reports[plan] = opened[main.pk]
            rest = (one.pk for one in published.follow_ups_of(plan) if one.pk != main.pk)
            others[plan] = tuple(opened[key] for key in rest if key in opened)
    return reports, others
