"""The pages through the years and the pictures, in a real browser, on a phone's width and a desk's."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from goals.enums import AreaKind
from tests.factories import AreaFactory, IndicatorFactory, ObservationFactory
from tests.publishing.edition_factory import publish
from tests.website.views.test_national import answering
from tests.website.years import publish_three_years

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = (
    "/herning/",
    "/herning/2020/",
    "/herning/2020/maal/",
    "/herning/2020/tema/unge/",
    "/herning/2020/opfoelgning/",
    "/herning/2020/tema/unge/gennem-aarene/",
    "/herning/2020/tema/unge/maal/1/gennem-aarene/",
    "/herning/2020/sammenlign/2019/",
    "/ministermaal/2019/",
    "/sammenlign/",
    "/sammenlign/nabokommuner/ledighed/?kommune=Herning",
)


@pytest.fixture
def _published() -> None:
    publish_three_years()
    publish(answering("vejle", 2019, 1))
    group = AreaFactory(kind=AreaKind.CLUSTER, name="nabokommuner", reason="De ligner hinanden.")
    indicator = IndicatorFactory(slug="ledighed")
    for name in ("Herning", "Ringkøbing-Skjern"):
        town = AreaFactory(kind=AreaKind.MUNICIPALITY, name=name)
        group.members.add(town)
        ObservationFactory(indicator=indicator, area=town)


@pytest.mark.usefixtures("_published")
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_accessible_and_no_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    faults = []
    for address in ADDRESSES:
        page.goto(address)
        for summary in page.locator("main summary").all():
            summary.click()
        # `preload` would fetch style sheets against the Content-Security-Policy.
        found = Axe().run(page, options={"preload": False}).response["violations"]
        faults += [(address, violation["id"]) for violation in found]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((address, "wider than the screen"))
    assert faults == []


@pytest.mark.usefixtures("_published")
def test_text_in_pictures_keeps_its_size_and_stays_inside(page: Page) -> None:
    """On the narrowest phone as on a desk: only the lines between the texts grow."""
    sizes = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/herning/2020/tema/unge/maal/1/gennem-aarene/")
        texts = page.locator("svg[role=img] text")
        boxes = [box for text in texts.all() if (box := text.bounding_box())]
        assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > width] == []
        sizes.append([round(box["height"]) for box in boxes])
    assert sizes[0] == sizes[1]
