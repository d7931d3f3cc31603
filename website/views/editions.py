from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.tree import PlanRef
from publishing.domain import proof
from publishing.domain.open_edition import editions_at, place_of
from publishing.domain.published_editions import NotPublishedError, withdrawal_of
from publishing.models import Edition
from website.domain.renditions import with_renditions
from website.views.page import page


@page
def editions(
    request: HttpRequest, municipality: str, plan: PlanRef, follow_ups: bool = False, report: str = ""
) -> HttpResponse:
    """Every edition of the plan, or of the follow-ups on it; withdrawn ones are named too."""
    found = list(with_renditions(editions_at(municipality, plan, follow_ups=follow_ups, report=report)))
    if not found:
        raise NotPublishedError
    newest = next((edition for edition in found if not edition.is_passed_over), found[0])
    readable = next((edition for edition in found if not withdrawal_of(edition)), None)
    opened = Edition.objects.get(pk=readable.pk).document.municipality if readable else None
    readables = [edition for edition in found if not withdrawal_of(edition)]
    before = {
        edition: earlier
        for edition, earlier in pairwise(sorted(readables, key=lambda one: one.follow_up_id or 0))
        if edition.follow_up_id == earlier.follow_up_id
    }
    context = {
        "lines": [(edition, before.get(edition)) for edition in found],
        "newest": newest,
        "several": len({edition.follow_up_id for edition in found}) > 1,
        "place": opened or place_of(newest),
        "checked": readable or newest,
        "head": proof.head(),
    }
    return render(request, "website/editions.html", context)
