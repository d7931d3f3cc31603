"""Goals: what the plan sets itself to reach."""

import re
from collections.abc import Iterable

from documents.readers.blocks import Block
from documents.readers.reading import Ledger
from documents.tree import Goal, Quality

MEASURED = re.compile(
    r"\d ?%|\b(?:færre|flere|lavere|højere|mindre|større|bedre)\b[^.]*\bend\b|i forhold til|på niveau med",
    re.IGNORECASE,
)
"""Words that set a goal against a number or another area."""


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
    quality: Quality = "quantified" if MEASURED.search(text) else "qualitative"
    return Goal(number=number, text=text, quality=quality)
