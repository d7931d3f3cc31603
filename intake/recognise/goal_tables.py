"""Tables that a plan's parts stand in: a goal a row, what is done for it beside it, the themes in a column of their own,
or a form with a label and its words in each row."""

import re
from collections.abc import Iterable, Sequence

from intake.outline import Block
from intake.recognise import words
from intake.recognise.lines import GOAL_COLUMN, PART_COLUMN, goal_column
from intake.recognise.pieces import Pieces
from intake.recognise.sentences import goals_of, title_and_body
from intake.recognise.targets import targets_in, targets_of_row
from intake.recognise.words import LeadKind
from intake.recognised import LIKELY, OfferedTarget, Piece, Role

Row = tuple[str, ...]
THEME_COLUMN = re.compile(
    r"(?:målgrupper?|emner?|områder?|temaer|fokusområder|indsatsområder|pejlemærker)", re.IGNORECASE
)
WHO_OR_WHEN = re.compile(r"ansvar|tids|frist|start|hvem|hvornår|deadline", re.IGNORECASE)
NUMBER_COLUMN = re.compile(r"(?:nr|nummer|#|mål nr)\.?", re.IGNORECASE)


def theme_column(rows: tuple[Row, ...]) -> int | None:
    """The column of a table of goals that says which theme each is in."""
    if goal_column(rows) is None:
        return None
    headings = [words.bare(cell) for cell in rows[0]]
    found = [
        at
        for at, text in enumerate(headings)
        if THEME_COLUMN.fullmatch(text) or words.KNOWN_LEVELS.fullmatch(text)
    ]
    found = [at for at in found if not GOAL_COLUMN.fullmatch(headings[at])]
    return found[0] if found and words.bare(rows[1][found[0]]) else None


def referring_column(rows: tuple[Row, ...], themes: Sequence[Piece]) -> int | None:
    """The column whose cells are titles of themes, or, below a word for them, their numbers."""
    goal, part = goal_column(rows), _part_column(rows[0])
    if (goal, part) == (None, None) or not themes:
        return None
    names = _Names(themes)
    for at, heading in enumerate(map(words.bare, rows[0])):
        level = bool(THEME_COLUMN.fullmatch(heading) or words.KNOWN_LEVELS.fullmatch(heading))
        cells = [cell for row in rows[1:] if (cell := words.bare(row[at]))]
        told = goal if goal is not None else part  # a column "Indsats" beside goals may name the themes
        if at != told and cells and all(names.theme(cell, by_number=level) for cell in cells):
            return at
    return None


class _Names:
    """Which theme a cell names, by its title or its number."""

    def __init__(self, themes: Sequence[Piece]) -> None:
        self.titles = {words.plain(theme.text): theme for theme in reversed(themes)}
        self.numbers = {theme.number: theme for theme in reversed(themes) if theme.number}

    def theme(self, cell: str, *, by_number: bool) -> Piece | None:
        label = words.label_of(cell)
        titled = self.titles.get(words.plain(cell)) or self.titles.get(words.plain(label.title))
        if titled is not None or not by_number:
            return titled
        return self.numbers.get((label.number or cell.split()[-1]).rstrip(".:"))


def is_form(rows: tuple[Row, ...]) -> bool:
    """Two columns, the first of which has labels: "Mål", "Indsats", "Ansvarlig"."""
    leads = [words.lead_of(words.bare(row[0])) for row in rows if len(row) == 2]
    kinds = {lead.kind for lead in leads if lead}
    return (
        len(leads) == len(rows) > 1
        and "goals" in kinds
        and bool(kinds & {"initiatives", "strategies", "does"})
    )


