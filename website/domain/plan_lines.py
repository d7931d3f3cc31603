"""The plans of a municipality as its page lists them: by series, each with its state and who adopted it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from documents.proposal import hearing_of, is_open, rejection_of
from documents.tree import Decision, PlanDocument
from publishing.domain.published_editions import ended_by, withdrawal_of
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
    editions: Sequence[Edition], opened: Mapping[int, Edition], today: date
) -> tuple[SeriesLines, ...]:
    """`editions` are of plans; `opened` those that can be read, with their text. The first series first."""
    slugs = sorted({edition.plan_series for edition in editions})
    return tuple(
        _series(slug, [one for one in editions if one.plan_series == slug], opened, today) for slug in slugs
    )


def _series(
    slug: str, editions: Sequence[Edition], opened: Mapping[int, Edition], today: date
) -> SeriesLines:
    names = [opened[edition.pk].document.series.name for edition in editions if edition.pk in opened]
    lines = tuple(_lines(editions, opened, today))
    return SeriesLines(slug, next(iter(names), _("Plans")), lines)


def _lines(editions: Sequence[Edition], opened: Mapping[int, Edition], today: date) -> Iterator[PlanLine]:
    for edition in sorted(editions, key=lambda one: one.year, reverse=True):
        if withdrawal_of(edition) or edition.pk not in opened:
            yield PlanLine(edition, _("withdrawn"))
        else:
            document = opened[edition.pk].document
            ended = ended_by(edition, editions, today) is not None
            yield PlanLine(edition, state_of(document, today, ended=ended), decided(document.adopted))


def state_of(document: PlanDocument, today: date, *, ended: bool = False) -> str:
    """`ended`: a plan without an end that another has followed."""
    if document.proposal:
        return state_of_proposal(document, today)
    if ended or (document.last_day and document.last_day < today):
        return _("expired")
    if today < document.first_day:
        return _("adopted") if document.adopted else _("published")
    return _("in force")


def state_of_proposal(document: PlanDocument, today: date) -> str:
    if rejected := rejection_of(document):
        return _("proposal (rejected on %(day)s)") % {"day": _day(rejected.date)}
    hearing = hearing_of(document)
    if hearing is None or hearing.hearing_deadline is None:
        return _("proposal")
    day = {"day": _day(hearing.hearing_deadline)}
    if is_open(document, today):
        return _("proposal (in hearing until %(day)s)") % day
    return _("proposal (the hearing ended on %(day)s)") % day


def _day(day: date) -> str:
    return formats.date_format(day, "j. F Y")


def decided(decision: Decision | None) -> str:
    """ "vedtaget af byrådet 2022–2025"; of another body, with the day."""
    if decision is None:
        return ""
    body = decision.body[:1].lower() + decision.body[1:]
    if not COUNCIL.search(body):
        return _("adopted by %(body)s on %(day)s") % {"body": body, "day": _day(decision.date)}
    first = decision.date.year - (decision.date.year - A_FIRST_YEAR) % TERM
    return _("adopted by %(body)s %(years)s") % {"body": body, "years": f"{first}–{first + TERM - 1}"}
