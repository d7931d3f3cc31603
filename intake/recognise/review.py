"""A report on results: the goals that it tells of, and the verdict on each."""

import re

from documents.tree import Verdict
from intake.recognise import words
from intake.recognise.lines import Line, goal_column
from intake.recognise.period import VERDICT
from intake.recognise.pieces import Pieces
from intake.recognise.sentences import SENTENCES
from intake.recognised import LIKELY, Piece

COMPARISON = re.compile(r"sammenligningskommuner(?:ne)?\s*(?:er)?\s*:\s*(?P<names>[^.]+)\.?", re.IGNORECASE)
SHORT = re.compile(
    r"(?:målet er )?(?P<how>ikke|delvist?|næsten)? ?(?:helt )?(?:nået|opfyldt|indfriet|opnået|ja|(?P<no>nej))\.?",
    re.IGNORECASE,
)
"""A cell that is a verdict alone."""


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
            if line.block.kind == "table" and (columns := verdict_columns(line.block.rows)):
                self._rows(line, piece, *columns)
                continue
            if match := COMPARISON.search(line.text):
                names = match["names"].replace(" og ", ",").split(",")
                self.comparison = tuple(name.strip() for name in names if name.strip())
            left.append(line)
        return left

    def _rows(self, line: Line, piece: Piece, goal: int, verdict: int) -> None:
        """A goal and its verdict a row; what other columns tell is told of the verdict."""
        headings = line.block.rows[0]
        for number, row in enumerate(line.block.rows[1:], start=1):
            made = self.pieces.add(
                "goal", words.bare(row[goal]), line.block, parent=piece.id, rows=(number,), sure=LIKELY
            )
            told = [
                f"{h}: {c}" for at, (h, c) in enumerate(zip(headings, row, strict=False)) if at != goal and c
            ]
            self.pieces.add(
                "assessment", "\n\n".join(told), line.block, parent=made.id, rows=(number,), sure=LIKELY,
                verdict=_short_verdict(row[verdict]),
            )  # fmt: skip
        self.pieces.add("left_out", words.bare(headings[goal]), line.block, reason="label", rows=(0,))

    def _goal(self, line: Line, piece: Piece) -> None:
        sentences = SENTENCES.split(line.text)
        about = next((i for i, s in enumerate(sentences) if re.match(r"Målet (?:var|er sat til)\b", s)), 0)
        goal_text = " ".join(sentences[: about + 1]) if len(sentences) > about + 1 else sentences[0]
        rest = " ".join(sentences[about + 1 :]) if len(sentences) > about + 1 else line.text
        goal = self.pieces.add("goal", goal_text, line.block, parent=piece.id, sure=LIKELY)
        self.pieces.add(
            "assessment", rest, line.block, parent=goal.id, verdict=verdict_of(line.text), sure=LIKELY
        )


def verdict_columns(rows: tuple[tuple[str, ...], ...]) -> tuple[int, int] | None:
    """Of a table with a goal and its verdict a row: the column of the goals, and that of the verdicts."""
    goal = goal_column(rows)
    if goal is None:
        return None
    columns = (at for at in range(len(rows[0])) if at != goal)
    told = ((sum(bool(SHORT.fullmatch(words.bare(row[at]))) for row in rows[1:]), at) for at in columns)
    count, column = max(told, default=(0, 0))
    return (goal, column) if count * 2 > len(rows) - 1 else None


def _short_verdict(text: str) -> Verdict | None:
    match = SHORT.fullmatch(words.bare(text))
    if match is None:
        return None
    if match["how"] and match["how"].lower().startswith(("delvis", "næsten")):
        return "partly"
    return "not_met" if match["how"] or match["no"] else "met"


def verdict_of(text: str) -> Verdict | None:
    """Of the last sentence that gives one."""
    found: Verdict | None = None
    for match in VERDICT.finditer(words.bare(text)):
        said = match[0].lower()
        found = "partly" if "delvis" in said else "not_met" if re.search(r"\bikke\b", said) else "met"
    return found
