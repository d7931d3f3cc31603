"""An annex that repeats the goals: the portal makes its own from the goals themselves."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from documents.tree import Goal, NationalGoal, Section
from intake.readers import danish, places, titles
from intake.readers.blocks import Block, Item
from intake.readers.bodies import body
from intake.readers.parse_result import Ledger, Line, named, quoted
from intake.readers.segments import Part
from intake.readers.slugs import Slugs

SIMILARITY_THRESHOLD = 0.9
LONGEST = 2_000
"""Characters of a goal. What is longer is compared word for word alone."""
MOST_COMPARED = 40_000
"""Characters that are compared with what is nearly the same, since that takes long: ten goals that are spelt
in another way, each with thirty. What comes after is compared word for word alone."""


def overview_of(
    part: Part, goals: Iterable[Goal], national_goals: Iterable[NationalGoal], slugs: Slugs, ledger: Ledger
) -> Section:
    """What is not a goal of the plan stays as the annex's own text. A goal that is spelt differently here is
    asked about; the plan keeps the words of the place where the goal is set."""
    known = _Known(
        [
            *((places.national_goal(goal.number).lower(), goal.title) for goal in national_goals),
            *((_("goal %(number)d") % {"number": goal.number}, goal.text) for goal in goals),
        ]
    )
    if part.heading:
        ledger.place(part.heading.lines, places.heading(part.place))
    left: list[Block] = []
    differences: dict[tuple[str, str], list[tuple[str, Line]]] = {}
    for index, block in enumerate(part.blocks):
        following = part.blocks[index + 1] if index + 1 < len(part.blocks) else None
        matches = _matches(block.items, known)
        if matches:
            for item, match in matches:
                _place(item, match, part, differences, ledger)
        elif block.kind == "heading" and following and following.items and danish.GOAL in block.text.lower():
            where = places.within(part.place, named(block.text))
            ledger.place(block.lines, _("%(place)s (heading, made by the portal)") % {"place": where})
        else:
            left.append(block)
    _ask(differences, part, ledger)
    return Section(
        title=part.title,
        slug=slugs.take(f"{part.label} {part.title}", "afsnit"),
        kind="goal_overview",
        label=part.label,
        body=body(left, part.place, ledger),
    )


class _Known:
    """The goals that an overview may repeat, by name and text."""

    def __init__(self, goals: list[tuple[str, str]]) -> None:
        self._by_words: dict[str, tuple[str, str]] = {}
        for goal in goals:
            self._by_words.setdefault(titles.normal(goal[1]), goal)
        self._left = MOST_COMPARED

    def match(self, text: str) -> tuple[str, str] | None:
        """The goal that the text repeats: word for word, or nearly so; the nearest of several."""
        words = titles.normal(text)
        if (same := self._by_words.get(words)) or len(words) > LONGEST:
            return same
        return max(self._alike(words), default=(0.0, None), key=lambda found: found[0])[1]

    def _alike(self, words: str) -> Iterator[tuple[float, tuple[str, str]]]:
        for other, goal in self._by_words.items():
            if self._left <= 0:
                return
            self._left -= 1
            if 2 * min(len(words), len(other)) < SIMILARITY_THRESHOLD * (len(words) + len(other)):
                continue  # no two of such lengths are alike
            self._left -= len(words)
            compared = SequenceMatcher(None, words, other)
            if (
                compared.quick_ratio() >= SIMILARITY_THRESHOLD
                and (ratio := compared.ratio()) >= SIMILARITY_THRESHOLD
            ):
                yield ratio, goal


def _matches(items: tuple[Item, ...], known: _Known) -> list[tuple[Item, tuple[str, str]]]:
    """The goal that each item repeats; nothing where one repeats none."""
    found = []
    for item in items:
        match = known.match(item.text)
        if match is None:
            return []
        found.append((item, match))
    return found


def _place(
    item: Item,
    match: tuple[str, str],
    part: Part,
    differences: dict[tuple[str, str], list[tuple[str, Line]]],
    ledger: Ledger,
) -> None:
    name, text = match
    same = titles.same(item.text, text)
    text_here = (
        _("%(place)s (made by the portal)") if same else _("%(place)s, spelt otherwise (made by the portal)")
    )
    ledger.place(item.lines, text_here % {"place": places.within(part.place, name)})
    if not same:
        differences.setdefault(_difference(item.text, text), []).append((name, item.lines[0]))


def _ask(differences: dict[tuple[str, str], list[tuple[str, Line]]], part: Part, ledger: Ledger) -> None:
    """A word that is spelt in another way throughout is one question."""
    for (here, there), found in differences.items():
        ledger.ask(
            found[0][1],
            _(
                "%(place)s has %(here)s where %(goals)s has %(there)s. The goals' own words are used. Which is right?"
            )
            % {
                "place": part.place.lower(),
                "here": quoted(here),
                "goals": ", ".join(name for name, _line in found),
                "there": quoted(there),
            },
        )


def _difference(one: str, other: str) -> tuple[str, str]:
    """The words that differ, on each side."""
    here, there = (re.sub(r"[*_]", "", text).split() for text in (one, other))
    changes = [code for code in SequenceMatcher(None, here, there).get_opcodes() if code[0] != "equal"]
    start, end = changes[0], changes[-1]
    return " ".join(here[start[1] : end[2]]), " ".join(there[start[3] : end[4]])
