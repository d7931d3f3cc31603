"""What every public page has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from publishing.domain.open_edition import OpenEdition, place_of
from publishing.domain.published_editions import NotPublishedError, WithdrawnError, withdrawal_of
from publishing.models import Edition
from website.domain.menu import edition_title

View = Callable[..., HttpResponseBase]
NOINDEX = "noindex"
FRESH_SECONDS = 300
"""How long a page may be shown without asking again: a withdrawal is seen by all after this."""


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
            patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
        return response

    return shown


def _is_hidden(there: dict[str, Any]) -> bool:
    """Of a proposal's own addresses, files among them."""
    found = Edition.objects.proposals().at(there["municipality"], there["plan"]).numbered(there["number"])
    return found.filter(noindex=True).exists()


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
