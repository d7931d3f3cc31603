"""Lines → blocks: headings, paragraphs, lists and quotations, each knowing its lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _

from documents.markdown import html_to_markdown
from intake.readers import danish, titles
from intake.readers.parse_result import Ledger, Line, quoted

ITEM = re.compile(r"(?P<indent>\s*)(?P<marker>[-*+•]|\d{1,2}\.)\s+(?P<text>\S.*)")
SHORTEST_SENTENCE = 3
DIVIDED = re.compile(r"\w[-\u00ad]")
"""How a line ends in the middle of a word."""


@dataclass(frozen=True, slots=True)
class Item:
    marker: str
    text: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """`text` is Markdown; a heading's is without signs, its `level` that of its "#"s or 2."""

    kind: Literal["heading", "paragraph", "list", "quotation"]
    lines: tuple[Line, ...]
    text: str
    items: tuple[Item, ...] = ()
    level: int = 2

    @property
    def is_ordered(self) -> bool:
        return bool(self.items) and self.items[0].marker[0].isdigit()


def blocks_of(lines: Iterable[Line], ledger: Ledger) -> list[Block]:
    blocks = _with_lists_joined(list(_with_words([_block(group) for group in _groups(lines)], ledger)))
    blocks = _with_quotations(blocks, ledger)
    blocks = _with_paragraphs_joined([_as_heading(blocks, index, ledger) for index in range(len(blocks))])
    _ask(blocks, ledger)
    return blocks


