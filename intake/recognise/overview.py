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
    otherwise: list[tuple[Piece, Piece]] = []
    for piece in told:
        said = words.plain(piece.text)
        goal = goals.get(said)
        if goal is None and len(said) <= LONGEST:
            goal, left = _nearest(said, goals, left)
            if goal is not None:
                otherwise.append((piece, goal))
        if goal is not None:
            pieces.change(piece, role="left_out", reason="repeated")
    if otherwise:
        text = _(
            "The overview spells %(count)d goals otherwise than where they are set, first “%(here)s” for “%(there)s”. "
            "The words where they are set are kept."
        )
        here, there = _difference(otherwise[0][0].text, otherwise[0][1].text)
        told_of = [goal for _piece, goal in otherwise]
        pieces.ask(
            "spelt_otherwise", text % {"count": len(otherwise), "here": here, "there": there}, *told_of
        )
    _leave_empty(pieces, inside)


def _difference(one: str, other: str) -> tuple[str, str]:
    """The words that differ, on each side."""
    here, there = words.bare(one).split(), words.bare(other).split()
    changes = [code for code in SequenceMatcher(None, here, there).get_opcodes() if code[0] != "equal"]
    start, end = changes[0], changes[-1]
    return " ".join(here[start[1] : end[2]]), " ".join(there[start[3] : end[4]])


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
