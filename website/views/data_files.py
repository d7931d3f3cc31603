"""What the pages show, as files for a spreadsheet."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from documents.once import once_of
from documents.tree import PlanRef
from goals.domain.periods import Period
from publishing.domain.open_edition import OpenEdition, open_follow_up, open_plan
from publishing.domain.published_editions import NotPublishedError
from publishing.numbering import EditionNumber
from website import sheets
from website.domain import data_tables, groups, history
from website.domain.cells import Table
from website.domain.national import national_year
from website.domain.origins import with_origin
from website.domain.readable_editions import ReadableEditions, readable_editions
from website.views.page import NOINDEX, as_file, or_of_proposal, page

Kind = Literal["csv", "xlsx"]


@page
@or_of_proposal
def goals(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    kind: Kind,
    number: EditionNumber | None = None,
    proposal: bool = False,
) -> HttpResponseBase:
    """Every goal; in a workbook, with the figures on a sheet of their own."""
    open_edition = open_plan(municipality, plan, number, proposal=proposal)
    found = [data_tables.goals_table(open_edition.document, open_edition.verdicts), _figures_of(open_edition)]
    return _edition_file(request, open_edition, found, kind)


@page
@or_of_proposal
def figures(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    kind: Kind,
    number: EditionNumber | None = None,
    proposal: bool = False,
) -> HttpResponseBase:
    open_edition = open_plan(municipality, plan, number, proposal=proposal)
    return _edition_file(request, open_edition, [_figures_of(open_edition)], kind)


def _figures_of(open_edition: OpenEdition) -> Table:
    report = open_edition.report_document
    return data_tables.figures_table([open_edition.document, *([report] if report else [])])


@page
def follow_up(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    kind: Kind,
    number: EditionNumber | None = None,
    report: str = "",
) -> HttpResponseBase:
    open_edition = open_follow_up(municipality, plan, number, report)
    document = open_edition.document
    found = [data_tables.goals_table(document, document), data_tables.figures_table([document])]
    return _edition_file(request, open_edition, found, kind)


@page
def follow_up_figures(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    kind: Kind,
    number: EditionNumber | None = None,
    report: str = "",
) -> HttpResponseBase:
    open_edition = open_follow_up(municipality, plan, number, report)
    found = [data_tables.figures_table([open_edition.document])]
    return _edition_file(request, open_edition, found, kind)


def _edition_file(
    request: HttpRequest, open_edition: OpenEdition, found: Sequence[Table], kind: Kind
) -> HttpResponseBase:
    edition = open_edition.edition
    response = _file(request, [with_origin(one, edition) for one in found], kind, edition.published_at)
    if open_edition.is_hidden:
        response["X-Robots-Tag"] = NOINDEX
    return response


@page
def theme_line(
    request: HttpRequest, municipality: str, plan: PlanRef, slug: str, kind: Kind
) -> HttpResponseBase:
    readable = readable_editions(municipality)
    entries = history.theme_history(readable, plan.theme(slug))
    return _line_file(
        request, readable, entries, kind, lambda: [data_tables.theme_line_table(readable, entries)]
    )


@page
def goal_line(
    request: HttpRequest, municipality: str, plan: PlanRef, goal: int, kind: Kind, slug: str = ""
) -> HttpResponseBase:
    readable = readable_editions(municipality)
    entries = history.goal_history(readable, plan.goal(slug, goal))
    return _line_file(
        request,
        readable,
        entries,
        kind,
        lambda: [
            data_tables.goal_line_table(readable, entries),
            data_tables.line_figures_table(readable, entries),
        ],
    )


@page
def goal_line_figures(
    request: HttpRequest, municipality: str, plan: PlanRef, goal: int, kind: Kind, slug: str = ""
) -> HttpResponseBase:
    readable = readable_editions(municipality)
    entries = history.goal_history(readable, plan.goal(slug, goal))
    return _line_file(
        request, readable, entries, kind, lambda: [data_tables.line_figures_table(readable, entries)]
    )


def _line_file(
    request: HttpRequest,
    readable: ReadableEditions,
    entries: Sequence[object],
    kind: Kind,
    tables: Callable[[], Sequence[Table]],
) -> HttpResponseBase:
    """A line has the same file at the address of each of its years. Its entries are kept while it is."""
    match = request.resolver_match
    name = match.url_name if match else ""
    newest = max(edition.published_at for edition in readable.published.editions)
    content = once_of(f"{name} {kind}", (entries,), lambda: _content(tables(), kind, newest))
    return as_file(request, HttpResponse(content))


@page
def national(request: HttpRequest, year: int, kind: Kind) -> HttpResponseBase:
    found = national_year(year)
    newest = max(town.edition.published_at for line in found for town in line.towns)
    return _file(request, [data_tables.national_table(found)], kind, newest)


@page
def comparison(
    request: HttpRequest, group: str, indicator: str, period: Period, kind: Kind
) -> HttpResponseBase:
    found = groups.comparison(group, indicator, period)
    if found.period is None:
        raise NotPublishedError
    made = datetime.combine(found.period.end, time(), UTC)
    return _file(request, [data_tables.comparison_table(found)], kind, made)


def _file(request: HttpRequest, found: Sequence[Table], kind: Kind, made: datetime) -> HttpResponseBase:
    """A text file has room for the first table only."""
    return as_file(request, HttpResponse(_content(found, kind, made)))


def _content(found: Sequence[Table], kind: Kind, made: datetime) -> bytes:
    return sheets.csv_file(found[0]) if kind == "csv" else sheets.xlsx_file(found, made)
