"""Which rows of a table need no company, and which may go on on the next page.

Rows are kept whole, and none stands alone below a head. Of rows that fill a page that would part a heading from
its table, or leave a page half empty; CSS knows no length of text, so that the rows say it themselves."""

from typing import Any

ON_A_LINE = 80
"""Characters of all cells of a row together, with columns as wide as their texts ask for."""
LONG, LONGER = 8, 20
"""Lines: above the first a row may stand alone, above the second it may break. `static/css/print.css` has both."""


def tell_length(page: Any) -> None:
    """`page` is the HTML as a tree."""
    for body in page.iter("tbody"):
        for row in body.iter("tr"):
            lines = sum(len("".join(cell.itertext())) for cell in row) / ON_A_LINE
            if lines > LONG:
                names = [row.get("class", ""), "long", "longer" if lines > LONGER else ""]
                row.set("class", " ".join(filter(None, names)))
