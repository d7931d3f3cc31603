"""Opening an edition for reading."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from documents.once import once
from documents.outline import Part, group_part, parts, section_part, theme_part
from documents.proposal import is_closed, rejection_of
from documents.same_goals import reported_beside
from documents.tree import Municipality, PlanDocument, PlanRef, Theme
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import (
    NotPublishedError,
    PublishedEditions,
    WithdrawnError,
    is_over,
    main_report,
    published_editions,
    withdrawal_of,
)
from publishing.models import Edition
from publishing.models.edition import SHARED, EditionQuerySet
from publishing.numbering import EditionNumber


class OnlyFollowedUpError(NotPublishedError):
    """The year has a follow-up but no plan to read: the plan was published before the portal."""


@dataclass(frozen=True)
class OpenEdition:
    """One edition, open, with what the municipality has published around it.

    `number` is set where the address names the edition, and of a proposal. `newest` is the one in force of the same plan or
    follow-up, or the one that was until it was withdrawn. `report` is the current follow-up on an open
    plan."""

    edition: Edition
    number: EditionNumber | None
    newest: Edition
    published: PublishedEditions
    report: Edition | None = None

    @cached_property
    def document(self) -> PlanDocument:
        return self.edition.document

    @property
    def place(self) -> Municipality:
        return self.document.municipality

    @cached_property
    def report_document(self) -> PlanDocument | None:
        return self.report.document if self.report else None

    @cached_property
    def verdicts(self) -> PlanDocument | None:
        """The report, with each verdict on what the open plan calls the goal: it may be of another
        edition."""
        return reported_beside(self.document, self.report.document) if self.report else None

    @cached_property
    def plan(self) -> Edition | None:
        """The plan that an open follow-up is on, where it can be read."""
        plan = self.published.plan_of(self.edition.plan_ref)
        return plan if plan and not withdrawal_of(plan) else None

    @property
    def earlier(self) -> Edition | None:
        """The plan before it, to compare with; none for a permanent address, which is about that edition
        alone."""
        if self.number is not None:
            return None
        here = self.edition
        before = (
            plan
            for plan in self.published.plans
            if plan.plan_series == here.plan_series and plan.year < here.year and not withdrawal_of(plan)
        )
        return next(before, None)

    @property
    def superseded(self) -> bool:
        return self.edition.label < self.newest.label

    @property
    def successor(self) -> Edition | None:
        """What a reader of an old edition should read instead, unless that has been withdrawn."""
        return self.newest if self.superseded and not withdrawal_of(self.newest) else None

    @property
    def is_over(self) -> bool:
        """Of a plan that was adopted: whether it applies no longer."""
        adopted = not (self.edition.is_proposal or self.edition.follow_up_id)
        return adopted and is_over(self.edition, self.published.plans, timezone.localdate())

    @property
    def newer(self) -> Edition | None:
        """Of a plan that is over: the newest after it."""
        return self.published.newer(self.edition, timezone.localdate()) if self.is_over else None

    @property
    def above(self) -> Edition | None:
        """The plan that an open plan is below, where it can be read."""
        ref = self.document.above
        plan = self.published.plan_of(ref) if ref else None
        return plan if plan and not withdrawal_of(plan) else None

    @property
    def adopted(self) -> Edition | None:
        """What an open proposal has led to, where it can be read."""
        plan = self.published.plan_of(self.edition.plan_ref) if self.edition.is_proposal else None
        return plan if plan and not withdrawal_of(plan) else None

    @property
    def is_to_be_answered(self) -> bool:
        """Whether its hearing is what matters of it still: an open proposal that nothing has come after, and whose
        deadline, if it has one, has not passed."""
        over = self.adopted is not None or self.superseded or rejection_of(self.document) is not None
        return self.edition.is_proposal and not over and not is_closed(self.document, timezone.localdate())

    @property
    def proposal(self) -> Edition | None:
        """The last proposal of the plan, where that can be read."""
        found = None if self.edition.follow_up_id else self.published.proposal_of(self.edition.plan_ref)
        return found if found and not withdrawal_of(found) else None

    @property
    def is_hidden(self) -> bool:
        """Whether search engines shall leave it out: they are to find what is in force. The permanent address of that
        names its current one."""
        if not self.edition.is_proposal:
            return self.superseded
        return self.edition.noindex or self.adopted is not None or self.superseded

    @cached_property
    def addresses(self) -> Addresses:
        """The reader stays within the edition that the address names."""
        return Addresses(self.edition, permanent=self.number is not None)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return parts(self.document)

    @property
    def reports(self) -> tuple[Edition, ...]:
        """Of the follow-ups on the plan that can be read, newest first."""
        there = self.published.follow_ups_of(self.edition.plan_ref)
        return tuple(edition for edition in there if not withdrawal_of(edition))

    def theme(self, slug: str) -> Theme:
        found = self.document.theme(slug)
        if found is None:
            raise NotPublishedError(self.edition.title)
        return found

    def theme_part(self, slug: str) -> Part:
        return self._found(theme_part(self.parts, slug))

    def group_part(self, slug: str) -> Part:
        return self._found(group_part(self.parts, slug))

    def section_part(self, slug: str) -> Part:
        """The part that holds the section, at whatever depth."""
        return self._found(section_part(self.parts, slug))

    def _found(self, part: Part | None) -> Part:
        if part is None:
            raise NotPublishedError(self.edition.title)
        return part

    def address_of(self, part: Part) -> str:
        return self.addresses.part(part)


def open_plan(
    municipality: str,
    plan: PlanRef,
    number: EditionNumber | None,
    *,
    proposal: bool = False,
    or_proposal: bool = False,
) -> OpenEdition:
    """The plan's current edition, or edition `number`, with the follow-up on it: two queries. With `proposal`,
    the proposal of that number; with `or_proposal`, the last proposal where there is no edition to read.

    Raises `NotPublishedError` or `WithdrawnError`."""
    published = published_editions(municipality)
    if proposal:
        return _open(published, published.proposal_of(plan), number)
    newest = published.plan_of(plan)
    report = published.follow_up_of(plan)
    if report and withdrawal_of(report):
        report = None
    if report and newest is None:
        raise OnlyFollowedUpError
    proposed = published.proposal_of(plan) if or_proposal else None
    if proposed and _stands_for(proposed, newest):
        return _open(published, proposed, proposed.label)
    return _open(published, newest, number, report)


def _stands_for(proposed: Edition, newest: Edition | None) -> bool:
    """A proposal is what the plan's address shows while there is no edition, or none that can be read."""
    return newest is None or bool(withdrawal_of(newest) and not withdrawal_of(proposed))


