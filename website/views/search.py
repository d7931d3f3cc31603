"""The page of search results. An address may say anything: what is no filter of ours is no filter."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from plans.number_input import whole_number
from website.domain.search import Filters, Results, search
from website.domain.search.facets import Facets, Option, facets
from website.domain.search.question import LONGEST_QUERY
from website.views.page import NOINDEX, page

FIELDS = {"municipality": "kommune", "year": "aar", "kind": "type", "group": "maalgruppe"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A field with what can be chosen in it."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str

    @property
    def written(self) -> SafeString:
        return _written(self.options, self.chosen)


@lru_cache(maxsize=64)
def _written(options: tuple[Option, ...], chosen: str) -> SafeString:
    """Every page of results has the same hundred and more of them in a country."""
    return render_to_string("website/search_options.html", {"options": options, "chosen": chosen})


@page
def search_page(request: HttpRequest) -> HttpResponse:
    there = facets()
    filters = _filters(request.GET, there)
    number = max(1, whole_number(request.GET.get("side", "")) or 1)
    results = search(request.GET.get("q", ""), filters, number)
    context = {
        "results": results,
        "filters": filters,
        "choices": _choices(there, filters),
        "municipality": dict(there.municipalities).get(filters.municipality, ""),
        "filtered": bool(filters.marks),
        "searching": True,
        "longest": LONGEST_QUERY,
        **_ways(results, filters),
    }
    response = render(request, "website/search.html", context)
    if results.query or filters.marks:  # as many addresses as there are words; the empty form may be found
        response["X-Robots-Tag"] = NOINDEX
    return response


def _filters(sent: Mapping[str, str], there: Facets) -> Filters:
    def chosen(field: str, options: tuple[Option, ...]) -> str:
        value = sent.get(FIELDS[field], "")
        return value if value in dict(options) else ""

    year = whole_number(sent.get(FIELDS["year"], ""))
    return Filters(
        municipality=chosen("municipality", there.municipalities),
        year=year if year in there.years else None,
        kind=chosen("kind", there.kinds),
        group=chosen("group", there.groups),
    )


def _choices(there: Facets, filters: Filters) -> list[Choice]:
    years = tuple((str(year), str(year)) for year in there.years)
    found = [
        Choice(FIELDS["municipality"], _("Municipality"), there.municipalities, filters.municipality),
        Choice(FIELDS["year"], _("Year"), years, str(filters.year or "")),
        Choice(FIELDS["kind"], _("Kind"), there.kinds, filters.kind),
        Choice(FIELDS["group"], _("Target group"), there.groups, filters.group),
    ]
    return [choice for choice in found if len(choice.options) > 1]


def _ways(results: Results, filters: Filters) -> dict[str, Any]:
    """The addresses that the page leads on to."""
    page_number = results.page
    return {
        "previous": _address(results.query, filters, page_number - 1) if page_number > 1 else "",
        "next": _address(results.query, filters, page_number + 1) if page_number < results.pages else "",
        "unfiltered": _address(results.query, Filters()),
        "near": [(word, _address(word, filters)) for word in results.near],
    }


def _address(query: str, filters: Filters, number: int = 1) -> str:
    sent = {"q": query, **{name: getattr(filters, field) for field, name in FIELDS.items()}}
    if number > 1:
        sent["side"] = str(number)
    return (
        f"{reverse('publishing:search')}?{urlencode({name: value for name, value in sent.items() if value})}"
    )
