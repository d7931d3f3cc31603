"""Blocks → parts: which heading opens a section, a chapter, an annex or a theme of its own."""

from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.tree import SectionKind
from intake.readers import danish, titles
from intake.readers.blocks import Block
from intake.readers.parse_result import Ledger, named, quoted
from intake.recognise import words


@dataclass(slots=True)
class Part:
    """A heading (None at the start, and where a theme's is missing) and the blocks below it."""

    heading: Block | None
    title: str = ""
    label: str = ""
    kind: SectionKind = "text"
    is_theme: bool = False
    is_group: bool = False
    """A level above the themes."""
    blocks: list[Block] = field(default_factory=list)
    has_will: bool = False
    has_does: bool = False

    def add(self, block: Block) -> None:
        self.blocks.append(block)
        if block.kind == "heading":
            self.has_will = self.has_will or bool(titles.WILL.fullmatch(block.text))
            self.has_does = self.has_does or bool(titles.DOES.fullmatch(block.text))

    @property
    def place(self) -> str:
        return self.label or named(self.title) or danish.INTRODUCTION


def parts_of(blocks: list[Block], ledger: Ledger) -> list[Part]:
    parts, above = [Part(None)], word_above_themes(blocks)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        opened = _opened(block, following, parts[-1], above, ledger) if block.kind == "heading" else None
        if opened:
            parts.append(opened)
        if opened is None or opened.heading is None:
            parts[-1].add(block)
    return [part for part in parts if part.heading or part.blocks or part.is_theme]


def word_above_themes(blocks: list[Block]) -> str:
    """The word for the level above the themes: that of the first heading in such a word, where the next is one
    of a theme, in another. Empty where the plan has no such level."""
    headings = (block.text for block in blocks if block.kind == "heading")
    found = [match["word"].casefold() for text in headings if (match := titles.LEVEL.fullmatch(text))]
    if len(set(found)) == 2 and found[0] != found[1] and found[1] in danish.THEME_WORDS:
        return found[0]
    return ""


def _opened(block: Block, following: Block | None, current: Part, above: str, ledger: Ledger) -> Part | None:
    """The part that the heading opens; None when it belongs to the current one. `above` is the word for the
    level above the themes."""
    level = titles.LEVEL.fullmatch(block.text) if above else None
    if level and level["word"].casefold() == above:
        return Part(block, capfirst(level["title"].strip()), level["label"] or "", is_group=True)
    for pattern in (titles.CHAPTER, titles.ANNEX):
        if found := titles.labelled(pattern, block.text):
            kind = titles.section_kind(found.title, found.label)
            return Part(block, found.title, found.label, kind)
    if found := titles.labelled(titles.THEME, block.text):
        return Part(block, found.title, found.label.split()[0], is_theme=True)
    if titles.WILL.fullmatch(block.text):
        opens = not current.is_theme or current.has_will
        return Part(None, is_theme=True) if opens else None
    if titles.DOES.fullmatch(block.text):
        return None
    if following and titles.WILL.fullmatch(following.text):
        return Part(block, block.text, is_theme=True)
    if current.is_theme:
        return _after_themes(block, current, ledger)
    if current.label or current.is_group:
        return None
    return Part(block, block.text, kind=titles.section_kind(block.text, ""))


def _after_themes(block: Block, current: Part, ledger: Ledger) -> Part | None:
    """A heading below a theme's actions is theirs, unless its words say that it is beside them."""
    known = titles.section_kind(block.text, "") != "text"
    if not current.has_does or not (known or words.BESIDES.search(block.text)):
        return None
    question = _(
        "%(text)s is read as a section of its own after the themes, not as a part of the theme above it. "
        "Is that right?"
    )
    ledger.ask(block.lines[0], question % {"text": quoted(block.text)})
    return Part(block, block.text, kind=titles.section_kind(block.text, ""))
