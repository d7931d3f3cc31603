"""Which editions the records are taken from, and how few of them are opened at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Exists, OuterRef

from documents.once import once
from documents.same_goals import reported_beside
from documents.tree import Municipality, PlanDocument, PlanRef
from publishing.domain.published_editions import main_report
from publishing.models import Edition
from publishing.models.edition import EditionQuerySet

PER_PAGE = 20
"""Plans that are opened for a page: their texts are what a page costs."""
Key = tuple[str, PlanRef]


@dataclass(frozen=True, slots=True)
class Selection:
    """Of whose plans; empty for all. `year`: plans that are about it; with `first_year`, that begin in it."""

    municipality: str = ""
    year: int | None = None
    series: str | None = None
    first_year: int | None = None

    def of(self, editions: EditionQuerySet) -> EditionQuerySet:
        if self.municipality:
            editions = editions.filter(municipality_slug=self.municipality)
        if self.series is not None:
            editions = editions.filter(plan_series=self.series)
        if self.first_year is not None:
            editions = editions.filter(year=self.first_year)
        if self.year is not None:
            editions = editions.about(self.year)
        return editions


@dataclass(frozen=True)
class PublishedPlan:
    """One plan with all that can be read of it. `text` is its edition in force, opened; else the main follow-up on
    it, which has its goals. `editions` are its rows without their long texts, newest first."""

    text: Edition
    report: Edition | None
    reports: tuple[Edition, ...]
    editions: tuple[Edition, ...]

    @property
    def document(self) -> PlanDocument:
        return self.text.document

    @property
    def place(self) -> Municipality:
        return self.document.municipality

    @cached_property
    def verdicts(self) -> PlanDocument | None:
        """With each verdict on what the text calls the goal."""
        if self.report is None or self.report == self.text:
            return self.report.document if self.report else None
        return reported_beside(self.document, self.report.document)


def editions_of(selection: Selection) -> list[Edition]:
    """All that can be read, without their long texts, one query; of proposals, those that are not hidden.
    Each knows whether it is in force. By municipality, plan and then newest first."""
    found = selection.of(Edition.objects.served().filter(noindex=False)).light().with_withdrawal()
    current = Edition.objects.current().filter(pk=OuterRef("pk"))
    return sorted(found.annotate(is_current=Exists(current)), key=_place)


def current_of(selection: Selection) -> list[Edition]:
    """Those in force, without their long texts: one query."""
    current = selection.of(Edition.objects.current()).light().with_withdrawal()
    return once(("current", selection), lambda: sorted(current, key=_place))


def _place(edition: Edition) -> tuple[object, ...]:
    return (
        edition.municipality_slug,
        -edition.year,
        edition.plan_series,
        -edition.published_at.timestamp(),
        -edition.pk,
    )


def plan_of(edition: Edition) -> Key:
    return edition.municipality_slug, edition.plan_ref


def by_plan(editions: Sequence[Edition]) -> list[tuple[Edition, ...]]:
    return [tuple(group) for _key, group in groupby(editions, key=plan_of)]


def by_series(editions: Sequence[Edition]) -> list[tuple[Edition, ...]]:
    def key(edition: Edition) -> tuple[str, str]:
        return edition.municipality_slug, edition.plan_series

    return [tuple(group) for _key, group in groupby(sorted(editions, key=key), key=key)]


def by_municipality(editions: Sequence[Edition]) -> list[tuple[Edition, ...]]:
    return [tuple(group) for _key, group in groupby(editions, key=lambda edition: edition.municipality_slug)]


def opened(plans: Sequence[tuple[Edition, ...]], *, newest_alone: bool = False) -> Iterator[PublishedPlan]:
    """Two queries for each `PER_PAGE` plans, so that no more is in memory; what is withdrawn while somebody reads slowly is
    left out. `newest_alone`: for what is said of all of them, whatever they are of."""
    for start in range(0, len(plans), PER_PAGE):
        some = _still_served(plans[start : start + PER_PAGE])
        chosen = [(editions, [_newest(editions)] if newest_alone else list(editions)) for editions in some]
        keys = {edition.pk for _editions, there in chosen for edition in there}
        texts = {row.pk: row for row in Edition.objects.filter(pk__in=keys).served().with_withdrawal()}
        for editions, there in chosen:
            if texts_there := [texts[edition.pk] for edition in there if edition.pk in texts]:
                yield _plan(editions, texts_there)


def _still_served(plans: Sequence[tuple[Edition, ...]]) -> list[tuple[Edition, ...]]:
    keys = {edition.pk for editions in plans for edition in editions}
    served = set(Edition.objects.filter(pk__in=keys).served().values_list("pk", flat=True))
    return [left for plan in plans if (left := tuple(one for one in plan if one.pk in served))]


def _newest(editions: Sequence[Edition]) -> Edition:
    return max(editions, key=lambda edition: (not edition.is_proposal, edition.published_at))


def _plan(editions: tuple[Edition, ...], texts: Sequence[Edition]) -> PublishedPlan:
    reports = tuple(edition for edition in texts if edition.follow_up_id)
    main = main_report(reports)
    own = next((edition for edition in texts if not edition.follow_up_id), None)
    return PublishedPlan(own or main or texts[0], main, reports, editions)
