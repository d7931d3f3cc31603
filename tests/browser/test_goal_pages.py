"""The public pages of goals, as assistive technology has them and as a journalist uses them."""

from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.pictures import DESK, PHONE, look
from tests.made import plans
from tests.publishing.edition_factory import document_of, publish, report_of
from tests.website import years
from tests.website.views import test_goals

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/herning/2019/maal/",
    "/herning/2019/maal/resultat/ikke-opfyldt/",
    "/herning/2019/tema/tema-1/",
    "/herning/2019/tema/tema-1/maal/2/",
    "/herning/2019/opfoelgning/",
    "/herning/2019/sammenlign/2018/",
    "/herning/2019/sammenlign/2018/tema/tema-1/",
    "/herning/2020/tema/unge/maal/1/",
]


@pytest.fixture
def published(page: Page) -> Page:
    """A page on which axe may set styles of its own, which the browser logs as refused."""
    plan = test_goals.plan()
    publish(replace(document_of(year=2018), summary="Før."))
    publish(plan)
    publish(test_goals.report(plan))
    publish(years.plan(2020))
    publish(report_of(years.with_later_figure(years.plan(2020))))
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
        look(published, address.strip("/").replace("/", "-"), DESK, PHONE)
    assert faults == []


LINES = """all => all.map(one => {
  const words = document.createRange();
  words.selectNodeContents(one);
  return words.getClientRects().length;
})"""
OVER_THE_EDGE = "all => all.filter(one => one.scrollWidth > one.clientWidth).length"


def test_values_by_year_and_lettered_numbers_stay_in_their_columns(page: Page) -> None:
    publish(plans.strategy())
    page.set_viewport_size({"width": DESK, "height": 800})
    page.goto("/strandby/strategi/2026/tema/unge/maal/1/")
    expect(page.locator(".years")).to_be_visible()
    assert page.locator(".goal").evaluate_all(OVER_THE_EDGE) == 0
    page.goto("/strandby/strategi/2026/")
    assert page.locator(".themes .no").evaluate_all(LINES) == [1, 1, 1]


def roles(page: Page) -> dict[str, int]:
    """How many of each role that tables are made of the accessibility tree has."""
    nodes: list[Any] = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    seen = [node["role"]["value"] for node in nodes if not node.get("ignored")]
    wanted = ("table", "row", "columnheader", "rowheader", "cell")
    return {role: seen.count(role) for role in wanted}


def test_tables_of_goals_are_tables_on_a_phone_too(published: Page) -> None:
    """Their cells are stacked there; no roles are written out."""
    for width in (DESK, PHONE):
        published.set_viewport_size({"width": width, "height": 800})
        published.goto("/herning/2019/maal/")
        # Three of goals, and that of the national goals.
        assert roles(published) == {"table": 4, "row": 10, "columnheader": 12, "rowheader": 6, "cell": 12}


def test_open_contents_are_no_stop_for_the_keyboard_and_closed_ones_are(published: Page) -> None:
    stops = {}
    for width in (DESK, PHONE):
        published.set_viewport_size({"width": width, "height": 800})
        published.goto("/herning/2019/maal/")
        seen = []
        for _press in range(12):
            published.keyboard.press("Tab")
            seen.append(published.evaluate("document.activeElement.localName"))
        stops[width] = "summary" in seen
        expect(published.get_by_role("navigation", name="Indhold")).to_be_visible()
    assert stops == {DESK: False, PHONE: True}


def test_journalist_finds_the_missed_goals_in_two_clicks_from_the_municipality(published: Page) -> None:
    published.set_viewport_size({"width": PHONE, "height": 740})
    published.goto("/herning/")
    published.locator('a[href="/herning/2019/opfoelgning/maalopfoelgning/"]').first.click()
    missed = published.locator(".results > li").first
    expect(missed).to_contain_text("2 ikke opfyldt")
    box = missed.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 740
    missed.get_by_role("link", name="Resultat: mål 1.1", exact=True).click()
    expect(published.locator("#tema-1-maal-1")).to_be_in_viewport()
