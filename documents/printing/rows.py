"""What a table says of its cells, for the style sheet: which rows need no company and may go on on the next page,
and which words are too long for their column; and which lists need no company of the paragraph before them.

Rows are kept whole, and none stands alone below a head. Of long rows that would part a heading from its table, or
leave a page half empty. A word is not parted, unless it would push the table off the paper. CSS knows no length
of text, so that rows and cells say it themselves."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from documents.headings import HEADINGS

ON_A_LINE = 80
"""Characters of all cells of a row together, with columns as wide as their texts ask for."""
ON_A_TURNED_LINE = 165
TURNED = 8
"""Columns from which the page is turned, as `static/css/print.css` has it."""
INDENTED = 20
"""Characters that a line is shorter by in a list, a quotation or a card, at any depth."""
BETWEEN = 3
"""Characters that the space between two columns takes."""
ANNOUNCING = 240
"""Characters: what is longer says something by itself."""
LONG, LONGER = 8, 20
"""Lines: above the first a row may stand alone, above the second it may break."""


def tell_length(page: Any) -> None:
    """`page` is the HTML as a tree."""
    _let_go_of_lists(page)
    around = {child: parent for parent in page.iter() for child in parent}
    for table, is_indented in list(_tables(page, False)):
        rows = list(table.iter("tr"))
        columns = max((len(row) for row in rows), default=0)
        is_turned = columns >= TURNED and not table.get("class")  # the portal's own tables have one
        if is_turned:
            _turn_what_leads_to(table, around)
        line = (ON_A_TURNED_LINE if is_turned else ON_A_LINE) - INDENTED * is_indented
        longest = [
            _longest_word(row[column] for row in rows if column < len(row)) for column in range(columns)
        ]
        widest = _widest(longest, line)
        for row in rows:
            _tell_of_row(row)
            for cell in row:
                if _longest_word([cell]) > widest:
                    _add_class(cell, "parted")


def _widest(longest: list[int], line: float) -> float:
    """The longest word that is kept whole: columns with short words leave room to the others."""
    for done, word in enumerate(sorted(longest)):
        share = line / (len(longest) - done) - BETWEEN
        if word > share:
            return share
        line -= word + BETWEEN
    return max(longest, default=0)


def _turn_what_leads_to(table: Any, around: dict[Any, Any]) -> None:
    """A heading and a line that announce a table stand on its page: alone on the one before they announce nothing."""
    element, is_announced = table, False
    while element.tag not in ("section", "article", "body"):
        before = _before(element, around[element])
        if before is None:
            element = around[element]
        elif before.tag in HEADINGS or (_announces(before) and not is_announced):
            is_announced = is_announced or before.tag == "p"
            _add_class(before, "turned")
            element = before
        else:
            return


def _let_go_of_lists(page: Any) -> None:
    """WeasyPrint keeps every list with what stands before it."""
    for parent in page.iter():
        for before, after in pairwise(parent):
            if after.tag in ("ul", "ol") and before.tag == "p" and not _announces(before):
                _add_class(after, "unannounced")


def _announces(element: Any) -> bool:
    return bool(element.tag == "p" and len("".join(element.itertext())) <= ANNOUNCING)


def _before(element: Any, parent: Any) -> Any:
    position = list(parent).index(element)
    return parent[position - 1] if position else None


def _tell_of_row(row: Any) -> None:
    lines = sum(len("".join(cell.itertext())) for cell in row) / ON_A_LINE
    if lines > LONG:
        _add_class(row, "long")
    if lines > LONGER:
        _add_class(row, "longer")


def _longest_word(cells: Iterable[Any]) -> int:
    words = (word for cell in cells for word in "".join(cell.itertext()).split())
    return max(map(len, words), default=0)


def _add_class(element: Any, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


def _tables(element: Any, is_indented: bool) -> Iterator[tuple[Any, bool]]:
    if element.tag == "table":
        yield element, is_indented
    for child in element:
        yield from _tables(child, is_indented or element.tag in ("li", "blockquote", "dd"))
