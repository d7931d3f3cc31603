import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.defaults import server_error

from publishing.domain.open_edition import place_of
from publishing.domain.published_editions import NotPublishedError, published_editions


def not_found(
    request: HttpRequest,
    exception: Exception,  # noqa: ARG001 - passed by name
) -> HttpResponse:
    """Where the address starts with a municipality's, its own pages are offered."""
    first = re.match(r"/([-a-zA-Z0-9_]+)/", request.path)
    try:
        published = published_editions(first[1] if first else "")
    except NotPublishedError:
        return render(request, "404.html", status=404)
    context = {"published": published, "place": place_of(published.first)}
    return render(request, "404.html", context, status=404)


RETRY_SECONDS = 60


@never_cache
def failed(request: HttpRequest) -> HttpResponse:
    """Called while the exception is being handled. Without the database there are no sessions either, so that nothing
    is asked of it: what is a file is read as before, and what is not says that it is away for now."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        return server_error(request)
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
