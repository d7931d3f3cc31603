"""A report on results: the goals that it tells of, and the verdict on each."""

import re

from documents.tree import Verdict
from intake.recognise import words
from intake.recognise.lines import Line
from intake.recognise.period import VERDICT
from intake.recognise.pieces import Pieces
from intake.recognised import LIKELY, Piece

COMPARISON = re.compile(r"sammenligningskommuner(?:ne)?\s*(?:er)?\s*:\s*(?P<names>[^.]+)\.?", re.IGNORECASE)
SENTENCES = re.compile(r"(?<=[a-zæøå%\d)][.!?])\s+(?=[A-ZÆØÅ])")


class ReviewReader:
    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.comparison: tuple[str, ...] = ()

    def read(self, lines: list[Line], piece: Piece) -> list[Line]:
        """Takes the lines that tell of a goal; the others are the section's."""
        left = []
        headed = next((p for p in self.pieces.made if p.id == piece.id and p.role == "goal"), None)
        for line in lines:
            if headed is not None and line.block.kind in ("paragraph", "item"):
                verdict = verdict_of(line.text)
                self.pieces.words("assessment", line.block, piece.id, LIKELY, verdict=verdict)
                continue
            if line.block.kind in ("paragraph", "item") and VERDICT.search(line.text):
                self._goal(line, piece)
                continue
            if match := COMPARISON.search(line.text):
                names = match["names"].replace(" og ", ",").split(",")
                self.comparison = tuple(name.strip() for name in names if name.strip())
            left.append(line)
        return left

    def _goal(self, line: Line, piece: Piece) -> None:
        sentences = SENTENCES.split(line.text)
        about = next((i for i, s in enumerate(sentences) if re.match(r"Målet (?:var|er sat til)\b", s)), 0)
        goal_text = " ".join(sentences[: about + 1]) if len(sentences) > about + 1 else sentences[0]
        rest = " ".join(sentences[about + 1 :]) if len(sentences) > about + 1 else line.text
        goal = self.pieces.add("goal", goal_text, line.block, parent=piece.id, sure=LIKELY)
        self.pieces.add(
            "assessment", rest, line.block, parent=goal.id, verdict=verdict_of(line.text), sure=LIKELY
        )


def verdict_of(text: str) -> Verdict | None:
    """Of the last sentence that gives one."""
    found: Verdict | None = None
    for match in VERDICT.finditer(words.bare(text)):
        said = match[0].lower()
        found = "partly" if "delvis" in said else "not_met" if re.search(r"\bikke\b", said) else "met"
    return found
