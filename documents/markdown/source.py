"""A text as its author wrote it: what the page no longer shows, for those who check it."""

from dataclasses import dataclass

from documents.markdown.dialect import parser
from documents.markdown.fitting import words
from documents.markdown.limits import bare_links_take_long, shallow, tangled


@dataclass(frozen=True, slots=True)
class Source:
    """`links` are addresses as they were written, also those that may not stand in a text; `heading_levels`
    are those of the headings with words."""

    links: tuple[str, ...] = ()
    heading_levels: tuple[int, ...] = ()


def source_of(text: str) -> Source:
    if tangled(text):
        return Source()
    tokens = parser(bare_links=not bare_links_take_long(text)).parse(shallow(text))
    return Source(
        links=tuple(
            str(child.attrs["href"])
            for token in tokens
            for child in token.children or ()
            if child.type == "link_open"
        ),
        heading_levels=tuple(
            int(token.tag[1])
            for token, inner in zip(tokens, tokens[1:], strict=False)
            if token.type == "heading_open" and words(inner)
        ),
    )
