"""One walk through everything that can be published: each address of the list answers as the list says, a reader finds no
other, and what is served from a file is what Django answers, to the last byte and header."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

import pytest
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from tests.website.building.asking import ask, build_everything
from tests.website.pages import Page, body, read
from tests.website.whole_site import publish_whole_site
from website.domain.addresses import data, municipalities, of_municipality, shared
from website.domain.plan_addresses import Kind, PublicAddress

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]
OF_FILES = {"ETag", "Last-Modified", "Content-Length"}
"""They say when a file was written; Django's, what was answered."""
ON_DEMAND = re.compile(
    "|".join(
        [
            r"/herning/2016/",  # withdrawn: 410
            r"/beviskaede\.txt",  # another with everything that is published
            r"/api/v1/[^/]+/.+",  # single records
            r"/api/v1/[^?]+\?.+",  # what is searched, and what filters leave
            r"/.+/maal/\?.+",  # goals that have several things in common
        ]
    )
)
SHOWS_A_PROPOSAL = {"/herning/2021/", "/herning/2022/"}
"""It has an address of its own, which is listed."""


@dataclass
class Visit:
    address: PublicAddress
    response: HttpResponseBase
    content: bytes

    @property
    def path(self) -> str:
        return self.address.path

    @property
    def is_page(self) -> bool:
        return self.response.status_code == 200 and self.response["Content-Type"].startswith("text/html")

    @property
    def is_hidden(self) -> bool:
        """Left out by search engines, or another address is the one to be found."""
        own = f'rel="canonical" href="{settings.SITE_URL}{self.path}"'.encode() in self.content
        return not own or "X-Robots-Tag" in self.response

    @property
    def links(self) -> Iterator[str]:
        page = read(self.response) if self.is_page else None  # type: ignore[arg-type]
        for link in [*page.links, *page.loaded] if page else []:
            target = urldefrag(urljoin(self.path, link)).url
            if target.startswith("/") and not target.startswith("/static/"):
                yield target


def everything() -> list[PublicAddress]:
    return [*shared(), *data(), *(one for slug in municipalities() for one in of_municipality(slug))]


def test_the_whole_site(client: Client, superuser: Client) -> None:
    """In one test, since making the site is what takes long."""
    publish_whole_site()
    build_everything()
    addresses = everything()
    visits = [visit(client, address) for address in addresses]
    assert [path for path, times in Counter(one.path for one in addresses).items() if times > 1] == []
    for one in visits:
        answers_as_listed(one)
        is_served_as_a_file(one)
    pages_to_be_found_are_told_apart(visits)
    a_reader_finds_no_other(visits)
    nobody_sees_another_page_signed_in(visits, superuser)


def visit(client: Client, address: PublicAddress) -> Visit:
    response = client.get(address.path)
    return Visit(address, response, body(response))


def answers_as_listed(one: Visit) -> None:
    assert one.response.status_code == (302 if one.address.kind == Kind.REDIRECT else 200), one.path
    assert one.is_page == (one.address.kind in (Kind.CURRENT, Kind.PERMANENT)), one.path
    assert one.address.listed == (one.is_page and not one.is_hidden and one.path not in SHOWS_A_PROPOSAL), (
        one.path
    )


def is_served_as_a_file(one: Visit) -> None:
    found = ask(one.path)
    assert found.status[:3] == str(one.response.status_code), one.path
    assert found.content == one.content, one.path
    # Django says it only of what is long enough to be packed.
    told = [dict(found.headers), {"Vary": "Accept-Encoding", **dict(one.response.items())}]
    of_file, of_django = (
        {name: value for name, value in each.items() if name not in OF_FILES} for each in told
    )
    assert of_file == of_django, one.path


def pages_to_be_found_are_told_apart(visits: list[Visit]) -> None:
    pages = {one.path: read(one.response) for one in visits if one.address.listed}  # type: ignore[arg-type]
    titles = {path: page.text("title")[0] for path, page in pages.items()}
    said = {path: _description(page) for path, page in pages.items()}
    for texts in (titles, said):
        times = Counter(texts.values())
        assert sorted((text, path) for path, text in texts.items() if times[text] > 1) == []
    repeated = [(text, path) for path, text in said.items() if _words(text) <= _words(titles[path])]
    assert sorted(repeated) == []  # a description says more than the title above it


def _description(page: Page) -> str:
    return "".join(one["content"] for one in page.all("meta") if one.get("name") == "description")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def a_reader_finds_no_other(visits: list[Visit]) -> None:
    linked = {link for one in visits for link in one.links}
    known = {one.path for one in visits}
    assert sorted(link for link in linked - known if not ON_DEMAND.fullmatch(link)) == []
    assert len(linked) > 60


def nobody_sees_another_page_signed_in(visits: list[Visit], superuser: Client) -> None:
    """Cookies play no part on public pages, so that a file may be served to all: one of each kind of page."""
    kinds = {resolve(one.path).url_name: one for one in visits if one.is_page}
    for one in kinds.values():
        assert body(superuser.get(one.path)) == one.content, one.path
