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
from website.domain.readable_editions import readable_editions
from website.domain.renditions import comparison_link
from website.views.page import page


@page
def changes(request: HttpRequest, municipality: str, plan: PlanRef, other: PlanRef) -> HttpResponse:
    """What is different in the plan from the other one, word by word."""
    if plan == other:
        raise Http404
    readable = readable_editions(municipality)
    after, before = readable.of(plan), readable.of(other)
    found = changes_between(before, after)
    title = _("Compared with %(year)s") % {"year": before.document.years}
    trail = (
        menu.municipality_item(readable.place),
        menu.Item(Addresses(after).front, after.title),
        menu.Item("", title),
    )
    context = {
        "place": readable.place,
        "before": before,
        "after": after,
        "changes": found,
        "trail": trail,
        "rendition": comparison_link(before, after),
        "of_editions": False,
    }
    return render(request, "website/changes.html", context)


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
) -> HttpResponse:
    """What is different in one edition from another of the same plan, or follow-up; for ever."""
    if number == other:
        raise Http404
    after, before = open_two(
        municipality, plan, number, other, follow_ups=follow_ups, report=report, proposal=proposal
    )
    return _of_editions(request, before, after)


@page
def since_hearing(
    request: HttpRequest, municipality: str, plan: PlanRef, number: EditionNumber, against: EditionNumber
) -> HttpResponse:
    """What is different in an edition of the plan from a proposal of it: what its hearing has changed."""
    after, before = open_beside_proposal(municipality, plan, number, against)
    return _of_editions(request, before, after)


def _of_editions(request: HttpRequest, before: Edition, after: Edition) -> HttpResponse:
    place = after.document.municipality
    title = _("Compared with %(edition)s") % {"edition": before.name}
    edition = capfirst(after.name)
    trail = (
        menu.municipality_item(place),
        menu.Item(Addresses(after).editions, after.title),
        menu.Item(after.get_absolute_url(), edition),
        menu.Item("", title),
    )
    context = {
        "place": place,
        "before": before,
        "after": after,
        "changes": changes_between(before, after, permanent=True),
        "trail": trail,
        "rendition": None,
        "of_editions": True,
    }
    return render(request, "website/changes.html", context)
