"""The citizen's door: everything for one target group."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.domain.addresses import Addresses
from publishing.domain.open_edition import OpenEdition
from publishing.domain.published_editions import NotPublishedError
from themes.domain.contacts import contact_for, contacts_of
from website.domain import menu
from website.domain import target_groups as domain
from website.domain.readable_editions import ReadableEditions, readable_editions
from website.views.page import context_of, page
from website.views.plan import page_within_plan


def _readable(municipality: str) -> ReadableEditions:
    """Raises `NotPublishedError` where there is nothing but proposals, or what was withdrawn."""
    readable = readable_editions(municipality)
    if not readable.refs:
        raise NotPublishedError(municipality)
    return readable


@page
def groups(request: HttpRequest, municipality: str) -> HttpResponse:
    """Every target group that the municipality's published plans name."""
    readable, today = _readable(municipality), timezone.localdate()
    context = {
        "place": readable.place,
        "doors": domain.doors_of_municipality(readable, today),
        "earlier": domain.earlier_doors(readable, today),
        "in_force": bool(readable.published.in_force(today)),
        "trail": menu.trail_of_municipality(readable.place, _("Target groups")),
    }
    return render(request, "website/target_groups.html", context)


@page
def group(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """In all that is in force; where nothing is, in the newest plan."""
    readable = _readable(municipality)
    found = domain.group_in_municipality(readable, slug, timezone.localdate())
    whom = domain.slugs_of(found.group, found.replaced_by)
    context = {
        "place": readable.place,
        "found": found,
        "group": found.group,
        "doors": domain.doors_of_municipality(readable, timezone.localdate()),
        "contact": contact_for(contacts_of(municipality), whom),
        "trail": menu.trail_of_municipality(
            readable.place,
            found.group.name,
            between=menu.Item(reverse("publishing:target-groups", args=[municipality]), _("Target groups")),
        ),
    }
    return render(request, "website/target_group.html", context)


@page_within_plan
def in_plan(request: HttpRequest, open_edition: OpenEdition, slug: str) -> HttpResponse:
    """In one plan. A permanent address keeps its words: whom to call is said on the pages of today."""
    found = domain.plan_for_group(
        open_edition.document,
        open_edition.addresses,
        slug,
        over=open_edition.is_over,
        report=open_edition.verdicts,
        report_url=Addresses(open_edition.report).front if open_edition.report else "",
    )
    if found is None:
        raise NotPublishedError(slug)
    place = open_edition.place.slug
    context = {
        "group": found.group,
        "found": found,
        "contact": None if open_edition.number else contact_for(contacts_of(place), [slug]),
        "everywhere": reverse("publishing:municipality-target-group", args=[place, slug]),
        "contents": menu.contents(open_edition),
        "trail": menu.trail(open_edition, found.group.name),
    }
    return render(request, "website/plan_target_group.html", {**context_of(open_edition), **context})
