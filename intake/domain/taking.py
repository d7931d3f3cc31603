"""Pieces that a person takes for something else. Pure, and as quick for thousands of pieces as for one: they are looked
up by number, and who belongs to whom is kept in step."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from intake.piece_tree import CAN_HOLD
from intake.recognise.reading import with_decisions
from intake.recognise.review import verdict_of
from intake.recognised import CERTAIN, HEADED, Piece, Recognised, Role

OPENS: frozenset[Role] = frozenset(("section", "annex", "theme_group", "theme"))
"""What follows one of these belongs to it, until the next of them."""
FINDS_ITS_PLACE: frozenset[Role] = frozenset(
    ("goal", "strategy", "initiative", "will", "does", "status", "challenge")
)
"""What belongs to the last before it that can hold it, where it cannot be where it is."""


def as_role(recognised: Recognised, ids: Collection[int], role: Role) -> Recognised:
    """The pieces are taken for something else by a person, who is sure."""
    work = _Work(recognised.pieces)
    before = [work.name(wanted, role) for wanted in ids]
    for piece in before:
        work.place(piece)
    changed = replace(recognised, pieces=tuple(work.pieces))
    return with_decisions(changed) if role == "decision" else changed


class _Work:
    def __init__(self, pieces: Collection[Piece]) -> None:
        self.pieces = list(pieces)
        self.at = {piece.id: place for place, piece in enumerate(self.pieces)}
        self.inside: dict[int, set[int]] = defaultdict(set)
        for piece in self.pieces:
            self.inside[piece.parent].add(piece.id)

    def name(self, wanted: int, role: Role) -> Piece:
        """All are named before one is placed, so that none of them takes another along. The piece as it was."""
        piece = self.pieces[self.at[wanted]]
        changed = replace(piece, role=role, sure=CERTAIN, reason="by_hand" if role == "left_out" else "")
        if piece.role == "decision" and role != "decision" and piece.body == piece.text:
            changed = replace(
                changed, body="", decisions=()
            )  # what the decision left for its section is its text
        if role == "assessment":
            changed = replace(changed, verdict=piece.verdict or verdict_of(piece.text))
        self._put(changed)
        return piece

    def place(self, before: Piece) -> None:
        changed = self.pieces[self.at[before.id]]
        if changed.role == before.role:
            return
        if before.role in HEADED and changed.role not in HEADED:
            changed = self._give_away(changed)
        changed = replace(changed, parent=self._parent_for(changed))
        self._put(changed)
        if changed.role in OPENS:
            self._take_what_follows(changed)

    def _put(self, piece: Piece) -> None:
        place = self.at[piece.id]
        self.inside[self.pieces[place].parent].discard(piece.id)
        self.inside[piece.parent].add(piece.id)
        self.pieces[place] = piece

    def _above(self, piece: Piece) -> Piece | None:
        return self.pieces[self.at[piece.parent]] if piece.parent in self.at else None

    def _opening_before(self, piece: Piece) -> Iterator[Piece]:
        """From the nearest on."""
        for place in range(self.at[piece.id] - 1, -1, -1):
            if self.pieces[place].role in OPENS:
                yield self.pieces[place]

    def _give_away(self, piece: Piece) -> Piece:
        """What belonged to it belongs to the one before it that opens, else to what it belonged to itself."""
        heir = next((o.id for o in self._opening_before(piece) if o.parent == piece.parent), piece.parent)
        for number in sorted(self.inside[piece.id]):
            self._put(replace(self.pieces[self.at[number]], parent=heir))
        return replace(piece, parent=heir)

    def _parent_for(self, piece: Piece) -> int:
        """The nearest part above that can hold it; for what cannot be where it is, the last before it that can."""
        above, seen = self._above(piece), {piece.id}
        while above is not None and piece.role != "left_out" and above.role not in CAN_HOLD[piece.role]:
            seen.add(above.id)
            above = self._above(above)
            if above is not None and above.id in seen:
                above = None
        if above is None and piece.role in FINDS_ITS_PLACE:
            last = next(self._opening_before(piece), None)
            if last is not None and last.role in CAN_HOLD[piece.role]:
                return last.id
        return above.id if above else 0

    def _take_what_follows(self, piece: Piece) -> None:
        """Up to the next that opens: what stood below the heading before it stands below this one now."""
        for place in range(self.at[piece.id] + 1, len(self.pieces)):
            other = self.pieces[place]
            if other.role in OPENS:
                return
            above = self._above(other)
            if above is None or above.role in OPENS:
                self._put(replace(other, parent=piece.id))
