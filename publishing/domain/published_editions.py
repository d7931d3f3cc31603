"""What a municipality has published, in one query: the edition of each plan and follow-up that is in force,
or that was until it was withdrawn.

Every public page gets them: they say what is current, what has been withdrawn, and which other years there
are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NotRequired, TypedDict, cast

from documents.once import once
from documents.tree import PlanRef, ThemeRef
from goals.domain.follow_ups import last_day_of
from goals.enums import CONCLUDING, FollowUpKind
from plans.links import reached
from publishing.models import Edition, Suspension, Withdrawal


class NotPublishedError(LookupError):
    """Nothing has been published at the address."""


class WithdrawnError(LookupError):
    """What was at the address has been withdrawn."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(str(edition))
        self.edition = edition


class ThemeKey(TypedDict):
    """`series` is not there in editions from before plans had series."""

    year: int
    slug: str
    series: NotRequired[str]


class ThemeEntry(TypedDict):
    """One theme in `Edition.themes`. Editions from before themes could be merged have one
    `predecessor`, or none, in place of `predecessors`."""

    number: int
    title: str
    slug: str
    predecessors: NotRequired[list[ThemeKey]]
    predecessor: NotRequired[ThemeKey | None]


@dataclass(frozen=True, slots=True)
class Relative:
    """The same theme in another year; `edition` is where it can be read."""

    edition: Edition
    number: int
    title: str
    slug: str


Entries = dict[ThemeRef, tuple[Edition, ThemeEntry]]
Links = dict[ThemeRef, list[ThemeRef]]


@dataclass(frozen=True, slots=True)
class PublishedEditions:
    """`editions` without their long text: newest year first, withdrawn ones among them. The last of each
    plan's `proposals` is beside them, for what is said of proposals alone."""

    editions: tuple[Edition, ...]
    proposals: tuple[Edition, ...] = ()

    @classmethod
    def among(cls, editions: Iterable[Edition]) -> "PublishedEditions":
        """Of `last_of_each`."""
        there = list(editions)
        return cls(
            tuple(one for one in there if not one.is_proposal), tuple(one for one in there if one.is_proposal)
        )

    @property
    def first(self) -> Edition:
        """Any one, for what they all say of their municipality."""
        return (*self.editions, *self.proposals)[0]

    @property
    def plans(self) -> tuple[Edition, ...]:
        return tuple(edition for edition in self.editions if not edition.follow_up_id)

    @property
    def follow_ups(self) -> tuple[Edition, ...]:
        """Newest plan first, and of each the newest follow-up first."""
        there = [edition for edition in self.editions if edition.follow_up_id]
        there.sort(key=_newness, reverse=True)
        return tuple(sorted(there, key=lambda edition: edition.year, reverse=True))

    def follow_ups_of(self, plan: PlanRef) -> tuple[Edition, ...]:
        return tuple(edition for edition in self.follow_ups if edition.plan_ref == plan)

    @property
    def current(self) -> tuple[Edition, ...]:
        return tuple(edition for edition in self.editions if not withdrawal_of(edition))

    @property
    def others(self) -> int:
        return len(self.editions) - 1

    @property
    def current_plan(self) -> Edition | None:
        """The newest; of several from one year, that of the municipality's first series."""
        there = [edition for edition in self.plans if not withdrawal_of(edition)]
        return max(there, key=lambda edition: (edition.year, not edition.plan_series), default=None)

    def in_force(self, today: date) -> tuple[Edition, ...]:
        """The plans that apply today: of each series those of its years; the first series first."""
        there = (edition for edition in self.plans if applies(edition, self.plans, today))
        return tuple(sorted(there, key=lambda edition: (edition.plan_series, -edition.year)))

    def newer(self, edition: Edition, today: date) -> Edition | None:
        """What to read instead of a plan that no longer applies: the newest of its series that has begun."""
        later = [
            one
            for one in self.plans
            if one.plan_series == edition.plan_series
            and edition.year < one.year <= today.year
            and not withdrawal_of(one)
        ]
        return max(later, key=lambda one: one.year, default=None)

    def plan_of(self, plan: PlanRef) -> Edition | None:
        return next((edition for edition in self.plans if edition.plan_ref == plan), None)

    def proposal_of(self, plan: PlanRef) -> Edition | None:
        return next((edition for edition in self.proposals if edition.plan_ref == plan), None)

    @property
    def open_proposals(self) -> tuple[Edition, ...]:
        """Those that can be read, of plans of which no edition can."""
        adopted = {edition.plan_ref for edition in self.plans if not withdrawal_of(edition)}
        return tuple(one for one in self.proposals if one.plan_ref not in adopted and not withdrawal_of(one))

    def follow_up_of(self, plan: PlanRef) -> Edition | None:
        """The plan's main one, where there are several."""
        return main_report(edition for edition in self.follow_ups if edition.plan_ref == plan)

    def report(self, plan: PlanRef, slug: str) -> Edition | None:
        named = (one for one in self.follow_ups if (one.plan_ref, one.report_slug) == (plan, slug))
        return next(named, None)

    @property
    def main_reports(self) -> tuple[Edition, ...]:
        """One for each plan that has one in force, newest year first."""
        plans = sorted({edition.plan_ref for edition in self.follow_ups}, reverse=True)
        found = (self.follow_up_of(plan) for plan in plans)
        return tuple(edition for edition in found if edition and not withdrawal_of(edition))

    def relatives(self, theme: ThemeRef) -> tuple[Relative, ...]:
        """The theme in the years before and after, as the municipality linked them, newest first.

        The link may lead through an edition that has been withdrawn; that one is not listed."""
        entries = self._theme_entries()
        found = _chain(theme, _backward(entries)) | _chain(theme, _forward(entries))
        return tuple(_relatives(entries, found))

    def continuations(self, theme: ThemeRef) -> tuple[Relative, ...]:
        """What continues the theme in plans that can be read, newest first."""
        entries = self._theme_entries()
        return tuple(_relatives(entries, _chain(theme, _forward(entries))))

    def _theme_entries(self) -> Entries:
        """Each theme's entry by its name in other plans; a follow-up's own where no plan can be read."""
        entries: Entries = {}
        for edition in sorted(self.editions, key=_readable_plan_last):
            for entry in edition.themes:
                entries[edition.plan_ref.theme(entry["slug"])] = (edition, entry)
        return entries


