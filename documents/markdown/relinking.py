"""Other addresses for the links of a text, all else left as it was written."""

import re
from collections.abc import Callable

from documents.markdown.source import source_of

BEFORE, AFTER = r"(?<![^\s(<:])", r"(?=[\s)>]|[.,;:!?](?:\s|$)|$)"
"""What an address stands between where a link is written."""


def relinked(text: str, other: Callable[[str], str]) -> str:
    """`text`, each link leading to what `other` makes of its address. A text in which an address cannot be
    told from other words keeps them all."""
    links = source_of(text).links
    wanted = tuple(map(other, links))
    changed = {address: new for address, new in zip(links, wanted, strict=True) if address != new}
    if not changed:
        return text
    longest_first = sorted(changed, key=len, reverse=True)
    written = re.compile(f"{BEFORE}(?:{'|'.join(map(re.escape, longest_first))}){AFTER}")
    found = written.sub(lambda match: changed[match[0]], text)
    return found if source_of(found).links == wanted else text
