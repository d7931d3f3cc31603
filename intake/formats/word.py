"""A Word file (.docx) → the outline, by mammoth's reader. Headings are known by their style; in a file without
such styles by the size and weight of their letters. Headers and footers are of the page, and are not read."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from mammoth import docx

from intake.formats.drafts import (
    Drafts,
    as_markdown,
    spaced,
    table_markdown,
    with_headings_where_none_are_styled,
    with_typed_marks,
)
from intake.formats.word_numbers import Counters, Level
from intake.outline import Outline, Place, Style

HEADING = re.compile(r"(?:heading|overskrift|rubrik)\D*(?P<level>\d)", re.IGNORECASE)
TITLE = re.compile(r"(?:title|titel)", re.IGNORECASE)
CONTENTS = re.compile(r"(?:toc|indholdsfortegnelse|table of contents)\b.*", re.IGNORECASE)
DEFAULT_SIZE = 11.0
"""Points: what text is taken for that names no size of its own."""


def read(handle: BinaryIO) -> Outline:
    return _Reader(docx.read(handle).value).outline()


class _Reader:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.drafts = Drafts()
        self.number = 0
        self.counters = Counters()
        self.notes: list[Any] = []

    def outline(self) -> Outline:
        for element in self.document.children:
            self._element(element)
        for number, note in enumerate(self.notes, start=1):
            text = " ".join(self._markdown(part) for part in note.body)
            self.drafts.add("footnote", spaced(text), label=str(number))
        marked = [with_typed_marks(block) for block in self.drafts.blocks]
        self.drafts.blocks = with_headings_where_none_are_styled(marked)
        return self.drafts.outline("word", has_levels=True)

    def _element(self, element: Any) -> None:
        name = type(element).__name__
        if name == "Paragraph":
            self._paragraph(element)
        elif name == "Table":
            self._table(element)

    def _paragraph(self, paragraph: Any) -> None:
        self.number += 1
        text = self._markdown(paragraph)
        style = self._style(paragraph)
        place = Place(0, self.number, self.number)
        for picture in _all(paragraph, "Image"):
            self.drafts.add("picture", as_markdown(picture.alt_text or "") or "▢", place=place)
        if not text.strip():
            return
        if CONTENTS.fullmatch(style.name):
            self.drafts.add("furniture", text, furniture="contents", place=place)
        elif heading := HEADING.match(style.name):
            level = int(heading["level"])
            label = self._label(paragraph.numbering)
            plain = re.sub(r"^(\*\*|\*)(.+)\1$", r"\2", text)
            self.drafts.add("heading", plain, level=level, label=label, style=style, place=place)
        elif TITLE.fullmatch(style.name):
            self.drafts.add("heading", text, level=1, style=style, place=place)
        elif paragraph.numbering:
            depth, ordered = int(paragraph.numbering.level_index) + 1, paragraph.numbering.is_ordered
            label = self._label(paragraph.numbering).split(" ")[-1]
            self.drafts.add("item", text, level=depth, ordered=ordered, label=label, style=style, place=place)
        else:
            self.drafts.add("paragraph", text, style=style, place=place)

    def _label(self, level: Level | None) -> str:
        return self.counters.label(level) if level and level.is_ordered else ""

    def _table(self, table: Any) -> None:
        place = Place(0, self.number + 1, self.number + 1)
        rows = tuple(row for row in self._rows(table) if any(row))
        if len(rows) == 1 and len(rows[0]) == 1:  # a frame around a text
            self.drafts.add("paragraph", rows[0][0], place=place)
        elif rows:
            self.drafts.add("table", table_markdown(rows), rows=rows, place=place)

    def _rows(self, table: Any) -> Iterator[tuple[str, ...]]:
        """A cell over several rows has its words in the first, and is empty in those below: mammoth leaves it out of
        them, and what stands beside it would be in another column."""
        reaching: dict[int, int] = {}
        for row in _all(table, "TableRow"):
            cells: list[str] = []
            for cell in row.children:
                if not hasattr(cell, "colspan"):
                    continue
                _pass_over(cells, reaching)
                width = int(cell.colspan or 1)
                reaching |= dict.fromkeys(range(len(cells), len(cells) + width), int(cell.rowspan or 1) - 1)
                parts = [self._markdown(part) for part in cell.children if hasattr(part, "children")]
                cells += [spaced(" ".join(parts)).replace("\\.", "."), *[""] * (width - 1)]
            _pass_over(cells, reaching)
            yield tuple(cells)

    def _style(self, paragraph: Any) -> Style:
        runs = [run for run in _all(paragraph, "Run") if _plain(run).strip()]
        sizes = [float(run.font_size) for run in runs if run.font_size]
        return Style(
            size=max(sizes, default=DEFAULT_SIZE),
            bold=bool(runs) and all(run.is_bold for run in runs),
            italic=bool(runs) and all(run.is_italic for run in runs),
            name=paragraph.style_name or "",
        )

    def _markdown(self, element: Any) -> str:
        """The words with their emphasis; runs that look the same are one."""
        pieces: list[list[Any]] = []
        for look, words in self._runs(element, (False, False)):
            if pieces and (pieces[-1][0] == look or not words.strip()):
                pieces[-1][1] += words
            else:
                pieces.append([look, words])
        return "".join(_emphasised(words, *look) for look, words in pieces).strip(" ")

    def _runs(self, element: Any, look: tuple[bool, bool]) -> Iterable[tuple[tuple[bool, bool], str]]:
        name = type(element).__name__
        if name == "Text":
            yield look, element.value
        elif name == "Tab":
            yield look, "\t"
        elif name == "Break":
            yield look, "  \n" if element.break_type == "line" else " "
        elif name == "NoteReference":
            self.notes.append(self.document.notes.resolve(element))
            yield look, f"\ue000{len(self.notes)}\ue001"
        elif name == "Run":
            for child in element.children:
                yield from self._runs(child, (bool(element.is_bold), bool(element.is_italic)))
        else:
            for child in getattr(element, "children", None) or ():
                yield from self._runs(child, look)


def _emphasised(words: str, bold: bool, italic: bool) -> str:
    text = "  \n".join(_escaped(line) for line in words.split("  \n"))
    sign = "**" if bold else "*" if italic else ""
    bare = text.strip()
    if not sign or not bare or "\n" in text:
        return text
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{start}{sign}{bare}{sign}{end}"


def _escaped(line: str) -> str:
    """With its spaces at both ends, and its tabs."""
    start = " " if line[:1] == " " else ""
    end = " " if line[-1:] == " " and line.strip() else ""
    parts = [as_markdown(part) for part in line.split("\t")]
    return (start + "\t".join(parts) + end).replace("\ue000", "[^").replace("\ue001", "]")


def _pass_over(cells: list[str], reaching: dict[int, int]) -> None:
    """Adds an empty cell for each next column that a cell above reaches into; `reaching` counts the rows left."""
    while reaching.get(len(cells)):
        reaching[len(cells)] -= 1
        cells.append("")


def _plain(element: Any) -> str:
    if type(element).__name__ == "Text":
        return str(element.value)
    return "".join(_plain(child) for child in getattr(element, "children", None) or ())


def _all(element: Any, name: str) -> list[Any]:
    found = [element] if type(element).__name__ == name else []
    for child in getattr(element, "children", None) or ():
        found += _all(child, name)
    return found
