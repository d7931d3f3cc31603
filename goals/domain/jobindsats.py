"""Fetching figures from jobindsats. Off until the installation sets its key."""

import time
from collections.abc import Callable
from http.client import HTTPException, IncompleteRead
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils.translation import gettext as _

TRIES = 4
TIMEOUT = 60.0
"""Seconds without an answer. Large tables take long to begin."""
FIRST_WAIT = 2.0
LONGEST_WAIT = 60.0
BUSY = {429, 500, 502, 503, 504}
MOST_BYTES = 200 * 1024 * 1024


class FetchError(Exception):
    """Nothing was fetched; the message says why."""


class _StayHere(HTTPRedirectHandler):
    """The key goes to the address that was set and to no other."""

    def redirect_request(self, *_arguments: object) -> None:
        return None


def fetch(path: str, *, timeout: float = TIMEOUT, sleep: Callable[[float], None] = time.sleep) -> bytes:
    """`path` with its query, below JOBINDSATS_URL. What is busy or does not answer is tried again, each
    time after twice as long, or after as long as the server asks."""
    if not settings.JOBINDSATS_KEY:
        raise FetchError(_("Fetching from jobindsats is turned off: JOBINDSATS_KEY is not set."))
    request = _request(path)
    wait = FIRST_WAIT
    for attempt in range(1, TRIES + 1):
        try:
            return _answer(request, timeout)
        except HTTPError as error:
            with error:
                if error.code not in BUSY or attempt == TRIES:
                    raise FetchError(_refused(error.code)) from error
                wait = _asked_wait(error, wait)
        except (URLError, TimeoutError, ConnectionError, HTTPException) as error:
            if attempt == TRIES:
                text = _("Jobindsats does not answer: %(error)s.")
                raise FetchError(text % {"error": getattr(error, "reason", error)}) from error
        sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)
    raise AssertionError("the last try returns or raises")


def _request(path: str) -> Request:
    url = f"{settings.JOBINDSATS_URL}/{quote(path.lstrip('/'), safe='/?&=:*,._-~%()')}"
    # Version 3 takes the key as a bearer token, version 2 bare.
    newer = "/v2" not in urlsplit(settings.JOBINDSATS_URL).path
    key = settings.JOBINDSATS_KEY
    headers = {"Authorization": f"Bearer {key}" if newer else key, "Accept": "application/json"}
    return Request(url, headers=headers)


def _answer(request: Request, timeout: float) -> bytes:
    with build_opener(_StayHere).open(request, timeout=timeout) as response:
        content: bytes = response.read(MOST_BYTES + 1)
        missing = response.length
    if len(content) > MOST_BYTES:
        raise FetchError(_("The answer of jobindsats is too large. Fetch fewer periods or areas at a time."))
    if missing:
        raise IncompleteRead(content, missing)
    return content


def _asked_wait(error: HTTPError, otherwise: float) -> float:
    asked = error.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_WAIT) if asked.isdigit() else otherwise


def _refused(code: int) -> str:
    if code in {401, 403}:
        text = _("Jobindsats refuses the key (HTTP %(code)d). Look whether JOBINDSATS_KEY is right.")
        return text % {"code": code}
    if code == 404:
        return _("Jobindsats does not know the address (HTTP 404). Look whether the table's name is right.")
    if code in BUSY:
        text = _("Jobindsats is busy (HTTP %(code)d), also after %(tries)d tries. Try again later.")
        return text % {"code": code, "tries": TRIES}
    return _("Jobindsats answers with a fault (HTTP %(code)d).") % {"code": code}
