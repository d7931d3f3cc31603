"""A last page with a few lost lines is taken in by the pages before it, where these have room."""

from dataclasses import replace
from typing import Any

import pytest

from documents.printing import fitting, html_of, lay_out
from documents.tree import Theme
from tests import real_plans
from tests.documents.printing.conftest import Printed, stamp_for
from tests.documents.printing.plans import EMPTY, PARAGRAPH
from tests.documents.printing.reading import boxes, pages_of_anchor

pytestmark = pytest.mark.usefixtures("danish")
LOOSE, CLOSE = 20.0, 18.667
"""Heights of a line of text, in CSS pixels: 15 and 14 points."""
NEARLY_EMPTY = 0.18
"""Of the height that text may fill."""


def laid_out(paragraphs: int) -> Any:
    """A theme of so many paragraphs of five lines, and a short one after it."""
    text = "\n\n".join([PARAGRAPH * 2] * paragraphs)
    themes = (Theme(1, "Unge", "unge", actions=text), Theme(2, "Job", "job", ambition=PARAGRAPH))
    plan = replace(EMPTY, themes=themes, summary=PARAGRAPH * 12)  # fills the page before them
    return lay_out(html_of(plan, stamp_for(plan, "{}")))


def line_heights(pages: list[Any]) -> set[float]:
    lines = [box for page in pages for box in boxes(page) if type(box).__name__ == "LineBox"]
    return {round(line.height, 3) for line in lines if line.element_tag == "p"}


def filled(page: Any) -> float:
    """Which part of the height has text on it."""
    foot = max(
        box.position_y + box.height
        for box in boxes(page)
        if hasattr(box, "pango_layout") and box.element is not None and not hasattr(box, "at_keyword")
    )
    return float((foot - page._page_box.content_box_y()) / page._page_box.height)


@pytest.mark.parametrize(
    ("paragraphs", "pages", "height"),
    [(4, 4, CLOSE), (5, 4, LOOSE), (11, 5, LOOSE), (12, 4, CLOSE), (13, 5, CLOSE), (14, 5, LOOSE)],
)
def test_theme_is_set_closer_only_where_that_saves_its_last_page(
    paragraphs: int, pages: int, height: float
) -> None:
    document = laid_out(paragraphs)

    assert (len(document.pages), line_heights([document.pages[2]])) == (pages, {height})


@pytest.mark.parametrize(("paragraphs", "follows"), [(7, True), (9, True), (10, False), (11, False)])
def test_theme_begins_a_page_unless_much_of_the_one_before_would_be_empty(
    paragraphs: int, follows: bool
) -> None:
    """Without it the page before is full to 53, 75, 80 and 92 per cent."""
    document = laid_out(paragraphs)
    page = document.pages[pages_of_anchor(document)["tema-job"] - 1]
    first = next(box for box in boxes(page) if box.element_tag == "article")

    assert (first.element.get("id") == "tema-unge") == follows


def test_what_comes_after_is_set_as_designed_and_found_by_its_page() -> None:
    document = laid_out(13)
    numbers = [
        int(box.text)
        for box in boxes(document.pages[1])
        if box.element_tag == "a::after" and hasattr(box, "pango_layout")
    ]
    pages = pages_of_anchor(document)

    assert line_heights([document.pages[pages["tema-job"] - 1]]) == {LOOSE}
    assert numbers == [pages[anchor] for anchor in ("afsnit-indledning", "tema-unge", "tema-job")]


def test_theme_that_does_not_become_shorter_is_set_as_designed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "GAIN", 1)
    document = laid_out(7)
    pages = pages_of_anchor(document)

    assert line_heights(document.pages[2:]) == {LOOSE}
    assert document.make_bookmark_tree()[2][1][0] == pages["tema-job"] - 1


def test_long_run_is_not_laid_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "LONGEST_BEFORE_OTHERS", 2)

    assert line_heights(laid_out(13).pages[2:]) == {LOOSE}


@pytest.mark.parametrize("name", real_plans.NAMES)
def test_no_page_of_a_real_plan_is_nearly_empty(name: str, printed: dict[str, Printed]) -> None:
    pages = printed[name].laid_out.pages[1:]

    assert [number for number, page in enumerate(pages, start=2) if filled(page) < NEARLY_EMPTY] == []