def open_follow_up(
    municipality: str, plan: PlanRef, number: EditionNumber | None, report: str = ""
) -> OpenEdition:
    """The follow-up named `report`, else the plan's main one: two queries. A number without a name is of the
    series that the follow-ups on one plan once shared.

    Raises `NotPublishedError` or `WithdrawnError`."""
    published = published_editions(municipality)
    if report:
        return _open(published, published.report(plan, report), number)
    if number is None:
        return _open(published, published.follow_up_of(plan), number)
    named = find_edition(municipality, plan, number, follow_ups=True)
    of_same = (edition for edition in published.follow_ups if edition.follow_up_id == named.follow_up_id)
    return _open(published, next(of_same, None), number)


def _open(
    published: PublishedEditions,
    newest: Edition | None,
    number: EditionNumber | None,
    report: Edition | None = None,
) -> OpenEdition:
    if newest is None:
        raise NotPublishedError
    key = ("open", newest.pk, number, report.pk if report else None)
    return once(key, lambda: _read(published, newest, number, report))


def _read(
    published: PublishedEditions, newest: Edition, number: EditionNumber | None, report: Edition | None
) -> OpenEdition:
    label = number or newest.label
    wanted = Q(
        series=newest.series,
        follow_up=newest.follow_up_id,
        number=label.number,
        correction=label.correction,
    )
    rows = Edition.objects.filter(wanted | Q(pk=report.pk) if report else wanted).with_withdrawal()
    opened = {row.series: row for row in rows}
    if newest.series not in opened:
        raise NotPublishedError
    edition = opened[newest.series]
    if withdrawal_of(edition):
        raise WithdrawnError(edition)
    return OpenEdition(edition, number, newest, published, opened[report.series] if report else None)


