"""One address as the portal's own views answer it, asked for as somebody without a cookie does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import FileResponse, HttpResponseBase
from django.utils import translation


@dataclass(frozen=True, slots=True)
class Answer:
    """`stored` is the file that the answer is, where it lies on the disk; `chunks`, read once, are what is made as it is
    sent, for it may be long; else `content` is all of it."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""
    stored: Path | None = None
    chunks: Iterable[bytes] | None = None


class Renderer:
    """Through all middleware, as a reader's request; without the signals around one, which would close the database's
    connection."""

    def __init__(self) -> None:
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def get(self, path: str) -> Answer:
        with translation.override("da"):
            response = self._handler.get_response(WSGIRequest(_environ(path)))
        headers = dict(response.items())
        if stored := _stored(response):
            return Answer(response.status_code, headers, stored=stored)
        if response.streaming and not isinstance(response, FileResponse):
            return Answer(response.status_code, headers, chunks=response)
        return Answer(response.status_code, headers, b"".join(response))


def _stored(response: HttpResponseBase) -> Path | None:
    if not isinstance(response, FileResponse) or response.file_to_stream is None:
        return None
    file = response.file_to_stream
    path = Path(getattr(file, "path", "") or getattr(file, "name", "") or "")
    if not (path.is_absolute() and path.is_file()):
        return None
    file.close()
    return path


def _environ(path: str) -> dict[str, object]:
    site = urlsplit(settings.SITE_URL)
    environ: dict[str, object] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": site.hostname or "",
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": site.scheme,
    }
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    return environ
