"""What is no theme: sections, annexes, decisions, national goals, goals and strategies of the plan itself."""

import re
from dataclasses import replace

from documents.tree import SectionKind
from intake.outline import Block
from intake.recognise import decisions, words
from intake.recognise.goal_tables import TableReader, referring_column, theme_column
from intake.recognise.heads import Head
from intake.recognise.lines import NAMED_GOAL, Line, goal_column
from intake.recognise.pieces import Pieces
from intake.recognise.shape import Shape
from intake.recognise.targets import targets_in
from intake.recognise.theme_reading import ThemeReader
from intake.recognise.words import GOAL_WORDS
from intake.recognised import CERTAIN, GUESS, LIKELY, OfferedTarget, Piece, Role

_KINDS: tuple[tuple[str, SectionKind], ...] = (
    (r"forord.*", "foreword"),
    (r"indledning|introduktion", "introduction"),
    (r"vision(?:en)?", "vision"),
    (r"budget.*|økonomi.*", "budget"),
)
KINDS = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _KINDS)
PAIR = re.compile(r"(?P<title>.*\S)\s*\((?P<part>status|udfordring(?:er)?)\)", re.IGNORECASE)
"""A heading that comes twice, once for how it is and once for what is hard."""


class SectionReader:
    def __init__(self, pieces: Pieces, year: int, shape: Shape) -> None:
        self.pieces = pieces
        self.year = year
        self.shape = shape
        self.deciding: Piece | None = None
        self.minority: Piece | None = None
        self.pairs: dict[str, Piece] = {}
        self.are_national = self._pairs_are_national()

    def open(self, head: Head, parent: Piece | None, known: frozenset[str]) -> Piece:
        """The piece that the heading becomes."""
        text = words.ordinary(head.line.text, known)
        self.minority = None
        if words.MINORITY.fullmatch(text) and (last := self._last_decision()):
            self.minority = self._with_minority(last, text, head.line.block.number)
            return self.minority
        if pair := PAIR.fullmatch(text):
            return self._pair(pair, head)
        if annex := words.ANNEX.fullmatch(text):
            return self._annex(annex, head)
        number, title = _number_and_title(head, text, known)
        if role := self._role_of(head, parent, text):
            return self.pieces.add(
                role, title, head.line.block, parent=parent.id if parent else 0,
                number=head.label.number if role == "goal" else number, sure=LIKELY,
                form="paragraph" if role == "goal" else "heading",
            )  # fmt: skip
        return self._section(head, parent, number, title)

    def _annex(self, annex: re.Match[str], head: Head) -> Piece:
        titled = bool(annex["title"])
        return self.pieces.add(
            "annex", annex["title"] or annex["label"], head.line.block, number=annex["label"] if titled else "",
            sure=_sureness(head), form="heading",
            section_kind="goal_overview" if words.OVERVIEW_OF_GOALS.search(annex["title"]) else "annex",
        )  # fmt: skip

    def _role_of(self, head: Head, parent: Piece | None, text: str) -> Role | None:
        """What it is where it is no section."""
        if self._is_national_goal(head, parent):
            return "national_goal"
        if words.CHAPTER.fullmatch(text):
            return None
        if self._is_goal(head, parent):
            return "goal"
        return "strategy" if parent is not None and self.holds_strategies(parent) else None

    def _section(self, head: Head, parent: Piece | None, number: str, title: str) -> Piece:
        piece = self.pieces.add(
            "section", title, head.line.block, parent=parent.id if parent else 0, number=number,
            sure=_sureness(head), form="heading", section_kind=_kind_of(head, number, title),
            depth=max(1, head.level),
        )  # fmt: skip
        self.deciding = piece if words.DECIDING.search(title) else None
        return piece

    @staticmethod
    def _is_goal(head: Head, parent: Piece | None) -> bool:
        """ "Mål 3: …" in a plan whose goals are no themes, and what says how much of something in a chapter of goals."""
        if GOAL_WORDS.fullmatch(head.label.word) and words.is_goalish(head.title):
            return True
        lead = (
            words.lead_of(words.without_number(parent.text)) if parent and parent.role == "section" else None
        )
        return lead is not None and lead.kind == "goals" and words.is_goalish(head.title)

    def holds_strategies(self, parent: Piece) -> bool:
        """A chapter of strategies whose headings are these, in a plan whose themes stand elsewhere or nowhere."""
        title = words.without_number(parent.text)
        lead = words.lead_of(title)
        themes = {head.parent.line.text for head in self.shape.themes if head.parent is not None}
        return (
            parent.role == "section"
            and bool(
                (lead and lead.kind in ("initiatives", "strategies", "does"))
                or re.match(
                    r"(?:vores |lokale )?(?:strategier|indsatser|initiativer|handlinger)\b",
                    title,
                    re.IGNORECASE,
                )
            )
            and not any(words.same(title, words.without_number(text)) for text in themes)
        )

    @staticmethod
    def _is_national_goal(head: Head, parent: Piece | None) -> bool:
        return parent is not None and parent.section_kind == "national_goals" and bool(head.label.number)

    def _pairs_are_national(self) -> bool:
        """Whether the headings that come twice are the minister's goals: the text says how many these are."""
        titles = {
            pair["title"].casefold() for head in self.shape.heads if (pair := PAIR.fullmatch(head.line.text))
        }
        count = words.COUNTS[len(titles)] if 0 < len(titles) < len(words.COUNTS) else ""
        says = re.compile(
            rf"minister\w*\s+(?:ens\s+)?(?:{count}|{len(titles)})\s+(?:\w+\s+)?mål", re.IGNORECASE
        )
        return bool(count) and any(says.search(line.text) for line in self.shape.lines)

    def _pair(self, pair: re.Match[str], head: Head) -> Piece:
        key = pair["title"].casefold()
        owner = self.pairs.get(key)
        if owner is None:
            number = str(len(self.pairs) + 1)
            owner = self.pieces.add(
                "national_goal" if self.are_national else "theme", pair["title"], head.line.block,
                number=number if self.are_national else "", sure=LIKELY, form="heading",
            )  # fmt: skip
            self.pairs[key] = owner
            return self._part_of_pair(owner, pair["part"], None)
        return self._part_of_pair(owner, pair["part"], head)

    def _part_of_pair(self, owner: Piece, part: str, head: Head | None) -> Piece:
        if head is not None:
            self.pieces.leave_out(head.line.block, "repeated")
        self.role_of_pair = "status" if part.lower().startswith("status") else "challenge"
        return owner

    def read(self, lines: list[Line], piece: Piece) -> None:
        lead = words.lead_of(piece.text) if piece.role == "section" else None
        if (
            lead
            and lead.kind == "goals"
            and piece.section_kind in ("text", "chapter")
            and self._are_goals(lines)
        ):
            ThemeReader(self.pieces, piece, lines, has_levels=True, mode="goals").read()
            return
        goals = [
            line for line in lines if line.lead and line.lead.kind == "goals" and piece.role == "section"
        ]
        if goals and piece.section_kind != "goal_overview":
            at = lines.index(goals[0])
            for line in lines[:at]:
                self._line(line, piece)
            plan = replace(piece, role="section")
            ThemeReader(self.pieces, plan, lines[at:], has_levels=True).read()
            return
        for line in lines:
            self._line(line, piece)

    @staticmethod
    def _are_goals(lines: list[Line]) -> bool:
        told = [line for line in lines if line.block.kind in ("item", "paragraph", "table")]
        items = [line for line in told if line.block.kind == "item"]
        return bool(items) or any(words.is_goalish(line.text) or line.block.kind == "table" for line in told)

    def _line(self, line: Line, piece: Piece) -> None:
        block, text = line.block, line.text
        if block.kind == "furniture":
            self.pieces.leave_out(block, block.furniture or "banner")
        elif block.kind == "picture":
            self.pieces.leave_out(block, "picture")
        elif block.kind == "table":
            self._table(line, piece)
        elif self.minority is not None and piece is self.minority:
            self._minority_text(line)
        elif words.MINORITY.fullmatch(text) and len(text) < 100 and (last := self._last_decision()):
            self.minority = self._with_minority(last, text, block.number)
        elif self.minority is not None and block.kind == "paragraph":
            self._minority_text(line)
        elif block.kind in ("paragraph", "item") and (found := self._decisions(text)):
            self._decided(line, piece, found)
        elif piece.role == "national_goal" and self.pairs:
            self.pieces.words(self.role_of_pair, block, piece.id)  # type: ignore[arg-type]
        elif (named := NAMED_GOAL.fullmatch(text)) and piece.section_kind != "goal_overview":
            self._goal(line, piece, named["text"], named["number"])
        else:
            self.pieces.words("text", block, piece.id)

    def _goal(self, line: Line, piece: Piece, text: str, number: str) -> None:
        goal = self.pieces.add("goal", text, line.block, parent=piece.id, number=number, sure=LIKELY)
        for said, target in targets_in(text):
            self.pieces.offers.append(OfferedTarget(goal.id, said, target))

    def _decisions(self, text: str) -> decisions.Found | None:
        found = decisions.decisions_in(text, deciding=self.deciding is not None)
        return found if found.decisions and (self.deciding is not None or found.whole) else None

    def _decided(self, line: Line, piece: Piece, found: decisions.Found) -> None:
        self.pieces.add(
            "decision", line.block.text, line.block, parent=piece.id, decisions=found.decisions,
            body="" if found.whole else line.block.text, sure=CERTAIN if found.certain else LIKELY,
        )  # fmt: skip

    def _table(self, line: Line, piece: Piece) -> None:
        block = line.block
        decided = decisions.decisions_of_rows(block.rows, deciding=self.deciding is not None)
        if decided:
            told = tuple(decision for _row, decision in decided)
            rows = tuple(row for row, _decision in decided)
            body = "" if len(decided) == len(block.rows) - 1 else block.text
            self.pieces.add(
                "decision",
                block.text,
                block,
                parent=piece.id,
                decisions=told,
                rows=rows,
                body=body,
                form="table",
            )
        elif self._repeats(block):
            self.pieces.leave_out(block, "repeated")
        elif (column := referring_column(block.rows, self._of_role("theme"))) is not None:
            TableReader(self.pieces, piece.id).read_referring(block, column, self._of_role("theme"))
        elif not self.shape.themes and (column := theme_column(block.rows)) is not None:
            TableReader(self.pieces, piece.id).read_with_themes(block, column)
        else:
            table = self.pieces.words("text", block, piece.id)
            if goal_column(block.rows) is not None and not self.shape.themes:
                self.pieces.change(table, sure=GUESS)

    def _of_role(self, role: Role) -> list[Piece]:
        return [piece for piece in self.pieces.made if piece.role == role]

    def _repeats(self, block: Block) -> bool:
        """A table of goals that are told already."""
        column = goal_column(block.rows)
        goals = {words.plain(goal.text) for goal in self._of_role("goal")}
        return column is not None and all(words.plain(row[column]) in goals for row in block.rows[1:])

    def _last_decision(self) -> Piece | None:
        return next((piece for piece in reversed(self.pieces.made) if piece.role == "decision"), None)

    def _with_minority(self, piece: Piece, words_of: str, block: int) -> Piece:
        last = piece.decisions[-1]
        text = "\n\n".join(filter(None, [last.minority_statement, words_of]))
        changed = (*piece.decisions[:-1], replace(last, minority_statement=text))
        return self.pieces.change(piece, decisions=changed, blocks=(*piece.blocks, block))

    def _minority_text(self, line: Line) -> None:
        assert self.minority is not None
        self.minority = self._with_minority(self.minority, line.block.text, line.block.number)

    def finish(self) -> None:
        """A section with nothing in it but decisions, which the portal shows by itself, is left out."""
        for piece in self.pieces.made:
            if piece.role != "section":
                continue
            inside = [other for other in self.pieces.made if other.parent == piece.id]
            if inside and all(other.role == "decision" and not other.body for other in inside):
                self.pieces.change(piece, role="left_out", reason="label")


def _sureness(head: Head) -> int:
    return CERTAIN if head.line.block.sure else LIKELY


def _number_and_title(head: Head, text: str, known: frozenset[str]) -> tuple[str, str]:
    """ "Kapitel 2: Rammer" has the label "Kapitel 2"; a goal has its level's word before its number."""
    label = head.label
    if chapter := words.CHAPTER.fullmatch(text):
        return chapter["label"], words.ordinary(chapter["title"], known)
    if label.word and not GOAL_WORDS.fullmatch(label.word):
        return "", words.ordinary(text, known)
    number = "" if label.word else label.number
    return number, words.ordinary(label.title or text, known)


def _kind_of(head: Head, number: str, title: str) -> SectionKind:
    if words.NATIONAL.search(title) and any(words.NUMBERED.fullmatch(one.line.text) for one in head.children):
        return "national_goals"
    if words.OVERVIEW_OF_GOALS.search(title):
        return "goal_overview"
    return next(
        (kind for pattern, kind in KINDS if pattern.fullmatch(title)), "chapter" if number else "text"
    )
