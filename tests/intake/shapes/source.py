"""A plan written down once, with what is in it marked: the seven forms are made of it, and what is expected.

The source is Markdown's headings, paragraphs, lists and tables, one block a line (a table a row a line). A mark says
what the words after it are, to the end of the block or cell, or to `{/}`: `{T:1}` a theme with its number, `{G:1.1}` a
goal, `{I}` an initiative, `{S}` a strategy; `{P:1}` that what follows belongs to the theme of that number. A mark in a table says it of
each row's cell; what else the row tells of an initiative is its text. The lines before the first empty one are its facts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from tests.intake import scoring

PLANS = Path(__file__).parent / "plans"
NAMES = tuple(sorted(path.stem for path in PLANS.glob("*.md")))
MARK = re.compile(r"\{(?P<kind>[TGISP])(?::(?P<number>[^}]*))?\}")
KINDS = {"T": "theme", "G": "goal", "I": "initiative", "S": "strategy"}
BlockKind = Literal["heading", "paragraph", "bullet", "numbered", "table"]


@dataclass(slots=True)
class Block:
    kind: BlockKind
    text: str = ""
    level: int = 0
    label: str = ""
    rows: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    facts: dict[str, list[str]]
    blocks: list[Block]
    items: list[scoring.Item]

    def fact(self, name: str) -> str:
        return next(iter(self.facts.get(name, [])), "")

    @property
    def headings(self) -> list[str]:
        bold = [b.text.strip("*") for b in self.blocks if re.fullmatch(r"\*\*[^*]+\*\*", b.text)]
        return [block.text for block in self.blocks if block.kind == "heading"] + bold


@cache
def source_of(name: str) -> Source:
    front, _empty, body = (PLANS / f"{name}.md").read_text().partition("\n\n")
    facts: dict[str, list[str]] = {}
    for line in front.split("\n"):
        key, _colon, value = line.partition(": ")
        facts.setdefault(key, []).append(value)
    blocks = _blocks(body)
    items = _items(blocks) + _of_facts(facts)
    for block in blocks:
        block.text = _unmarked(block.text)
        block.rows = [[_unmarked(cell) for cell in row] for row in block.rows]
    return Source(facts, blocks, items)


def _unmarked(text: str) -> str:
    return MARK.sub("", text).replace("{/}", "")


def _blocks(body: str) -> list[Block]:
    blocks: list[Block] = []
    for line in body.split("\n"):
        if heading := re.match(r"(#+) (.*)", line):
            blocks.append(Block("heading", heading[2], len(heading[1])))
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not (blocks and blocks[-1].kind == "table"):
                blocks.append(Block("table"))
            if not re.fullmatch(r"[|\s:-]+", line):
                blocks[-1].rows.append(cells)
        elif item := re.match(r"(?P<indent> *)(?P<mark>-|\d+\.|[a-z]\)) +(?P<text>.*)", line):
            ordered = item["mark"] != "-"
            label = item["mark"].rstrip(".)") if ordered else ""
            kind: BlockKind = "numbered" if ordered else "bullet"
            blocks.append(Block(kind, item["text"], 1 + len(item["indent"]) // 4, label))
        elif line.strip():
            blocks.append(Block("paragraph", line))
        elif blocks and blocks[-1].kind == "table":
            blocks.append(Block("paragraph", ""))
    return [block for block in blocks if block.text or block.rows]


def _items(blocks: list[Block]) -> list[scoring.Item]:
    items: list[scoring.Item] = []
    numbered: dict[str, str] = {}
    theme = ""
    for block in blocks:
        for kind, words, number, rest in _told(block):
            if kind == "P":
                theme = numbered[number]
                continue
            if kind == "T":
                theme = numbered[number] = scoring.plain(words)
            items.append(_item(kind, f"{words} {rest}", theme, number))
    return items


def _told(block: Block) -> Iterator[tuple[str, str, str, str]]:
    """Each mark's kind, words and number, and what else is told of it: in a row, or, where the first row is marked, in
    a form's rows below."""
    for kind, words, number in _marked(block.text):
        yield kind, words, number, ""
    form = bool(block.rows) and any(MARK.search(cell) for cell in block.rows[0])
    for index, row in enumerate(block.rows):
        for at, cell in enumerate(row):
            for kind, words, number in _marked(cell):
                below = (
                    " ".join(f"{label}: {text}" for label, text in block.rows[index + 1 :]) if form else ""
                )
                rest = below or ("" if form else _rest_of_row(block.rows[0], row, at))
                yield kind, words, number, rest if kind in "IS" else ""


def _item(kind: str, words: str, theme: str, number: str) -> scoring.Item:
    return KINDS[kind], scoring.plain(words), "" if kind == "T" else theme, number


def _marked(text: str) -> list[tuple[str, str, str]]:
    found = []
    for match in MARK.finditer(text):
        words = re.split(r"\{", text[match.end() :])[0]
        found.append((match["kind"], words, match["number"] or ""))
    return found


def _rest_of_row(headings: list[str], row: list[str], at: int) -> str:
    """What the row tells of it besides: "Ansvarlig: Jobcentret"."""
    return " ".join(
        f"{heading}: {cell}"
        for index, (heading, cell) in enumerate(zip(headings, row, strict=True))
        if index != at
        and cell
        and not MARK.search(cell)
        and not re.fullmatch(r"nr\.?", heading, re.IGNORECASE)
    )


def _of_facts(facts: dict[str, list[str]]) -> list[scoring.Item]:
    items: list[scoring.Item] = []
    for told in facts.get("decision", []):
        body, date, outcome, votes = [*(part.strip() for part in told.split("|")), ""][:4]
        items.append(
            ("decision", f"{scoring.plain(body.split()[-1])} {date} {outcome}", scoring.plain(votes), "")
        )
    items.append(("period", facts["period"][0], "", ""))
    return items
