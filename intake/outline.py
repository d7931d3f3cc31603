"""The neutral outline: what every format's reader gives, whatever the file was. A leaf: plain frozen data.

A block is the smallest part that a person can point at: a heading, a paragraph, one item of a list, a table, a
footnote, a picture, or furniture. Nothing that the file says is left out of it: what belongs to the printed page
alone (banners, page numbers, the contents list) is there as `furniture`, with why.
"""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "table", "footnote", "picture", "furniture"]
FileFormat = Literal["word", "odf", "pdf", "text", "markdown"]
FurnitureKind = Literal["", "banner", "page_number", "contents"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: the page, where the format has pages, and the first and last line or paragraph, each
    counted from 1; 0 is unknown."""

    page: int = 0
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """What a heading may be known by. `size` in points, 0 where the format has none; `name` as the file calls
    the style."""

    size: float = 0
    bold: bool = False
    italic: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """`number` is its place in the outline, from 1. `text` is Markdown on one line, a table's is a whole Markdown
    table, with the same words in `rows` (the first are its headings). `level` is a heading's (1 the highest) or
    an item's depth (1 the outermost). `label` is the number as printed: "1.1", "a)", a footnote's "1"; a bullet
    has none. `sure` is false where the file does not say what it is and the reader concluded it."""

    number: int
    kind: BlockKind
    text: str
    level: int = 0
    label: str = ""
    ordered: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    furniture: FurnitureKind = ""
    place: Place = Place()
    style: Style = Style()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Outline:
    """`has_levels`: the file itself says which headings are above which. `warnings` are sentences for a person:
    what of the file could not be read."""

    format: FileFormat
    blocks: tuple[Block, ...]
    has_levels: bool = True
    warnings: tuple[str, ...] = ()

    def block(self, number: int) -> Block:
        return self.blocks[number - 1]
