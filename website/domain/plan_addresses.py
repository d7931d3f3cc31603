"""The public addresses of one plan, or of one follow-up: what is in force and each edition have the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.urls import reverse

from documents.outline import parts
from documents.same_goals import reported_beside
from documents.target_groups import groups_of
from documents.tree import PlanDocument
from publishing.domain.addresses import Addresses
from publishing.domain.published_editions import PublishedEditions, withdrawal_of
from publishing.models import Edition, Rendition
from website.domain.goal_choice import GoalChoice
from website.domain.readable_editions import ReadableEditions

KINDS = ("csv", "xlsx")


class Kind(StrEnum):
    CURRENT = "current"
    """A page of what is in force: its words may become others."""
    PERMANENT = "permanent"
    """A page of one edition, or of two compared: its words never change."""
    FILE = "file"
    """What is downloaded."""
    REDIRECT = "redirect"
    """What leads on to another address."""


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """`changed` is when what is shown there was published or made; `listed`, whether search engines shall find it:
    never a permanent address, which says the same as a current one, or what no longer holds."""

    path: str
    kind: Kind
    changed: datetime
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Town:
    """What a municipality has published: every edition that can be read, with its text, its further PDFs and its
    files."""

    slug: str
    published: PublishedEditions
    readable: ReadableEditions
    opened: Mapping[int, Edition]
    renditions: Mapping[int, tuple[Rendition, ...]]
    files: tuple[tuple[str, datetime], ...]

    @property
    def changed(self) -> datetime:
        return max(changed_at(edition) for edition in (*self.published.editions, *self.published.proposals))


def changed_at(edition: Edition) -> datetime:
    """When it was published, or withdrawn."""
    withdrawal = withdrawal_of(edition)
    return withdrawal.withdrawn_at if withdrawal else edition.published_at


def tables(name: str, start: list[Any], changed: datetime) -> Iterator[PublicAddress]:
    for kind in KINDS:
        yield PublicAddress(reverse(f"publishing:{name}", args=[*start, kind]), Kind.FILE, changed)


def plan_pages(
    town: Town, edition: Edition, there: Addresses, kind: Kind, *, listed: bool = False
) -> Iterator[PublicAddress]:
    document = edition.document
    report = None if edition.is_proposal else town.readable.reports.get(edition.plan_ref)
    changed = max(edition.published_at, report.published_at) if report else edition.published_at
    for path in (there.front, there.goals, *(there.part(part) for part in parts(document))):
        yield PublicAddress(path, kind, changed, listed)
    for path in _inner_pages(document, there):
        yield PublicAddress(path, kind, changed, listed)
    if kind is not Kind.REDIRECT:
        for path in _chosen_goals(document, report, there):
            yield PublicAddress(path, kind, changed, listed)
    for path in _inner_sections(document, there):
        yield PublicAddress(path, Kind.REDIRECT, changed)
    for path in (there.pdf, there.json):
        yield PublicAddress(path, Kind.FILE, edition.published_at)
    for path in (there.goals_csv, there.goals_xlsx, there.figures_csv, there.figures_xlsx):
        yield PublicAddress(path, Kind.FILE, changed)
    yield from _renditions(town, edition, there)


def _inner_pages(document: PlanDocument, there: Addresses) -> Iterator[str]:
    """Of each goal, and of each target group that the plan names."""
    for theme, goal in document.all_goals():
        yield there.goal(theme.slug if theme else "", goal.number)
    for group in groups_of(document):
        yield there.target_group(group.slug)


def _chosen_goals(document: PlanDocument, report: Edition | None, there: Addresses) -> Iterator[str]:
    """By one theme, target group, result or national goal; by several is answered on demand."""
    verdicts = reported_beside(document, report.document) if report else None
    for facet in GoalChoice(document, verdicts, there, {}).facets:
        yield from (choice.url for choice in facet.choices)


def _inner_sections(document: PlanDocument, there: Addresses) -> Iterator[str]:
    """Those that are read on the page of the section that they are in."""
    shown = {part.section.slug for part in parts(document) if part.section}
    return (there.section(one.slug) for one in document.all_sections() if one.slug not in shown)


def report_pages(
    town: Town, edition: Edition, there: Addresses, kind: Kind, *, listed: bool = False
) -> Iterator[PublicAddress]:
    yield PublicAddress(there.front, kind, edition.published_at, listed)
    tables = (there.report_csv, there.report_xlsx, there.report_figures_csv, there.report_figures_xlsx)
    for path in (there.pdf, there.json, *tables):
        yield PublicAddress(path, Kind.FILE, edition.published_at)
    yield from _renditions(town, edition, there)


def _renditions(town: Town, edition: Edition, there: Addresses) -> Iterator[PublicAddress]:
    for one in town.renditions.get(edition.pk, ()):
        yield PublicAddress(there.rendition(one.kind, one.subject), Kind.FILE, one.made_at)
