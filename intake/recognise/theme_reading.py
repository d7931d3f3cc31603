"""Inside a theme: what of its lines is will, goal, strategy, initiative or what is done."""

import re
from dataclasses import replace

from intake.outline import Block
from intake.recognise import words
from intake.recognise.goal_tables import TableReader, is_form, referring_column
from intake.recognise.labels import TITLED
from intake.recognise.lines import (
    NAMED_GOAL,
    NUMBERED_GOAL,
    Line,
    goal_column,
)
from intake.recognise.pieces import Pieces
from intake.recognise.sentences import (
    BOLD_TITLE,
    PROSE_GOAL,
    SENTENCES,
    goals_of,
    is_titled,
    title_and_body,
)
from intake.recognise.targets import targets_in
from intake.recognise.words import GOAL_WORDS, PART_WORDS, LeadKind
from intake.recognised import CERTAIN, GUESS, LIKELY, OfferedTarget, Piece, Role

PARTS: frozenset[LeadKind] = frozenset(("goals", "initiatives", "strategies"))
OF_PART = re.compile(
    r"(?:ansvar\w*|tids\w*|frist|deadline|hvem|hvornår|samarbejds\w*|start\w*)\b[^:]*:", re.IGNORECASE
)
REFERENCE = re.compile(r"\(?(?:se|jf\.?)\b.*", re.IGNORECASE)


