"""Goals: what the plan sets itself to reach."""

import re
from collections.abc import Iterable

from documents.tree import Goal, Quality
from intake.readers.blocks import Block
from intake.readers.parse_result import Ledger

MEASURED = re.compile(r"\d ?%|i forhold til|på niveau med", re.IGNORECASE)
"""Words that set a goal against a number or another area."""
MORE = re.compile(r"\b(?:færre|flere|lavere|højere|mindre|større|bedre)\b", re.IGNORECASE)
THAN = re.compile(r"\bend\b", re.IGNORECASE)


def goals_of(blocks: Iterable[Block], place: str, ledger: Ledger) -> tuple[Goal, ...]:
    """One for each paragraph or list item; emphasis around the whole of it is left out."""
    goals: list[Goal] = []
    for block in blocks:
        for text, lines in [(item.text, item.lines) for item in block.items] or [(block.text, block.lines)]:
            ledger.place(lines, f"{place} › mål {len(goals) + 1}")
            words = re.sub(r"^([*_]{1,2})(.*)\1$", r"\2", text.strip(), flags=re.DOTALL)
            goals.append(goal_of(len(goals) + 1, words))
    return tuple(goals)


def goal_of(number: int, text: str) -> Goal:
    is_measured = MEASURED.search(text) or any(map(_compares, text.split(".")))
    quality: Quality = "quantified" if is_measured else "qualitative"
    return Goal(number=number, text=text, quality=quality)


def _compares(sentence: str) -> bool:
    """ "færre … end": the first word of its kind decides, whatever follows, so that each is looked for once."""
    more = MORE.search(sentence)
    return more is not None and THAN.search(sentence, more.end()) is not None
