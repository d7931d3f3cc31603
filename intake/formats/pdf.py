"""A PDF → the outline, by pdfplumber: lines of letters with their sizes, columns, tables; what a page has at its head
and foot is told apart. A scanned one has no letters, and is refused."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

import pdfplumber
from django.utils.translation import gettext as _
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from intake.formats.drafts import (
    Drafts,
    spaced,
    table_markdown,
    with_headings_by_look,
)
from intake.formats.errors import UnreadableError
from intake.formats.laid_out import (
    PAGE_NUMBER,
    evened,
    joined,
    repeated,
    with_tables_joined,
)
from intake.formats.pdf_columns import in_reading_order
from intake.formats.pdf_lines import Line, is_on, lines_of, text_lines
from intake.formats.pdf_paragraphs import (
    BULLET,
    belongs,
    joined_marks,
    left_edges,
    rejoined,
    right_edges,
    usual_pitch,
    with_notes,
)
from intake.outline import Outline, Place, Style

MOST_PAGES = 200
EDGE = 0.13
"""The part of a page's height that its head, and its foot, can take."""
LETTERS_ON_A_PAGE = 20
"""Fewer on average, and pictures: it is scanned."""


def read(handle: BinaryIO) -> Outline:
    try:
        with pdfplumber.open(BytesIO(handle.read())) as pdf:
            return _Reader(pdf).outline()
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise UnreadableError(_("The PDF is protected by a password. Save it without one.")) from error
        raise UnreadableError(_("The file is no whole PDF. Get it again.")) from error


class _Reader:
    def __init__(self, pdf: Any) -> None:
        if len(pdf.pages) > MOST_PAGES:
            text = _("The PDF has %(pages)d pages; at most %(most)d are read.")
            raise UnreadableError(text % {"pages": len(pdf.pages), "most": MOST_PAGES})
        self.drafts = Drafts()
        self.pages: list[list[Line]] = []
        self.heights: list[float] = []
        self.widths: list[float] = []
        self.words: list[list[dict[str, Any]]] = []
        letters = 0
        for page in pdf.pages:
            letters += len(page.chars)
            lines, outside = lines_of(page)
            self.pages.append(lines)
            self.words.append(outside)
            self.heights.append(float(page.height))
            self.widths.append(float(page.width))
            page.close()
        if letters < LETTERS_ON_A_PAGE * len(pdf.pages):
            raise UnreadableError(
                _(
                    "The PDF is scanned: it holds pictures of pages and no text. Get the file that it was made of."
                )
            )

    def outline(self) -> Outline:
        heads = repeated([[line.text for line in self._edge(i, top=True)] for i in range(len(self.pages))])
        feet = repeated([[line.text for line in self._edge(i, top=False)] for i in range(len(self.pages))])
        if len(self.pages) == 1:
            heads |= {evened(line.text) for line in _set_apart(self.pages[0])}
        own: list[Line] = []
        gutter: float | None = None
        for index, lines in enumerate(self.pages):
            left = []
            for line in lines:
                if kind := self._furniture(index, line, heads, feet):
                    place = Place(line.page, 0, 0)
                    self.drafts.add("furniture", spaced(line.text), furniture=kind, place=place)
                else:
                    left.append(line)
            words = [word for word in self.words[index] if any(is_on(word, line) for line in left)]
            made_of = partial(_of_column, page=index + 1)
            ordered, gutter = in_reading_order(left, self.widths[index], words, made_of, gutter)
            own += [replace(line, number=number) for number, line in enumerate(ordered, start=1)]
        self._paragraphs(own)
        blocks = rejoined(self.drafts.blocks)
        blocks = with_tables_joined(with_notes(blocks))
        self.drafts.blocks = with_headings_by_look(blocks)
        return self.drafts.outline("pdf", has_levels=True)

    def _edge(self, index: int, *, top: bool) -> list[Line]:
        lines = [line for line in self.pages[index] if not line.rows]
        lines = sorted(lines, key=lambda line: line.top)
        return lines[:2] if top else lines[-2:]

    def _furniture(self, index: int, line: Line, heads: set[str], feet: set[str]) -> str:
        height = self.heights[index]
        at_head, at_foot = line.bottom < height * EDGE, line.top > height * (1 - EDGE)
        if line.rows or not (at_head or at_foot):
            return ""
        if PAGE_NUMBER.fullmatch(line.text.strip()):
            return "page_number"
        wanted = heads if at_head else feet
        edge = self._edge(index, top=at_head)
        return "banner" if evened(line.text) in wanted and line in edge else ""

    def _paragraphs(self, lines: list[Line]) -> None:
        pitch = usual_pitch(lines)
        lefts, rights = left_edges(lines), right_edges(lines)
        group: list[Line] = []
        for line in lines:
            if line.rows:
                self._flush(group, lefts)
                group = []
                place = Place(line.page, line.number, line.number)
                self.drafts.add("table", table_markdown(line.rows), rows=line.rows, place=place)
            elif group and belongs(group, line, pitch, lefts, rights):
                group.append(line)
            else:
                self._flush(group, lefts)
                group = [line]
        self._flush(group, lefts)

    def _flush(self, lines: list[Line], lefts: dict[tuple[int, int], float]) -> None:
        if not lines:
            return
        first = lines[0]
        place = Place(first.page, first.number, lines[-1].number)
        sizes = Counter({line.size: len(line.text) for line in lines})
        style = Style(
            size=sizes.most_common(1)[0][0],
            bold=all(line.bold for line in lines),
            italic=all(line.italic for line in lines),
        )
        text = joined_marks([line.markdown for line in lines])
        plain = joined(line.text for line in lines)
        match = BULLET.fullmatch(plain)
        indented = first.x0 > lefts[(first.page, first.column)] + 4
        counted = bool(match and match["mark"][0].isalnum())
        set_as_heading = counted and style.bold and not indented
        if (
            match
            and not set_as_heading
            and (not counted or indented or match["mark"].endswith(")"))
            and match["text"]
        ):
            words = re.sub(
                r"^(?:\*\*|\*)?(?:[•·▪◦‣●○■➢\uf0b7\uf0a7–-]|\d{1,2}\\?[.)]|[a-zæøå]\\?[.)])\s*",
                "",
                text,
                count=1,
            )
            label = match["mark"].rstrip(".)") if match["mark"][0].isalnum() else ""
            self.drafts.add(
                "item", words.strip(), level=1, label=label, ordered=bool(label), place=place, style=style
            )
        else:
            self.drafts.add("paragraph", text, place=place, style=style)


def _of_column(words: list[dict[str, Any]], column: int, *, page: int) -> Iterable[Line]:
    return text_lines(words, page, column)


def _set_apart(lines: list[Line]) -> list[Line]:
    """The first line of a document of one page, where much room is below it, and its letters are no larger: its
    banner."""
    first, second = [*lines, None, None][:2]
    if first is None or second is None or first.rows or second.rows:
        return []
    apart = second.top - first.bottom > max(first.size, second.size) * 1.5
    return [first] if apart and first.size <= second.size else []