class ThemeReader:
    """`lines` are those below the theme's heading, sub-headings included."""

    def __init__(
        self,
        pieces: Pieces,
        theme: Piece,
        lines: list[Line],
        *,
        has_levels: bool,
        mode: LeadKind = "will",
        run_ins: frozenset[str] = frozenset(),
        parts_alone: bool = False,
    ) -> None:
        self.pieces = pieces
        self.theme = theme
        self.lines = lines
        self.has_levels = has_levels
        self.run_ins = run_ins
        self.parts_alone = parts_alone
        self.mode: LeadKind = mode
        self.owner = theme
        self.strategy: tuple[int, Piece] | None = None
        self.zone_has_items = mode != "will" and any(line.block.kind == "item" for line in lines)
        self.numbered = False
        self.goal: Piece | None = None
        self.answers: tuple[int, ...] = ()
        self.led = any(line.lead and not words.ANSWERS.fullmatch(line.text) for line in lines) or any(
            (line.block.kind == "paragraph" and words.run_in_lead(line.block.text))
            or (line.block.kind == "table" and _has_goals(line.block))
            for line in lines
        )
        self.named = any(_named(line) for line in lines)
        self.has_goals = self.named or any(map(_leads_to_goals, lines))
        self.told = any(PROSE_GOAL.search(line.text) for line in lines if line.block.kind == "paragraph")
        self.part: Piece | None = None
        self.last_goal: Piece | None = None

    def read(self) -> Piece:
        for index, line in enumerate(self.lines):
            self._line(line, self.lines[index + 1 :])
        return self.theme

    def _line(self, line: Line, following: list[Line]) -> None:
        block = line.block
        if block.kind == "furniture":
            self.pieces.leave_out(block, block.furniture or "banner")
        elif block.kind == "picture":
            self.pieces.leave_out(block, "picture")
        elif block.kind == "footnote":
            self.pieces.words("text", block, self.theme.id)
        elif match := words.ANSWERS.fullmatch(line.text):
            self._answers(match, block)
        elif line.lead and not (
            line.lead.stays
            and line.lead.kind != "text"
            and self.mode in ("does", "initiatives", "strategies")
        ):
            self._lead(line, following)
        elif block.kind == "heading":
            self._heading(line)
        elif block.kind == "table":
            self._table(block)
        elif block.kind == "item":
            self._item(line)
        else:
            self._paragraph(line)

    def _answers(self, match: re.Match[str], block: Block) -> None:
        numbers = tuple(int(number) for number in re.findall(r"\d+", match["numbers"]))
        if self.mode == "goals":
            self.answers = numbers
        else:
            self.theme = self.pieces.change(self.theme, answers=(*self.theme.answers, *numbers))
        self.pieces.leave_out(block, "label")

    def _lead(self, line: Line, following: list[Line]) -> None:
        assert line.lead is not None
        kind = line.lead.kind
        if kind == "text":
            self._inner(line)
            return
        ends = self.has_levels and line.block.kind == "heading"
        if self.strategy and ends and line.block.level <= self.strategy[0]:
            self.strategy = None
        if kind == "does" and following and following[0].block.kind == "item":
            kind = "initiatives"
        self._enter(kind)
        zone = _zone(following)
        self.zone_has_items = any(other.block.kind == "item" for other in zone)
        if line.lead.stays:
            self.pieces.words("will", line.block, self.theme.id)
        else:
            self.pieces.leave_out(line.block, "label")

    def _inner(self, line: Line) -> None:
        """What stands below it is told before the goals, or after them."""
        self._enter("will" if self.mode in ("will", "goals") and self.last_goal is None else "does")
        self.zone_has_items = True
        self.pieces.words(self._text_role(), line.block, self.theme.id)

    def _enter(self, kind: LeadKind) -> None:
        self.mode, self.owner, self.goal, self.numbered = kind, self.theme, None, False

    def _heading(self, line: Line) -> None:
        word = line.label.word
        if word and GOAL_WORDS.fullmatch(word):
            self._enter("goals")
            self.goal = self._goal(line.block, line.label.title, line.label.number)
            self.owner = self.goal
        elif self.mode in ("initiatives", "strategies") or (word and PART_WORDS.fullmatch(word)):
            role: Role = (
                "strategy" if "strategi" in word or (self.mode == "strategies" and not word) else "initiative"
            )
            title, number = line.label.title or line.text, line.label.number
            if self.strategy and line.block.level <= self.strategy[0]:
                self.strategy = None
            parent = self.strategy[1].id if self.strategy else self.theme.id
            self.owner = self.pieces.add(role, title, line.block, parent=parent, number=number, sure=LIKELY)
            self.mode = "strategies" if role == "strategy" else "initiatives"
            if role == "strategy":
                self.strategy = (line.block.level, self.owner)
        elif self.mode == "goals" and words.is_goalish(line.text):
            self.goal = self._goal(line.block, line.label.title, line.label.number, LIKELY)
            self.owner = self.goal
        else:
            self.owner = self.theme
            self.pieces.words(self._text_role(), line.block, self.theme.id)

    def _text_role(self) -> Role:
        roles: dict[str, Role] = {"status": "status", "challenge": "challenge", "goals": "will"}
        if self.mode == "will":  # what comes after goals that name themselves is how they are reached
            return "does" if self.numbered else "will"
        return roles.get(self.mode, "does")

    def _item(self, line: Line) -> None:
        block = line.block
        if block.level > 1 and self.owner.id != self.theme.id:
            self.pieces.words("text", block, self.owner.id)
        elif self.parts_alone and self.last_goal is not None and self.mode != "goals":
            self._part(block, "initiative")
        elif self.mode == "goals" or _named(line):
            named = _named(line)
            text, number = (named["text"], named["number"]) if named else (line.text, block.label)
            self._goal(block, _as_written(block, text), number)
        elif self.mode in ("initiatives", "strategies"):
            self._part(block, "initiative" if self.mode == "initiatives" else "strategy")
        elif self.mode == "will" and not self.led and words.is_goalish(line.text):
            self._goal(block, _as_written(block, line.text), block.label, GUESS)
        else:
            self.pieces.words(self._text_role(), block, self.theme.id)

    def _paragraph(self, line: Line) -> None:
        block, named = line.block, _named(line)
        run_in = words.run_in_lead(block.text)
        if run_in:
            self._run_in(block, *run_in)
        elif (label := words.label_of(line.text)).word and PART_WORDS.fullmatch(label.word) and label.number:
            self._enter("strategies" if label.word == "strategi" else "initiatives")
            self._named_part(block, label)
        elif self.parts_alone and self._is_titled(line) and not named:
            self._enter("does")
            self._part(block, "initiative")
        elif named:
            self.numbered = True
            self.goal = self._goal(block, _as_written(block, named["text"]), named["number"])
        elif self.owner.id != self.theme.id:
            self.pieces.words("text", block, self.owner.id)
        elif self.mode in PARTS and words.run_in_label(line.text) in self.run_ins:
            self._told_of_part(line)
        elif self.mode == "goals":
            self._in_goals(line)
        elif self.mode in ("initiatives", "strategies") and (
            not self.zone_has_items or BOLD_TITLE.match(block.text)
        ):
            self._part(block, "strategy" if self.mode == "strategies" else "initiative")
        elif self.mode in ("will", "goals") and not self.has_goals and PROSE_GOAL.search(line.text):
            self._prose(line)
        elif self.mode == "will" and not self.has_goals and not self.told and self._could_be_goal(line):
            self._goal(block, block.text, "", LIKELY)
        else:
            self.pieces.words(self._text_role(), block, self.theme.id)

    def _named_part(self, block: Block, label: words.Label) -> None:
        role: Role = "strategy" if label.word == "strategi" else "initiative"
        title, body = title_and_body(label.title)
        self.part = self.pieces.add(
            role, title, block, parent=self.theme.id, body=body, number=label.number, sure=LIKELY
        )

    def _is_titled(self, line: Line) -> bool:
        if TITLED.match(line.block.text):
            return self.mode != "goals" or not words.is_goalish(line.text)
        return not self.has_levels and self.last_goal is not None and is_titled(line.text)

    def _told_of_part(self, line: Line) -> None:
        """ "Ansvarlig: Jobcentret" is of the initiative above it, "Begrundelse: …" of the goal; "Opfølgning: …" of the
        theme."""
        if self.mode == "goals" and self.last_goal is not None:
            self.pieces.words("text", line.block, self.last_goal.id)
        elif self.part is not None and OF_PART.match(line.text):
            self.pieces.words("text", line.block, self.part.id)
        else:
            self.pieces.words(self._text_role(), line.block, self.theme.id)

    def _prose(self, line: Line) -> None:
        """Goals told in running text: "Det er målet, at …". What else the paragraph says stays text."""
        told: list[str] = []
        for sentence in [*SENTENCES.split(line.block.text), ""]:
            if sentence and not PROSE_GOAL.match(sentence):
                told.append(sentence)
                continue
            if told:
                self.pieces.add("will", " ".join(told), line.block, parent=self.theme.id, sure=LIKELY)
                told = []
            if sentence:
                self._goal(line.block, sentence, "", LIKELY)

    def _could_be_goal(self, line: Line) -> bool:
        text = re.sub(r"[\[(](?:nyt? ?m?å?l?|ændret|uændret)[\])]$", "", line.text.rstrip()).rstrip()
        return (
            words.is_goalish(text)
            and len(SENTENCES.split(text)) == 1
            and not re.match(r"(?:Vi|Derfor|Der er)\b", text)
            and (not self.led or bool(re.search(r"\d", text)))
        )

    def _in_goals(self, line: Line) -> None:
        if REFERENCE.fullmatch(line.text) or line.text.lower().startswith(("kilde", "note")):
            self.pieces.words("will", line.block, self.theme.id)
        elif self.numbered and self.goal is not None:
            self.pieces.words("text", line.block, self.goal.id, LIKELY)
        elif self.zone_has_items:
            self.pieces.words("will", line.block, self.theme.id, LIKELY)
        elif typed := re.fullmatch(
            r"(?P<number>\d{1,2})\\?[.)]\s+(?P<text>\D.*)", line.block.text, re.DOTALL
        ):
            self._goal(line.block, typed["text"], typed["number"], LIKELY)
        else:
            goals = goals_of(line.block.text)
            for text in goals:
                sure = LIKELY if len(SENTENCES.split(text)) < 3 else GUESS
                self._goal(line.block, text, "", sure)

    def _run_in(self, block: Block, lead: words.Lead, label: str, rest: str) -> None:
        self._enter(lead.kind)
        self.zone_has_items = False
        if lead.kind == "goals":
            self.pieces.add("left_out", f"{label}:", block, reason="label")
            for sentence in goals_of(rest):
                self._goal(block, sentence, "", LIKELY)
        elif lead.kind in ("initiatives", "strategies"):
            self.pieces.add("left_out", f"{label}:", block, reason="label")
            role: Role = "strategy" if lead.kind == "strategies" else "initiative"
            self._part(replace(block, text=rest), role)
        else:
            self.pieces.words(self._text_role(), block, self.theme.id)

    def _goal(self, block: Block, text: str, number: str, sure: int = CERTAIN) -> Piece:
        piece = self.pieces.add(
            "goal",
            _unmarked(text),
            block,
            parent=self.theme.id,
            number=number,
            sure=sure,
            answers=self.answers,
        )
        self.answers = ()
        self.last_goal = piece
        for said, target in targets_in(words.bare(text)):
            self.pieces.offers.append(OfferedTarget(piece.id, said, target))
        return piece

    def _part(self, block: Block, role: Role) -> None:
        title, body = title_and_body(block.text)
        number = block.label if block.ordered else ""
        parent = self.strategy[1].id if self.strategy and role == "initiative" else self.theme.id
        self.part = self.pieces.add(role, title, block, parent=parent, body=body, number=number)

    def _table(self, block: Block) -> None:
        themes = [piece for piece in self.pieces.made if piece.role == "theme"]
        column = referring_column(block.rows, themes) if len(themes) > 1 else None
        if column is not None and len({row[column] for row in block.rows[1:]}) > 1:
            TableReader(self.pieces, self.theme.id).read_referring(block, column, themes)
        elif not TableReader(self.pieces, self.theme.id).read(block, self.mode):
            self.pieces.words(self._text_role(), block, self.theme.id)


def _as_written(block: Block, text: str) -> str:
    """With its emphasis, where nothing was taken off it."""
    return block.text if words.bare(block.text) == text else text


def _unmarked(text: str) -> str:
    """Emphasis around the whole of it is left out."""
    return re.sub(r"^([*_]{1,2})([^*_]*)\1$", r"\2", text.strip())


def _has_goals(block: Block) -> bool:
    return goal_column(block.rows) is not None or is_form(block.rows)


def _leads_to_goals(line: Line) -> bool:
    if line.block.kind == "table":
        return _has_goals(line.block)
    run_in = words.run_in_lead(line.block.text) if line.block.kind == "paragraph" else None
    leads = [line.lead, run_in[0] if run_in else None]
    return any(lead is not None and lead.kind == "goals" for lead in leads)


def _named(line: Line) -> re.Match[str] | None:
    """ "Mål 1: …" or "1.1 …"."""
    if line.block.kind not in ("paragraph", "item"):
        return None
    return NAMED_GOAL.fullmatch(line.text) or NUMBERED_GOAL.fullmatch(line.text)


def _zone(following: list[Line]) -> list[Line]:
    end = next(
        (i for i, line in enumerate(following) if line.lead or line.block.kind == "heading"), len(following)
    )
    return following[:end]
