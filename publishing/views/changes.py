from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from publishing.domain import menu
from publishing.domain.addresses import Addresses
from publishing.domain.archive import open_archive
from publishing.domain.changes import changes_between
from publishing.domain.papers import comparison_paper
from publishing.views.page import page


@page
def changes(request: HttpRequest, municipality: str, year: int, other: int) -> HttpResponse:
    """What is different in the year's plan from that of the other year, word by word."""
    if year == other:
        raise Http404
    archive = open_archive(municipality)
    after, before = archive.of(year), archive.of(other)
    found = changes_between(before, after)
    title = _("Compared with %(year)s") % {"year": before.document.years}
    trail = (menu.town(archive.place), menu.Item(Addresses(after).front, after.title), menu.Item("", title))
    context = {
        "place": archive.place,
        "before": before,
        "after": after,
        "changes": found,
        "trail": trail,
        "paper": comparison_paper(before, after),
    }
    return render(request, "publishing/changes.html", context)
