"""No word and no picture leaves the type area of any PDF, and none is printed over another."""

from dataclasses import replace
from pathlib import Path

import pytest

from documents.printing import html_of, lay_out, write
from documents.printing.renditions import html_of_goals, html_of_theme
from tests.documents.printing.area import SHEET, UPRIGHT, stray_pictures, strays
from tests.documents.printing.conftest import VARIANTS, Printed, changed, edition_stamp
from tests.documents.printing.long_words import BEFORE, LONGER, PLAN, REPORT
from tests.documents.printing.plans import EMPTY

LONG = {
    "plan": lambda: html_of(PLAN, edition_stamp(PLAN)),
    "report": lambda: html_of(REPORT, edition_stamp(REPORT)),
    "title": lambda: html_of(replace(EMPTY, title=LONGER), edition_stamp(EMPTY)),
    "theme": lambda: html_of_theme(PLAN, PLAN.themes[0], edition_stamp(PLAN)),
    "changes": lambda: changed(BEFORE, PLAN),
    "goals": lambda: html_of_goals(PLAN, edition_stamp(PLAN), "roomy"),
    "results": lambda: html_of_goals(REPORT, edition_stamp(REPORT), "dense"),
}
"""What no line can hold, in every place that a text can stand in."""


def side(name: str) -> float:
    return SHEET if name in ("goals", "results", "many-goals") else UPRIGHT


def test_nothing_leaves_the_area(each: Printed) -> None:
    assert strays(each.file) == []
    assert stray_pictures(each.laid_out) == []


@pytest.mark.parametrize("name", VARIANTS)
def test_nothing_leaves_the_area_of_a_rendition(renditions: dict[str, Path], name: str) -> None:
    assert strays(renditions[name], side(name)) == []


@pytest.mark.usefixtures("media", "danish")
@pytest.mark.parametrize("name", LONG)
def test_words_that_no_line_can_hold_are_parted(name: str, tmp_path: Path) -> None:
    laid_out = lay_out(LONG[name]())
    file = tmp_path / "lang.pdf"
    file.write_bytes(write(laid_out, "{}"))

    assert strays(file, side(name)) == []
    assert stray_pictures(laid_out) == []


def test_check_sees_a_word_that_leaves_and_two_that_meet(tmp_path: Path) -> None:
    page = (
        '<!doctype html><html lang="da"><head><title>x</title><style>@page {{ size: A4; margin: 25mm }} p {{ {} }}</style></head>'
        "<body><h1>x</h1><p>{}</p></body></html>"
    )
    file = tmp_path / "ud.pdf"
    file.write_bytes(write(lay_out(page.format("", LONGER)), "{}"))
    (outside,) = strays(file)
    file.write_bytes(write(lay_out(page.format("word-spacing: -2em", "en to")), "{}"))
    (met,) = strays(file)

    assert outside.startswith(f"1: {LONGER[:80]}")
    assert "leaves the type area" in outside
    assert "is printed over" in met
