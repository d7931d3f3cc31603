"""What the readers of all formats share: blocks collected and numbered, tables as Markdown, typed bullets, and
headings known by how they look."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from documents.clipboard.signs import escaped, escaped_beginning
from intake.outline import Block, BlockKind, FileFormat, Outline

TYPED = re.compile(
    r"\s*(?:(?P<bullet>[•·▪◦‣●○■➢\uf0b7*–-]|o(?=\t))|(?P<label>(?:\d{1,2}|[a-zæøå])\\?[.)]))(?:\t+ *| +)(?P<text>\S.*)",
    re.DOTALL,
)
"""A bullet or a number that somebody has typed before a paragraph."""
CONTENTS = re.compile(r"indhold(?:sfortegnelse|soversigt)?\s*:?", re.IGNORECASE)
DOT_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{0,3}$|\t(?:side )?\d{1,3}$", re.IGNORECASE)
COUNTED = (
    re.compile(r"(?P<count>[a-zæøå])\) [A-ZÆØÅ][^.:]{2,100}$"),
    re.compile(r"(?P<count>\d{1,2})\) [A-ZÆØÅ][^.:]{2,40}$"),
)
LONGEST_HEADING = 160
MOST_STYLED, LEAST_BOLD = 2, 3
"""Headings by style, and bold paragraphs, of a file in which these are the headings."""
LARGER = 1.08
"""How much larger than the text a heading is, at least."""


class Drafts:
    """Blocks in the order of the file; numbered when they are all there."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    def add(self, kind: BlockKind, text: str, *, rows: Sequence[Sequence[str]] = (), **rest: Any) -> None:
        """Short rows are filled: a column is the same in each."""
        self.blocks.append(Block(0, kind, text, rows=filled(rows), **rest))

    def outline(self, kind: FileFormat, *, has_levels: bool, warnings: Iterable[str] = ()) -> Outline:
        blocks = without_contents([block for block in self.blocks if block.text.strip() or block.rows])
        numbered = tuple(replace(block, number=number) for number, block in enumerate(blocks, start=1))
        return Outline(kind, numbered, has_levels, tuple(warnings))


def spaced(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").replace("\u00a0", " ").split())


def as_markdown(text: str) -> str:
    """Words that were written without Markdown: what would be a sign in it is escaped."""
    return escaped_beginning(escaped(spaced(text)))


def table_markdown(rows: Sequence[Sequence[str]]) -> str:
    """The cells are Markdown already; short rows are filled."""
    cells = [[cell.replace("|", "\\|") for cell in row] for row in filled(rows)]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], f"|{' --- |' * len(cells[0])}", *lines[1:]])


