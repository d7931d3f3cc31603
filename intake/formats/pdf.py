"""A PDF → the outline, by pdfplumber: lines of letters with their sizes, columns, tables; what a page has at its head
and foot is told apart. A scanned one has no letters, and is refused."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import Any, BinaryIO

import pdfplumber
from django.utils.translation import gettext as _
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from documents.clipboard.signs import escaped, escaped_beginning
from intake.formats.drafts import (
    Drafts,
    as_markdown,
    body_size,
    spaced,
    table_markdown,
    with_headings_by_look,
)
from intake.formats.errors import UnreadableError
from intake.formats.laid_out import (
    PAGE_NUMBER,
    SENTENCE_END,
    evened,
    goes_on,
    joined,
    repeated,
    with_tables_joined,
)
from intake.formats.pdf_columns import in_reading_order
from intake.outline import Block, Outline, Place, Style

MOST_PAGES = 200
BULLET = re.compile(r"(?P<mark>[•·▪◦‣●○■➢\uf0b7\uf0a7–-]|\d{1,2}[.)]|[a-zæøå][.)])(?:\s+|$)(?P<text>.*)")
EDGE = 0.13
"""The part of a page's height that its head, and its foot, can take."""
NEW_PARAGRAPH = 1.28
"""How much further than usual two lines are apart where a paragraph ends."""
FURTHEST = 1.85
"""Times the size: lines further apart than that are paragraphs of their own, where none are nearer."""
LETTERS_ON_A_PAGE = 20
"""Fewer on average, and pictures: it is scanned."""


@dataclass(frozen=True, slots=True)
class Line:
    page: int
    number: int
    column: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    text: str
    markdown: str
    rows: tuple[tuple[str, ...], ...] = ()


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
            words = [word for word in self.words[index] if any(_is_on(word, line) for line in left)]
            ordered, gutter = in_reading_order(left, self.widths[index], words, split_line, gutter)
            own += [replace(line, number=number) for number, line in enumerate(ordered, start=1)]
        self._paragraphs(own)
        blocks = _rejoined(self.drafts.blocks)
        blocks = with_tables_joined(_with_notes(blocks))
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
        pitch = _usual_pitch(lines)
        lefts, rights = _left_edges(lines), _right_edges(lines)
        group: list[Line] = []
        for line in lines:
            if line.rows:
                self._flush(group, lefts)
                group = []
                place = Place(line.page, line.number, line.number)
                self.drafts.add("table", table_markdown(line.rows), rows=line.rows, place=place)
            elif group and _belongs(group, line, pitch, lefts, rights):
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
        text = _joined_marks([line.markdown for line in lines])
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


def _set_apart(lines: list[Line]) -> list[Line]:
    """The first line of a document of one page, where much room is below it, and its letters are no larger: its
    banner."""
    first, second = [*lines, None, None][:2]
    if first is None or second is None or first.rows or second.rows:
        return []
    apart = second.top - first.bottom > max(first.size, second.size) * 1.5
    return [first] if apart and first.size <= second.size else []


def _joined_marks(lines: list[str]) -> str:
    """Emphasis that goes over a line's end is one."""
    lines = list(lines)
    for index in range(len(lines) - 1):
        for sign in ("**", "*"):
            if lines[index].endswith(sign) and lines[index + 1].startswith(sign) and len(lines[index]) > 2:
                lines[index] = lines[index][: -len(sign)]
                lines[index + 1] = lines[index + 1][len(sign) :]
                break
    return joined(lines)


def lines_of(page: Any) -> tuple[list[Line], list[dict[str, Any]]]:
    """From top to bottom over the whole width, tables as lines of their own; and the words that are in none."""
    tables = page.find_tables()
    words = page.extract_words(extra_attrs=["size", "fontname"], x_tolerance=2, keep_blank_chars=False)
    made = [
        ((x0, top + at, x1, bottom), rows)
        for table in tables
        for x0, top, x1, bottom in [table.bbox]
        for at, rows in enumerate(_tables_of(table))
    ]
    outside = [word for word in words if not any(_inside(word, box) for box, _rows_of in made)]
    lines = [
        *_lines(outside, page.page_number),
        *(
            Line(page.page_number, 0, 0, box[0], box[2], box[1], box[3], 0, False, False, "", "", rows)
            for box, rows in made
        ),
    ]
    return sorted(lines, key=lambda line: (line.top, line.x0)), outside


def _is_on(word: dict[str, Any], line: Line) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    return (
        not line.rows
        and line.top - 1 <= middle <= line.bottom + 1
        and line.x0 - 1 <= word["x0"] <= line.x1 + 1
    )


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle, centre = (word["top"] + word["bottom"]) / 2, (word["x0"] + word["x1"]) / 2
    return bool(box[1] <= middle <= box[3] and box[0] - 1 <= centre <= box[2] + 1)


