"""Goals: what the plan sets itself to reach."""

import re
from collections.abc import Iterable

from documents.tree import Goal, Quality
from intake.readers import places
from intake.readers.blocks import Block
from intake.readers.danish import MEASURED, MORE, THAN
from intake.readers.parse_result import Ledger


def goals_of(blocks: Iterable[Block], place: str, ledger: Ledger) -> tuple[Goal, ...]:
    """One for each paragraph or list item; emphasis around the whole of it is left out."""
    goals: list[Goal] = []
    for block in blocks:
        for text, lines in [(item.text, item.lines) for item in block.items] or [(block.text, block.lines)]:
            ledger.place(lines, places.goal(place, len(goals) + 1))
            words = re.sub(r"^([*_]{1,2})(.*)\1$", r"\2", text.strip(), flags=re.DOTALL)
            goals.append(goal_of(len(goals) + 1, words))
    return tuple(goals)


def goal_of(number: int, text: str) -> Goal:
    is_measured = MEASURED.search(text) or any(map(_compares, text.split(".")))
    quality: Quality = "quantified" if is_measured else "qualitative"
    return Goal(number=number, text=text, quality=quality)


def _compares(sentence: str) -> bool:
    """ "færre … end": the first word of its kind decides, whatever follows, so that each is looked for
    once."""
    more = MORE.search(sentence)
    return more is not None and THAN.search(sentence, more.end()) is not None