def filled(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def with_typed_marks(block: Block) -> Block:
    """A paragraph that begins with a typed bullet or number and a tab is an item of a list."""
    match = TYPED.fullmatch(block.text)
    if block.kind != "paragraph" or not match:
        return block
    if match["label"] and "\t" not in match[0][: match.start("text")] and not match["label"].endswith(")"):
        return block  # "1. november" and a heading "2. Budget" have a space alone
    label = (match["label"] or "").rstrip("\\.)")
    text = escaped_beginning(match["text"])
    return replace(block, kind="item", level=1, label=label, ordered=bool(label), text=text)


def with_counted_headings(blocks: list[Block]) -> list[Block]:
    """In plain text: "a) Unge" and "b) Sygemeldte", or "1)" and "2)", with other text between them are headings; right below each other
    they are a list."""
    chosen: set[int] = set()
    for pattern in COUNTED:
        counted = [
            (at, match["count"])
            for at, block in enumerate(blocks)
            if (match := pattern.match(_as_typed(block)))
        ]
        for (at, first), (then, second) in pairwise(counted):
            if _follows(second, first) and _told_between(blocks[at + 1 : then]):
                chosen |= {at, then}
    return [
        replace(block, kind="heading", text=_as_typed(block), label="", ordered=False, level=3, sure=False)
        if at in chosen
        else block
        for at, block in enumerate(blocks)
    ]


def _follows(second: str, first: str) -> bool:
    if first.isdigit():
        return int(second) == int(first) + 1
    return ord(second) == ord(first) + 1


def _as_typed(block: Block) -> str:
    if block.kind == "item" and block.ordered:
        return f"{block.label}) {block.text}"
    return block.text.replace("\\", "") if block.kind in ("paragraph", "heading") else ""


def _told_between(blocks: Sequence[Block]) -> bool:
    own = [block for block in blocks if block.kind not in ("furniture", "footnote")]
    return len(own) > 1 and own[0].kind == "paragraph"


def with_headings_by_look(blocks: list[Block]) -> list[Block]:
    """Headings known by size and weight, the largest being the first level; those that are bold alone, of the text's
    own size, are the lowest."""
    body = body_size(blocks)
    looks = {_look(block) for block in blocks if block.kind == "paragraph" and _stands_out(block, body)}
    order = sorted(looks, reverse=True)
    return [
        replace(
            block,
            kind="heading",
            text=re.sub(r"^(\*{1,3})([^*]+)\1$", r"\2", block.text),
            level=min(6, order.index(_look(block)) + 1),
            sure=False,
        )
        if block.kind == "paragraph" and _stands_out(block, body)
        else block
        for block in blocks
    ]


def with_headings_where_none_are_styled(blocks: list[Block]) -> list[Block]:
    """Of a file whose writer may have used styles. With a style for the title alone, paragraphs that are bold are the
    headings below it."""
    styled = [block.level for block in blocks if block.kind == "heading"]
    if not styled:
        return with_headings_by_look(blocks)
    body = body_size(blocks)
    bold = [b for b in blocks if b.kind == "paragraph" and b.style.bold and _stands_out(b, body)]
    if len(styled) > MOST_STYLED or len(bold) < LEAST_BOLD:
        return blocks
    found = with_headings_by_look(blocks)
    return [
        replace(block, level=min(6, block.level + max(styled))) if block.kind != before.kind else block
        for block, before in zip(found, blocks, strict=True)
    ]


def body_size(blocks: Iterable[Block]) -> float:
    """The size that most of the text has."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.kind in ("paragraph", "item") and not block.style.bold:
            sizes[round(block.style.size, 1)] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _look(block: Block) -> tuple[float, bool, bool]:
    return round(block.style.size * 2) / 2, block.style.bold, not block.style.italic


def _stands_out(block: Block, body: float) -> bool:
    if len(block.text) > LONGEST_HEADING or block.text.rstrip("*_ ").endswith((".", ";", ",")):
        return False
    if block.style.size and body and block.style.size > body * LARGER:
        return True
    smaller = bool(block.style.size and body and block.style.size < body * 0.85)
    return block.style.bold and not smaller and not block.text.rstrip("*_ ").endswith(":")


def without_contents(blocks: list[Block]) -> list[Block]:
    """The lines of a contents list as furniture: its heading, and wherever dots lead to a page number. A paragraph
    in the words of such a line is the heading that it leads to."""
    marked: list[Block] = []
    listed: set[str] = set()
    for block in blocks:
        bare = re.sub(r"[*_\\]", "", block.text).strip()
        if (block.kind in ("heading", "paragraph") and CONTENTS.fullmatch(bare)) or (
            block.kind not in ("table", "furniture") and DOT_LEADERS.search(bare)
        ):
            block = replace(block, kind="furniture", furniture="contents")
        elif block.kind == "paragraph" and _listed(bare) in listed:
            block = replace(block, kind="heading", text=bare, level=2, sure=False)
        if block.furniture == "contents":
            listed.add(_listed(DOT_LEADERS.sub("", bare)))
        marked.append(block)
    return marked


def _listed(words: str) -> str:
    return " ".join(re.sub(r"[*_\\]", "", words).split()).casefold().strip(" .")