class TableReader:
    """`theme`: the piece that the parts belong to; 0 is the plan."""

    def __init__(self, pieces: Pieces, theme: int) -> None:
        self.pieces = pieces
        self.theme = theme
        self.part: Piece | None = None

    def read(self, block: Block, mode: LeadKind) -> bool:
        """Whether the table has parts, which are pieces then."""
        goal, part = goal_column(block.rows), _part_column(block.rows[0])
        of_years = any(re.fullmatch(words.YEAR, cell) for cell in block.rows[0])
        headings = block.rows[0]
        if is_form(block.rows):
            self._form(block)
            self._label(block, *(row[0] for row in block.rows if words.lead_of(words.bare(row[0]))))
        elif goal is not None and part is not None:
            self._both(block, goal, part)
            self._label(block, headings[goal], headings[part])
        elif goal is not None and mode in ("goals", "will"):
            self._goals(block, goal)
            self._label(block, headings[goal])
        elif mode == "goals" and part is None and of_years:
            self._goals(block, 0)
            self._label(block, headings[0])
        elif part is not None and (mode in ("initiatives", "strategies") or _tells_who_or_when(block)):
            self._parts(block, part)
            self._label(block, headings[part])
        else:
            return False
        return True

    def read_with_themes(self, block: Block, column: int) -> None:
        """A theme begins where its cell has words."""
        goal, part = goal_column(block.rows), _part_column(block.rows[0])
        assert goal is not None
        for number, row in enumerate(block.rows[1:], start=1):
            title = words.bare(row[column])
            if title:
                label = words.label_of(title)
                theme = self.pieces.add(
                    "theme", label.title, block, number=label.number, rows=(number,), sure=LIKELY
                )
                self.theme = theme.id
            self._row(block, number, goal, part, {column})
        self._label(block, *(block.rows[0][at] for at in (column, goal, part) if at is not None))

    def read_referring(self, block: Block, column: int, themes: Sequence[Piece]) -> None:
        """Goals and what is done for them, each of the theme that its row names."""
        headings = block.rows[0]
        goal, part = goal_column(block.rows), _part_column(headings)
        part = None if part == column else part
        names = _Names(themes)
        for number, row in enumerate(block.rows[1:], start=1):
            cell = words.bare(row[column])
            if cell and (theme := names.theme(cell, by_number=True)):
                self.theme = theme.id
            if goal is not None:
                self._row(block, number, goal, part, {column})
            elif part is not None and words.bare(row[part]):
                self._part(block, number, part, _rest(headings, row, {part, column}))
        self._label(block, *(headings[at] for at in (column, goal, part) if at is not None))

    def _label(self, block: Block, *cells: str) -> None:
        """What says of the cells what they are, and is told by what they become."""
        text = " · ".join(dict.fromkeys(filter(None, map(words.bare, cells))))
        if text:
            self.pieces.add("left_out", text, block, reason="label", rows=(0,))

    def _both(self, block: Block, goal: int, part: int) -> None:
        """A goal and what is done for it in each row; a goal cell that is empty goes on with the one above."""
        for number in range(1, len(block.rows)):
            self._row(block, number, goal, part, set())

    def _row(self, block: Block, number: int, goal: int, part: int | None, apart: set[int]) -> None:
        """What other columns tell is told of what is done, else of the goal."""
        headings, row = block.rows[0], block.rows[number]
        text = words.bare(row[goal])
        told = _rest(headings, row, {goal, *apart} | ({part} if part is not None else set()))
        acts = part is not None and part < len(row) and bool(words.bare(row[part]))
        if text:
            body = "" if acts else "\n\n".join(told)
            self._goal(block, number, text, [*targets_in(text)], body=body)
        if acts and part is not None:
            self._part(block, number, part, told)

    def _goals(self, block: Block, column: int) -> None:
        headings = block.rows[0]
        for number, row in enumerate(block.rows[1:], start=1):
            text = words.bare(row[column])
            if not text:
                continue
            pairs = [
                (heading, cell)
                for at, (heading, cell) in enumerate(zip(headings, row, strict=False))
                if at != column and cell and not _is_number(heading)
            ]
            offers = [*targets_of_row(headings, row, text), *targets_in(text)]
            self._goal(block, number, text, offers, body=_small_table(pairs))

    def _parts(self, block: Block, column: int) -> None:
        for number, row in enumerate(block.rows[1:], start=1):
            if words.bare(row[column]):
                self._part(block, number, column, _rest(block.rows[0], row, {column}))
            elif any(row):
                self.pieces.add("does", " ".join(filter(None, row)), block, parent=self.theme, rows=(number,))

    def _form(self, block: Block) -> None:
        """What follows what is done, such as who and when, is told of it."""
        for number, (label, cell) in enumerate(block.rows):
            lead = words.lead_of(words.bare(label))
            if lead and lead.kind == "goals":
                for text in goals_of(cell):
                    self._goal(block, number, text, [*targets_in(words.bare(text))])
            elif lead and lead.kind in ("initiatives", "strategies", "does"):
                title, body = title_and_body(cell)
                role: Role = "strategy" if lead.kind == "strategies" else "initiative"
                self._add_part(role, title, block, rows=(number,), body=body)
            elif self.part is not None:
                body = "\n\n".join(filter(None, [self.part.body, f"{label}: {cell}"]))
                self.part = self.pieces.change(self.part, body=body)
            else:
                text = f"{label}: {cell}"
                self.pieces.add("will", text, block, parent=self.theme, rows=(number,), sure=LIKELY)

    def _goal(
        self, block: Block, number: int, text: str, offers: Iterable[tuple[str, object]], body: str = ""
    ) -> None:
        piece = self.pieces.add(
            "goal", text, block, parent=self.theme, number=_number_of(block, number), rows=(number,),
            body=body, sure=LIKELY,
        )  # fmt: skip
        for said, target in offers:
            self.pieces.offers.append(OfferedTarget(piece.id, said, target))  # type: ignore[arg-type]

    def _part(self, block: Block, number: int, column: int, told: list[str]) -> None:
        row, headings = block.rows[number], block.rows[0]
        role: Role = "strategy" if "strategi" in headings[column].lower() else "initiative"
        title, body = title_and_body(row[column])
        has_goals = goal_column(block.rows) is not None
        self._add_part(
            role, title, block, rows=(number,), body="\n\n".join(filter(None, [body, *told])),
            number="" if has_goals else _number_of(block, number),
        )  # fmt: skip

    def _add_part(self, role: Role, title: str, block: Block, **rest: object) -> None:
        self.part = self.pieces.add(role, title, block, parent=self.theme, sure=LIKELY, **rest)


