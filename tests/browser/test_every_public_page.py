"""One page of every kind that the public has, where text is hard put: on a screen as narrow as a desk's at 400 %, with the
spacing that a reader may set, and in the lightest colour that a municipality may choose (WCAG 2.2, 1.4.10, 1.4.12 and
1.4.3)."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import Page

from documents.printing.style import colours
from plans.validators import MIN_CONTRAST, contrast_with_white
from tests.browser.pictures import DESK, PHONE, look
from tests.website.whole_site import publish_whole_site
from website.domain.addresses import data, municipalities, of_municipality, shared
from website.domain.plan_addresses import Kind
from website.domain.search import filling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ZOOMED = 1280 // 4
LIGHTEST = "#767676"
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
UNSEEN = ["/findes-ikke/", "/soeg/?q=beskæftigelse", "/soeg/?q=qwxz"]
"""Kinds of page that no list of addresses has."""

LOST_TEXT = """() => {
  const wide = document.documentElement.scrollWidth;
  const width = document.documentElement.clientWidth;
  const found = wide > width ? [`page: ${wide}`] : [];
  // Whether somebody can scroll to it, or it is for readers of the screen only.
  const within = (one, test) => { for (; one; one = one.parentElement) if (test(one)) return true; return false; };
  const scrolls = one => ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one !== document.documentElement;
  const unseen = one => getComputedStyle(one).clipPath !== "none" && one.clientWidth <= 1;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const one = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !one.checkVisibility() || within(one, unseen) || one.matches(".skip")) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const box = range.getBoundingClientRect();
    const name = `${one.localName}.${one.getAttribute("class")}: ${texts.currentNode.data.trim().slice(0, 40)}`;
    if ((box.right > width + 1 || box.left < -1) && !within(one, scrolls)) found.push(`outside: ${name}`);
    const cutting = one => {
      const style = getComputedStyle(one);
      const edge = one.getBoundingClientRect();
      const cuts = how => ["hidden", "clip"].includes(how);
      return (cuts(style.overflowX) && (box.right > edge.right + 1 || box.left < edge.left - 1))
        || (cuts(style.overflowY) && (box.bottom > edge.bottom + 1 || box.top < edge.top - 1));
    };
    if (within(one, cutting)) found.push(`cut off: ${name}`);
  }
  return found;
}"""


def one_of_each_kind() -> list[str]:
    everything = [*shared(), *data(), *(one for slug in municipalities() for one in of_municipality(slug))]
    pages = [one.path for one in everything if one.kind in (Kind.CURRENT, Kind.PERMANENT)]
    kinds = {str(resolve(path).url_name): path for path in pages}
    return [*kinds.values(), *UNSEEN]


@pytest.fixture
def pages(page: Page) -> tuple[Page, list[str]]:
    """A page on which the test may set styles of its own."""
    publish_whole_site()
    filling.rebuild()
    browser = page.context.browser
    assert browser
    base: Any = page.context._impl_obj._options["baseURL"]
    return browser.new_page(base_url=base, bypass_csp=True), one_of_each_kind()


@pytest.mark.parametrize(
    ("style", "faults"),
    [
        ("", []),
        ("white-space: nowrap", ["page", "outside"]),
        ("height: 1em; overflow: hidden", ["cut off"]),
        ("white-space: nowrap; overflow-x: auto", []),
    ],
)
def test_text_that_is_lost_is_found(page: Page, style: str, faults: list[str]) -> None:
    page = page.context.new_page()
    page.set_viewport_size({"width": ZOOMED, "height": 800})
    page.set_content(f"<body style='margin: 0'><p class=x style='{style}'>{'Ord ' * 20}</p>")
    found = page.evaluate(LOST_TEXT)
    assert [one.partition(":")[0] for one in found] == faults


def test_no_text_is_lost_at_400_per_cent_or_with_a_readers_own_spacing(pages: tuple[Page, list[str]]) -> None:
    page, addresses = pages
    assert len(addresses) > 40
    faults = []
    for address in addresses:
        page.set_viewport_size({"width": ZOOMED, "height": 256})
        page.goto(address)
        faults += [(address, "400 %", one) for one in page.evaluate(LOST_TEXT)]
        look(page, address.strip("/").replace("/", "-") or "forside", ZOOMED, PHONE, DESK)
        page.add_style_tag(content=SPACING)
        for width in (ZOOMED, DESK):
            page.set_viewport_size({"width": width, "height": 800})
            faults += [(address, f"spacing at {width}", one) for one in page.evaluate(LOST_TEXT)]
    page.close()
    assert faults == []


def test_text_has_contrast_in_the_lightest_colour_that_a_municipality_may_choose(
    pages: tuple[Page, list[str]],
) -> None:
    page, addresses = pages
    assert MIN_CONTRAST < contrast_with_white(LIGHTEST) < MIN_CONTRAST + 0.1
    options = {"preload": False, "runOnly": ["color-contrast"]}
    faults = set()
    page.set_viewport_size({"width": DESK, "height": 800})
    for address in addresses:
        page.goto(address)
        page.add_style_tag(content=colours(LIGHTEST))
        found = Axe().run(page, options=options).response["violations"]
        faults |= {(address, node["html"][:120]) for each in found for node in each["nodes"]}
    page.close()
    assert faults == set()
