"""The plans of a municipality as its page lists them: by series, each with its state and who adopted it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from documents.tree import Decision, PlanDocument
from publishing.domain.published_editions import PublishedEditions, withdrawal_of
from publishing.models import Edition

COUNCIL = re.compile(r"byråd|kommunalbestyrelse|borgerrepræsentation", re.IGNORECASE)
TERM, A_FIRST_YEAR = 4, 2018
"""Councils sit for four whole years."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    edition: Edition
    state: str
    decided: str = ""


@dataclass(frozen=True, slots=True)
class SeriesLines:
    """Newest plan first. `slug` is empty for the municipality's first series."""

    slug: str
    name: str
    lines: tuple[PlanLine, ...]


def by_series(
    published: PublishedEditions, opened: Mapping[int, Edition], today: date
) -> tuple[SeriesLines, ...]:
    """`opened` are the plans that can be read, with their text. The first series first."""
    slugs = sorted({edition.plan_series for edition in published.plans})
    lines = [(edition, _line(edition, published, opened, today)) for edition in published.plans]
    return tuple(
        _series(slug, [line for edition, line in lines if edition.plan_series == slug], opened)
        for slug in slugs
    )


def _series(slug: str, lines: Sequence[PlanLine], opened: Mapping[int, Edition]) -> SeriesLines:
    there = (opened[line.edition.pk].document for line in lines if line.edition.pk in opened)
    names = (document.series.name for document in there)
    return SeriesLines(slug, next(names, _("Plans")), tuple(lines))


def _line(
    edition: Edition, published: PublishedEditions, opened: Mapping[int, Edition], today: date
) -> PlanLine:
    if withdrawal_of(edition) or edition.pk not in opened:
        return PlanLine(edition, _("withdrawn"))
    document = opened[edition.pk].document
    ended = published.ended_by(edition, today) is not None
    return PlanLine(edition, state_of(document, today, ended=ended), decided(document.adopted))


def state_of(document: PlanDocument, today: date, *, ended: bool = False) -> str:
    """`ended`: a plan without an end that another has followed."""
    if ended or (document.last_day and document.last_day < today):
        return _("expired")
    if today < document.first_day:
        return _("adopted") if document.adopted else _("published")
    return _("in force")


def decided(decision: Decision | None) -> str:
    """ "vedtaget af byrådet 2022–2025"; of another body, with the day."""
    if decision is None:
        return ""
    body = decision.body[:1].lower() + decision.body[1:]
    if not COUNCIL.search(body):
        day = formats.date_format(decision.date, "j. F Y")
        return _("adopted by %(body)s on %(day)s") % {"body": body, "day": day}
    first = decision.date.year - (decision.date.year - A_FIRST_YEAR) % TERM
    return _("adopted by %(body)s %(years)s") % {"body": body, "years": f"{first}–{first + TERM - 1}"}
