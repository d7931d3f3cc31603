"""One theme, or one goal, through the years."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from documents.charts.strip import word
from documents.tree import Goal, PlanDocument, PlanRef, Theme
from documents.wording import goal_number
from publishing.domain.addresses import Addresses
from website.domain import groups, history, menu, threads
from website.domain.readable_editions import ReadableEditions, readable_editions
from website.domain.results import mark_of
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
        "contents": history.years_of_line(entries),
        "name": name,
        "here": here,
        "newest": entries[-1],
        "files": history.address_of_theme_line(municipality, plan.theme(slug)).rstrip("/"),
        "trail": _trail(readable, document, menu.Item(here.url, name), menu.Item("", _("Through the years"))),
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
    context = {
        "place": readable.place,
        "entries": entries,
        "contents": history.years_of_line(entries),
        "here": here,
        "newest": entries[-1],
        "charts": history.charts_of_goal([entry.step for entry in entries]),
        "first_publications": history.first_publications(readable, [entry.step for entry in entries]),
        "groups": groups.offered(readable.place, [entry.step.goal for entry in entries]),
        "trail": _trail_below_goal(readable, document, step.theme, step.goal, _("Through the years")),
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
    context = {
        "place": readable.place,
        "tops": tops,
        "contents": tuple(map(_in_thread, tops)),
        "document": document,
        "number": goal_number(here, theme),
        "trail": _trail_below_goal(readable, document, theme, here, _("The thread")),
    }
    return render(request, "website/thread.html", context)


def _in_thread(one: threads.ThreadGoal) -> menu.Item:
    verdict = one.assessment.verdict if one.assessment else None
    return menu.Item(
        f"#{one.anchor}",
        one.document.title,
        f"{one.document.goal_label} {one.number}",
        children=tuple(map(_in_thread, one.below)),
        mark=mark_of(verdict) if verdict else "",
        word=word(verdict, interim=one.report_so_far) if verdict else "",
    )


def _trail(readable: ReadableEditions, document: PlanDocument, *rest: menu.Item) -> tuple[menu.Item, ...]:
    front = Addresses(readable.of(document.ref)).front
    return (menu.home_item(), menu.municipality_item(readable.place), menu.Item(front, document.title), *rest)


def _trail_below_goal(
    readable: ReadableEditions, document: PlanDocument, theme: Theme | None, goal: Goal, last: str
) -> tuple[menu.Item, ...]:
    number = f"{document.goal_label} {goal_number(goal, theme)}"
    above = [menu.Item(readable.address_of_goal(document.goal_ref(theme, goal)), number)]
    if theme:
        page = readable.address_of_theme(document.ref.theme(theme.slug))
        above.insert(0, menu.Item(page, f"{document.theme_label} {theme.printed_number}"))
    return _trail(readable, document, *above, menu.Item("", last))