def _tables_of(table: Any) -> list[tuple[tuple[str, ...], ...]]:
    """Its rows; where two tables touch, which columns of the common grid a row has tells them apart."""
    parts: list[tuple[tuple[bool, ...], list[tuple[str, ...]]]] = []
    for row in table.extract():
        there = tuple(cell is not None for cell in row)
        cells = tuple(as_markdown(joined((cell or "").split("\n"))).replace("\\.", ".") for cell in row)
        if not any(cells):
            continue
        if not parts or parts[-1][0] != there:
            parts.append((there, []))
        parts[-1][1].append(cells)
    if any(len(rows) < 2 for _there, rows in parts):  # cells that are merged within one table
        width = len(parts[0][0]) if parts else 0
        parts = [((True,) * width, [cells for _there, rows in parts for cells in rows])]
    tables = []
    for there, rows in parts:
        kept = tuple(
            tuple(cell for cell, is_there in zip(row, there, strict=True) if is_there) for row in rows
        )
        if len(kept) > 1 and len(kept[0]) > 1:
            tables.append(kept)
    return tables


def _lines(words: list[dict[str, Any]], page: int) -> Iterator[Line]:
    """Words at one height are a line; a raised figure belongs to the line that it stands on."""
    usual = Counter(round(word["size"], 1) for word in words).most_common(1)[0][0] if words else 0
    rows: list[list[dict[str, Any]]] = []
    small = [word for word in words if word["size"] < usual * 0.75 and word["text"].isdigit()]
    for word in [
        *sorted((w for w in words if w not in small), key=lambda w: (round(w["bottom"]), w["x0"])),
        *small,
    ]:
        raised = word in small
        row = next((r for r in (rows if raised else reversed(rows[-4:])) if _same_row(r, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    for row in rows:
        yield make_line(sorted(row, key=lambda w: w["x0"]), page)


def _same_row(row: list[dict[str, Any]], word: dict[str, Any]) -> bool:
    first = max(row, key=lambda w: w["size"])
    middle = (word["top"] + word["bottom"]) / 2
    return bool(
        first["top"] - 1 <= middle <= first["bottom"] + 1
        and abs(first["bottom"] - word["bottom"]) < first["size"] * 0.6
    )


def make_line(words: list[dict[str, Any]], page: int, column: int = 0) -> Line:
    sizes = Counter()  # type: ignore[var-annotated]
    for word in words:
        sizes[round(word["size"], 1)] += len(word["text"])
    size = sizes.most_common(1)[0][0]
    fonts = [(_is_bold(w["fontname"]), _is_italic(w["fontname"])) for w in words]
    return Line(
        page, 0, column, words[0]["x0"], max(w["x1"] for w in words), min(w["top"] for w in words),
        max(w["bottom"] for w in words), size, all(b for b, _i in fonts), all(i for _b, i in fonts),
        _spaced(words, [_text(w, size) for w in words]),
        _markdown(words, size),
    )  # fmt: skip


def _text(word: dict[str, Any], size: float) -> str:
    raised = word["size"] < size * 0.8 and word["text"].isdigit()
    return f"[^{word['text']}]" if raised else str(word["text"])


def _spaced(words: list[dict[str, Any]], texts: list[str]) -> str:
    """A change of type within a word is no space."""
    parts = []
    for index, text in enumerate(texts):
        apart = index and words[index]["x0"] - words[index - 1]["x1"] > words[index]["size"] * 0.12
        parts.append(f" {text}" if apart and not text.startswith("[^") else text)
    return "".join(parts)


def _markdown(words: list[dict[str, Any]], size: float) -> str:
    signs = ["**" if _is_bold(w["fontname"]) else "*" if _is_italic(w["fontname"]) else "" for w in words]
    texts = [_text(word, size) for word in words]
    plain = [text if text.startswith("[^") else escaped(text) for text in texts]
    plain[0] = (
        escaped_beginning(plain[0] + " ").rstrip() if re.fullmatch(r"\d+[.)]|[>|#+]+", plain[0]) else plain[0]
    )
    made = []
    for index, text in enumerate(plain):
        note = text.startswith("[^")
        sign = signs[index]
        opens = (
            sign
            if not note and (index == 0 or signs[index - 1] != sign or plain[index - 1].startswith("[^"))
            else ""
        )
        last = index + 1 == len(plain) or signs[index + 1] != sign or plain[index + 1].startswith("[^")
        made.append(f"{opens}{text}{sign if last and not note else ''}")
    return _spaced(words, made)


def split_line(line: Line, words: list[dict[str, Any]], at: float) -> tuple[Line | None, Line | None]:
    """Its words left and right of a place."""
    own = [
        w
        for w in words
        if line.top - 1 <= (w["top"] + w["bottom"]) / 2 <= line.bottom + 1
        and line.x0 - 1 <= w["x0"] <= line.x1
    ]
    left, right = [w for w in own if w["x1"] <= at + 2], [w for w in own if w["x1"] > at + 2]
    key = lambda w: w["x0"]  # noqa: E731
    return (
        make_line(sorted(left, key=key), line.page, 1) if left else None,
        make_line(sorted(right, key=key), line.page, 2) if right else None,
    )


def _is_bold(font: str) -> bool:
    return bool(re.search(r"bold|black|heavy|semibold|demi", font, re.IGNORECASE))


def _is_italic(font: str) -> bool:
    return bool(re.search(r"italic|oblique", font, re.IGNORECASE))


def _usual_pitch(lines: list[Line]) -> dict[float, float]:
    """How far apart the lines of a size are, from top to top, within a paragraph."""
    found: dict[float, Counter[float]] = {}
    for one, other in pairwise(lines):
        if one.page == other.page and one.column == other.column and one.size == other.size and not one.rows:
            step = round(other.top - one.top, 0)
            if 0 < step < one.size * 2.6:
                found.setdefault(one.size, Counter())[step] += 1
    pitches = {}
    for size, steps in found.items():
        most = steps.most_common(1)[0][1]
        usual = min(step for step, count in steps.items() if count * 4 >= most)
        pitches[size] = usual if usual < size * FURTHEST else size * 1.4
    return pitches


def _left_edges(lines: list[Line]) -> dict[tuple[int, int], float]:
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, line.column)
        edges[key] = min(edges.get(key, line.x0), line.x0)
    return edges


def _right_edges(lines: list[Line]) -> dict[tuple[int, int], float]:
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, line.column)
        edges[key] = max(edges.get(key, line.x1), line.x1)
    return edges


def _belongs(
    group: list[Line],
    line: Line,
    pitch: dict[float, float],
    lefts: dict[tuple[int, int], float],
    rights: dict[tuple[int, int], float],
) -> bool:
    """Whether a line goes on with the paragraph above it."""
    last = group[-1]
    if last.page != line.page or last.column != line.column:
        return False
    if abs(last.size - line.size) > 0.6 or (last.bold != line.bold and all(one.bold for one in group)):
        return False
    usual = pitch.get(last.size, last.size * 1.3)
    if line.top - last.top > max(usual * NEW_PARAGRAPH, usual + 2) or line.top < last.top:
        return False
    match = BULLET.match(line.text)
    is_item = bool(BULLET.match(group[0].text)) and group[0].x0 > lefts[(line.page, line.column)] + 4
    counted = bool(match and match["mark"][0].isalnum())
    indented = line.x0 > lefts[(line.page, line.column)] + 4
    if match and not counted:
        return match["mark"] in "–-" and not is_item
    if match and indented and (not is_item or abs(line.x0 - group[0].x0) < 4):
        return False
    if is_item and line.x0 < group[0].x0 - 4:
        return False
    return not _ends_early(last, line, rights[(line.page, line.column)], lefts[(line.page, line.column)])


def _ends_early(last: Line, line: Line, right: float, left: float) -> bool:
    """The first word of the next line would have had room: the paragraph ended there."""
    word = len(line.text.split()[0]) + 1 if line.text.split() else 1
    room = last.x1 + word * last.size * 0.55 < right - (right - left) * 0.06
    begins = line.text.lstrip('*_“"(')[:1]
    return room and (begins.isupper() or begins.isdigit()) and last.text.rstrip().endswith(SENTENCE_END)


def _rejoined(blocks: list[Block]) -> list[Block]:
    """What a page's or a column's end has cut is one again."""
    result: list[Block] = []
    for block in blocks:
        at = next(
            (i for i in reversed(range(len(result))) if result[i].kind not in ("furniture", "footnote")), None
        )
        last = result[at] if at is not None else None
        cut = last is not None and last.kind in ("paragraph", "item") and block.kind == "paragraph"
        if (
            cut
            and at is not None
            and last is not None
            and abs(last.style.size - block.style.size) < 0.6
            and last.style.bold == block.style.bold
            and goes_on(last.text, block.text)
        ):
            place = replace(last.place, last=block.place.last)
            result[at] = replace(last, text=joined([last.text, block.text]), place=place)
        else:
            result.append(block)
    return result


def _with_notes(blocks: list[Block]) -> list[Block]:
    """A paragraph in smaller letters that begins with a number that something refers to."""
    body = body_size(blocks)
    marked = []
    for block in blocks:
        note = re.match(r"(?:\[\^)?(?P<label>\d{1,2})\]?\\?[.)]?\s+(?=\S)", block.text)
        referred = note is not None and any(
            f"[^{note['label']}]" in other.text for other in blocks if other is not block
        )
        if (
            note
            and referred
            and block.kind in ("paragraph", "item")
            and (block.style.size < body or block.text.startswith("[^"))
        ):
            block = replace(
                block, kind="footnote", label=note["label"], text=block.text[note.end() :], level=0
            )
        elif (
            block.kind == "item"
            and block.label
            and body
            and block.style.size < body
            and any(f"[^{block.label}]" in o.text for o in blocks)
        ):
            block = replace(block, kind="footnote", level=0)
        marked.append(block)
    return marked
