"""Goals: what the plan sets itself to reach."""

from documents.tree import Goal, Quality
from intake.readers.danish import MEASURED, MORE, THAN


def goal_of(number: int, text: str) -> Goal:
    is_measured = MEASURED.search(text) or any(map(_compares, text.split(".")))
    quality: Quality = "quantified" if is_measured else "qualitative"
    return Goal(number=number, text=text, quality=quality)


def _compares(sentence: str) -> bool:
    """ "færre … end": the first word of its kind decides, whatever follows, so that each is looked for
    once."""
    more = MORE.search(sentence)
    return more is not None and THAN.search(sentence, more.end()) is not None
