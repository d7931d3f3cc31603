import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
