"""A table's head stands above its rows on each page, and only the first is more than paint.

WeasyPrint 70.0 drops the head where the rows that are kept together do not fit below it, and its words with it
where it is taller than the page; what it repeats keeps its links, names and footnote marks, which the file would
have twice. Here a head that takes no more than half the page is always kept; a taller one stands once, before the
rows, and goes on on the next page as they do.
`documents/printing/weasy.py` puts `kept` in the place of WeasyPrint's `table_layout`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

REPEAT = "is_repeat"
"""The attribute of what has been laid out on a page before and is only painted again."""
TALLEST = 0.5
"""Of the page's height: what a head that is repeated may take."""
CALL = "::footnote-call"

Layout = Callable[..., tuple[Any, ...]]


def kept(original: Layout, remove_placeholders: Callable[..., None]) -> Layout:
    """In place of `table_layout`, by the name it has in `weasyprint.layout.block`."""

    @wraps(original)
    def layout(*given: Any) -> tuple[Any, ...]:
        context, table, bottom_space, skip_stack, _around, page_is_empty, *placed = given
        head = table.children[0] if table.children and table.children[0].is_header else None
        laid_out = original(*given)
        if head and page_is_empty:
            room = context.page_bottom - bottom_space - table.position_y
            if _head_of(laid_out[0]) is None:
                _take_back(context, head, laid_out[0], placed, remove_placeholders)
                with _first_row_even_if_alone(table):
                    laid_out = original(*given)
            found = _head_of(laid_out[0])
            if found is None or found.height > TALLEST * room:
                _take_back(context, head, laid_out[0], placed, remove_placeholders)
                head.is_header = False
                laid_out = original(*given)
        if skip_stack is not None and laid_out[0] is not None:
            _silence(laid_out[0])
        if head and _head_of(laid_out[0]) is None and head.is_header:
            _forget_notes(context, head)
        return laid_out

    return layout


def _head_of(table: Any) -> Any:
    return table.children[0] if table and table.children and table.children[0].is_header else None


@contextmanager
def _first_row_even_if_alone(table: Any) -> Iterator[None]:
    """WeasyPrint sets the first row below the head whatever its height where the rows are not to be parted."""
    groups = [(group, group.style) for group in table.children if not (group.is_header or group.is_footer)]
    for group, style in groups:
        group.style = style.copy()
        group.style["break_inside"] = "avoid"
    try:
        yield
    finally:
        for group, style in groups:
            group.style = style


def _take_back(
    context: Any, head: Any, table: Any, placed: list[Any], remove_placeholders: Callable[..., None]
) -> None:
    if table is not None:
        remove_placeholders(context, [table], *placed)
    _forget_notes(context, head)


def _forget_notes(context: Any, head: Any) -> None:
    """Those of a head that is not on the page after all: they wait for the page that it is on."""
    for box in head.descendants():
        if box.footnote in (*context.current_page_footnotes, *context.reported_footnotes):
            context.unlayout_footnote(box.footnote)


def _silence(table: Any) -> None:
    """What is repeated leads nowhere, and nothing leads to it."""
    for group in table.children:
        if not (group.is_header or group.is_footer):
            continue
        for box in list(group.descendants()):
            setattr(box, REPEAT, True)
            box.link = box.bookmark_label = None
            if box.style["anchor"]:
                box.style = box.style.copy()
                box.style["anchor"] = None
            if getattr(box, "children", None):
                box.children = [one for one in box.children if not str(one.element_tag).endswith(CALL)]
