from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.tree import PlanRef
from publishing.domain.addresses import Addresses
from publishing.domain.edition_changes import changes_between
from publishing.domain.open_edition import open_beside_proposal, open_two
from publishing.models import Edition
from publishing.numbering import EditionNumber
from website.domain import menu
from website.domain.comparisons import ComparisonPage, comparison_page
from website.domain.readable_editions import readable_editions
from website.domain.renditions import comparison_link
from website.views.page import NOINDEX, page


@page
def changes(
    request: HttpRequest, municipality: str, plan: PlanRef, other: PlanRef, theme: str = ""
) -> HttpResponse:
    """What is different in the plan, or in one theme of it, from the other one, word by word."""
    if plan == other:
        raise Http404
    readable = readable_editions(municipality)
    after, before = readable.of(plan), readable.of(other)
    found = comparison_page(changes_between(before, after), request.path, theme)
    title = _("Compared with %(year)s") % {"year": before.document.years}
    above = (menu.municipality_item(readable.place), menu.Item(Addresses(after).front, after.title))
    words = {"before": before.title, "after": after.title}
    context = {
        "place": readable.place,
        "before": before,
        "after": after,
        "title": _("What changed from %(before)s to %(after)s") % words,
        "trail": (*above, *_trail(found, title)),
        "rendition": None if theme else comparison_link(before, after),
        "of_editions": False,
        "page": found,
    }
    return render(request, "website/changes.html", context)


def _trail(found: ComparisonPage, title: str) -> tuple[menu.Item, ...]:
    if found.theme is None:
        return (menu.Item("", title),)
    return (menu.Item(found.all_url, title), menu.Item("", found.theme_name))


@page
def editions(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    number: EditionNumber,
    other: EditionNumber,
    follow_ups: bool = False,
    report: str = "",
    proposal: bool = False,
    theme: str = "",
) -> HttpResponse:
    """What is different in one edition from another of the same plan, or follow-up; for ever."""
    if number == other:
        raise Http404
    after, before = open_two(
        municipality, plan, number, other, follow_ups=follow_ups, report=report, proposal=proposal
    )
    return _of_editions(request, before, after, theme)


@page
def since_hearing(
    request: HttpRequest,
    municipality: str,
    plan: PlanRef,
    number: EditionNumber,
    against: EditionNumber,
    theme: str = "",
) -> HttpResponse:
    """What is different in an edition of the plan from a proposal of it: what its hearing has changed."""
    after, before = open_beside_proposal(municipality, plan, number, against)
    response = _of_editions(request, before, after, theme)
    if before.noindex:
        response["X-Robots-Tag"] = NOINDEX
    return response


def _of_editions(request: HttpRequest, before: Edition, after: Edition, theme: str) -> HttpResponse:
    place = after.document.municipality
    found = comparison_page(changes_between(before, after, permanent=True), request.path, theme)
    title = _("Compared with %(edition)s") % {"edition": before.name}
    edition = capfirst(after.name)
    above = (
        menu.municipality_item(place),
        menu.Item(Addresses(after).editions, after.title),
        menu.Item(after.get_absolute_url(), edition),
    )
    words = {"title": after.title, "before": before.name, "after": edition}
    context = {
        "place": place,
        "before": before,
        "after": after,
        "title": _("%(title)s: %(after)s compared with %(before)s") % words,
        "trail": (*above, *_trail(found, title)),
        "rendition": None,
        "of_editions": True,
        "page": found,
    }
    return render(request, "website/changes.html", context)
