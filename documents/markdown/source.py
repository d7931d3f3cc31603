"""A text as its author wrote it: what the page no longer shows, for those who check it."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.token import Token

from documents.markdown.dialect import parser
from documents.markdown.fitting import words
from documents.markdown.limits import bare_links_take_long, is_too_complex, limit_nesting


@dataclass(frozen=True, slots=True)
class Source:
    """`links` and `pictures` are addresses as they were written, also those that are not allowed in a text;
    `heading_levels` are those of the headings with words."""

    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    heading_levels: tuple[int, ...] = ()


def source_of(text: str) -> Source:
    if is_too_complex(text):
        return Source()
    tokens = parser(bare_links=not bare_links_take_long(text)).parse(limit_nesting(text))
    return Source(
        links=_addresses(tokens, "link_open", "href"),
        pictures=_addresses(tokens, "image", "src"),
        heading_levels=tuple(
            int(token.tag[1])
            for token, inner in itertools.pairwise(tokens)
            if token.type == "heading_open" and words(inner)
        ),
    )


def _addresses(tokens: list[Token], kind: str, attribute: str) -> tuple[str, ...]:
    return tuple(
        str(child.attrs[attribute])
        for token in tokens
        for child in token.children or ()
        if child.type == kind
    )


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
