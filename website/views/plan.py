"""A plan's pages, of its current edition or, with a number, of one edition for ever."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from documents.tree import Theme
from publishing.domain.reading import OnlyFollowedUpError, Reading, edition_before, open_plan
from publishing.numbering import EditionNumber
from website.domain import lines, menu, papers
from website.views.page import context_of, page


@page
def plan(
    request: HttpRequest, municipality: str, year: int, number: EditionNumber | None = None
) -> HttpResponse:
    try:
        reading = open_plan(municipality, year, number)
    except OnlyFollowedUpError:
        if number is None:
            return redirect("publishing:follow-up", municipality, year)
        raise
    before = edition_before(reading.edition) if number else None
    context = {"contents": menu.contents(reading), "edition_before": before}
    return render(request, "website/plan.html", {**context_of(reading), **context})


@page
def section(
    request: HttpRequest, municipality: str, year: int, slug: str, number: EditionNumber | None = None
) -> HttpResponse:
    reading = open_plan(municipality, year, number)
    part = reading.section_part(slug)
    if part.section and part.section.slug != slug:
        return redirect(f"{reading.addresses.part(part)}#afsnit-{slug}")
    context = {
        "section": part.section,
        "contents": menu.contents(reading, part),
        "trail": menu.trail(reading, menu.name_of(part, reading.document)),
        "pager": menu.pager(reading, part),
    }
    return render(request, "website/section.html", {**context_of(reading), **context})


@page
def theme(
    request: HttpRequest, municipality: str, year: int, slug: str, number: EditionNumber | None = None
) -> HttpResponse:
    reading = open_plan(municipality, year, number)
    part, theme = reading.theme_part(slug), reading.theme(slug)
    reported = reading.report_document.theme(slug) if reading.report_document else None
    outcome = reported if reported and reported.goals else None
    how_it_went = (menu.Item(f"#{part.entry.anchor}-gik", _("How it went")),) if outcome else ()
    context = {
        "theme": lines.without_figures(theme) if outcome else theme,
        "paper": papers.theme_paper(reading, slug),
        "outcome": outcome,
        **_years(reading, theme),
        "contents": menu.contents(reading, part, how_it_went),
        "trail": menu.trail(reading, menu.name_of(part, reading.document)),
        "pager": menu.pager(reading, part),
    }
    return render(request, "website/theme.html", {**context_of(reading), **context})


def _years(reading: Reading, theme: Theme) -> dict[str, object]:
    """The ways to other years. A reader of a permanent address stays within its edition, but for the
    theme's relatives."""
    year, relatives = reading.edition.year, reading.shelf.relatives(reading.edition.year, theme.slug)
    current = reading.number is None
    return {
        "relatives": relatives,
        "line": lines.address_of_theme_line(reading.place.slug, year, theme.slug)
        if relatives and current
        else "",
        "doors": lines.doors_of_theme(reading.shelf, reading.place.slug, year, theme) if current else (),
    }


@page
def goals(
    request: HttpRequest, municipality: str, year: int, number: EditionNumber | None = None
) -> HttpResponse:
    reading = open_plan(municipality, year, number)
    context = {
        "contents": menu.contents(reading),
        "trail": menu.trail(reading, _("All goals")),
        "papers": papers.goal_papers(reading),
        "doors": lines.doors_of_plan(reading.shelf, reading.document) if number is None else (),
    }
    return render(request, "website/goals.html", {**context_of(reading), **context})
