"""Inside a theme: what of its lines is will, goal, strategy, initiative or what is done."""

import re
from collections.abc import Iterable
from dataclasses import replace

from intake.outline import Block
from intake.recognise import words
from intake.recognise.lines import (
    GOAL_WORDS,
    NAMED_GOAL,
    NUMBERED_GOAL,
    PART_COLUMN,
    PART_WORDS,
    Line,
    goal_column,
)
from intake.recognise.pieces import Pieces
from intake.recognise.targets import targets_in, targets_of_row
from intake.recognise.words import LeadKind
from intake.recognised import CERTAIN, GUESS, LIKELY, OfferedTarget, Piece, Role

LONGEST_TITLE = 200
FIRST_SENTENCE = re.compile(
    r"(?P<title>[^.]{3,80}?(?:\b\d{1,2}\.[^.]{1,60}?)?)\.\s+(?P<body>[A-ZÆØÅ].*)", re.DOTALL
)
BOLD_TITLE = re.compile(r"(?:\*\*|__)(?P<title>[^*]+?)[.:]?(?:\*\*|__)[.:]?\s*(?P<body>.*)", re.DOTALL)
SENTENCES = re.compile(r"(?<=[a-zæøå%\d)][.!?])\s+(?=[A-ZÆØÅ])")
ANAPHORA = re.compile(r"(?:Den|Det|De|Dette|Disse|Her|Heraf|Målet|Tallet)\b")
PROSE_GOAL = re.compile(
    r"(?:^|(?<=[.!?] ))(?:(?:Det er|Vi har|Kommunen har|Byrådet har)(?: \w+){0,2} (?:mål|målet|målsætningen|ambitionen)"
    r"|(?:Målet|Målsætningen|Ambitionen|Vores (?:\w+ )?(?:mål|målsætning|ambition)|Resultatmålet|Effektmålet) er)\b,?(?: også)?,?"
    r" (?:om )?at\b",
    re.IGNORECASE,
)
"""A sentence that says itself that it is a goal."""
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
    ) -> None:
        self.pieces = pieces
        self.theme = theme
        self.lines = lines
        self.has_levels = has_levels
        self.run_ins = run_ins
        self.mode: LeadKind = mode
        self.owner = theme
        self.strategy: tuple[int, Piece] | None = None
        self.zone_has_items = mode != "will" and any(line.block.kind == "item" for line in lines)
        self.numbered = False
        self.goal: Piece | None = None
        self.answers: tuple[int, ...] = ()
        self.led = any(line.lead and not words.ANSWERS.fullmatch(line.text) for line in lines) or any(
            (line.block.kind == "paragraph" and words.run_in_lead(line.block.text))
            or (line.block.kind == "table" and goal_column(line.block.rows) is not None)
            for line in lines
        )
        self.named = any(_named(line) for line in lines)
        self.has_goals = self.named or any(map(_leads_to_goals, lines))
        self.told = any(PROSE_GOAL.search(line.text) for line in lines if line.block.kind == "paragraph")
        self.part: Piece | None = None

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
        elif line.lead and not (line.lead.stays and self.mode in ("does", "initiatives", "strategies")):
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
        elif named:
            self.numbered = True
            self.goal = self._goal(block, _as_written(block, named["text"]), named["number"])
        elif self.owner.id != self.theme.id:
            self.pieces.words("text", block, self.owner.id)
        elif self.mode in ("initiatives", "strategies") and words.run_in_label(line.text) in self.run_ins:
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

    def _told_of_part(self, line: Line) -> None:
        """ "Ansvarlig: Jobcentret" is of the initiative above it; "Opfølgning: …" of the theme."""
        of_part = self.part is not None and OF_PART.match(line.text)
        if of_part and self.part is not None:
            self.pieces.words("text", line.block, self.part.id)
        else:
            self.pieces.words("does", line.block, self.theme.id)

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
            goals = _goals_of(line.block.text)
            for text in goals:
                self._goal(line.block, text, "", LIKELY if len(SENTENCES.split(text)) < 3 else GUESS)

    def _run_in(self, block: Block, lead: words.Lead, label: str, rest: str) -> None:
        self._enter(lead.kind)
        self.zone_has_items = False
        if lead.kind == "goals":
            self.pieces.add("left_out", f"{label}:", block, reason="label")
            for sentence in _goals_of(rest):
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
        for said, target in targets_in(words.bare(text)):
            self.pieces.offers.append(OfferedTarget(piece.id, said, target))
        return piece

    def _part(self, block: Block, role: Role) -> None:
        title, body = title_and_body(block.text)
        number = block.label if block.ordered else ""
        parent = self.strategy[1].id if self.strategy and role == "initiative" else self.theme.id
        self.part = self.pieces.add(role, title, block, parent=parent, body=body, number=number)

    def _table(self, block: Block) -> None:
        column = goal_column(block.rows)
        part = next(
            (i for i, cell in enumerate(block.rows[0]) if PART_COLUMN.fullmatch(words.bare(cell))), None
        )
        if column is not None and part is not None:
            self._both_rows(block, column, part)
        elif column is not None and self.mode in ("goals", "will"):
            self._goal_rows(block, column)
        elif (
            self.mode == "goals"
            and part is None
            and any(re.fullmatch(words.YEAR, cell) for cell in block.rows[0])
        ):
            self._goal_rows(block, 0)
        elif part is not None and (self.mode in ("initiatives", "strategies") or len(block.rows) > 2):
            self._part_rows(block, part)
        else:
            self.pieces.words(self._text_role(), block, self.theme.id)

    def _goal_rows(self, block: Block, column: int) -> None:
        headings = block.rows[0]
        for number, row in enumerate(block.rows[1:], start=1):
            text = words.bare(row[column])
            if not text:
                continue
            own = next((cell for cell, head in zip(row, headings, strict=False) if _is_number(head)), "")
            rest = [
                (h, c)
                for i, (h, c) in enumerate(zip(headings, row, strict=False))
                if i != column and c and not _is_number(h)
            ]
            body = (
                "\n".join(
                    [
                        _row_of(h for h, _c in rest),
                        _row_of("---" for _pair in rest),
                        _row_of(c for _h, c in rest),
                    ]
                )
                if rest
                else ""
            )
            piece = self.pieces.add(
                "goal", text, block, parent=self.theme.id, number=own, rows=(number,), body=body, sure=LIKELY
            )
            offers = [*targets_of_row(headings, row, text), *targets_in(text)]
            for said, target in offers:
                self.pieces.offers.append(OfferedTarget(piece.id, said, target))

    def _both_rows(self, block: Block, goal: int, part: int) -> None:
        """A goal and what is done for it in each row; a goal cell that is empty goes on with the one above."""
        headings = block.rows[0]
        role: Role = "strategy" if "strategi" in headings[part].lower() else "initiative"
        for number, row in enumerate(block.rows[1:], start=1):
            text = words.bare(row[goal])
            if text:
                piece = self.pieces.add(
                    "goal", text, block, parent=self.theme.id, rows=(number,), sure=LIKELY
                )
                for said, target in targets_in(text):
                    self.pieces.offers.append(OfferedTarget(piece.id, said, target))
            if part < len(row) and words.bare(row[part]):
                rest = [
                    f"{h}: {c}"
                    for i, (h, c) in enumerate(zip(headings, row, strict=False))
                    if i not in (goal, part) and c and not _is_number(h)
                ]
                title, body = title_and_body(row[part])
                told = "\n\n".join(filter(None, [body, *rest]))
                self.pieces.add(
                    role, title, block, parent=self.theme.id, rows=(number,), body=told, sure=LIKELY
                )

    def _part_rows(self, block: Block, column: int) -> None:
        headings = block.rows[0]
        role: Role = "strategy" if "strategi" in headings[column].lower() else "initiative"
        for number, row in enumerate(block.rows[1:], start=1):
            rest = [
                f"{h}: {c}" if h else c
                for i, (h, c) in enumerate(zip(headings, row, strict=False))
                if i != column and c and not _is_number(h)
            ]
            own = next((cell for cell, head in zip(row, headings, strict=False) if _is_number(head)), "")
            title, body = title_and_body(row[column])
            told = "\n\n".join(filter(None, [body, *rest]))
            self.pieces.add(
                role, title, block, parent=self.theme.id, rows=(number,), number=own, body=told, sure=LIKELY
            )


