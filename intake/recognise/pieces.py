"""The pieces as they are made, one after another: ids, the piece that the next ones belong to, and where a decision,
a note at the foot or a level's number goes."""

from dataclasses import replace
from typing import Any

from intake.outline import Block
from intake.recognise import words
from intake.recognised import CERTAIN, Form, OfferedTarget, Piece, Question, Reason, Role


class Pieces:
    def __init__(self) -> None:
        self.made: list[Piece] = []
        self.offers: list[OfferedTarget] = []
        self.questions: list[Question] = []

    def add(self, role: Role, text: str, block: Block | None, **rest: Any) -> Piece:
        blocks = (block.number,) if block else ()
        piece = Piece(len(self.made) + 1, role, text, blocks, **rest)
        self.made.append(piece)
        return piece

    def words(self, role: Role, block: Block, parent: int, sure: int = CERTAIN, **rest: Any) -> Piece:
        """A block's words as they are."""
        form = form_of(block)
        number = block.label if block.kind in ("item", "footnote") else ""
        text = words.bare(block.text) if form == "heading" else block.text
        return self.add(
            role,
            text,
            block,
            parent=parent,
            sure=sure,
            form=form,
            number=number,
            depth=max(1, block.level),
            **rest,
        )

    def leave_out(self, block: Block, reason: Reason) -> Piece:
        return self.add("left_out", block.text, block, reason=reason, form=form_of(block), number=block.label)

    def change(self, piece: Piece, **rest: Any) -> Piece:
        changed = replace(piece, **rest)
        self.made[piece.id - 1] = changed
        return changed

    def ask(self, code: str, text: str, *pieces: Piece) -> None:
        self.questions.append(Question(code, text, tuple(piece.id for piece in pieces)))

    def place_notes(self) -> None:
        """A note belongs where it is referred to; one that nothing refers to stays where it stands."""
        for note in [piece for piece in self.made if piece.form == "footnote" and piece.role == "text"]:
            sign = f"[^{note.number}]"
            at = next((p for p in self.made if p is not note and (sign in p.text or sign in p.body)), None)
            if at is None:
                continue
            owner = at.id if at.role in ("section", "annex", "theme", "theme_group") else at.parent
            role: Role = at.role if at.role in ("will", "does", "text") else "text"
            self.change(note, parent=owner if at.role != "goal" else at.id, role=role)


def form_of(block: Block) -> Form:
    if block.kind == "item":
        return "numbered" if block.ordered else "bullet"
    forms: dict[str, Form] = {"heading": "heading", "table": "table", "footnote": "footnote"}
    return forms.get(block.kind, "paragraph")
