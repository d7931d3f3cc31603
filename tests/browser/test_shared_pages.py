"""The pages that are of no one plan, before axe, on a phone, and in the colours of the reader's system."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.pictures import DESK, PHONE, look
from tests.publishing.edition_factory import document_of, publish
from website.domain.search import filling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/data/",
    "/api/",
    "/soeg/",
    "/soeg/?q=beskæftigelse",
    "/soeg/?q=qwxz",
    "/herning/2019/udgaver/",
]
TOWNS = ["Herning", "Aarhus", "Vejle", "Lyngby-Taarbæk", "Ærø", "Høje-Taastrup", "Brønderslev", "Læsø"]


@pytest.fixture
def published(page: Page) -> Page:
    """A page on which axe may set styles of its own, which the browser logs as refused."""
    for town in TOWNS:
        slug = town.lower().replace("æ", "ae").replace("ø", "oe")
        publish(document_of(slug, themes=1, goals=1))
    publish(document_of("herning", 2019, themes=2))
    filling.rebuild()
    return page.context.new_page()


def test_axe_finds_nothing_and_no_page_is_wider_than_a_phone(published: Page) -> None:
    faults = []
    for address in PAGES:
        for width in (DESK, PHONE):
            published.set_viewport_size({"width": width, "height": 800})
            published.goto(address)
            found = Axe().run(published, options={"preload": False}).response["violations"]
            faults += [(address, width, each["id"], each["nodes"][0]["html"][:120]) for each in found]
            if published.evaluate("document.documentElement.scrollWidth") > width:
                faults.append((address, width, "wide", ""))
        look(published, address.strip("/").replace("/", "-") or "forside", DESK, PHONE)
    assert faults == []


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_shield_is_seen_in_the_colours_of_the_readers_system(
    browser: Browser, live_server: str, scheme: str
) -> None:
    page = browser.new_page(
        base_url=str(live_server),
        forced_colors="active",
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page.goto("/")
    shield, ground = page.evaluate(
        """() => [".crest.shield", "body"].map(
          (each) => getComputedStyle(document.querySelector(each)).backgroundColor)"""
    )
    page.close()
    assert shield != ground
