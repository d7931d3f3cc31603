"""The words of pieces as the texts of a plan: paragraphs, lists, tables, headings within a part, and notes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from intake.piece_tree import Node
from intake.recognised import HEADED, Piece
from plans.standard import standardise

HEADING_LEVEL = 3
LONGEST_TITLE = 200


class Texts:
    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.notes = {p.number: p for p in pieces if p.form == "footnote" and p.role != "left_out"}
        self.decided: dict[int, list[Piece]] = defaultdict(list)
        for piece in pieces:
            if piece.role == "decision":
                self.decided[piece.parent].append(piece)

    def body(self, node: Node, before: str = "") -> str:
        """The words below it."""
        texts = node.of("text", "will", "does")
        if node.piece.role == "theme_group":
            texts = node.of("text", "will", "does", "section")
        if node.piece.role in ("section", "annex", "initiative", "national_goal"):
            texts = node.of("text", "will", "does", "status", "challenge", "assessment")
        nodes = self._with_decisions(node, texts)
        return self.text(nodes, "\n\n".join(filter(None, [before, node.piece.body])))

    def _with_decisions(self, node: Node, texts: Sequence[Node]) -> list[Node]:
        """With what decisions below it say that the decision itself does not hold."""
        told = (
            Node(replace(piece, text=told_by(piece), form="paragraph"))
            for piece in self.decided[node.piece.id]
            if told_by(piece)
        )
        return sorted([*texts, *told], key=lambda one: one.piece.id)

    def text(self, nodes: Iterable[Node], before: str = "") -> str:
        parts: list[tuple[str, str]] = [("paragraph", before)] if before else []
        notes: list[Piece] = []
        part = ""
        for node in nodes:
            piece = node.piece
            if piece.form == "footnote" and piece.number in self.notes:
                notes.append(piece)
                continue
            if (
                piece.role in ("status", "challenge")
                and piece.role != part
                and node.above
                and (node.above.piece.role in ("national_goal", "section", "annex", "initiative"))
            ):
                part = piece.role
                parts.append(("heading", f"### {'Status' if part == 'status' else 'Udfordringer'}"))
            parts += self._parts_of(node)
        texts: list[str] = []
        for index, (form, text) in enumerate(parts):
            texts.append(_between(parts[index - 1], (form, text)) + text if index else text)
        body = "".join(texts)
        told = [note for note in notes if f"[^{note.number}]" in body]
        loose = [note.text for note in notes if note not in told]
        body = "\n\n".join([body, *loose, *(f"[^{note.number}]: {note.text}" for note in told)])
        return standardise(body.strip())

    def _parts_of(self, node: Node) -> list[tuple[str, str]]:
        piece = node.piece
        if piece.role in HEADED:  # a heading within a theme, with what is below it
            texts = node.of("text", "will", "does", "section", "status", "challenge")
            own = [part for child in self._with_decisions(node, texts) for part in self._parts_of(child)]
            title = plain_line(f"{piece.number} {piece.text}")
            body = [("paragraph", piece.body)] if piece.body else []
            return [("heading", f"{'#' * HEADING_LEVEL} {title}"), *body, *own]
        if piece.form == "heading":
            return [("heading", f"{'#' * HEADING_LEVEL} {plain_line(piece.text)}")]
        if piece.form == "numbered" and piece.number and not piece.number.isdecimal():
            return [("lettered", f"{piece.number}) {piece.text}")]  # no list on the web counts so
        if piece.form in ("bullet", "numbered"):
            pad = "    " * (piece.depth - 1)
            sign = "-" if piece.form == "bullet" else f"{piece.number or 1}."
            return [(piece.form, f"{pad}{sign} {piece.text}")]
        return [(piece.form, told_by(piece) if piece.role == "decision" else piece.text)]

    def with_note(self, text: str) -> str:
        """A text of one line holds no note: the note's words follow in brackets."""
        for number, note in self.notes.items():
            if f"[^{number}]" in text:
                text = text.replace(f"[^{number}]", f" ({note.text.rstrip('.')})")
        return text


def _between(before: tuple[str, str], part: tuple[str, str]) -> str:
    """Items of a list and paragraphs of a quotation stand together."""
    if before[1].startswith("> ") and part[1].startswith("> "):
        return "\n>\n"
    return "\n" if before[0] == part[0] and part[0] in ("bullet", "numbered", "lettered") else "\n\n"


def told_by(decision: Piece) -> str:
    return decision.body or ("" if decision.decisions else decision.text)


def title_of(piece: Piece) -> tuple[str, str]:
    """A title has no line ends and is no longer than a title can be; the words that it loses go on in the text."""
    text = plain_line(piece.text)
    if len(text) <= LONGEST_TITLE:
        return text, ""
    cut = text.rfind(" ", 0, LONGEST_TITLE - 2)
    return f"{text[:cut] if cut > 0 else text[: LONGEST_TITLE - 2]} …", piece.text


def plain_line(text: str) -> str:
    return " ".join(text.replace("\\", "").replace("**", "").split())
