"""Language: the public site is Danish for everybody; only the admin can be read in English. An address with a
NUL character is refused before the database would; what needs the database says so where it is away; a refused method is
explained. And the headers of every response."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.middleware.locale import LocaleMiddleware
from django.template.loader import render_to_string
from django.utils import translation

from config.headers import sorted_policy


class AdminLocaleMiddleware(LocaleMiddleware):
    """Django's own middleware would follow the browser's language on public pages too, and so
    make one address show two texts."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith(("/admin/", "/sprog/")):
            language = request.COOKIES.get("django_language", "da")
            translation.activate(language if language in {"da", "en"} else "da")
        else:
            translation.activate("da")
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, _request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Django would add `Vary: Accept-Language`, which nothing here looks at."""
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


def refuse_nul(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """PostgreSQL takes no NUL in a text: a query with one is answered 400, on every database."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware


NEED_DATABASE = "/admin/"
"""Search and shared drafts read it whatever is asked of them."""


def ask_database_first(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """A form that is shown without the database, as that for signing in, would be filled in for nothing: all that is
    of no use without it says so at once, by `handler500`."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(NEED_DATABASE):
            connection.ensure_connection()
        return get_response(request)

    return middleware


def explain_method(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """An address that answers a button alone is opened by whoever goes back to it or reloads it: Django's refusal has
    no body, and a browser shows an error of its own in its place."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html").encode()
        return response

    return middleware


def strict_headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Of pages, files, redirects and errors alike: Django's own middleware leaves out what a middleware
    before it answers."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in settings.STRICT_HEADERS.items():
            response.headers.setdefault(name, value)
        if policy := response.headers.get("Content-Security-Policy"):
            response.headers["Content-Security-Policy"] = sorted_policy(policy)
        return response

    return middleware
