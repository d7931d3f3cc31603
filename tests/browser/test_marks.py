"""Results are told apart by shape alone: in grey, in the reader's own colours, and where backgrounds are not printed.
Pictures of figures take the reader's colours too."""

from collections.abc import Iterator
from io import BytesIO
from itertools import combinations

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page

from documents.charts.of_targets import charts_of
from tests.documents.charts.figures import OWN, REGION, figures, target
from tests.publishing.edition_factory import document_of

pytestmark = pytest.mark.browser
MARKS = ("met", "partly", "not", "open", "silent")
STYLES = ("tokens.css", "base.css", "components/document.css")
DIFFERENT = 8
"""Of 255, in the mean of a mark's picture."""


def html() -> str:
    css = "".join((settings.BASE_DIR / "static/css" / name).read_text() for name in STYLES)
    marks = "".join(f'<p><span class="status {mark}" id="{mark}">Ord</span></p>' for mark in MARKS)
    found = [*figures(OWN, y2019="10.3", y2020="10.0"), *figures(REGION, y2019="10.5", y2020="10.4")]
    found += [*figures(OWN, y2018="10.8"), *figures(REGION, y2018="10.9")]
    [chart] = charts_of(document_of(), [target(*found, comparator=REGION)])
    picture = render_to_string("document/charts/figure.html", {"chart": chart, "accent": "#0b5468"})
    return f"<!doctype html><html lang='da'><style>{css}</style><body>{marks}{picture}</body></html>"


@pytest.fixture(params=["active", "none"], ids=["the reader's colours", "print without backgrounds"])
def bare(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme = "dark" if request.param == "active" else "light"
    context = browser.new_context(
        forced_colors=request.param,
        color_scheme=scheme,  # type: ignore[arg-type]
        device_scale_factor=3,
    )
    page = context.new_page()
    page.set_content(html())
    if request.param == "none":
        page.emulate_media(media="print")
        page.add_style_tag(content="*, *::before { background: none !important }")
    yield page
    context.close()


def picture_of(page: Page, mark: str) -> Image.Image:
    """The shape before the word, in grey."""
    box = page.locator(f"#{mark}").bounding_box()
    assert box is not None
    clip = {"x": box["x"] + 4, "y": box["y"] + box["height"] / 2 - 9, "width": 18, "height": 18}
    return Image.open(BytesIO(page.screenshot(clip=clip))).convert("L")  # type: ignore[arg-type]


def test_no_two_marks_have_one_shape(bare: Page) -> None:
    pictures = {mark: picture_of(bare, mark) for mark in MARKS}
    alike = [
        (one, other)
        for one, other in combinations(MARKS, 2)
        if ImageStat.Stat(ImageChops.difference(pictures[one], pictures[other])).mean[0] < DIFFERENT
    ]
    assert alike == []


def test_text_of_a_chart_has_the_readers_colour(browser: Browser) -> None:
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.set_content(html())
    drawn = page.locator("svg text").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    text = page.locator("figcaption").evaluate("one => getComputedStyle(one).color")
    ground = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
    context.close()
    assert set(drawn) == {text}
    assert text != ground
