from typing import Any

import pytest

from documents.printing import weasy
from documents.printing.footnotes import letters
from tests.documents.printing.reading import boxes

LINK = '<p>Tekst<span class="note" role="doc-footnote" data-letter="{}">{}</span></p>'
PAGES = f"""<!doctype html><html lang="da"><head><title>Prøve</title><style>
@page {{ size: A5 }} .note, .plain {{ float: footnote }} h2 {{ break-before: page }}
.note::footnote-call, .note::footnote-marker {{ content: attr(data-letter) }}
.plain::footnote-call, .plain::footnote-marker {{ content: "*" }}</style></head><body>
<h1>Prøve</h1>{LINK.format("a", "star.dk")}{LINK.format("b", "bm.dk")}{LINK.format("a", "star.dk")}
<h2>Side 2</h2>{LINK.format("a", "star.dk")}{LINK.format("a", "star.dk")}
<p>Uden bogstav<span class="plain">en</span><span class="plain">to</span></p></body></html>"""


def foot() -> list[list[str]]:
    """What stands at the foot of each page."""
    return [
        [box.element.text for box in boxes(page) if box.element_tag == "span::footnote-marker" and lines(box)]
        for page in weasy.lay_out(PAGES).pages
    ]


def lines(box: Any) -> bool:
    return type(box).__name__ == "InlineBox"


def test_address_is_set_once_on_each_page_that_points_to_it() -> None:
    assert foot() == [["star.dk", "bm.dk"], ["star.dk", "en", "to"]]


def test_upstream_still_sets_it_for_every_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, see whether `documents/printing/footnotes.py` is still needed."""
    context = weasy.load().layout.LayoutContext
    monkeypatch.setattr(context, "_update_footnote_area", context._update_footnote_area.__wrapped__)

    assert foot() == [["star.dk", "bm.dk", "star.dk"], ["star.dk", "star.dk", "en", "to"]]


@pytest.mark.parametrize(("number", "mark"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (703, "aaa")])
def test_letters_go_on_after_z(number: int, mark: str) -> None:
    assert letters(number) == mark
