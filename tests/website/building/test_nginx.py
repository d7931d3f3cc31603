"""The configuration that is shipped, in a real nginx: it answers as the portal itself does."""

import http.client
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.test.testcases import LiveServerThread

from documents import tree
from documents.proposal import as_proposal
from plans.models import Municipality
from tests.publishing.edition_factory import publish
from tests.website.building.asking import Reply, ask, build_everything
from tests.website.building.nginx import free_port, start
from tests.website.whole_site import plan
from website.building.serving import SiteFiles

pytestmark = pytest.mark.django_db(transaction=True)
OF_NGINX = {"Server", "Date", "Connection", "Content-Length", "Transfer-Encoding", "Accept-Ranges"}


UPLOADS = (
    "bilag/{owner}/kort.png",
    "bilag/{owner}/FOTO.JPG",
    "bilag/{owner}/notat.pdf",
    "bilag/{owner}/tal.xlsx",
    "bilag/{owner}/ond.html",
    "bilag/{owner}/ond.svg",
    "bilag/{owner}/uden",
    "bilag/{owner}/blå bær.docx",
    "bilag/{owner}/blå.png",
    "bilag/{owner}/a.pdf.gz",
    "vaaben/{owner}/skjold.svg",
)


def with_uploads(document: tree.PlanDocument) -> tree.PlanDocument:
    owner = Municipality.objects.get(slug="herning").pk
    content = b"indhold" * 99
    names = [default_storage.save(name.format(owner=owner), ContentFile(content)) for name in UPLOADS]
    files = tuple(
        tree.Attachment(f"Bilag {number}", name, len(content), sha256(content).hexdigest())
        for number, name in enumerate(names)
    )
    return replace(document, attachments=files)


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    publish(plan(2019))
    publish(as_proposal(plan(2022)), noindex=True)
    publish(with_uploads(plan(2018)))
    build_everything()
    portal = LiveServerThread("127.0.0.1", lambda _files: SiteFiles(WSGIHandler()), {}, 0)
    portal.daemon = True
    portal.start()
    portal.is_ready.wait()
    port = free_port()
    nginx = start(tmp_path / "nginx", settings.SITE_ROOT, port, portal.port)
    try:
        yield port
    finally:
        nginx.terminate()
        nginx.wait(10)
        portal.terminate()


def get(port: int, path: str, method: str = "GET", **headers: str) -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(method, path, skip_accept_encoding=True, skip_host=True)
    for name, value in {"Host": "localhost", **asked}.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    content = response.read()
    names = [name for name, _value in response.getheaders()]
    assert sorted(set(names)) == sorted(names), f"{path}: sent twice"
    connection.close()
    return Reply(f"{response.status} {response.reason}", dict(response.getheaders()), content)


def without(found: Reply) -> dict[str, str]:
    return {name: value for name, value in found.headers.items() if name not in OF_NGINX}


def test_nginx_answers_as_the_portal_does(port: int) -> None:
    paths = [
        "/",
        "/herning/",
        "/herning/2019/",
        "/herning/2019/udgave/1/",
        "/herning/2022/forslag/1/",
        "/herning/2022/forslag/1/plan.pdf",
        "/herning/2019/plan.pdf",
        "/herning/2019/plan.json",
        "/herning/2019/maal.csv",
        "/herning/2019/maal.xlsx",
        "/farve/7a2e3a.css",
        "/feed.xml",
        "/herning/feed.xml",
        "/sitemap.xml",
        "/herning/sitemap.xml",
        "/api/v1/openapi.json",
        "/herning/2022/forslag/1/maal.csv",
        "/herning/2022/forslag/1/plan.json",
        *(f"/media/{quote(name.format(owner=Municipality.objects.get().pk))}" for name in UPLOADS),
    ]
    for path in paths:
        etag = ask(path).headers.get("ETag", '""')
        for asked in ({}, {"accept_encoding": "gzip"}, {"if_none_match": etag}):
            by_nginx, by_portal = get(port, path, **asked), ask(path, **asked)
            assert by_nginx.status[:3] == by_portal.status[:3], (path, asked)
            assert by_nginx.content == by_portal.content, (path, asked)
            assert without(by_nginx) == without(by_portal), (path, asked)
    assert get(port, "/herning/2022/forslag/1/").headers["X-Robots-Tag"] == "noindex"


def test_nginx_hands_on_what_is_no_page(port: int) -> None:
    """The portal answers these, and sends its headers with them."""
    statuses = {
        "/herning/2019/findes-ikke/": 404,
        "/herning//2019/": 404,
        "/herning/2019/index.html": 404,
        "/herning/2019/plan.pdf.gz": 404,
        "/herning/2019/maal.csv.gz": 404,
        "/herning//2019/plan.pdf": 404,
        "/herning/2019/plan.pdf?a=1": 200,
        "/herning/2019/findes-ikke.pdf": 404,
        "/herning/2019/tema/findes-ikke.csv": 404,
        "/media/bilag/1/findes-ikke.png": 404,
        "/herning/2019/?a=1": 200,
        "/healthz": 200,
    }
    for path, status in statuses.items():
        found = get(port, path)
        assert int(found.status[:3]) == status, path
        assert (
            settings.PUBLIC_HEADERS["Content-Security-Policy"] == found.headers["Content-Security-Policy"]
        ), path
    for path in ("/herning/2019/", "/herning/2019/plan.pdf"):
        found = get(port, path, "POST", content_length="0")
        assert found.status[:3] in ("403", "405"), path
        assert "Content-Security-Policy" in found.headers, path


def test_nginx_hands_an_address_on_as_it_was_asked_for(port: int, client: Client) -> None:
    """Whatever file has been looked for before."""
    for path in ("/admin/bl%C3%A5%20b%C3%A6r%3F/", "/admin/bl%C3%A5%20b%C3%A6r%3F.csv"):
        found = get(port, path)
        assert found.status[:3] == "302"
        assert found.headers["Location"] == client.get(path).headers["Location"]


def test_configuration_names_only_what_is_to_be_replaced() -> None:
    shipped = "".join(file.read_text() for file in Path(settings.BASE_DIR, "deploy").glob("*.conf"))
    assert set(re.findall(r"(?:alias|root|include) (/srv/portal/(?:deploy|var/[a-z]+))", shipped)) == {
        "/srv/portal/deploy",
        "/srv/portal/var/site",
        "/srv/portal/var/static",
    }
