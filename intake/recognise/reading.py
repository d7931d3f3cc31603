"""An outline → what it is taken for. Nothing is stored, and no block is dropped: each is in a piece."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intake.outline import Outline
from intake.readers import danish
from intake.recognise import decisions, words
from intake.recognise.contents import not_in_contents
from intake.recognise.front import FrontReader
from intake.recognise.heads import Head
from intake.recognise.labels import parts_stand_alone, repeated_run_ins
from intake.recognise.lines import Line
from intake.recognise.overview import leave_repeated
from intake.recognise.period import kind_of, municipality_of, period_of
from intake.recognise.pieces import Pieces
from intake.recognise.review import ReviewReader
from intake.recognise.sections import SectionReader
from intake.recognise.shape import Shape, shape_of
from intake.recognise.theme_reading import ThemeReader
from intake.recognise.words import GOAL_WORDS, PART_WORDS
from intake.recognised import CERTAIN, GUESS, LIKELY, DocumentKind, Piece, Recognised

PAGE_NAMED = re.compile(r"\b(?:se )?side \d+\b", re.IGNORECASE)
FILE_NAMED = re.compile(r"\bvedhæftede? (?:fil|bilag)", re.IGNORECASE)


def recognise(outline: Outline) -> Recognised:
    outline = replace(outline, has_levels=outline.has_levels and not _is_flat(outline))
    shape = shape_of(outline)
    kind = kind_of(shape)
    if kind in ("review", "figures"):
        shape.themes, shape.groups, shape.theme_word, shape.group_word = [], [], "", ""
    return _Reader(outline, shape, kind).read()


def _is_flat(outline: Outline) -> bool:
    """Whether all headings but the first look the same, labels that come again among them: they say no levels."""
    heads = [block for block in outline.blocks if block.kind == "heading"][1:]
    texts = Counter(words.plain(head.text) for head in heads)
    return len({head.level for head in heads}) == 1 and texts.most_common(1)[0][1] > 1


class _Reader:
    def __init__(self, outline: Outline, shape: Shape, kind: DocumentKind) -> None:
        self.outline = outline
        self.shape = shape
        self.kind = kind
        self.year, self.last_year = period_of(shape)
        self.pieces = Pieces()
        self.themes = {head.index: head for head in shape.themes}
        self.groups = {head.index: head for head in shape.groups}
        self.known = _capitalised(outline)
        self.run_ins = repeated_run_ins(outline.blocks)
        self.parts_alone = parts_stand_alone([line for head in shape.themes for line in head.within()])
        texts = [line.text for line in shape.lines]
        self.municipality = municipality_of(texts)
        self.open: list[tuple[int, Piece]] = []
        self.group: Piece | None = None
        self.announcing: Piece | None = None
        self.holder: Piece | None = None
        self.sections = SectionReader(self.pieces, self.year, shape)
        self.inner = set() if outline.has_levels else not_in_contents(shape)
        self.reviews = ReviewReader(self.pieces)

    def read(self) -> Recognised:
        lines, heads = self.shape.lines, self.shape.heads
        title = self.shape.title
        after = [head for head in heads if head is not title and (title is None or head.index > title.index)]
        first = after[0].index if after else len(lines)
        while after and title is not None and self._is_of_front(after[0], title):
            self._as_text(after.pop(0))
            first = after[0].index if after else len(lines)
        front = FrontReader(self.pieces, self.municipality, self.known)
        front.read(lines[:first], self.shape.title)
        taken = first
        while taken < len(lines):
            head = next(head for head in heads if head.index == taken)
            taken = self._head(head)
        self.pieces.place_notes()
        self.sections.finish()
        leave_repeated(self.pieces)
        self._ask()
        return Recognised(
            kind=self.kind,
            year=self.year,
            last_year=self.last_year,
            pieces=tuple(self.pieces.made),
            municipality=self.municipality,
            theme_word=self.shape.theme_word,
            group_word=self.shape.group_word,
            goal_word=self._goal_word(),
            offers=tuple(self.pieces.offers),
            questions=tuple(self.pieces.questions),
        )

    def _is_of_front(self, head: Head, title: Head) -> bool:
        """A line right below the title: the title once more, or in plain text what the plan says of itself."""
        if head.index in self.themes or head.index in self.groups:
            return False
        if words.same_plan(head.line.text, title.line.text):
            return True
        alone = head.index == title.index + 1 and not self.outline.has_levels and not head.label.number
        follows = next(iter(head.own), None)
        return (
            alone
            and not words.NEVER_A_THEME.fullmatch(head.title)
            and (follows is None or len(follows.text) < 100)
            and not any(line.lead or words.is_goalish(line.text) for line in head.own)
        )

    def _head(self, head: Head) -> int:
        """Reads the part that the heading opens; the number of the line after it."""
        if head.index in self.themes:
            return self._theme(head)
        if head.index in self.groups:
            return self._group(head)
        if head.index in self.inner and self.open:
            self.pieces.words("text", head.line.block, self.open[-1][1].id)
            return self._own_lines(head, self.open[-1][1])
        return self._section(head)

    def _theme(self, head: Head) -> int:
        end = self._end_of_theme(head)
        parent = self._parent_of_theme(head)
        title = words.ordinary(head.title, self.known)
        if head.line.label.word and words.GOAL_WORDS.fullmatch(head.line.label.word):
            title = words.ordinary(head.label.title, self.known)
        sure = CERTAIN if self.shape.sure and head.label.number else LIKELY if self.shape.sure else GUESS + 20
        piece = self.pieces.add(
            "theme",
            title,
            head.line.block,
            parent=parent,
            number=head.label.number,
            sure=sure,
            form="heading",
        )
        for part in _parts(self.shape.lines[head.index + 1 : end]):
            if part.missing:
                piece = self._theme_without_heading(piece)
            read = ThemeReader(
                self.pieces,
                piece,
                part.lines,
                has_levels=self.outline.has_levels,
                run_ins=self.run_ins,
                parts_alone=self.parts_alone,
            ).read()
            if not any(other.parent == read.id and other.role == "goal" for other in self.pieces.made):
                text = _("No goals are found in “%(theme)s”. Is that right?")
                self.pieces.ask("no_goals_in_theme", text % {"theme": read.text}, read)
        return end

    def _theme_without_heading(self, before: Piece) -> Piece:
        """Its title is that which stands next in the list of the themes, where the document has one."""
        listed = self._listed_after(before.text)
        number = sum(piece.role == "theme" for piece in self.pieces.made) + 1
        title = listed or danish.THEME_WITHOUT_TITLE.format(number=number)
        piece = self.pieces.add("theme", title, None, parent=before.parent, sure=GUESS, form="heading")
        text = _("The heading above a theme is missing. Is it called “%(title)s”?")
        self.pieces.ask("theme_without_heading", text % {"title": title}, piece)
        return piece

    def _listed_after(self, title: str) -> str:
        items = [line.text for line in self.shape.lines if line.block.kind == "item"]
        at = next((at for at, text in enumerate(items[:-1]) if words.same(text, title)), None)
        return items[at + 1] if at is not None else ""

    def _parent_of_theme(self, head: Head) -> int:
        if self.group is not None:
            return self.group.id
        last = self.pieces.made[-1] if self.pieces.made else None
        if not self.outline.has_levels and last is not None and last.role == "section":
            self.announcing = (
                last  # plain text says no levels: a heading with nothing below it but the themes
            )
        if self.announcing is not None:
            return self.announcing.id
        above = self._above(head.level)
        return above.id if above else 0

    def _end_of_theme(self, head: Head) -> int:
        """At the next heading that is not below it; where the file has no levels, at the next one at all, but for a
        line right below its own that only looks like one."""
        for other in self.shape.heads:
            if other.index <= head.index:
                continue
            special = other.index in self.themes or other.index in self.groups
            if not special and not self.outline.has_levels and self._is_within(other, head):
                continue
            apart = bool(words.NEVER_A_THEME.fullmatch(other.title)) or self._is_below_a_list(other)
            if not (special or apart or other.level <= head.level):
                continue
            if special or apart or other.index != head.index + 1 or self.outline.has_levels:
                return other.index
            self._as_text(other)
        return len(self.shape.lines)

    def _is_below_a_list(self, head: Head) -> bool:
        """In plain text: where a list ends and a heading without a number comes, the theme is done."""
        if self.outline.has_levels or head.label.number:
            return False
        at = head.index - 1
        while at >= 0 and self.shape.lines[at].block.kind == "furniture":
            at -= 1
        return at >= 0 and self.shape.lines[at].block.kind == "item"

    def _is_within(self, other: Head, theme: Head) -> bool:
        """In plain text: a heading in what a theme does, told in prose, is the theme's own."""
        word = other.label.word
        if word and (PART_WORDS.fullmatch(word) or GOAL_WORDS.fullmatch(word)):
            return True
        if (
            words.NEVER_A_THEME.fullmatch(other.title)
            or words.BESIDES.search(other.title)
            or other.label.number
        ):
            return False
        if words.CHAPTER.fullmatch(other.line.text) or words.ANNEX.fullmatch(other.line.text):
            return False
        lines = self.shape.lines[theme.index + 1 : other.index]
        leads = [at for at, line in enumerate(lines) if line.lead and not words.ANSWERS.fullmatch(line.text)]
        if not leads or lines[leads[-1]].lead != words.Lead("does"):
            return False
        return lines[leads[-1] + 1 : leads[-1] + 2] == [] or lines[leads[-1] + 1].block.kind != "item"

    @staticmethod
    def _as_text(head: Head) -> None:
        head.line.block = replace(head.line.block, kind="paragraph", level=0)

    def _group(self, head: Head) -> int:
        title = words.ordinary(head.title, self.known)
        above = self._above(head.level)
        self.group = self.pieces.add(
            "theme_group", title, head.line.block, number=head.label.number, form="heading",
            parent=above.id if above else 0,
        )  # fmt: skip
        return self._own_lines(head, self.group)

    def _section(self, head: Head) -> int:
        self.announcing = None
        if self.group is not None and head.level <= self._level_of_groups():
            self.group = None
        while self.open and self.open[-1][0] >= head.level:
            self.open.pop()
        if not self.outline.has_levels and not head.label.number:
            while self.open and self.open[-1][1].role == "national_goal":
                self.open.pop()
        parent = self._holder_in_plain_text(head) or (self.open[-1][1] if self.open else None)
        if self.kind == "review" and head.label.word and words.GOAL_WORDS.fullmatch(head.label.word):
            title = words.ordinary(head.label.title, self.known)
            piece = self.pieces.add(
                "goal",
                title,
                head.line.block,
                parent=parent.id if parent else 0,
                number=head.label.number,
                sure=LIKELY,
            )
        else:
            piece = self.sections.open(head, parent, self.known)
        self.open.append((head.level, piece))
        return self._own_lines(head, piece)

    def _holder_in_plain_text(self, head: Head) -> Piece | None:
        """Plain text says no levels: headings right below one "Vores strategier" are in it, until one that is known to
        be a chapter, or has a chapter's number."""
        last = self.pieces.made[-1] if self.pieces.made else None
        known = words.NEVER_A_THEME.fullmatch(head.title) or words.BESIDES.search(head.title)
        number, above = head.label.number, self.holder.number if self.holder else ""
        if self.outline.has_levels or known or (above and number and not number.startswith(f"{above}.")):
            self.holder = None
        elif last is not None and self.sections.holds_strategies(last):
            self.holder = last
        return self.holder

    def _level_of_groups(self) -> int:
        return min(head.level for head in self.shape.groups)

    def _above(self, level: int) -> Piece | None:
        """The section that a theme stands in, where the file says so by its levels or numbers."""
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        return self.open[-1][1] if self.open else None

    def _own_lines(self, head: Head, piece: Piece) -> int:
        end = next(
            (other.index for other in self.shape.heads if other.index > head.index), len(self.shape.lines)
        )
        lines = self.shape.lines[head.index + 1 : end]
        if self.kind == "review":
            lines = self.reviews.read(lines, piece)
        self.sections.read(lines, piece)
        return end

    def _goal_word(self) -> str:
        for line in self.shape.lines:
            match = (
                re.search(r"\b(resultatmål|årsmål|delmål|effektmål)\b", line.text, re.IGNORECASE)
                if line.lead
                else None
            )
            if match:
                return match[1].capitalize()
        return ""

    def _ask(self) -> None:
        pieces = self.pieces
        roles = {piece.role for piece in pieces.made}
        if self.kind in ("plan", "strategy", "unknown"):
            if "theme" not in roles:
                pieces.ask("no_themes", _("No themes are found. Which headings are they?"))
            if "goal" not in roles:
                pieces.ask("no_goals", _("No goals are found. Which of the texts are they?"))
        if self.kind == "unknown":
            pieces.ask("kind", _("Nothing in the document says that it is a plan. Is it one?"))
        if self.kind == "review":
            pieces.ask(
                "review", _("The document is a report on results and no plan. It comes in as a follow-up.")
            )
            if self.reviews.comparison:
                text = _(
                    "It compares with %(towns)s. Their figures are the portal's: look whether it has them."
                )
                pieces.ask("comparison", text % {"towns": ", ".join(self.reviews.comparison)})
        if self.kind == "figures":
            pieces.ask(
                "figures", _("The document is a sheet of key figures and no plan. Import it as figures.")
            )
        if not self.year:
            pieces.ask("year", _("The document names no year. Which one is it for?"))
        if "title" not in roles:
            pieces.ask("title", _("No title is found. What is the plan called?"))
        from_tables = [piece for piece in pieces.made if piece.role == "goal" and piece.rows]
        if from_tables:
            text = _("%(count)d goals are read out of tables, a goal a row. Is that right?")
            pieces.ask("goals_from_tables", text % {"count": len(from_tables)}, *from_tables)
        if self.shape.themes and not self.shape.sure:
            found = [piece for piece in pieces.made if piece.role == "theme"]
            pieces.ask("themes_unsure", _("Are these the themes?"), *found)
        if pieces.offers:
            text = _("%(count)d targets could be read out of the goals. Look through them.")
            pieces.ask("targets", text % {"count": len(pieces.offers)})
        self._ask_about_references()
        for warning in self.outline.warnings:
            pieces.ask("file", warning)

    def _ask_about_references(self) -> None:
        """What the text says of the old document, and is no longer so."""
        for piece in self.pieces.made:
            if piece.role == "left_out":
                continue
            if page := PAGE_NAMED.search(piece.text):
                text = _("“%(page)s” of the old document is referred to. Where is it now?")
                self.pieces.ask("page_reference", capfirst(text % {"page": page[0]}), piece)
            if FILE_NAMED.search(piece.text):
                text = _("an attached file is referred to. Add it as an annex file.")
                self.pieces.ask("file_reference", capfirst(text), piece)


