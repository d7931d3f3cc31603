"""Signs that somebody types in a plain text: stars around words that are set off, marks around a quotation."""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake.outline import Block

MARKS = "”“„"
STARS = re.compile(r"(?<![\w*])(?P<star>\\\*(?:\\\*)?)(?=[^\s\\])(?P<words>[^*\\]+)(?<=\S)(?P=star)(?![\w*])")
LONGEST_QUOTATION = 20
"""Paragraphs."""


def with_signs(blocks: Sequence[Block]) -> list[Block]:
    made = [
        replace(block, text=STARS.sub(_set_off, block.text)) if block.kind in ("paragraph", "item") else block
        for block in blocks
    ]
    for first, last in _quotations(made):
        made[first : last + 1] = [
            replace(block, text=f"> {block.text}") if block.kind == "paragraph" else block
            for block in made[first : last + 1]
        ]
    return made


def _set_off(match: re.Match[str]) -> str:
    star = match["star"].replace("\\", "")
    return f"{star}{match['words']}{star}"


def _quotations(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """From a paragraph that opens with ” to the one that closes with it: the marks are alike in Danish type, so that one
    alone in its paragraph opens or closes."""
    found: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        opens = block.kind == "paragraph" and block.text[:1] in tuple(MARKS) and _is_alone(block)
        if not opens or (found and index <= found[-1][1]):
            continue
        for at in range(index + 1, min(len(blocks), index + LONGEST_QUOTATION)):
            if blocks[at].kind not in ("paragraph", "furniture"):
                break
            if _is_alone(blocks[at]):
                if re.search(rf"[{MARKS}][.,]?$", blocks[at].text):
                    found.append((index, at))
                break
    return found


def _is_alone(block: Block) -> bool:
    return len(re.findall(f"[{MARKS}]", block.text)) % 2 == 1
