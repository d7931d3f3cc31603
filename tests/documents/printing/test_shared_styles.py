"""When one of the tests named `upstream` fails, that part of `documents/printing/shared_styles.py` has become
superfluous."""

from pathlib import Path
from typing import Any

import pytest
import tinycss2

from documents.printing import weasy
from documents.printing.style import bookmarks
from tests.documents.printing.reading import boxes

ROOT = Path(__file__).resolve().parents[3]
RULES = "@page { size: 10cm 5cm } @page :first { margin: 1cm } @page { @top-left { content: counter(page) } }"
PARAGRAPHS = 4
"""Styles of one with a link and of all others, and of the text in them."""
PAGE = """<!doctype html><html lang="da"><head><title>Prøve</title><style>%s
a::after { content: " side " target-counter(attr(href), page) } section { break-before: page }</style></head>
<body><p><a href="#fire">Se</a></p>
<section id="en"><p>En</p></section><section id="to"><p>To</p></section>
<section id="tre"><p>Tre</p></section><section id="fire"><p>Fire</p></section></body></html>"""


@pytest.fixture
def upstream(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint's own class: the one that ours is derived from."""
    css = weasy.load().css
    monkeypatch.setattr(css, "StyleFor", css.StyleFor.__base__)


def styles(laid_out: Any, tag: str) -> set[int]:
    return {id(box.style) for page in laid_out.pages for box in boxes(page) if box.element_tag == tag}


def page_styles(laid_out: Any) -> int:
    return len({id(page._page_box.style) for page in laid_out.pages})


def widths(laid_out: Any) -> list[int]:
    return [round(page._page_box.width) for page in laid_out.pages]


def test_paragraphs_in_parts_with_names_share_a_style() -> None:
    laid_out = weasy.lay_out(PAGE % RULES)

    assert len(styles(laid_out, "section")) == 4
    assert len(styles(laid_out, "p")) == PARAGRAPHS


def test_names_are_the_places_of_links_and_stay_in_the_html() -> None:
    laid_out = weasy.lay_out(PAGE % RULES)

    assert [sorted(page.anchors) for page in laid_out.pages] == [[], ["en"], ["to"], ["tre"], ["fire"]]
    assert [element.get("id") for element in laid_out._html.etree_element.iter("section")] == [
        "en",
        "to",
        "tre",
        "fire",
    ]
    assert "side 5" in " ".join(box.text for box in boxes(laid_out.pages[0]) if hasattr(box, "text"))


def test_pages_that_are_alike_share_a_style() -> None:
    laid_out = weasy.lay_out(PAGE % RULES)

    assert page_styles(laid_out) == 3  # first, left, right
    assert widths(laid_out) == [302, 228, 228, 228, 228]


def test_pages_that_are_counted_by_a_rule_share_none() -> None:
    laid_out = weasy.lay_out(PAGE % (RULES + "@page :nth(3) { margin: 0 }"))

    assert widths(laid_out) == [302, 228, 378, 228, 228]


@pytest.mark.usefixtures("upstream")
def test_upstream_still_gives_each_page_a_style_of_its_own() -> None:
    assert page_styles(weasy.lay_out(PAGE % RULES)) == 5


@pytest.mark.usefixtures("upstream")
def test_upstream_still_gives_what_is_in_those_with_names_styles_of_their_own() -> None:
    assert len(styles(weasy.lay_out(PAGE % RULES), "p")) > PARAGRAPHS


def test_no_rule_speaks_of_a_name() -> None:
    """It would not be found."""
    sheets = [file.read_text() for file in (ROOT / "static/css").glob("print*.css")]
    rules = tinycss2.parse_stylesheet(
        "".join([*sheets, bookmarks(3)]), skip_comments=True, skip_whitespace=True
    )
    named = [
        token
        for rule in rules
        if rule.type == "qualified-rule"
        for token in rule.prelude
        if token.type == "hash"
    ]

    assert named == []
