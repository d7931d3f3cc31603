"""A text as its author wrote it: what the page no longer shows, for those who check it."""

import itertools
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
