"""Asking the files that were built, and nobody behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults

from django.conf import settings

from website.building.serving import SiteFiles
from website.building.waiting import build_one, units

HANDED_ON = "204 Handed on"


@dataclass(frozen=True)
class Reply:
    status: str
    headers: dict[str, str]
    content: bytes

    @property
    def is_file(self) -> bool:
        return self.status != HANDED_ON


def _django(_environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response(HANDED_ON, [])
    return []


def ask(path: str, method: str = "GET", query: str = "", **headers: str) -> Reply:
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    environ |= {"REQUEST_METHOD": method, "QUERY_STRING": query, "wsgi.input": BytesIO()}
    environ |= {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "HTTP_HOST": "localhost"}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    told: list[Any] = []
    body = SiteFiles(_django)(environ, lambda status, given: told.extend([status, dict(given)]))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    return Reply(told[0], told[1], content)


def build_everything() -> None:
    settings.SITE_FILES = True
    outcomes = [build_one(unit) for unit in units()]
    assert [outcome for outcome in outcomes if outcome.error] == []
