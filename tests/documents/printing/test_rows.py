"""What a table says of its rows, its words, and what stands before it."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from documents.printing import weasy
from documents.printing.rows import tell_length
from tests.documents.printing.conftest import Printed
from tests.documents.printing.plans import LONGEST_WORD
from tests.documents.printing.reading import boxes
from tests.documents.printing.test_heads import WORDS, lay_out

CELLS = "".join(f"<td>{number}</td>" for number in range(9))
HEADS = "".join(f'<th scope="col">{number}</th>' for number in range(9))
WIDE = (
    f'<div class="table"><table><thead><tr>{HEADS}</tr></thead><tbody><tr>{CELLS}</tr></tbody></table></div>'
)
LINE = "<p>Tabellen viser:</p>"
TEXT = f"<p>{WORDS * 6}</p>"
LEADS = {
    "line": (TEXT + LINE, 1),
    "heading": (f"{TEXT}<h2>Tal</h2>", 1),
    "heading and line": (f"{TEXT}<h2>Tal</h2>{LINE}", 2),
    "two headings": (f"{TEXT}<h2>Tal</h2><h3>Unge</h3>", 2),
    "text": (TEXT, 0),
    "two lines": (TEXT + LINE + LINE, 1),
}


def told(html: str) -> Element:
    root = fromstring(f"<body>{html}</body>")
    tell_length(root)
    return root


@pytest.mark.parametrize(("before", "count"), LEADS.values(), ids=LEADS)
def test_what_announces_a_wide_table_stands_on_its_page(before: str, count: int) -> None:
    laid_out = lay_out(before + WIDE)
    turned = [page for page in laid_out.pages if page.width > page.height]
    found = {box.element for page in turned for box in boxes(page) if box.element_tag in ("p", "h2", "h3")}

    assert (len(turned), len(found)) == (1, count)


def test_heading_of_a_part_that_begins_with_a_wide_table_goes_along() -> None:
    laid_out = lay_out(
        f"{TEXT}<section><h2>Tal</h2><div class='prose'><ul><li>Punkt{WIDE}</li></ul></div></section>"
    )
    headed = [
        page.width > page.height
        for page in laid_out.pages
        if any(box.element_tag == "h2" for box in boxes(page))
    ]

    assert headed == [True]


def test_tables_of_the_portal_turn_no_page() -> None:
    root = told(LINE + WIDE.replace("<table>", '<table class="years">'))

    assert [part.get("class") for part in root.iter("p")] == [None]


@pytest.mark.parametrize(("sentences", "names"), [(1, None), (10, "long"), (30, "long longer")])
def test_row_says_how_long_it_is(sentences: int, names: str | None) -> None:
    root = told(f"<table><tbody><tr><td>{WORDS * sentences}</td></tr></tbody></table>")

    assert [row.get("class") for row in root.iter("tr")] == [names]


@pytest.mark.parametrize(
    ("before", "words", "after", "parted"),
    [
        ("", ["a" * 30, "b" * 30], "", [False, False]),
        ("", ["a" * 30, "b" * 90], "", [False, True]),
        ("<ul><li>", ["a" * 30, "b" * 30], "</li></ul>", [True, True]),
        ("", ["a" * 16] * 9, "", [True] * 9),
        ("", ["a" * 15] * 9, "", [False] * 9),
    ],
)
def test_only_a_word_too_long_for_its_column_is_parted(
    before: str, words: list[str], after: str, parted: list[bool]
) -> None:
    cells = "".join(f"<td>{word}</td>" for word in words)
    root = told(f"{before}<table><tbody><tr>{cells}</tr></tbody></table>{after}")

    assert [cell.get("class") == "parted" for cell in root.iter("td")] == parted


def test_of_the_hard_plans_tables_only_the_longest_word_is_parted(printed: dict[str, Printed]) -> None:
    """Tables with a class are the portal's own, with columns of their own width."""
    own = [table for table in printed["hard"].root.iter("table") if not table.get("class")]
    parted = [
        "".join(cell.itertext())
        for table in own
        for cell in table.iter("td")
        if "parted" in cell.get("class", "")
    ]

    assert parted == [LONGEST_WORD]


def test_portrait_of_a_common_size_leaves_room_for_text(media: object) -> None:
    laid_out = weasy.lay_out(
        '<!doctype html><html lang="da"><head><title>x</title><link rel="stylesheet" href="/static/css/print.css"></head>'
        '<body class="prose"><h1>x</h1><p><img src="/media/billeder/stor.png" alt="Et foto"></p></body></html>'
    )
    (picture,) = (box for page in laid_out.pages for box in boxes(page) if box.element_tag == "img")

    assert picture.height < laid_out.pages[0]._page_box.height / 2