def title_and_body(text: str) -> tuple[str, str]:
    """A part's title is what is set in bold with a full stop, or a short first sentence; else all of it."""
    bold = BOLD_TITLE.fullmatch(text)
    if bold and (
        re.search(r"[.:](?:\*\*|__)|(?:\*\*|__)[.:]", text[: bold.start("body")])
        or bold["body"][:1].isupper()
    ):
        return bold["title"].strip(), bold["body"].strip()
    bare = words.bare(text)
    first = FIRST_SENTENCE.fullmatch(bare)
    if first:
        return first["title"].strip(), first["body"].strip()
    bare = bare.removesuffix(".") if len(SENTENCES.split(bare)) == 1 else bare
    if len(bare) <= LONGEST_TITLE:
        return bare, ""
    cut = bare.rfind(" ", 0, LONGEST_TITLE - 2)
    return f"{bare[:cut]} …", bare


def _as_written(block: Block, text: str) -> str:
    """With its emphasis, where nothing was taken off it."""
    return block.text if words.bare(block.text) == text else text


def _unmarked(text: str) -> str:
    """Emphasis around the whole of it is left out."""
    return re.sub(r"^([*_]{1,2})([^*_]*)\1$", r"\2", text.strip())


def _leads_to_goals(line: Line) -> bool:
    if line.block.kind == "table":
        return goal_column(line.block.rows) is not None
    run_in = words.run_in_lead(line.block.text) if line.block.kind == "paragraph" else None
    leads = [line.lead, run_in[0] if run_in else None]
    return any(lead is not None and lead.kind == "goals" for lead in leads)


def _named(line: Line) -> re.Match[str] | None:
    """ "Mål 1: …" or "1.1 …"."""
    if line.block.kind not in ("paragraph", "item"):
        return None
    return NAMED_GOAL.fullmatch(line.text) or NUMBERED_GOAL.fullmatch(line.text)


def _goals_of(text: str) -> list[str]:
    """The goals of a paragraph: each sentence that could be one by itself; the others go with the one before."""
    goals: list[str] = []
    for sentence in SENTENCES.split(text):
        alone = not ANAPHORA.match(sentence) and (words.is_goalish(sentence) or re.search(r"\d", sentence))
        if goals and not alone:
            goals[-1] += f" {sentence}"
        else:
            goals.append(sentence)
    return goals


def _zone(following: list[Line]) -> list[Line]:
    end = next(
        (i for i, line in enumerate(following) if line.lead or line.block.kind == "heading"), len(following)
    )
    return following[:end]


def _is_number(heading: str) -> bool:
    return bool(re.fullmatch(r"(?:nr|nummer|#|mål nr)\.?", words.bare(heading), re.IGNORECASE))


def _row_of(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
