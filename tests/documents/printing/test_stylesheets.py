from pathlib import Path
from typing import Any

import pytest

from documents.printing import RenderError, stylesheets, weasy
from documents.printing.portal_files import portal_files
from tests.documents.printing.reading import boxes

PAGE = """<!doctype html><html lang="da"><head><title>Prøve</title>{head}</head>
<body><p class="{name}">Et afsnit</p></body></html>"""
PRINT = '<link rel="stylesheet" href="/static/css/print.css">'


def weight(head: str, name: str) -> Any:
    laid_out = weasy.lay_out(PAGE.format(head=head, name=name))
    return next(
        box.style["font_weight"] for page in laid_out.pages for box in boxes(page) if box.element_tag == "p"
    )


def test_sheet_is_obeyed_and_the_pages_own_rules_speak_last() -> None:
    assert weight(PRINT, "tally") == 600
    assert weight(f"{PRINT}<style>p {{ font-weight: 300 }}</style>", "tally") == 300


def test_sheet_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    weasyprint = weasy.load()
    head = weasyprint.HTML(string=PAGE.format(head=PRINT, name="")).etree_element
    again = weasyprint.HTML(string=PAGE.format(head=PRINT, name="")).etree_element

    (one,) = stylesheets.take_out(head, portal_files(), weasyprint)
    (other,) = stylesheets.take_out(again, portal_files(), weasyprint)
    assert one is other


def test_sheet_that_changes_is_read_anew(tmp_path: Path) -> None:
    one, other = (
        stylesheets._parsed(weasy.load(), text) for text in (b"p { color: red }", b"p { color: blue }")
    )
    assert one is not other


@pytest.mark.parametrize("address", ["https://andre.eksempel.dk/a.css", "/static/css/findes-ikke.css"])
def test_sheet_that_may_not_be_read_is_named(address: str) -> None:
    with pytest.raises(RenderError, match="css"):
        weasy.lay_out(PAGE.format(head=f'<link rel="stylesheet" href="{address}">', name=""))
