"""The verdict on a goal, read from its prose."""

import re
from collections.abc import Iterator

from documents.tree import Verdict

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
MET = re.compile(r"\bopfyldt\b", re.IGNORECASE)
GOAL = re.compile(r"\b(?:del)?mål(?:et|ene|sætningen)?\b", re.IGNORECASE)
NOT = re.compile(r"\bikke\b", re.IGNORECASE)
PARTLY = re.compile(r"\b(?:delvist?|til dels|i nogen grad)\b", re.IGNORECASE)
UNSURE = re.compile(
    r"\b(?:helt|fuldt|fuldstændigt?|næsten|stort set|kun|hvis|såfremt|om|når|forventes|vil|kan|kunne|bliver|"
    r"burde|måske|hverken)\b",
    re.IGNORECASE,
)
"""Words that take a plain verdict back, or turn it about."""

MOST = 10
"""Verdicts in a sentence; one with more is no clear one, and would take long to read."""


def verdict_of(text: str) -> Verdict | None:
    """None when the prose gives no verdict, an uncertain one, or two that disagree."""
    found = set(_verdicts(text))
    return found.pop() if len(found) == 1 else None


def _verdicts(text: str) -> Iterator[Verdict | None]:
    for sentence in SENTENCE.split(" ".join(text.split())):
        found = list(MET.finditer(sentence)) if GOAL.search(sentence) else []
        if len(found) > MOST:
            yield None
            continue
        for match in found:
            before = re.split(r", (?:men|og|at|mens)\b|;", sentence[: match.start()])[-1]
            after = re.split("[,;:.]", sentence[match.end() :])[0]
            yield _verdict(before, after)


def _verdict(clause: str, after: str) -> Verdict | None:
    """`clause` is what is said of the goal up to "opfyldt", `after` what follows before a comma."""
    if UNSURE.search(clause) or any(pattern.search(after) for pattern in (UNSURE, PARTLY, NOT)):
        return None
    if PARTLY.search(clause):
        return None if NOT.search(clause) else "partly"
    return "not_met" if NOT.search(clause) else "met"
