"""What an overview says once more of the goals is left out, since the portal makes its own."""

from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from intake.recognise import words
from intake.recognise.pieces import Pieces
from intake.recognised import Piece

ALIKE = 0.9
LONGEST, MOST_COMPARED = 2_000, 40_000
"""Characters of a goal that is compared with what is nearly the same, and of all, since that takes long. What is longer,
or comes after, is compared word for word alone."""


def leave_repeated(pieces: Pieces) -> None:
    goals = {words.plain(p.text): p for p in pieces.made if p.role in ("goal", "national_goal")}
    inside = _overviews(pieces)
    told = [piece for piece in pieces.made if piece.parent in inside and piece.role == "text"]
    left = MOST_COMPARED
    for piece in told:
        said = words.plain(piece.text)
        goal = goals.get(said)
        if goal is None and len(said) <= LONGEST:
            goal, left = _nearest(said, goals, left)
            if goal is not None:
                text = _("“%(here)s” is spelt otherwise than the goal “%(there)s”. The goal’s words are used.")
                pieces.ask("spelt_otherwise", text % {"here": piece.text[:80], "there": goal.text[:80]}, goal)
        if goal is not None:
            pieces.change(piece, role="left_out", reason="repeated")
    _leave_empty(pieces, inside)


def _overviews(pieces: Pieces) -> set[int]:
    """And the sections in them."""
    inside: set[int] = set()
    for piece in pieces.made:
        if piece.section_kind == "goal_overview" or (piece.parent in inside and piece.role == "section"):
            inside.add(piece.id)
    return inside


def _nearest(said: str, goals: dict[str, Piece], left: int) -> tuple[Piece | None, int]:
    found: list[tuple[float, Piece]] = []
    for other, goal in goals.items():
        if 2 * min(len(said), len(other)) < ALIKE * (len(said) + len(other)) or left <= 0:
            continue  # no two of such lengths are alike
        left -= len(said)
        compared = SequenceMatcher(None, said, other)
        if compared.quick_ratio() >= ALIKE and (ratio := compared.ratio()) >= ALIKE:
            found.append((ratio, goal))
    return max(found, key=lambda one: one[0], default=(0.0, None))[1], left


def _leave_empty(pieces: Pieces, inside: set[int]) -> None:
    """A heading within the overview with nothing left below it."""
    for piece in pieces.made:
        if piece.parent in inside and piece.role == "section":
            below = [other for other in pieces.made if other.parent == piece.id]
            if below and all(other.reason == "repeated" for other in below):
                pieces.change(piece, role="left_out", reason="label")
