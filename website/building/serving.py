"""Answers with a file of the built site before Django is asked: no session, no database, no template. What is no file goes on
to Django, as does whatever is not simply a page that is read.

Files are named to browsers by their time and size, as nginx names them: whichever of the two answers, a page that a reader has
is not sent again."""

import json
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO
from wsgiref.util import FileWrapper

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from config import headers
from website.building import folders

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
HTML = "text/html; charset=utf-8"
PACKED = re.compile(r"(?:\A|,)\s*gzip\s*(?:;\s*q\s*=\s*(?:1|0\.0{0,2}[1-9])|,|\Z)", re.IGNORECASE)
"""Says `Accept-Encoding` of a reader who takes what is packed."""
REASONS = {200: "200 OK", 301: "301 Moved Permanently", 302: "302 Found", 304: "304 Not Modified"}


class SiteFiles:
    """Around Django's application."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._root = Path(settings.SITE_ROOT)
        self._headers = dict(settings.PUBLIC_HEADERS)
        self._hosts: dict[str, bool] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self._is_plain(environ) and (name := _name(environ)):
            answer = self._page(environ, name) if environ["PATH_INFO"].endswith("/") else None
            answer = answer or self._file(environ, name)
            if answer:
                status, told, body = answer
                start_response(REASONS[status], list(told.items()))
                return body
        return self._application(environ, start_response)

    def _is_plain(self, environ: Environ) -> bool:
        """A page that is read, by a name and a scheme that Django answers to."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
            return False
        if settings.SECURE_SSL_REDIRECT and not _is_secure(environ):
            return False
        return self._is_ours(environ.get("HTTP_HOST", ""))

    def _is_ours(self, host: str) -> bool:
        if host not in self._hosts:
            if len(self._hosts) > 1000:
                self._hosts.clear()
            self._hosts[host] = validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
        return self._hosts[host]

    def _page(self, environ: Environ, name: str) -> "Answer | None":
        for tree in (folders.PAGES, folders.HIDDEN):
            if found := _opened(environ, self._root / tree / name):
                hidden = {"X-Robots-Tag": "noindex"} if tree == folders.HIDDEN else {}
                return self._answer(environ, found, {"Content-Type": HTML, **hidden})
        return None

    def _file(self, environ: Environ, name: str) -> "Answer | None":
        kind, own = headers.kind_of(f"/{name}"), headers.of_file(f"/{name}")
        if kind is None or own is None:
            return self._odd(environ, name)
        for tree in (folders.FILES, folders.HIDDEN):
            if found := _opened(environ, self._root / tree / name, packed=kind.is_packed):
                hidden = {"X-Robots-Tag": "noindex"} if tree == folders.HIDDEN else {}
                return self._answer(environ, found, own | hidden)
        return self._odd(environ, name)

    def _odd(self, environ: Environ, name: str) -> "Answer | None":
        """With the status and headers that lie beside it."""
        try:
            told = json.loads((self._root / folders.HEADERS / name).read_bytes())
        except (OSError, ValueError):
            return None
        if told["status"] != 200:
            return told["status"], self._all_headers(environ, told["headers"]), []
        found = _opened(environ, self._root / folders.ODD / name)
        return self._answer(environ, found, told["headers"]) if found else None

    def _all_headers(self, environ: Environ, own: dict[str, str]) -> dict[str, str]:
        told = self._headers | own
        if settings.SECURE_HSTS_SECONDS and _is_secure(environ):
            told["Strict-Transport-Security"] = _hsts()
        return told

    def _answer(self, environ: Environ, found: "Opened", own: dict[str, str]) -> "Answer":
        handle, packed = found
        status = os.fstat(handle.fileno())
        modified = int(status.st_mtime)
        etag = f'"{modified:x}-{status.st_size:x}"'
        told = self._all_headers(environ, own) | {"ETag": etag, "Last-Modified": http_date(modified)}
        if _has_it(environ, etag, modified):
            handle.close()
            told.pop("Content-Type")
            return 304, told, []
        told["Content-Length"] = str(status.st_size)
        if packed:
            told["Content-Encoding"] = "gzip"
        if environ["REQUEST_METHOD"] == "HEAD":
            handle.close()
            return 200, told, []
        return 200, told, environ.get("wsgi.file_wrapper", FileWrapper)(handle)


Answer = tuple[int, dict[str, str], Iterable[bytes]]
Opened = tuple[BinaryIO, bool]


def _name(environ: Environ) -> str:
    """The file's, within a tree; nothing where the address is none of ours."""
    try:
        path = environ["PATH_INFO"].encode("latin-1").decode()
    except UnicodeError:
        return ""
    segments = path.removesuffix("/").split("/")[1:] if path != "/" else []
    if not path.startswith("/") or any(one.startswith(".") or not one or "\0" in one for one in segments):
        return ""
    return folders.name_of(path)


def _opened(environ: Environ, file: Path, *, packed: bool = True) -> Opened | None:
    """Packed, where the reader takes that and there is such a file."""
    if packed and PACKED.search(environ.get("HTTP_ACCEPT_ENCODING", "")):
        try:
            return open(f"{file}.gz", "rb"), True
        except OSError:
            pass
    try:
        return open(file, "rb"), False
    except OSError:
        return None


def _has_it(environ: Environ, etag: str, modified: int) -> bool:
    if asked := environ.get("HTTP_IF_NONE_MATCH"):
        found = [one.removeprefix("W/") for one in parse_etags(asked)]
        return etag in found or "*" in found
    since = parse_http_date_safe(environ.get("HTTP_IF_MODIFIED_SINCE", ""))
    return since is not None and modified <= since


def _is_secure(environ: Environ) -> bool:
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        return str(environ.get(name, "")).split(",")[0].strip() == value
    return bool(environ.get("wsgi.url_scheme") == "https")


def _hsts() -> str:
    """As Django's own middleware says it."""
    parts = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
    parts += ["includeSubDomains"] if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else []
    parts += ["preload"] if settings.SECURE_HSTS_PRELOAD else []
    return "; ".join(parts)