def ended_by(edition: Edition, plans: Iterable[Edition], today: date) -> Edition | None:
    """A plan without an end holds until a later one of its series begins."""
    if edition.last_year is not None:
        return None
    later = (
        one
        for one in plans
        if one.plan_series == edition.plan_series
        and edition.year < one.year <= today.year
        and not (one.is_proposal or withdrawal_of(one))
    )
    return min(later, key=lambda one: one.year, default=None)


def last_year_of(edition: Edition, plans: Iterable[Edition], today: date) -> int | None:
    """The last year that a plan holds; of one without an end, the last before another followed it, else none."""
    after = ended_by(edition, plans, today)
    return after.year - 1 if after else edition.last_year


def applies(edition: Edition, plans: Iterable[Edition], today: date) -> bool:
    """Whether a plan that can be read holds today."""
    begun = edition.year <= today.year
    return begun and not withdrawal_of(edition) and not is_over(edition, plans, today)


def is_over(edition: Edition, plans: Iterable[Edition], today: date) -> bool:
    """Whether a plan has held, and does no longer."""
    last = last_year_of(edition, plans, today)
    return last is not None and last < today.year


def _readable_plan_last(edition: Edition) -> tuple[bool, bool]:
    return (withdrawal_of(edition) is None, edition.follow_up_id is None)


def _relatives(entries: Entries, found: Iterable[ThemeRef]) -> Iterator[Relative]:
    for key in sorted(found, key=lambda ref: (ref.plan, ref.slug), reverse=True):
        edition, entry = entries[key]
        if not withdrawal_of(edition):
            yield Relative(edition, entry["number"], entry["title"], entry["slug"])


def _backward(entries: Entries) -> Links:
    links: Links = {}
    for key, (_edition, entry) in entries.items():
        one = entry.get("predecessor")
        befores = entry.get("predecessors", [one] if one else [])
        known = [ThemeRef(**before) for before in befores]
        links[key] = [before for before in known if before in entries]
    return links


def _forward(entries: Entries) -> Links:
    links: Links = {}
    for key, befores in _backward(entries).items():
        for before in befores:
            links.setdefault(before, []).append(key)
    return links


def _chain(start: ThemeRef, links: Links) -> frozenset[ThemeRef]:
    """Everything reached from `start`, which is not part of it."""
    return reached([start], lambda key: links.get(key, ())) - {start}


def withdrawal_of(edition: Edition) -> Withdrawal | None:
    """Its own, or that of the plan that it is suspended with. Costs no query where the edition was fetched
    `with_withdrawal`."""
    if edition.is_suspended:
        suspension: Suspension = edition.suspension
        return suspension.withdrawal
    return cast("Withdrawal | None", getattr(edition, "withdrawal", None))


def is_final(edition: Edition) -> bool:
    """Of a follow-up's: whether it says how the period ended, not how it goes."""
    return edition.report_kind in CONCLUDING


def until(edition: Edition) -> date:
    """The last day that a follow-up is about."""
    return last_day_of(edition.report_kind, edition.report_until, edition.year, edition.last_year)


def main_report(editions: Iterable[Edition]) -> Edition | None:
    """Of the follow-ups on one plan: the newest final one that can be read, else the newest."""
    there = list(editions)
    readable = [edition for edition in there if not withdrawal_of(edition)] or there
    final = [edition for edition in readable if is_final(edition)] or readable
    return max(final, key=_newness, default=None)


def _newness(edition: Edition) -> tuple[date, bool, datetime]:
    """Of one day, a year's follow-up comes before its review, and what was published last first."""
    return until(edition), edition.report_kind == FollowUpKind.FINAL, edition.published_at


def published_editions(municipality: str) -> PublishedEditions:
    """Raises `NotPublishedError` where there are none."""
    return once(("published", municipality), lambda: _published(municipality))


def _published(municipality: str) -> PublishedEditions:
    editions = Edition.objects.filter(municipality_slug=municipality).last_of_each().light()
    published = PublishedEditions.among(editions.with_withdrawal().order_by("-year", "-published_at"))
    if not published.editions and not published.proposals:
        raise NotPublishedError(municipality)
    return published
