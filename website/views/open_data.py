"""What programs and other sites may read: the interface, and the files with everything."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _

from config.headers import CSV, JSON_LINES, READABLE_ELSEWHERE
from website.domain.menu import Item
from website.domain.records import searching
from website.domain.records.columns import as_json
from website.domain.records.files import csv_head, csv_line, lines_of, with_type
from website.domain.records.openapi import openapi
from website.domain.records.published import PER_PAGE, Selection
from website.domain.records.query import PAGE, BadQueryError, Query, query_of, selection_of_id
from website.domain.records.resources import RESOURCES, Resource, Unit
from website.views.page import NOINDEX, View, as_file, page

METHODS = "GET, HEAD, OPTIONS"


class NoRecordError(LookupError):
    """The message is what the person who asked reads."""


def readable_elsewhere(response: HttpResponseBase) -> HttpResponseBase:
    """By a script of any site: it is public, and no cookie is asked for."""
    for name, value in READABLE_ELSEWHERE.items():
        response[name] = value
    return response


def open_data(view: Callable[..., HttpResponseBase]) -> View:
    """Answers every fault with JSON and a Danish sentence."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = response["Allow"] = METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match"
            return readable_elsewhere(response)
        if request.method not in ("GET", "HEAD"):
            response = _problem(405, _("Data can be read here, but not changed."))
            response["Allow"] = METHODS
            return readable_elsewhere(response)
        try:
            response = view(request, *args, **kwargs)
        except BadQueryError as error:
            response = _problem(400, str(error))
        except NoRecordError as error:
            response = _problem(404, str(error))
        patch_cache_control(response, public=True, max_age=settings.FRESH_SECONDS)
        response["X-Robots-Tag"] = NOINDEX
        return readable_elsewhere(response)

    return answered


def _problem(status: int, detail: str) -> HttpResponse:
    titles = {400: _("The request is wrong"), 404: _("Not found"), 405: _("Not possible")}
    data = {"type": "about:blank", "title": titles[status], "status": status, "detail": detail}
    return _json(data, status=status, content_type="application/problem+json")


def _json(data: Any, **more: Any) -> JsonResponse:
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False}, **more)


def _resource(name: str) -> Resource:
    if name not in RESOURCES:
        text = _("There is no “%(name)s” here. There is: %(known)s.")
        raise NoRecordError(text % {"name": name[:40], "known": ", ".join(RESOURCES)})
    return RESOURCES[name]


@open_data
def index(_request: HttpRequest) -> HttpResponse:
    names = (*RESOURCES, searching.NAME)
    found = {name: settings.SITE_URL + reverse("publishing:api-list", args=[name]) for name in names}
    return _json({**found, "openapi": settings.SITE_URL + reverse("publishing:api-description")})


@open_data
def description(request: HttpRequest) -> HttpResponseBase:
    return as_file(request, _json(openapi()))