def _groups(lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    """Adjacent lines; a certain heading is a block of its own, and a list is apart from the paragraph above
    it."""
    group: list[Line] = []
    for line in lines:
        alone = titles.is_structural(line.text)
        starts_list = bool(ITEM.fullmatch(line.text)) and bool(group) and not ITEM.fullmatch(group[0].text)
        if group and (not line.text.strip() or alone or starts_list):
            yield tuple(group)
            group = []
        if alone:
            yield (line,)
        elif line.text.strip():
            group.append(line)
    if group:
        yield tuple(group)


def _with_words(blocks: Iterable[Block], ledger: Ledger) -> Iterator[Block]:
    """Without what was only markup, such as a list's closing tag on a line of its own."""
    for block in blocks:
        for lines, text in [(item.lines, item.text) for item in block.items] or [(block.lines, block.text)]:
            if not text.strip():
                ledger.place(lines, _("left of HTML, or signs without words: left out"))
        items = tuple(item for item in block.items if item.text.strip())
        if items:
            yield _list_of(items)
        elif not block.items and block.text.strip():
            yield block


def _block(lines: tuple[Line, ...]) -> Block:
    if found := titles.hashed(lines[0].text.strip()):
        level, title = found
        return Block("heading", lines, title, level=level)
    if ITEM.fullmatch(lines[0].text):
        return _list(lines)
    return Block("paragraph", lines, joined(line.text.strip() for line in lines))


def _list(lines: tuple[Line, ...]) -> Block:
    """A line without a mark of its own goes on with the item above it."""
    found: list[tuple[str, list[str], list[Line]]] = []
    for line in lines:
        if match := ITEM.fullmatch(line.text):
            found.append((match["indent"] + match["marker"], [match["text"]], [line]))
        else:
            _marker, texts, own = found[-1]
            texts.append(line.text.strip())
            own.append(line)
    return _list_of(tuple(Item(marker, joined(texts), tuple(own)) for marker, texts, own in found))


def _list_of(items: tuple[Item, ...]) -> Block:
    text = "\n".join(f"{item.marker.replace('•', '-')} {item.text}" for item in items)
    return Block("list", tuple(line for item in items for line in item.lines), text, items)


def joined(texts: Iterable[str]) -> str:
    """Lines of one paragraph, with a word that was divided at a line's end made whole.

    "instituti-" + "onsbesøg" is one word; "uddannelses-" + "og jobplan" is two.
    """
    made: list[str] = []
    for text in texts:
        if made and DIVIDED.fullmatch(made[-1][-2:]) and text[:1].islower():
            if danish.KEEPS_HYPHEN.match(text):
                made.append(" ")
            else:
                made[-1] = made[-1][:-1]
        elif made:
            made.append("\n")
        made.append(text)
    return html_to_markdown("".join(made))


def _with_lists_joined(blocks: list[Block]) -> list[Block]:
    """A list that an empty line or a page's end cut in two is one list."""
    runs: list[list[Block]] = []
    for block in blocks:
        if runs and _goes_on(runs[-1][-1], block):
            runs[-1].append(block)
        else:
            runs.append([block])
    return [
        _list_of(tuple(item for block in run for item in block.items)) if len(run) > 1 else run[0]
        for run in runs
    ]


def _goes_on(first: Block, second: Block) -> bool:
    if not (first.items and second.items) or first.is_ordered != second.is_ordered:
        return False
    if not first.is_ordered:
        return True
    before, after = (item.marker.strip().rstrip(".") for item in (first.items[-1], second.items[0]))
    return before.isdigit() and int(after) == int(before) + 1


def _with_quotations(blocks: list[Block], ledger: Ledger) -> list[Block]:
    """From a paragraph that opens with ” to the one that closes with it: the marks are alike in Danish type,
    so one alone in its paragraph opens or closes."""
    result: list[Block] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if block.kind == "paragraph" and block.text[0] in "”“„" and _marks(block) % 2:
            places = range(index, len(blocks))
            last = next((n for n in places if blocks[n].kind == "paragraph" and _marks(blocks[n]) % 2), 0)
            if last and re.search(r"[”“][.,]?$", blocks[last].text):
                block = _quotation([block, *blocks[index : last + 1]])
                index = last + 1
            else:
                ledger.ask(
                    block.lines[0],
                    _("the quotation %(text)s does not end. Where does it go to?")
                    % {"text": quoted(block.text)},
                )
        result.append(block)
    return result


def _marks(block: Block) -> int:
    return len(re.findall("[”“„]", block.text))


def _quotation(blocks: list[Block]) -> Block:
    text = "\n\n".join(block.text for block in blocks)
    marked = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return Block("quotation", tuple(line for block in blocks for line in block.lines), marked)


def _as_heading(blocks: list[Block], index: int, ledger: Ledger) -> Block:
    block = blocks[index]
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if block.kind == "list" and len(block.items) == 1 and block.is_ordered and len(block.lines) == 1:
        before_other = following is not None and not following.is_ordered
        is_one = before_other and titles.looks_like_heading(block.text, titles.LONGEST_WITH_NUMBER)
        return replace(block, kind="heading", items=()) if is_one else block
    if block.kind != "paragraph":
        return block
    if titles.is_structural(block.text) or titles.looks_like_heading(block.text):
        return replace(block, kind="heading")
    before_text = following is not None and following.kind == "paragraph"
    if before_text and titles.looks_like_heading_with_colon(block.text):
        question = _("%(text)s is read as a heading. Is that right?") % {"text": quoted(block.text)}
        ledger.ask(block.lines[0], question)
        return replace(block, kind="heading")
    return block


def _with_paragraphs_joined(blocks: list[Block]) -> list[Block]:
    """A paragraph without an end and one that starts with a small letter are certainly one."""
    runs: list[list[Block]] = []
    for block in blocks:
        if runs and _is_open(runs[-1][-1]) and block.kind == "paragraph" and block.text[0].islower():
            runs[-1].append(block)
        else:
            runs.append([block])
    return [_one_paragraph(run) if len(run) > 1 else run[0] for run in runs]


def _one_paragraph(blocks: list[Block]) -> Block:
    lines = tuple(line for block in blocks for line in block.lines)
    return Block("paragraph", lines, joined(block.text for block in blocks).replace("\n", " "))


def _is_open(block: Block) -> bool:
    return block.kind == "paragraph" and not titles.ends_a_sentence(block.text)


def _is_row(block: Block) -> bool:
    """Of a table that lost its lines: cells apart by tabs or bars, or one cell of a word or two. None of them
    ends with a full stop, so nothing is asked."""
    cells = "\t" in block.lines[-1].text or "|" in block.text
    return cells or len(block.text.split()) < SHORTEST_SENTENCE


def _ask(blocks: list[Block], ledger: Ledger) -> None:
    for block, following in pairwise(blocks):
        if _is_open(block) and following.kind == "paragraph" and not _is_row(block):
            ledger.ask(
                block.lines[-1],
                _(
                    "the paragraph ends without a full stop. Does line %(number)d go on with it? "
                    "%(text)s / %(following)s"
                )
                % {
                    "number": following.lines[0].number,
                    "text": quoted(block.text),
                    "following": quoted(following.text),
                },
            )
    for line in (line for block in blocks for line in block.lines):
        if page := danish.PAGE_NAMED.search(line.text):
            question = _("“%(page)s” of the old document is referred to. Where is it now?")
            ledger.ask(line, question % {"page": page.group()})
        if danish.FILE_NAMED.search(line.text):
            ledger.ask(line, _("an attached file is referred to. Add it as an annex file."))
