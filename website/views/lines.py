"""One theme, or one goal, through the years."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from documents.tree import GoalRef, PlanDocument, ThemeRef
from publishing.domain.addresses import Addresses
from website.domain import groups, lines, menu
from website.domain.archive import Archive, open_archive
from website.views.page import page


@page
def theme(request: HttpRequest, municipality: str, year: int, slug: str) -> HttpResponse:
    archive = open_archive(municipality)
    stations = lines.theme_stations(archive, ThemeRef(year, slug))
    here = next(station for station in stations if station.step.volume.year == year)
    document = here.step.volume.document
    name = f"{document.theme_label} {here.step.theme.number}"
    context = {
        "place": archive.place,
        "stations": stations,
        "name": name,
        "newest": stations[-1],
        "files": lines.address_of_theme_line(municipality, year, slug).rstrip("/"),
        "trail": _trail(archive, document, (here.url, name)),
    }
    return render(request, "website/theme_line.html", context)


@page
def goal(request: HttpRequest, municipality: str, year: int, goal: int, slug: str = "") -> HttpResponse:
    archive = open_archive(municipality)
    ref = GoalRef(year, slug, goal)
    stations = lines.goal_stations(archive, ref)
    here = next(station for station in stations if station.step.ref == ref)
    step = here.step
    document = step.volume.document
    above = f"{document.theme_label} {step.theme.number}" if step.theme else _("All goals")
    context = {
        "place": archive.place,
        "stations": stations,
        "here": here,
        "newest": stations[-1],
        "charts": lines.charts_of_goal([station.step for station in stations]),
        "arrivals": lines.arrivals(archive, [station.step for station in stations]),
        "groups": groups.offered(archive.place, [station.step.goal for station in stations]),
        "trail": _trail(archive, document, (here.url.partition("#")[0], above)),
        "files": lines.address_of_goal_line(municipality, ref).rstrip("/"),
    }
    return render(request, "website/goal_line.html", context)


def _trail(archive: Archive, document: PlanDocument, above: tuple[str, str]) -> tuple[menu.Item, ...]:
    town = menu.town(archive.place)
    front = Addresses(archive.of(document.year)).front
    return (
        town,
        menu.Item(front, document.title),
        menu.Item(*above),
        menu.Item("", _("Through the years")),
    )