@open_data
def nothing(_request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001 - named in the address
    raise NoRecordError(_("There is nothing at this address. The interface is described at /api/."))


@open_data
def listed(request: HttpRequest, resource: str) -> HttpResponse:
    """A page is of so many plans, not of so many records: what it costs is to open them. Two queries."""
    of = _resource(resource)
    query = query_of(of.filters, request.GET, paged=True)
    units = of.units(query.selection)
    pages = max(1, -(-len(units) // PER_PAGE))
    if query.page > pages:
        raise NoRecordError(_no_page(query.page, pages))
    here = units[(query.page - 1) * PER_PAGE : query.page * PER_PAGE]
    return _page_of(of.name, query, pages, of.records(here, query.chosen))


@open_data
def found(request: HttpRequest) -> HttpResponse:
    """What the page of search results has."""
    query = query_of(searching.FILTERS, request.GET, paged=True)
    results = searching.results_of(query)
    if query.page > results.pages:
        raise NoRecordError(_no_page(query.page, results.pages))
    return _page_of(searching.NAME, query, results.pages, results.records, **results.about)


def _no_page(page: int, last: int) -> str:
    return _("There is no page %(page)d. The last one is %(last)d.") % {"page": page, "last": last}


def _page_of(name: str, query: Query, pages: int, records: Iterable[Any], **more: Any) -> HttpResponse:
    before = _page_address(name, query, query.page - 1) if query.page > 1 else None
    after = _page_address(name, query, query.page + 1) if query.page < pages else None
    data = [as_json(record) for record in records]
    ways = {"side": query.page, "sider": pages, "naeste": after, "forrige": before}
    response = _json({**ways, **more, "data": data})
    links = [f'<{url}>; rel="{rel}"' for url, rel in ((after, "next"), (before, "prev")) if url]
    links.append(f'<{reverse("publishing:api-description")}>; rel="service-desc"')
    response["Link"] = ", ".join(links)
    return response


def _page_address(name: str, query: Query, page: int) -> str:
    asked = urlencode({**query.chosen, PAGE: page})
    return f"{settings.SITE_URL}{reverse('publishing:api-list', args=[name])}?{asked}"


@open_data
def one(request: HttpRequest, resource: str, id: str) -> HttpResponse:
    of = _resource(resource)
    if request.GET:
        raise BadQueryError(_("A record that is named by its id takes no parameters."))
    selection = selection_of_id(id)
    found = of.records(of.units(selection)) if selection else iter(())
    for record in found:
        if record.id == id:
            return _json(as_json(record))
    raise NoRecordError(_("There is no record with the id “%(id)s”.") % {"id": id[:100]})


@open_data
def chosen_csv(request: HttpRequest, resource: str) -> HttpResponseBase:
    """All that the filters leave, in one table."""
    of = _resource(resource)
    query = query_of(of.filters, request.GET, paged=False)
    units = of.units(query.selection)
    lines = (csv_line(record) for record in of.records(units, query.chosen))
    return _stream(request, chain([csv_head(of)], lines), units, CSV)


@open_data
def file(request: HttpRequest, resource: str, kind: str) -> HttpResponseBase:
    of = _resource(resource)
    units = of.units(Selection())
    if kind == "csv":
        return _stream(request, chain([csv_head(of)], lines_of(of, units, "csv")), units, CSV)
    return _stream(request, lines_of(of, units, "jsonl"), units, JSON_LINES)


@open_data
def everything(request: HttpRequest) -> HttpResponseBase:
    """Every record of every kind, which each line names."""
    found = [(of, of.units(Selection())) for of in RESOURCES.values()]
    lines = (with_type(line, of.name) for of, units in found for line in lines_of(of, units, "jsonl"))
    return _stream(request, lines, [unit for _of, units in found for unit in units], JSON_LINES)


def _stream(
    request: HttpRequest, lines: Iterable[str], units: Sequence[Unit], content_type: str
) -> HttpResponseBase:
    """Editions never change: which there are says whether the file has. What declares the columns may."""
    stamp = hashlib.sha256(json.dumps(openapi()).encode())
    stamp.update(request.get_full_path().encode())
    stamp.update(json.dumps([[edition.pk for edition in unit] for unit in units]).encode())
    etag = f'W/"{stamp.hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or (
        HttpResponse(content_type=content_type)
        if request.method == "HEAD"
        else StreamingHttpResponse(lines, content_type=content_type)
    )
    response["ETag"] = etag
    return as_file(request, response)


@page
def data(request: HttpRequest) -> HttpResponse:
    """What can be fetched, and what each column means."""
    return render(request, "website/data.html", {"resources": RESOURCES.values(), "contents": _contents()})


@page
def api(request: HttpRequest) -> HttpResponse:
    """The examples are of what is there."""
    goals = RESOURCES["maal"]
    example = next(iter(goals.records(goals.units(Selection())[:1])), None)
    there = {
        "site": settings.SITE_URL,
        "example": example,
        "contents": (*_contents(), Item(f"#{searching.NAME}", str(searching.TITLE))),
        "search": searching,
    }
    return render(request, "website/api.html", {"resources": RESOURCES.values(), **there})


def _contents() -> tuple[Item, ...]:
    return tuple(Item(f"#{one.name}", str(one.title)) for one in RESOURCES.values())
