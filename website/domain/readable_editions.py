"""Every edition of a municipality that can still be read, opened at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from documents.lineage import Lineage, PublishedYear
from documents.tree import GoalRef, Municipality, PlanDocument, ThemeRef
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import (
    NotPublishedError,
    PublishedEditions,
    WithdrawnError,
    published_editions,
    withdrawal_of,
)
from publishing.domain.reference_resolution import ReferenceResolver
from publishing.models import Edition


@dataclass(frozen=True, slots=True)
class ReadableEditions:
    """`plans` and `reports` by first year, with their text."""

    published: PublishedEditions
    plans: Mapping[int, Edition]
    reports: Mapping[int, Edition]

    def of(self, year: int) -> Edition:
        """Where a year's plan can be read: in its own edition, else in the follow-up on it. Raises
        `NotPublishedError` or `WithdrawnError`."""
        found = self.plans.get(year) or self.reports.get(year)
        if found:
            return found
        withdrawn = self.published.plan_of(year) or self.published.follow_up_of(year)
        raise WithdrawnError(withdrawn) if withdrawn else NotPublishedError

    @property
    def years(self) -> list[int]:
        return sorted({*self.plans, *self.reports})

    @property
    def lineage(self) -> Lineage:
        resolver = ReferenceResolver(map(self.of, self.years))
        return Lineage(PublishedYear(resolver.document(year), self.report_of(year)) for year in self.years)

    def report_of(self, year: int) -> PlanDocument | None:
        return self.reports[year].document if year in self.reports else None

    @property
    def place(self) -> Municipality:
        return self.of(self.years[-1]).document.municipality

    def address_of_theme(self, ref: ThemeRef) -> str:
        there = Addresses(self.of(ref.year))
        return f"{there.front}#tema-{ref.slug}" if there.edition.follow_up_id else there.theme(ref.slug)

    def address_of_goal(self, ref: GoalRef) -> str:
        there = Addresses(self.of(ref.year))
        if there.edition.follow_up_id:
            return f"{there.front}#{anchor_of_goal(ref)}"
        return f"{there.theme(ref.theme)}#{anchor_of_goal(ref)}" if ref.theme else there.goals

    def address_of_report(self, year: int) -> str:
        return Addresses(self.reports[year]).front if year in self.reports else ""


def anchor_of_goal(ref: GoalRef) -> str:
    """As in `templates/document/theme.html` and `templates/website/follow_up_body.html`."""
    return f"{ref.theme}-maal-{ref.number}" if ref.theme else f"maal-{ref.number}"


def readable_editions(municipality: str) -> ReadableEditions:
    """Two queries. Raises `NotPublishedError` where there is nothing to read at all."""
    published = published_editions(municipality)
    plans = [published.plan_of(year) for year in {edition.year for edition in published.plans}]
    reports = [published.follow_up_of(year) for year in {edition.year for edition in published.follow_ups}]
    keys = [edition.pk for edition in (*plans, *reports) if edition and not withdrawal_of(edition)]
    opened = Edition.objects.filter(pk__in=keys).with_withdrawal().order_by("year")
    editions = list(opened)
    return ReadableEditions(
        published,
        {edition.year: edition for edition in editions if not edition.follow_up_id},
        {edition.year: edition for edition in editions if edition.follow_up_id},
    )