def _tells_who_or_when(block: Block) -> bool:
    """A table of what is done has several rows, or says who does it or when."""
    return len(block.rows) > 2 or any(WHO_OR_WHEN.match(words.bare(cell)) for cell in block.rows[0])


def _part_column(headings: Row) -> int | None:
    return next((at for at, cell in enumerate(headings) if PART_COLUMN.fullmatch(words.bare(cell))), None)


def _rest(headings: Row, row: Row, apart: set[int]) -> list[str]:
    """ "Ansvarlig: Jobcentret" for each other cell."""
    return [
        f"{heading}: {cell}" if heading else cell
        for at, (heading, cell) in enumerate(zip(headings, row, strict=False))
        if at not in apart and cell and not _is_number(heading)
    ]


def _number_of(block: Block, number: int) -> str:
    cells = zip(block.rows[number], block.rows[0], strict=False)
    return next((cell for cell, heading in cells if number and _is_number(heading)), "")


def _is_number(heading: str) -> bool:
    return bool(NUMBER_COLUMN.fullmatch(words.bare(heading)))


def _small_table(pairs: list[tuple[str, str]]) -> str:
    if not pairs:
        return ""
    return "\n".join(
        [_line(h for h, _c in pairs), _line("---" for _pair in pairs), _line(c for _h, c in pairs)]
    )


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
