"""What is saved is saved, the pages are the same, and upstream still wastes it: when one of the tests named
`upstream` fails, that part of `documents/printing/memory.py` has become superfluous."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from documents.printing import memory, weasy
from tests.documents.printing.conftest import Printed
from tests.documents.printing.reading import boxes

PAGE = """<!doctype html><html lang="da"><head><title>Prøve</title><style>
@page { size: 10cm } a::after { content: target-counter(attr(href), page) } .note { float: footnote }</style></head>
<body><h1 id="top">Prøve</h1><p>Et <a href="#top">link</a><span class="note" role="doc-footnote">Note</span></p>
<ul><li>Et punkt</li></ul><svg width="9" height="9"><title>Firkant</title><path d="M0 0h9v9z"/></svg></body></html>"""


@pytest.fixture
def upstream(monkeypatch: pytest.MonkeyPatch) -> Any:
    """WeasyPrint as it comes."""
    weasyprint = weasy.load()
    monkeypatch.setattr(memory, "own_stylesheet", lambda weasyprint: weasyprint.html.UA_STYLESHEET)
    monkeypatch.setattr(memory, "release", lambda _context: None)
    return weasyprint


def styled() -> Counter[str]:
    """What has a style of its own beside the elements, and how often."""
    found: Counter[str] = Counter()
    weasyprint = weasy.load()
    inner = weasyprint.document.layout_document

    def looking(html: Any, root_box: Any, context: Any) -> Any:
        for page in inner(html, root_box, context):
            known = context.style_for.get_computed_styles()
            found.update(part for _element, part in known if part)
            yield page

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weasyprint.document, "layout_document", looking)
        assert len(weasy.lay_out(PAGE).pages) == 1
    return found


def remembered() -> set[str]:
    """The anchors of the text before it was laid out that a drawing holds on to."""
    laid_out = weasy.lay_out(PAGE)
    (drawing,) = [box for page in laid_out.pages for box in boxes(page) if hasattr(box, "replacement")]
    return set(drawing.replacement._context.target_collector.target_lookup_items)


def places(laid_out: Any) -> list[tuple[Any, ...]]:
    """Of every piece of text."""
    return sorted(
        (number, box.position_y, box.position_x, box.width, box.text, str(box.style["color"]))
        for number, page in enumerate(laid_out.pages)
        for box in boxes(page)
        if hasattr(box, "pango_layout")
    )


@pytest.mark.usefixtures("media")
@pytest.mark.parametrize("name", ["hard", "herning-2020"])
def test_pages_are_those_that_upstream_makes(name: str, printed: dict[str, Printed], upstream: Any) -> None:
    assert places(weasy.lay_out(printed[name].html)) == places(printed[name].laid_out)


def test_only_what_is_printed_has_a_style() -> None:
    assert styled() == {
        **dict.fromkeys(("after", "marker", "footnote-call", "footnote-marker"), 1),
        **dict.fromkeys(("@top-left", "@top-right", "@bottom-left", "@bottom-right"), 1),
        **dict.fromkeys(("@footnote", "@note-area"), 1),
    }


def test_upstream_still_styles_what_is_not_printed(upstream: Any) -> None:
    found = styled()

    assert [part for part in ("marker", "footnote-call", "note-marker") if found[part] < 10] == []
    assert found["@left-middle"] == 1


def test_drawing_remembers_nothing_of_the_text() -> None:
    assert remembered() == set()


def test_upstream_still_remembers_the_text_for_each_drawing(upstream: Any) -> None:
    assert remembered() == {"top"}


def test_rule_that_upstream_no_longer_has_is_named() -> None:
    with pytest.raises(RuntimeError, match=r"no rule \^::marker"):
        memory.narrowed("p { margin: 0 }")


def test_margin_boxes_that_are_filled_keep_their_rule() -> None:
    """Words in another would stand at its top left."""
    folder = Path(__file__).resolve().parents[3] / "static/css"
    named = {
        word
        for sheet in folder.glob("print*.css")
        for word in sheet.read_text().split()
        if word.startswith(("@top-", "@bottom-", "@left-", "@right-"))
    }

    assert named == {"@top-left", "@top-right", "@bottom-left", "@bottom-right"}
