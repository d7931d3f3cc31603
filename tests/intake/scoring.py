"""How much of a plan is recognised: precision and recall over themes, goals, initiatives, strategies, decisions and
periods. Right is what has the kind, the text, the parent and the number that the plan has."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from intake.formats.reading import read
from intake.outline import Outline
from intake.recognise import words
from intake.recognise.reading import recognise
from intake.recognised import Piece, Recognised

PLANS = Path(__file__).parent / "plans"
FORMS = {
    "styled Word": "docx",
    "ODT": "odt",
    "Markdown": "md",
    "unstyled Word": "plain.docx",
    "PDF": "pdf",
    "layout text": "txt",
    "Word's text": "word.txt",
}
FLOORS = {
    "styled Word": 95,
    "ODT": 95,
    "Markdown": 95,
    "unstyled Word": 90,
    "PDF": 90,
    "layout text": 80,
    "Word's text": 80,
}
Item = tuple[str, str, str, str]
"""Kind, text, parent's text and number."""


@dataclass(frozen=True, slots=True)
class Score:
    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return 100 * self.right / self.found if self.found else 100.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.wanted if self.wanted else 100.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)


@cache
def outline_of(name: str) -> Outline:
    path = PLANS / name
    return read(path.read_bytes(), path.name)


@cache
def recognised(name: str) -> Recognised:
    return recognise(outline_of(name))


@cache
def expected() -> dict[str, dict[str, list[list[str]]]]:
    return json.loads((PLANS / "expected.json").read_text())  # type: ignore[no-any-return]


def items_of(found: Recognised) -> list[Item]:
    items: list[Item] = []
    for piece in found.pieces:
        if piece.role in ("theme", "goal", "initiative", "strategy"):
            items.append(
                (piece.role, plain(f"{piece.text} {body_of(piece)}"), parent_of(piece, found), piece.number)
            )
    decisions = {
        (d.body.split()[-1], d.date.isoformat(), d.outcome): d for p in found.pieces for d in p.decisions
    }
    for (body, date, outcome), decision in decisions.items():
        items.append(("decision", f"{plain(body)} {date} {outcome}", plain(decision.votes), ""))
    items.append(("period", f"{found.year}-{found.last_year}", "", ""))
    return items


def body_of(piece: Piece) -> str:
    return piece.body if piece.role in ("initiative", "strategy") else ""


def parent_of(piece: Piece, found: Recognised) -> str:
    """The theme that it is in. Of a theme, its parent is a matter of the section that it stands in, which plain text
    does not say."""
    above = next((other for other in found.pieces if other.id == piece.parent), None)
    if above and above.role in ("strategy", "goal"):
        return parent_of(above, found)
    return plain(above.text) if above and above.role == "theme" else ""


def plain(text: str) -> str:
    return re.sub(r"[^\w%]+", " ", words.bare(text)).casefold().strip()


def wanted_of(plan: str) -> list[Item]:
    return [(kind, text, parent, number) for kind, text, parent, number in expected()[plan]["items"]]


def score(found: list[Item], wanted: list[Item]) -> Score:
    return Score((Counter(found) & Counter(wanted)).total(), len(found), len(wanted))


def score_of(name: str, plan: str) -> Score:
    return score(items_of(recognised(name)), wanted_of(plan))


def wrong_of(name: str, plan: str) -> tuple[list[Item], list[Item]]:
    """What is found and wrong, and what is missing."""
    return differences(items_of(recognised(name)), wanted_of(plan))


def differences(found: list[Item], wanted: list[Item]) -> tuple[list[Item], list[Item]]:
    there, right = Counter(found), Counter(wanted)
    return list((there - right).elements()), list((right - there).elements())


def headings_of(found: Recognised) -> list[str]:
    roles = ("title", "section", "annex", "theme", "theme_group", "national_goal")
    return [
        piece.text
        for piece in found.pieces
        if piece.role in roles or (piece.form == "heading" and piece.role != "left_out")
    ]


def false_headings(name: str, plan: str) -> list[str]:
    return not_among(
        headings_of(recognised(name)), {plain(words[0]) for words in expected()[plan]["headings"]}
    )


def not_among(headings: list[str], wanted: set[str]) -> list[str]:
    """Headings that the plan does not have, by the words of those that it has."""
    return [heading for heading in headings if not _is_among(plain(heading), wanted)]


def _is_among(heading: str, wanted: set[str]) -> bool:
    return any(
        heading == one or one.endswith(f" {heading}") or one.startswith(f"{heading} ") for one in wanted
    )


def table() -> str:
    """A line a form, for people."""
    plans = sorted(expected())
    lines = ["form | precision | recall | false headings"]
    for form, ending in FORMS.items():
        total = Score(0, 0, 0)
        false = headings = 0
        for plan in plans:
            total += score_of(f"{plan}.{ending}", plan)
            false += len(false_headings(f"{plan}.{ending}", plan))
            headings += len(headings_of(recognised(f"{plan}.{ending}")))
        lines.append(f"{form} | {total.precision:.1f} | {total.recall:.1f} | {false} of {headings}")
    return "\n".join(lines)
