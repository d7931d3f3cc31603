"""What the pages show, as files for a spreadsheet."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Literal

from django.http import HttpRequest, HttpResponse

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
from website.views.open_data import readable_elsewhere
from website.views.page import NOINDEX, or_of_proposal, page

Kind = Literal["csv", "xlsx"]


@page
@or_of_proposal
def goals(
    _request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    kind: Kind,
    number: EditionNumber | None = None,
    proposal: bool = False,
) -> HttpResponse:
    """Every goal; in a workbook, with the figures on a sheet of their own."""
    open_edition = open_plan(municipality, plan, number, proposal=proposal)
    found = [data_tables.goals_table(open_edition.document, open_edition.verdicts), _figures_of(open_edition)]
    return _edition_file(open_edition, found, kind, "maal")


@page
@or_of_proposal
def figures(
    _request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    kind: Kind,
    number: EditionNumber | None = None,
    proposal: bool = False,
) -> HttpResponse:
    open_edition = open_plan(municipality, plan, number, proposal=proposal)
    return _edition_file(open_edition, [_figures_of(open_edition)], kind, "tal")


def _figures_of(open_edition: OpenEdition) -> Table:
    report = open_edition.report_document
    return data_tables.figures_table([open_edition.document, *([report] if report else [])])


@page
def follow_up(
    _request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    kind: Kind,
    number: EditionNumber | None = None,
    report: str = "",
) -> HttpResponse:
    open_edition = open_follow_up(municipality, plan, number, report)
    document = open_edition.document
    found = [data_tables.goals_table(document, document), data_tables.figures_table([document])]
    return _edition_file(open_edition, found, kind, open_edition.edition.file_stem)


@page
def follow_up_figures(
    _request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    kind: Kind,
    number: EditionNumber | None = None,
    report: str = "",
) -> HttpResponse:
    open_edition = open_follow_up(municipality, plan, number, report)
    found = [data_tables.figures_table([open_edition.document])]
    return _edition_file(open_edition, found, kind, f"{open_edition.edition.file_stem}-tal")


def _edition_file(open_edition: OpenEdition, found: Sequence[Table], kind: Kind, what: str) -> HttpResponse:
    edition = open_edition.edition
    word = "forslag" if edition.is_proposal else "udgave"
    name = f"{edition.municipality_slug}-{edition.plan_ref.name}-{what}-{word}-{edition.label}"
    response = _file([with_origin(one, edition) for one in found], kind, name, edition.published_at)
    if open_edition.is_hidden:
        response["X-Robots-Tag"] = NOINDEX
    return response


@page
def theme_line(
    _request: HttpRequest, municipality: str, plan: PlanRef, slug: str, kind: Kind
) -> HttpResponse:
    readable = readable_editions(municipality)
    entries = history.theme_history(readable, plan.theme(slug))
    return _file(
        [data_tables.theme_line_table(readable, entries)],
        kind,
        f"{municipality}-{slug}-gennem-aarene",
        _newest(readable),
    )


@page
def goal_line(
    _request: HttpRequest, municipality: str, plan: PlanRef, goal: int, kind: Kind, slug: str = ""
) -> HttpResponse:
    readable = readable_editions(municipality)
    entries = history.goal_history(readable, plan.goal(slug, goal))
    found = [
        data_tables.goal_line_table(readable, entries),
        data_tables.line_figures_table(readable, entries),
    ]
    name = f"{municipality}-{plan.name}-maal-{slug or 'plan'}-{goal}-gennem-aarene"
    return _file(found, kind, name, _newest(readable))


@page
def goal_line_figures(
    _request: HttpRequest, municipality: str, plan: PlanRef, goal: int, kind: Kind, slug: str = ""
) -> HttpResponse:
    readable = readable_editions(municipality)
    entries = history.goal_history(readable, plan.goal(slug, goal))
    name = f"{municipality}-{plan.name}-maal-{slug or 'plan'}-{goal}-tal"
    return _file([data_tables.line_figures_table(readable, entries)], kind, name, _newest(readable))


def _newest(readable: ReadableEditions) -> datetime:
    return max(edition.published_at for edition in readable.published.editions)


@page
def national(_request: HttpRequest, year: int, kind: Kind) -> HttpResponse:
    found = national_year(year)
    newest = max(town.edition.published_at for line in found for town in line.towns)
    return _file([data_tables.national_table(found)], kind, f"ministermaal-{year}", newest)


@page
def comparison(_request: HttpRequest, group: str, indicator: str, period: Period, kind: Kind) -> HttpResponse:
    found = groups.comparison(group, indicator, period)
    if found.period is None:
        raise NotPublishedError
    made = datetime.combine(found.period.end, time(), UTC)
    return _file([data_tables.comparison_table(found)], kind, f"{group}-{indicator}", made)


def _file(found: Sequence[Table], kind: Kind, name: str, made: datetime) -> HttpResponse:
    """A text file has room for the first table only."""
    content, content_type = (
        (sheets.csv_file(found[0]), sheets.CSV)
        if kind == "csv"
        else (sheets.xlsx_file(found, made), sheets.XLSX)
    )
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    readable_elsewhere(response)
    return response
