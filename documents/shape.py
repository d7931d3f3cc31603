"""What is read of a text, apart from how it was typed: its words, numbers, addresses and blocks."""

import re
from dataclasses import dataclass

from documents import markdown
from documents.rendered_html import RenderedHtml

NUMBER = re.compile(r"\d+")
FORMATTING = {"em", "strong", "code", "sub", "span", "br", "s", "del"}
"""Elements within a line: they change how words look, not their order."""


@dataclass(frozen=True, slots=True)
class Shape:
    """`numbers` are those in the words, in order; `addresses` those of links and pictures; `blocks` the
    elements, without those that only format words."""

    words: str
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()

    @classmethod
    def of_line(cls, text: str) -> "Shape":
        words = " ".join(text.split())
        return cls(words, tuple(NUMBER.findall(words)))


def shape_of(text: str) -> Shape:
    """Of Markdown. A picture's alternative text is words; numbers in it may not change either."""
    read = RenderedHtml(markdown.render(text, parent_level=1))
    words = " ".join("".join(read.words).split())
    blocks = (f"{tag} {start}".strip() for tag, start in read.elements if tag not in FORMATTING)
    return Shape(words, tuple(NUMBER.findall(words)), tuple(read.addresses), tuple(blocks))
