"""Memory that WeasyPrint 70.0 fills with what is never printed: of 216 pages, 80 MB of 235.

Its own stylesheet gives every element a marker and parts of a footnote, and every page sixteen margin boxes,
whose styles are computed and kept; a box that was copied keeps room for twice its properties; each drawing
holds on to the whole text as it was before it was laid out. Here only list items have markers, only footnotes
have parts, copies are as large as they have to be, and what was laid out is let go. The pages are the same.
`documents/printing/weasy.py` calls `apply` once, and refuses every other version of WeasyPrint.
"""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

NARROWED = {
    r"^::marker ": ":is(li, summary)::marker ",
    r"^::footnote-call ": '[role="doc-footnote"]::footnote-call ',
    r"^::footnote-marker ": '[role="doc-footnote"]::footnote-marker ',
    r"^::note-(?:call|marker|callback) .*\n": "",
    r"^ +@(?:(?:left|right)-(?:top|middle|bottom)|(?:top|bottom)-(?:center|left-corner|right-corner)) .*\n": "",
}
"""Rules of its stylesheet, and what replaces them. The margin boxes that stay are the four that
`static/css/print.css` fills."""


def apply(weasyprint: Any) -> None:
    weasyprint.UA_STYLESHEET = weasyprint.CSS(
        string=narrowed(weasyprint.html.UA), counter_style=weasyprint.css.counters.CounterStyle()
    )
    box = weasyprint.formatting_structure.boxes.Box
    box.copy = compact(box.copy)
    weasyprint.document.layout_document = releasing_layout(weasyprint.document.layout_document)


def narrowed(sheet: str) -> str:
    for rule, instead in NARROWED.items():
        sheet, found = re.subn(rule, instead, sheet, flags=re.MULTILINE)
        if not found:
            raise RuntimeError(f"documents/printing/memory.py: WeasyPrint's stylesheet has no rule {rule}")
    return sheet


def compact(original: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """In place of `Box.copy`: a dictionary that grew keeps room to grow further, one that is made from it has
    room for what is there."""

    @wraps(original)
    def copied(box: Any) -> Any:
        new = original(box)
        new.__dict__ = dict(new.__dict__)
        return new

    return copied


def releasing_layout(original: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """In place of `layout_document`: when the last page is made, nobody needs the text before it was laid
    out. Drawings keep the context, since they are painted with its fonts."""

    @wraps(original)
    def laid_out(html: Any, root_box: Any, context: Any) -> Iterator[Any]:
        yield from original(html, root_box, context)
        context.target_collector.counter_lookup_items.clear()
        context.target_collector.target_lookup_items.clear()
        context.style_for.get_computed_styles().clear()
        context.page_maker.clear()

    return laid_out
