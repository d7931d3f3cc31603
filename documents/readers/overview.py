"""An annex that repeats the goals: the portal makes its own from the goals themselves."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from documents.readers import titles
from documents.readers.blocks import Block, Item
from documents.readers.bodies import body
from documents.readers.reading import Ledger, Line, quoted
from documents.readers.segments import Part
from documents.readers.slugs import Slugs
from documents.tree import Goal, NationalGoal, Section

ALIKE = 0.9


def overview_of(
    part: Part, goals: Iterable[Goal], national_goals: Iterable[NationalGoal], slugs: Slugs, ledger: Ledger
) -> Section:
    """What is not a goal of the plan stays as the annex's own text. A goal that is spelt differently
    here is asked about; the plan keeps the words that stand where the goal is set."""
    known = [(f"ministermål {goal.number}", goal.title) for goal in national_goals]
    known += [(f"mål {goal.number}", goal.text) for goal in goals]
    if part.heading:
        ledger.place(part.heading.lines, f"{part.place} › overskrift")
    left: list[Block] = []
    differences: dict[tuple[str, str], list[tuple[str, Line]]] = {}
    for index, block in enumerate(part.blocks):
        following = part.blocks[index + 1] if index + 1 < len(part.blocks) else None
        if block.items and all(_match(item.text, known) for item in block.items):
            for item in block.items:
                _place(item, known, part, differences, ledger)
        elif block.kind == "heading" and following and following.items and "mål" in block.text.lower():
            ledger.place(block.lines, f"{part.place} › {block.text} (overskrift, dannes af portalen)")
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


def _match(text: str, known: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The goal that the text repeats: word for word, or nearly so."""
    found = max(known, key=lambda goal: _likeness(text, goal[1]), default=None)
    return found if found and _likeness(text, found[1]) >= ALIKE else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, titles.normal(one), titles.normal(other)).ratio()


def _place(
    item: Item,
    known: list[tuple[str, str]],
    part: Part,
    differences: dict[tuple[str, str], list[tuple[str, Line]]],
    ledger: Ledger,
) -> None:
    name, text = _match(item.text, known) or ("", "")
    same = titles.same(item.text, text)
    ledger.place(
        item.lines, f"{part.place} › {name}{'' if same else ', stavet anderledes'} (dannes af portalen)"
    )
    if not same:
        differences.setdefault(_difference(item.text, text), []).append((name, item.lines[0]))


def _ask(differences: dict[tuple[str, str], list[tuple[str, Line]]], part: Part, ledger: Ledger) -> None:
    """A word that is spelt in another way throughout is one question."""
    for (here, there), found in differences.items():
        ledger.ask(
            found[0][1],
            f"{part.place.lower()} skriver {quoted(here)}, hvor {', '.join(name for name, _ in found)} skriver "
            f"{quoted(there)}. Målenes egne ord er brugt. Hvad er rigtigt?",
        )


def _difference(one: str, other: str) -> tuple[str, str]:
    """The words that differ, on each side."""
    here, there = (re.sub(r"[*_]", "", text).split() for text in (one, other))
    changes = [code for code in SequenceMatcher(None, here, there).get_opcodes() if code[0] != "equal"]
    start, end = changes[0], changes[-1]
    return " ".join(here[start[1] : end[2]]), " ".join(there[start[3] : end[4]])
