import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from documents.printing import RenderError, lay_out, write
from tests.documents.printing.conftest import Printed
from tests.real_plans import NAMES
from tests.rooms import ROOMS

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

WAYS_OUT = {
    "picture": '<img src="{url}" alt="x">',
    "picture set": '<picture><source srcset="{url}"><img src="{url}" alt="x"></picture>',
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "attachment": '<link rel="attachment" href="{url}">',
    "attached link": '<a rel="attachment" href="{url}">x</a>',
    "import": '<style>@import url("{url}");</style>',
    "font": '<style>@font-face {{ font-family: x; src: url("{url}") }} p {{ font-family: x }}</style><p>x</p>',
    "background": '<p style="background: url({url})">x</p>',
    "list mark": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "border": '<p style="border: 9px solid; border-image: url({url}) 9">x</p>',
    "content": '<style>p::before {{ content: url("{url}") }}</style><p>x</p>',
    "embed": '<embed src="{url}" type="image/png">',
    "object": '<object data="{url}" type="image/png"></object>',
    "picture in a drawing": f'<svg {SVG} width="9" height="9"><image xlink:href="{{url}}" width="9" height="9"/></svg>',
    "part of another drawing": f'<svg {SVG} width="9" height="9"><use xlink:href="{{url}}#a"/></svg>',
    "style of a drawing": f'<svg {SVG} width="9" height="9"><style>@import url("{{url}}");</style><path d="M0 0"/></svg>',
    "drawing as data": "<img alt=x src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"/>'>",
    "colour profile": '<style>@color-profile --x {{ src: url("{url}") }} p {{ color: color(--x 1 1 1) }}</style><p>x</p>',
}


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine, and every request that it got."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "/media/billeder/figur.png")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}", asked
    listening.shutdown()
    thread.join()
    listening.server_close()


def page(body: str) -> str:
    return f'<!doctype html><html lang="da"><head><title>x</title></head><body><h1>x</h1>{body}</body></html>'


def render(body: str) -> None:
    """To the end, as publishing does it: some files are only opened when the PDF is written."""
    write(lay_out(page(body)), "{}")


@pytest.mark.parametrize("way", WAYS_OUT)
def test_nothing_is_asked_of_another_host(way: str, server: tuple[str, list[str]]) -> None:
    address, asked = server

    with suppress(RenderError):
        render(WAYS_OUT[way].format(url=f"{address}/x"))

    assert asked == []


ADDRESSES = {
    "ftp": "ftp://{host}/x.png",
    "gopher": "gopher://{host}/x",
    "scheme in capitals": "HTTP://{host}/x.png",
    "no scheme": "//{host}/x.png",
    "three slashes": "///{host}/x.png",
    "backslashes": "\\\\{host}\\x.png",
    "slash and backslash": "/\\{host}/x.png",
    "http with backslashes": "http:\\{host}\\x.png",
    "UNC as a file": "file:////{host}/x.png",
    "file of another host": "file://{host}/etc/hostname",
    "user and password": "http://127.0.0.1:8000@{host}/x.png",
    "in a nested drawing": "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='http://{host}/x.png' width='9' height='9'/%3E%3C/svg%3E",
    "in a frame as data": "data:text/html,%3Cimg src='http://{host}/x.png'%3E",
    "view-source": "view-source:http://{host}/x",
    "jar": "jar:http://{host}/x!/y.png",
    "websocket": "ws://{host}/x",
    "javascript": "javascript:fetch('http://{host}/x')",
    "mail": "mailto:x@{host}",
    "line break in the scheme": "ht\ntp://{host}/x.png",
    "the cloud's own address": "http://169.254.169.254/latest/meta-data/",
    "the same as a number": "http://2852039166/latest/meta-data/",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_address_however_written_opens_a_connection(name: str, media: Path) -> None:
    """Each is tried in every way; whatever the protocol, nobody knocks."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = ADDRESSES[name].format(host=f"127.0.0.1:{listening.getsockname()[1]}")
        for way in WAYS_OUT.values():
            with suppress(RenderError):
                render(way.format(url=url))
        listening.setblocking(False)
        with pytest.raises(BlockingIOError):
            listening.accept()


@pytest.mark.parametrize("way", WAYS_OUT)
def test_not_even_of_the_portal_itself(way: str, server: tuple[str, list[str]], settings: Any) -> None:
    """Its own files are read from the disk."""
    settings.SITE_URL, asked = server

    with suppress(RenderError):
        render(WAYS_OUT[way].format(url=f"{settings.SITE_URL}/media/x.png"))

    assert asked == []


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_file_of_the_server_is_read(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "hemmelig.png"
    secret.write_bytes(b"\x89PNG")
    opened = []
    really_open = open

    def watched(file: Any, *args: Any, **kwargs: Any) -> Any:
        opened.append(str(file))
        return really_open(file, *args, **kwargs)

    monkeypatch.setattr("builtins.open", watched)
    monkeypatch.setattr("io.open", watched)
    with suppress(RenderError):
        render(WAYS_OUT[way].format(url=secret.as_uri()))

    assert str(secret) not in opened


@pytest.mark.parametrize(
    "way", ["picture", "stylesheet", "attachment", "font", "background", "embed", "object", "drawing as data"]
)
def test_refused_address_ends_the_rendering(way: str) -> None:
    with pytest.raises(RenderError):
        render(WAYS_OUT[way].format(url="https://ond.dk/x.png"))


def test_picture_of_the_portal_is_printed(media: Path) -> None:
    laid_out = lay_out(page('<p><img src="/media/billeder/figur.png" alt="En figur"></p>'))

    assert len(laid_out.pages) == 1


def test_the_json_is_attached_byte_for_byte(each: Printed) -> None:
    with pikepdf.open(each.file) as pdf:
        attached = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        (source,) = pdf.Root.AF

        assert (str(source.UF), str(source.AFRelationship)) == ("plan.json", "/Source")
    assert attached == {"plan.json": each.json.encode()}
    assert hashlib.sha256(attached["plan.json"]).hexdigest() == each.stamp.sha256


def test_real_plans_are_small(printed: dict[str, Printed]) -> None:
    sizes = {name: printed[name].file.stat().st_size for name in NAMES}

    assert [name for name, size in sizes.items() if size > 150_000] == []


def test_weasyprint_is_imported_in_one_place(settings: Any) -> None:
    found = [
        file.relative_to(settings.BASE_DIR).as_posix()
        for room in ROOMS
        for file in (settings.BASE_DIR / room).rglob("*.py")
        if "import weasyprint" in file.read_text() or "from weasyprint" in file.read_text()
    ]

    assert found == ["documents/printing/weasy.py"]
