from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.tree import PlanRef
from publishing.domain.addresses import Addresses
from publishing.domain.open_edition import editions_at, place_of
from publishing.domain.published_editions import NotPublishedError, withdrawal_of
from publishing.models import Edition
from website.domain.menu import Item, trail_of_municipality
from website.domain.renditions import with_renditions
from website.views.page import page


@page
def editions(
    request: HttpRequest, municipality: str, plan: PlanRef, follow_ups: bool = False, report: str = ""
) -> HttpResponse:
    """Every edition of the plan, or of the follow-ups on it; withdrawn ones are named too."""
    rows = with_renditions(editions_at(municipality, plan, follow_ups=follow_ups, report=report))
    # The editions come first, whenever the proposals were published.
    found = sorted(rows, key=lambda edition: edition.is_proposal)
    if not found:
        raise NotPublishedError
    newest = next((edition for edition in found if not edition.is_passed_over), found[0])
    readable = next((edition for edition in found if not withdrawal_of(edition)), None)
    opened = Edition.objects.get(pk=readable.pk).document.municipality if readable else None
    place, here = opened or place_of(newest), Addresses(newest)
    context = {
        "lines": [(edition, earlier, _anchor(edition)) for edition, earlier in _lines(found)],
        "contents": _contents(found),
        "newest": newest,
        "canonical_path": here.editions,
        "trail": trail_of_municipality(place, _("Editions"), Item(here.front, newest.shown_title)),
        "several": len({edition.series for edition in found}) > 1,
        "place": place,
        "checked": readable or newest,
    }
    return render(request, "website/editions.html", context)


def _contents(found: list[Edition]) -> tuple[Item, ...]:
    several = len({edition.follow_up_id for edition in found}) > 1
    editions = (
        Item(f"#{_anchor(one)}", f"{one.shown_title}, {one.name}" if several else capfirst(one.name))
        for one in found
    )
    return (*editions, Item("#kontrol", _("How to check it")), Item("#beviskaede", _("Chain of proof")))


def _anchor(edition: Edition) -> str:
    follow_up = f"opfoelgning-{edition.follow_up_id}-" if edition.follow_up_id else ""
    return f"{follow_up}{'forslag' if edition.is_proposal else 'udgave'}-{edition.label}"


def _lines(found: list[Edition]) -> list[tuple[Edition, Edition | None]]:
    """Each with the readable one before it of the same series; the plan's first edition with the last
    proposal."""
    readable = [edition for edition in found if not withdrawal_of(edition)]
    before = {
        edition: earlier
        for edition, earlier in pairwise(sorted(readable, key=_series))
        if _series(edition) == _series(earlier) or (earlier.is_proposal and not edition.is_proposal)
    }
    return [(edition, before.get(edition)) for edition in found]


def _series(edition: Edition) -> tuple[bool, int]:
    return edition.is_proposal, edition.follow_up_id or 0
