"""Warning: the same goal is written in two places in different words, and it is unclear which applies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.tree import PlanDocument
from publishing.checks.model import Check, CheckInput, Finding, Severity
from publishing.checks.rendered import rendered
from publishing.checks.texts import Form, Text, goal_part, texts

SIMILARITY_THRESHOLD = 0.8
"""Share of the words that two wordings of one goal have in common, in the same order."""
FEWEST = 6
"""Words: shorter lines are alike by chance."""
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
LINE = re.compile(r"(?:[^.!?\n]|[.](?=\d|\S))+")


@dataclass(frozen=True, slots=True)
class Words:
    """Of a line or a goal: in their order, each once, and as one text; worked out once for many
    comparisons."""

    listed: tuple[str, ...]
    each: frozenset[str]
    joined: str


@dataclass(frozen=True, slots=True)
class Wording:
    owner: str
    name: str
    words: Words


def find(check_input: CheckInput) -> Iterator[Finding]:
    goals = [wording for wording in _goals(check_input.document) if len(wording.words.listed) >= FEWEST]
    for text in texts(check_input.document):
        found = list(dict.fromkeys(_differing(text, goals)))
        if found:
            message = _("Worded otherwise than the goal: %(found)s")
            yield Finding(text.place, message % {"found": " · ".join(found)}, text.value)


def _differing(text: Text, goals: list[Wording]) -> Iterator[str]:
    if text.form is Form.TITLE or text.place.kind in {"follow_up", "assessment", "chapter"}:
        return
    own = text.place.key.rpartition("/")[0] if text.place.kind == "goal" else None
    others = [goal for goal in goals if goal.owner != own]
    for line in _lines(text):
        words = _words(line)
        if len(words.listed) < FEWEST or any(goal.words.joined in words.joined for goal in others):
            continue
        alike = max(others, key=lambda goal: _likeness(words, goal.words), default=None)
        if alike and _likeness(words, alike.words) >= SIMILARITY_THRESHOLD:
            yield f"{alike.name}: “{line}”"


def _goals(document: PlanDocument) -> Iterator[Wording]:
    for theme, goal in document.all_goals():
        part = goal_part(document, theme, goal)
        yield Wording(part.key.rpartition("/")[0], part.name, _words(goal.text))


def _lines(text: Text) -> Iterator[str]:
    words = rendered(text.value).plain if text.form is Form.MARKDOWN else text.value
    return (match.group().strip() for match in LINE.finditer(words))


def _words(text: str) -> Words:
    listed = tuple(WORD.findall(text.lower()))
    return Words(listed, frozenset(listed), f" {' '.join(listed)} ")


def _likeness(words: Words, goal: Words) -> float:
    # Two counts that cost little, and are never below the true one.
    if 2 * min(len(words.listed), len(goal.listed)) < SIMILARITY_THRESHOLD * (
        len(words.listed) + len(goal.listed)
    ):
        return 0
    if (
        2 * len(words.each & goal.each)
        < SIMILARITY_THRESHOLD * (len(words.each) + len(goal.each)) * SIMILARITY_THRESHOLD
    ):
        return 0
    return SequenceMatcher(None, words.listed, goal.listed, autojunk=False).ratio()


CHECK = Check(
    "worded_twice", Severity.WARNING, gettext_lazy("A goal is worded differently in two places"), find
)
