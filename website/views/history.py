"""One theme, or one goal, through the years."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from documents.tree import PlanDocument, PlanRef
from documents.wording import goal_number
from publishing.domain.addresses import Addresses
from website.domain import groups, history, menu, threads
from website.domain.readable_editions import ReadableEditions, readable_editions
from website.views.page import page


@page
def theme(request: HttpRequest, municipality: str, plan: PlanRef, slug: str) -> HttpResponse:
    readable = readable_editions(municipality)
    entries = history.theme_history(readable, plan.theme(slug))
    here = next(entry for entry in entries if entry.step.published_year.ref == plan)
    document = here.step.published_year.document
    name = f"{document.theme_label} {here.step.theme.printed_number}"
    context = {
        "place": readable.place,
        "entries": entries,
        "name": name,
        "plan_title": document.title,
        "newest": entries[-1],
        "files": history.address_of_theme_line(municipality, plan.theme(slug)).rstrip("/"),
        "trail": _trail(readable, document, (here.url, name)),
    }
    return render(request, "website/theme_line.html", context)


@page
def goal(request: HttpRequest, municipality: str, plan: PlanRef, goal: int, slug: str = "") -> HttpResponse:
    readable = readable_editions(municipality)
    ref = plan.goal(slug, goal)
    entries = history.goal_history(readable, ref)
    here = next(entry for entry in entries if entry.step.ref == ref)
    step = here.step
    document = step.published_year.document
    above = f"{document.theme_label} {step.theme.printed_number}" if step.theme else _("All goals")
    context = {
        "place": readable.place,
        "entries": entries,
        "here": here,
        "newest": entries[-1],
        "charts": history.charts_of_goal([entry.step for entry in entries]),
        "first_publications": history.first_publications(readable, [entry.step for entry in entries]),
        "groups": groups.offered(readable.place, [entry.step.goal for entry in entries]),
        "trail": _trail(readable, document, (here.url.partition("#")[0], above)),
        "files": history.address_of_goal_line(municipality, ref).rstrip("/"),
    }
    return render(request, "website/goal_line.html", context)


@page
def thread(request: HttpRequest, municipality: str, plan: PlanRef, goal: int, slug: str = "") -> HttpResponse:
    """From the document at the top down to initiatives and results."""
    readable = readable_editions(municipality)
    ref = plan.goal(slug, goal)
    tops = threads.thread(readable, ref)
    document = readable.of(plan).document
    theme, here = next(pair for pair in document.all_goals() if document.goal_ref(*pair) == ref)
    above = f"{document.theme_label} {theme.printed_number}" if theme else _("All goals")
    context = {
        "place": readable.place,
        "tops": tops,
        "document": document,
        "number": goal_number(here, theme),
        "trail": _trail(
            readable, document, (readable.address_of_goal(ref).partition("#")[0], above), _("The thread")
        ),
    }
    return render(request, "website/thread.html", context)


def _trail(
    readable: ReadableEditions, document: PlanDocument, above: tuple[str, str], last: str = ""
) -> tuple[menu.Item, ...]:
    town = menu.municipality_item(readable.place)
    front = Addresses(readable.of(document.ref)).front
    return (
        menu.home_item(),
        town,
        menu.Item(front, document.title),
        menu.Item(*above),
        menu.Item("", last or _("Through the years")),
    )
