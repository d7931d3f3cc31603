"""The ways in: every municipality, and one municipality."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from plans.danish import alphabetical
from publishing.domain.reading import place_of
from publishing.domain.shelf import Shelf, shelf_of
from publishing.models import Edition
from website.views.page import page


@page
def home(request: HttpRequest) -> HttpResponse:
    editions = Edition.objects.current().light().with_withdrawal()
    editions = editions.order_by("municipality_slug", "-year", "-published_at")
    shelves = [
        Shelf(tuple(group)) for _slug, group in groupby(editions, key=lambda row: row.municipality_slug)
    ]
    if len(shelves) == 1:
        return redirect("publishing:municipality", shelves[0].editions[0].municipality_slug)
    shelves.sort(key=lambda shelf: alphabetical(shelf.editions[0].municipality_short_name))
    return render(request, "website/home.html", {"shelves": shelves})


@page
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    shelf = shelf_of(municipality)
    newest, reports = shelf.current[:1], shelf.main_reports
    opened = Edition.objects.in_bulk([edition.pk for edition in (*newest, *reports)])
    place = opened[newest[0].pk].document.municipality if newest else place_of(shelf.editions[0])
    outcomes = [(edition, opened[edition.pk].document) for edition in reports]
    context = {"shelf": shelf, "place": place, "outcomes": outcomes}
    return render(request, "website/municipality.html", context)
