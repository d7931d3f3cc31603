"""A document's headings, each with its own lines and what is below it, and which of them is the title."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from intake.recognise import words
from intake.recognise.lines import Line
from intake.recognise.words import Label


@dataclass(slots=True)
class Head:
    """A heading, and the lines until the next one."""

    index: int
    line: Line
    level: int
    parent: "Head | None" = None
    own: list[Line] = field(default_factory=list)
    children: list["Head"] = field(default_factory=list)

    @property
    def label(self) -> Label:
        return self.line.label

    @property
    def title(self) -> str:
        return self.line.label.title or self.line.text

    def within(self) -> Iterable[Line]:
        yield from self.own
        for child in self.children:
            yield child.line
            yield from child.within()


def title_index_of(lines: Sequence[Line]) -> int:
    """The first heading that names a plan, unless it comes late; else the very first one."""
    first = [index for index, line in enumerate(lines) if line.block.kind == "heading"][:3]
    named = [
        i
        for i in first
        if words.PERIOD.search(lines[i].text) or words.PLAN_WORD.search(lines[i].text.partition(" ")[0])
    ]
    if named:
        return named[0]
    foremost = next((index for index, line in enumerate(lines) if line.block.kind != "furniture"), -1)
    highest = [i for i in first[:1] if lines[i].block.level == 1 or (i == foremost and not lines[i].lead)]
    return highest[0] if highest else -1


def heads_of(lines: list[Line], has_levels: bool, title_index: int) -> list[Head]:
    heads: list[Head] = []
    open_heads: list[Head] = []
    for index, line in enumerate(lines):
        if not line.is_heading:
            if heads:
                heads[-1].own.append(line)
            continue
        head = Head(index, line, 0 if index == title_index else _level(line, has_levels))
        while open_heads and open_heads[-1].level >= head.level:
            open_heads.pop()
        head.parent = open_heads[-1] if open_heads else None
        if head.parent:
            head.parent.children.append(head)
        open_heads.append(head)
        heads.append(head)
    return heads


def _level(line: Line, has_levels: bool) -> int:
    """Without levels in the file, the depth of its number says it, else the reader's guess."""
    number = line.label.number
    if not has_levels and (words.CHAPTER.fullmatch(line.text) or words.ANNEX.fullmatch(line.text)):
        return 1
    if not has_levels and re.fullmatch(r"\d+(?:\.\d+)*", number):
        return 1 + len(number.split("."))
    return max(1, line.block.level)