def edition_before(edition: Edition) -> Edition | None:
    """The last one before it of the same plan or follow-up that can be read, without its long text: one
    query, none for a first edition."""
    if edition.label == EditionNumber(1):
        return None
    lower = Q(number__lt=edition.number) | Q(number=edition.number, correction__lt=edition.correction)
    earlier = Edition.objects.filter(lower, series=edition.series, follow_up=edition.follow_up_id)
    return earlier.served().light().order_by("-number", "-correction").first()


def open_two(
    municipality: str,
    plan: PlanRef,
    number: EditionNumber,
    other: EditionNumber,
    *,
    follow_ups: bool,
    report: str = "",
    proposal: bool = False,
) -> tuple[Edition, Edition]:
    """Two editions of one plan, or follow-up, or two proposals, to compare: one query.

    Raises `NotPublishedError`, or `WithdrawnError` where either has been withdrawn."""
    rows = Edition.objects.at(municipality, plan)
    rows = rows.of_follow_ups() if follow_ups else rows.proposals() if proposal else rows.of_plans()
    if follow_ups:
        rows = rows.filter(report_slug=report) if report else rows.filter(series__startswith=SHARED)
    both = Q(number=number.number, correction=number.correction)
    both |= Q(number=other.number, correction=other.correction)
    opened = {row.label: row for row in rows.filter(both).with_withdrawal()}
    for label in (number, other):
        if label not in opened:
            raise NotPublishedError
        if withdrawal_of(opened[label]):
            raise WithdrawnError(opened[label])
    return opened[number], opened[other]


def open_beside_proposal(
    municipality: str, plan: PlanRef, number: EditionNumber, proposal: EditionNumber
) -> tuple[Edition, Edition]:
    """An edition of the plan, and a proposal of it, to compare: one query.

    Raises `NotPublishedError`, or `WithdrawnError` where either has been withdrawn."""
    rows = Edition.objects.at(municipality, plan)
    both = rows.of_plans().numbered(number) | rows.proposals().numbered(proposal)
    opened = {row.is_proposal: row for row in both.with_withdrawal()}
    if len(opened) < 2:
        raise NotPublishedError
    for row in opened.values():
        if withdrawal_of(row):
            raise WithdrawnError(row)
    return opened[False], opened[True]


def find_edition(
    municipality: str,
    plan: PlanRef,
    number: EditionNumber | None,
    *,
    follow_ups: bool,
    report: str = "",
    proposal: bool = False,
) -> Edition:
    """The current edition, or edition `number`, without its long text: one query. Of follow-ups as
    `open_follow_up`; with `proposal`, the proposal of that number.

    Raises `NotPublishedError` or `WithdrawnError`."""
    found = editions_at(municipality, plan, follow_ups=follow_ups, report=report)
    found = found.proposals() if proposal else found.adopted()
    if number and follow_ups and not report:
        found = found.filter(series__startswith=SHARED)
    found = found.numbered(number) if number else found.shown()
    edition: Edition | None = main_report(found) if follow_ups else found.first()
    if edition is None:
        raise NotPublishedError
    if withdrawal_of(edition):
        raise WithdrawnError(edition)
    return edition


def editions_at(municipality: str, plan: PlanRef, *, follow_ups: bool, report: str = "") -> EditionQuerySet:
    """Every edition of a year's plan with its proposals, or of its follow-ups or the one named `report`,
    newest first, without the long text."""
    editions = Edition.objects.at(municipality, plan)
    editions = editions.of_follow_ups() if follow_ups else editions.filter(follow_up=None)
    editions = editions.filter(report_slug=report) if report else editions
    editions = editions.defer("document_json", "withdrawal__in_force__document_json")
    editions = editions.select_related("withdrawal__in_force", "suspension__withdrawal")
    return editions.order_by("-published_at", "-number", "-correction")


def place_of(edition: Edition) -> Municipality:
    """The municipality by the edition's own columns, for pages that open no document."""
    return Municipality(
        name=edition.municipality_name,
        short_name=edition.municipality_short_name,
        slug=edition.municipality_slug,
        code="",
        accent=edition.accent,
    )
