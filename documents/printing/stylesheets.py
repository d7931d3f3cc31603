"""The portal's own stylesheets, read once for all renderings: `preload.py` makes one with them, and each later one is
forked from there.

They are laid under the page's own rules, which speak last anyway, as those of a reader: between WeasyPrint's and the
page's."""

from functools import cache
from typing import Any

from documents.printing.portal_files import PortalFiles, RefusedAddressError

SHEET = "text/css"


def take_out(page: Any, own: PortalFiles, weasyprint: Any) -> list[Any]:
    """`page` is the HTML as a tree: links of its head that lead to a stylesheet are taken out of it."""
    head = page.find("head")
    sheets = []
    for link in [] if head is None else head.findall("link[@rel='stylesheet']"):
        try:
            file = own.read(own.absolute(link.get("href") or ""))
        except RefusedAddressError:
            continue  # WeasyPrint comes to it, and names the place
        if file.content_type == SHEET:
            sheets.append(_parsed(weasyprint, file.content))
            head.remove(link)
    return sheets


@cache
def _parsed(weasyprint: Any, content: bytes) -> Any:
    return weasyprint.CSS(string=content.decode(), counter_style=weasyprint.css.counters.CounterStyle())
