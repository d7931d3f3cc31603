"""Tables over several pages: their head on each, and what is repeated only painted."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from documents.printing import weasy
from tests.documents.printing.reading import boxes, elements, page_texts, roles, texts
from tests.pdf import validators

WORDS = "Kommunen vil sikre at den enkelte borger oplever en sammenhængende indsats. "
HEAD = '<tr><th scope="col">Indsats</th><th scope="col">Mål</th><th scope="col">Status</th></tr>'
NOTED = HEAD.replace(
    "Indsats",
    '<a href="https://eksempel.dk/x">Indsats</a><span class="address" role="doc-footnote" data-letter="a">'
    "eksempel.dk/x</span>",
).replace("<th", '<th id="hoved"', 1)
DRAWN = HEAD.replace(
    "Indsats", '<svg width="9" height="9"><title>Et mærke</title><path d="M0 0h9v9z"/></svg> Indsats'
)
TEXT = f"<p>{WORDS * 12}</p>"


def rows(count: int, sentences: int) -> str:
    cells = f"<td>{WORDS * sentences}</td>" * 2
    return "".join(f"<tr><td>Række {n}. {WORDS * sentences}</td>{cells}</tr>" for n in range(count))


def spanned(count: int) -> str:
    one = f'<tr><td rowspan="2">Række. {WORDS * 14}</td><td>{WORDS * 6}</td><td>x</td></tr>'
    return (one + f"<tr><td>{WORDS * 5}</td><td>y</td></tr>") * count


def table(head: str = HEAD, body: str = "", caption: str = "", foot: str = "") -> str:
    return (
        f'<div class="table"><table>{caption}<thead>{head}</thead><tbody>{body or rows(3, 9)}</tbody>'
        f"{foot}</table></div>"
    )


def tall(sentences: int) -> str:
    return f"<tr>{f'<th>Indsats. {WORDS * sentences}</th>' * 3}</tr>".replace("<th>", '<th scope="col">')


FOOT = '<tfoot><tr><td><a href="https://eksempel.dk/">I alt</a></td><td>1</td><td>2</td></tr></tfoot>'
CARD = '<ul class="goals"><li class="goal"><p class="text">Et mål</p><div class="prose">{}</div></li></ul>'
REPEATED = {
    "three rows of which no two fit": table(),
    "behind text": TEXT * 3 + table(),
    "below a heading": TEXT * 2 + "<h2>Overskrift</h2>" + table(),
    "rows that are each higher than a page": table(body=rows(2, 30)),
    "first row higher than a page": TEXT + table(body=rows(1, 30) + rows(4, 3)),
    "head of two rows": table(HEAD + HEAD.replace("Indsats", "Nr.")),
    "head of nearly half a page": table(tall(8), rows(4, 4)),
    "link and note in the head": TEXT * 2 + table(NOTED, rows(8, 6)),
    "link and note in a head that is pushed to the next page": '<p style="height: 20cm">x</p>'
    + table(NOTED, rows(8, 6)),
    "picture in the head": table(DRAWN),
    "cells over several rows": table(body=spanned(6)),
    "in a list's item": "<ul><li>Punkt" + table() + "</li></ul>",
    "in a card": TEXT * 2 + CARD.format(table()),
    "in a quotation": f"<blockquote>{table()}</blockquote>",
    "with a caption": TEXT * 4 + table(caption="<caption>Tabel 1</caption>"),
    "with a foot": table(body=rows(6, 6), foot=FOOT),
    "turned": TEXT
    + table(
        HEAD.replace("</tr>", '<th scope="col">K</th>' * 6 + "</tr>"),
        rows(9, 6).replace("</tr>", "<td>k</td>" * 6 + "</tr>"),
    ),
}
ONCE = {
    "two thirds of a page": table(tall(16), rows(3, 5)),
    "higher than a page": table(tall(26), rows(3, 5)),
}


def lay_out(body: str) -> Any:
    return weasy.lay_out(
        '<!doctype html><html lang="da"><head><title>Prøve</title><link rel="stylesheet" href="/static/css/print.css">'
        "<style>:root{--accent:#246;--accent-wash:#eef;--accent-line:#bcd;--accent-deep:#123}</style></head>"
        f'<body class="prose"><h1>Prøve</h1>{body}</body></html>'
    )


def written(laid_out: Any, folder: Path) -> Path:
    file = folder / "tabel.pdf"
    file.write_bytes(weasy.write(laid_out, "{}"))
    return file


def pages_with(laid_out: Any, tag: str) -> list[int]:
    return [
        number
        for number, page in enumerate(laid_out.pages)
        if any(box.element_tag == tag and type(box).__name__ != "LineBox" for box in boxes(page))
    ]


@pytest.mark.parametrize("body", REPEATED.values(), ids=REPEATED)
def test_head_stands_on_each_page_of_its_table_and_is_read_once_before_the_rows(
    body: str, tmp_path: Path
) -> None:
    laid_out = lay_out(body)
    file = written(laid_out, tmp_path)
    with pikepdf.open(file) as pdf:
        parts = [role for role in roles(pdf) if role in ("Caption", "THead", "TBody", "TFoot")]
        heads = [element for element in elements(pdf) if element.S == "/THead"]
    read = " ".join(text.text for text in texts(file))

    assert len(pages_with(laid_out, "tbody")) > 1
    assert pages_with(laid_out, "thead") == pages_with(laid_out, "tbody")
    assert [part for part in parts if part != "Caption"][:2] == ["THead", "TBody"]
    assert (len(heads), read.count("Indsats")) == (1, body.count("Indsats"))
    assert validators.page_validation(file) == []


@pytest.mark.parametrize("body", ONCE.values(), ids=ONCE)
def test_head_of_more_than_half_a_page_stands_once_and_loses_no_word(body: str, tmp_path: Path) -> None:
    file = written(lay_out(body), tmp_path)
    with pikepdf.open(file) as pdf:
        parts = [role for role in roles(pdf) if role in ("THead", "TBody")]

    assert parts == ["THead", "TBody"]
    assert " ".join(text.text for text in texts(file)).count("Kommunen") == body.count("Kommunen")
    assert sum(text.count("Indsats.") for text in page_texts(file)) == 3
    assert validators.page_validation(file) == []


@pytest.mark.parametrize("body", [body for name, body in REPEATED.items() if "note" in name])
def test_note_of_a_head_stands_where_the_head_is_read(body: str) -> None:
    laid_out = lay_out(body)
    first = pages_with(laid_out, "thead")[0]
    pages = list(enumerate(laid_out.pages))

    assert pages_with(laid_out, "span::footnote-call") == [first]
    assert pages_with(laid_out, "span::footnote-marker") == [first]
    assert [number for number, page in pages if page.links] == [first]
    assert [number for number, page in pages if "hoved" in page.anchors] == [first]


@pytest.mark.parametrize("body", [REPEATED["below a heading"], REPEATED["with a caption"]])
def test_no_heading_or_caption_stands_alone_above_long_rows(body: str) -> None:
    laid_out = lay_out(body)
    first = pages_with(laid_out, "tbody")[0]
    above = [found[0] for tag in ("h2", "caption") if (found := pages_with(laid_out, tag))]

    assert above == [first]


def test_upstream_still_drops_the_head(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When this fails, see whether `documents/printing/heads.py` is still needed."""
    block = weasy.load().layout.block
    monkeypatch.setattr(block, "table_layout", block.table_layout.__wrapped__)
    monkeypatch.setattr(weasy, "tell_length", lambda _page: None)
    laid_out = lay_out(table())
    words = [text.text for text in texts(written(lay_out(ONCE["higher than a page"]), tmp_path))]

    assert pages_with(laid_out, "thead") == pages_with(laid_out, "tbody")[-1:]
    assert " ".join(words).count("Indsats") == 0


def test_upstream_still_repeats_links(monkeypatch: pytest.MonkeyPatch) -> None:
    block = weasy.load().layout.block
    monkeypatch.setattr(block, "table_layout", block.table_layout.__wrapped__)
    laid_out = lay_out(REPEATED["link and note in the head"])

    assert sum(bool(page.links) for page in laid_out.pages) > 1
