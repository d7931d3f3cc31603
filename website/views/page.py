"""What every public page has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from config import headers
from publishing.domain.open_edition import OpenEdition, open_plan, place_of
from publishing.domain.published_editions import NotPublishedError, WithdrawnError, withdrawal_of
from publishing.models import Edition
from website.domain.menu import edition_title

View = Callable[..., HttpResponseBase]
NOINDEX = "noindex"


def page(view: View) -> View:
    """A page that anybody may read, keep for a while, and ask for again by its ETag. Nothing there
    becomes 404; what has been withdrawn becomes 410 with the reason."""

    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except NotPublishedError as error:
            raise Http404 from error
        except WithdrawnError as error:
            response = _gone(request, error.edition)
        if kwargs.get("proposal") and _is_hidden(kwargs):
            response["X-Robots-Tag"] = NOINDEX
        if "private" not in response.get("Cache-Control", ""):  # as a draft's file is
            patch_cache_control(response, public=True, max_age=settings.FRESH_SECONDS)
        return response

    return shown


def as_file(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """With the headers that the one table says of its address: a file server sends the same."""
    for name, value in (headers.of_file(request.path_info) or {}).items():
        if name != "Content-Type" or response.status_code == 200:
            response[name] = value
    return response


def or_of_proposal(view: View) -> View:
    """A file of a plan. As its pages do, its own address leads to that of the proposal while there is no edition
    to read."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **there: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **there)
        except (NotPublishedError, WithdrawnError):
            if there.get("number") or there.get("follow_ups"):
                raise
            opened = open_plan(there["municipality"], there["plan"], None, or_proposal=True)
            if not opened.edition.is_proposal:
                raise
            return redirect_to(request, opened.edition)

    return shown


def redirect_to(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The same page of that edition, or proposal."""
    match = request.resolver_match
    assert match is not None
    assert match.url_name is not None
    kind = "proposal" if edition.is_proposal else "edition"
    name = f"publishing:{kind}-{match.url_name.removeprefix('plan-')}"
    return redirect(reverse(name, kwargs={**match.kwargs, "number": edition.label}))


def _is_hidden(there: dict[str, Any]) -> bool:
    """Of a proposal's own addresses, files among them."""
    found = Edition.objects.proposals().at(there["municipality"], there["plan"]).numbered(there["number"])
    return not found.to_be_found().exists()


def _gone(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"place": place_of(edition), "edition": edition, "withdrawal": withdrawal_of(edition)}
    return render(request, "website/withdrawn.html", context, status=410)


def context_of(open_edition: OpenEdition) -> dict[str, Any]:
    return {
        "open_edition": open_edition,
        "document": open_edition.document,
        "edition": open_edition.edition,
        "place": open_edition.place,
        "addresses": open_edition.addresses,
        "plan_title": edition_title(open_edition),
    }
