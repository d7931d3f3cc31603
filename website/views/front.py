"""The front pages: of the portal, and of a municipality."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from plans.danish import alphabetical
from publishing.domain.open_edition import place_of
from publishing.domain.published_editions import PublishedEditions, published_editions, withdrawal_of
from publishing.models import Edition
from website.domain.plan_lines import by_series
from website.views.page import page


@page
def home(request: HttpRequest) -> HttpResponse:
    editions = Edition.objects.last_of_each().served().light().with_withdrawal()
    editions = editions.order_by("municipality_slug", "-year", "-published_at")
    municipalities = [
        PublishedEditions.among(group)
        for _slug, group in groupby(editions, key=lambda row: row.municipality_slug)
    ]
    if len(municipalities) == 1:
        return redirect("publishing:municipality", municipalities[0].first.municipality_slug)
    municipalities.sort(key=lambda published: alphabetical(published.first.municipality_short_name))
    return render(request, "website/home.html", {"municipalities": municipalities})


@page
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    published = published_editions(municipality)
    newest, reports = published.current[:1], published.main_reports
    plans = [edition for edition in published.plans if not withdrawal_of(edition)]
    proposals = published.open_proposals
    opened = Edition.objects.in_bulk({edition.pk for edition in (*newest, *plans, *proposals, *reports)})
    here = next(iter((*newest, *proposals)), None)
    place = opened[here.pk].document.municipality if here else place_of(published.first)
    outcomes = [(edition, opened[edition.pk].document) for edition in reports]
    series = by_series((*published.plans, *proposals), opened, timezone.localdate())
    context = {"published": published, "place": place, "outcomes": outcomes, "series": series}
    return render(request, "website/municipality.html", context)
