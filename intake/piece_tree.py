"""Pieces below each other, each where it can be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.recognised import HEADED, Piece, Role

CAN_HOLD: dict[Role, frozenset[Role]] = {
    "section": frozenset(("section", "annex", "theme", "theme_group")),
    "annex": frozenset(),
    "theme_group": frozenset(),
    "theme": frozenset(("theme_group",)),
    "goal": frozenset(("theme",)),
    "strategy": frozenset(("theme", "strategy")),
    "initiative": frozenset(("theme", "strategy")),
    "national_goal": frozenset(),
    "decision": frozenset(),
    "assessment": frozenset(("goal",)),
    "title": frozenset(),
    "summary": frozenset(),
    "status": frozenset(("theme", "goal", "strategy", "national_goal", "section", "annex")),
    "challenge": frozenset(("theme", "goal", "strategy", "national_goal", "section", "annex")),
    **dict.fromkeys(
        ("will", "does"), frozenset(("theme", "section", "annex", "theme_group", "strategy", "initiative"))
    ),
    "text": HEADED,
}


@dataclass(slots=True)
class Node:
    piece: Piece
    children: list["Node"] = field(default_factory=list)
    above: "Node | None" = None

    def of(self, *roles: Role) -> list["Node"]:
        return [child for child in self.children if child.piece.role in roles]


def tree_of(pieces: Sequence[Piece]) -> tuple[list[Node], list[Node]]:
    """The pieces below each other, each where it can be; those that are left out are in none."""
    by_id = {piece.id: piece for piece in pieces}
    nodes = {piece.id: Node(piece) for piece in pieces if piece.role != "left_out"}
    roots: list[Node] = []
    for piece in pieces:
        if piece.role == "left_out":
            continue
        node = nodes[piece.id]
        above = _holder(piece, by_id)
        if above is None:
            roots.append(node)
        else:
            node.above = nodes[above.id]
            node.above.children.append(node)
    return roots, [nodes[piece.id] for piece in pieces if piece.id in nodes]


def _holder(piece: Piece, by_id: dict[int, Piece]) -> Piece | None:
    """The nearest above that can hold it; a piece that is above itself belongs to the plan."""
    seen = {piece.id}
    above = by_id.get(piece.parent)
    while above is not None and above.id not in seen:
        if above.role in CAN_HOLD[piece.role]:
            return above if not _is_above(piece, above, by_id) else None
        seen.add(above.id)
        above = by_id.get(above.parent)
    return None


def _is_above(piece: Piece, below: Piece, by_id: dict[int, Piece]) -> bool:
    seen: set[int] = set()
    current: Piece | None = below
    while current is not None and current.id not in seen:
        if current.id == piece.id:
            return True
        seen.add(current.id)
        current = by_id.get(current.parent)
    return False
