"""How long a person stays signed in: as long as they open and save pages.

What a script on an open page asks for by itself (who else is here, a preview) does not count: a
page left open over the weekend must not stay signed in.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

SEEN = "seen"
STEP = 60
"""Seconds. The session is written at most so often, not once for each page."""


class IdleTimeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and _is_of_a_person(request):
            keep(request)
        return self.get_response(request)


def _is_of_a_person(request: HttpRequest) -> bool:
    """A page that was opened or a form that was sent, not a call by a script."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def keep(request: HttpRequest) -> None:
    """Starts the time again."""
    if request.user.is_authenticated and seconds_left(request) < settings.SESSION_COOKIE_AGE - STEP:
        request.session[SEEN] = time.time()


def seconds_left(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return 0
    signed_in = request.user.last_login
    seen = max(request.session.get(SEEN, 0), signed_in.timestamp() if signed_in else 0)
    return max(0, int(seen + settings.SESSION_COOKIE_AGE - time.time()))


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> JsonResponse:
    """GET answers how long is left, POST starts the time again. The token is for pages that were opened
    before the person signed in again: with it they can still be saved."""
    if request.method == "POST":
        keep(request)
    person = request.user.get_username() if request.user.is_authenticated else ""
    answer = JsonResponse(
        {"person": person, "seconds": seconds_left(request), "token": get_token(request) if person else ""}
    )
    add_never_cache_headers(answer)
    return answer
