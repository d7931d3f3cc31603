"""What is read of a text, apart from how it was typed: its words, numbers, addresses and blocks."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from documents import markdown

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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.blocks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.addresses += [value for name in ("href", "src") if (value := values.get(name)) is not None]
        if "alt" in values:
            self.words.append(values["alt"] or "")
        if tag not in FORMATTING:
            self.blocks.append(f"{tag} {values.get('start') or ''}".strip())

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def shape_of(text: str) -> Shape:
    """Of Markdown. A picture's alternative text is words; numbers in it may not change either."""
    reader = _Reader()
    reader.feed(markdown.render(text, parent_level=1))
    reader.close()
    words = " ".join("".join(reader.words).split())
    return Shape(words, tuple(NUMBER.findall(words)), tuple(reader.addresses), tuple(reader.blocks))