@dataclass(slots=True)
class _Part:
    lines: list[Line]
    missing: bool = False


def _parts(lines: list[Line]) -> list[_Part]:
    """A theme's lines; where "Det vil vi" comes once more after "Det gør vi", another one begins whose heading is
    missing."""
    parts = [_Part([])]
    acts = False
    for line in lines:
        kind = line.lead.kind if line.lead and not words.ANSWERS.fullmatch(line.text) else ""
        if kind == "will" and acts and words.WILL.fullmatch(line.text.rstrip(": ")):
            parts.append(_Part([], missing=True))
            acts = False
        acts = acts or kind == "does"
        parts[-1].lines.append(line)
    return parts


def _capitalised(outline: Outline) -> frozenset[str]:
    """Words that the text writes with a capital in the middle of a sentence: names."""
    found: set[str] = set()
    for block in outline.blocks:
        text = words.bare(block.text)
        if block.kind != "table" and not text.isupper():
            found.update(re.findall(r"(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøåéA-ZÆØÅ-]+", text))
            found.update(match["name"] for match in words.MUNICIPALITY.finditer(text))
    return frozenset({word for name in found for word in name.split()} | {"Kommune"})


def with_decisions(recognised: Recognised) -> Recognised:
    """A piece that somebody has made a decision without saying which: what its words tell. What it leaves for its
    section, its body, is all that it says."""
    changed = []
    for piece in recognised.pieces:
        if piece.role == "decision" and not piece.decisions:
            said = "\n\n".join(dict.fromkeys(filter(None, [piece.text, piece.body])))
            told = decisions.decisions_in(words.bare(said), deciding=True)
            body = "" if told.whole else said
            changed.append(replace(piece, text=said, decisions=told.decisions, body=body))
    return recognised.with_pieces(changed)
