"""Memory that WeasyPrint 70.0 fills with what is never printed: of 216 pages, 80 MB of 235.

Its own stylesheet gives every element a marker and parts of a footnote, and every page sixteen margin boxes,
whose styles are computed and kept; a box that was copied keeps room for twice its properties; each drawing holds on to the whole text as it was before it was laid out; what
is written is made twice, for the file and for its identifier. Here only list items have markers, only footnotes have
parts, what was laid out is let go, and what is written is made once. The pages are the same.
"""

import re
import zlib
from functools import cache
from typing import Any

import pydyf

NARROWED = {
    r"^::marker ": ":is(li, summary)::marker ",
    r"^::footnote-call ": '[role="doc-footnote"]::footnote-call ',
    r"^::footnote-marker ": '[role="doc-footnote"]::footnote-marker ',
    r"^::note-(?:call|marker|callback) .*\n": "",
    r"^ +@(?:(?:left|right)-(?:top|middle|bottom)|(?:top|bottom)-(?:center|left-corner|right-corner)) .*\n": "",
}
"""Rules of its stylesheet, and what replaces them. The margin boxes that stay are the four that
`static/css/print.css` fills."""


LEVEL = 6
"""Of compression: a thirtieth larger than at 9, which pydyf has, in a third of the time."""


@cache
def own_stylesheet(weasyprint: Any) -> Any:
    """In place of WeasyPrint's, for every rendering of this process."""
    return weasyprint.CSS(
        string=narrowed(weasyprint.html.UA), counter_style=weasyprint.css.counters.CounterStyle()
    )


def narrowed(sheet: str) -> str:
    for rule, instead in NARROWED.items():
        sheet, found = re.subn(rule, instead, sheet, flags=re.MULTILINE)
        if not found:
            raise RuntimeError(f"documents/printing/memory.py: WeasyPrint's stylesheet has no rule {rule}")
    return sheet


def compact(page: Any) -> None:
    """A dictionary that grew keeps room to grow further; one that is made from it has room for what is there."""
    for found in page.descendants():
        box = getattr(found, "_box", found)  # of what is placed absolutely
        box.__dict__ = dict(box.__dict__)


def release(context: Any) -> None:
    """When the last page is made, nobody needs the text before it was laid out. Drawings keep the context, since
    they are painted with its fonts."""
    context.target_collector.counter_lookup_items.clear()
    context.target_collector.target_lookup_items.clear()
    context.style_for.get_computed_styles().clear()
    context.page_maker.clear()


def write_once(pdf: Any) -> None:
    """For `write_pdf`, as the end of what it calls `finisher`."""
    for number, one in enumerate(pdf.objects):
        if one.free != "f":
            pdf.objects[number] = _Written(one)


class _Written(pydyf.Object):  # type: ignore[misc]
    """An object of the file, as the bytes that it becomes."""

    data: bytes = b""
    compressible = False

    def __init__(self, original: Any) -> None:
        super().__init__()
        if getattr(original, "compress", False):
            content = b"\n".join(map(pydyf._to_bytes, original.stream))
            original.stream, original.compress = [zlib.compress(content, LEVEL)], False
            original.extra["Filter"] = "/FlateDecode"
        self.number, self.generation = original.number, original.generation
        self.data, self.compressible = original.data, original.compressible
