"""The front of a document: its title, whose it is, and what else stands before the first heading."""

from collections.abc import Sequence

from intake.recognise import decisions, words
from intake.recognise.heads import Head
from intake.recognise.lines import Line
from intake.recognise.pieces import Pieces
from intake.recognised import CERTAIN, LIKELY


class FrontReader:
    def __init__(self, pieces: Pieces, municipality: str, known: frozenset[str]) -> None:
        self.pieces = pieces
        self.municipality = municipality
        self.known = known

    def read(self, lines: Sequence[Line], title: Head | None) -> None:
        for index, line in enumerate(lines):
            if title is not None and index == title.index:
                text = words.ordinary(title.line.text, self.known)
                self.pieces.add("title", text, line.block, form="heading", sure=CERTAIN)
            elif line.block.kind == "furniture":
                self.pieces.leave_out(line.block, line.block.furniture or "banner")
            elif line.block.kind == "picture":
                self.pieces.leave_out(line.block, "picture")
            else:
                self._line(line, title)

    def _line(self, line: Line, title: Head | None) -> None:
        text, block = line.text, line.block
        if self.municipality and text.casefold() in (
            f"{self.municipality} kommune".casefold(),
            self.municipality.casefold(),
            "kommune",
        ):
            self.pieces.leave_out(block, "municipality")
        elif title is not None and words.same_plan(text, title.line.text):
            self.pieces.leave_out(block, "repeated_title")
        elif (found := decisions.decisions_in(text, deciding=False)).decisions:
            self.pieces.add(
                "decision", block.text, block, decisions=found.decisions,
                body="" if found.whole else block.text, sure=CERTAIN if found.whole else LIKELY,
            )  # fmt: skip
        elif block.kind == "paragraph" and len(text) < 300:
            self.pieces.words("summary", block, 0)
        else:
            self.pieces.words("text", block, 0)
