"""The front pages: of the portal, and of a municipality."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from publishing.domain.open_edition import place_of
from publishing.domain.published_editions import PublishedEditions
from publishing.models import Edition
from themes.domain.contacts import contact_for, contacts_of
from website.domain.plan_lines import by_series
from website.domain.readable_editions import readable_editions
from website.domain.target_groups import doors_of_municipality
from website.domain.towns import by_letter
from website.views.page import page

UNTOLD = ("document_json", "themes", "carried_out", "change_note")
"""What the list of municipalities does not tell of thousands of editions."""


@page
def home(request: HttpRequest) -> HttpResponse:
    editions = Edition.objects.last_of_each().served().light().with_withdrawal()
    editions = editions.defer(*UNTOLD).order_by("municipality_slug", "-year", "-published_at")
    municipalities = [
        PublishedEditions.among(group)
        for _slug, group in groupby(editions, key=lambda row: row.municipality_slug)
    ]
    if len(municipalities) == 1:
        return redirect("publishing:municipality", municipalities[0].first.municipality_slug)
    return render(request, "website/home.html", {"municipalities": by_letter(municipalities)})


@page
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    readable, today = readable_editions(municipality), timezone.localdate()
    published = readable.published
    proposals = Edition.objects.in_bulk({edition.pk for edition in published.open_proposals})
    opened = {edition.pk: edition for edition in (*readable.plans.values(), *readable.reports.values())}
    opened |= proposals
    newest = published.current[:1] or published.open_proposals[:1]
    there = next((opened[edition.pk] for edition in newest if edition.pk in opened), None)
    context = {
        "published": published,
        "place": there.document.municipality if there else place_of(published.first),
        "in_force": published.in_force(today),
        "doors": doors_of_municipality(readable, today),
        "outcomes": [(edition, opened[edition.pk].document) for edition in published.main_reports],
        "series": by_series((*published.plans, *published.open_proposals), opened, today),
        "contact": contact_for(contacts_of(municipality), []),
    }
    return render(request, "website/municipality.html", context)
