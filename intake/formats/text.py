"""Plain text → the outline: what `pdftotext -layout` writes, with pages and columns, and what Word writes, a
paragraph a line. Nothing in it says what is a heading; how a line stands is all there is to go by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from documents.pasted_html import html_to_markdown, without_many_tags
from intake.formats import text_columns, text_tables
from intake.formats.drafts import (
    CONTENTS,
    DOT_LEADERS,
    LONGEST_HEADING,
    Drafts,
    as_markdown,
    spaced,
    table_markdown,
    with_typed_marks,
)
from intake.formats.laid_out import (
    PAGE_NUMBER,
    UNFINISHED,
    evened,
    goes_on,
    joined,
    repeated,
    with_tables_joined,
)
from intake.outline import Block, BlockKind, Outline, Place

ITEM = re.compile(
    r"(?P<indent>\s*)(?P<mark>[•·▪◦‣●○■➢\uf0b7*–-]|\d{1,2}[.)])\s+(?P<text>\S.*)|\s*(?P<star>\*)(?P<rest>[A-ZÆØÅ][^*]*)$"
)
"""Also a star right before the words, as some type it."""
NOT_A_HEADING = re.compile(
    r"\b(?:den )?\d{1,2}\. ?(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b"
    r"|^(?:mindst|højst)\b|\d ?%|\bformand\b|\bborgmester\b|^side \d|[\]}]$|^(?:revideret|opdateret|version)\b|^med venlig|^kilder?:",
    re.IGNORECASE,
)
"""A signature, a date, a mark: lines as short as a heading that are none."""
MUNICIPALITY_ALONE = re.compile(r"[A-ZÆØÅ][\w-]+(?:[- ][A-ZÆØÅ]\w+)? [Kk]ommune(?:\s*[·|,–-].*)?")
NAME = re.compile(r"[A-ZÆØÅ][a-zæøåéü-]+(?: [A-ZÆØÅ][a-zæøåéü.-]+){1,3}")
WIDE = re.compile(r"\S {2,}\S")
LAID_OUT = re.compile(r"\S {3,}\S")
FOOTNOTE = re.compile(r"\s*(?P<label>\d{1,2})[.)]?\s+(?P<text>\D.*)", re.DOTALL)


def read(text: str) -> Outline:
    text = re.sub(r"\r\n?", "\n", text).lstrip("\ufeff")
    text = re.sub(r"[\v\u2028\u2029]", "\n", without_many_tags(text))
    text = "\n".join(
        html_to_markdown(line) if "<" in line or "&" in line else line for line in text.split("\n")
    )
    lines = text.replace("\f", "\n").split("\n")
    empty = sum(not line.strip() for line in lines[:-1])
    columns = sum(bool(LAID_OUT.search(line.strip())) for line in lines)
    if "\f" not in text and empty <= len(lines) // 20 and columns < 2:
        return _flowing(lines)
    return read_laid_out(text)


def read_laid_out(text: str) -> Outline:
    """One that spaces and empty lines hold in shape."""
    return _Pages(text).outline()


def looks_like_heading(text: str) -> bool:
    """Short, capital first, no full stop: not proof, but what there is to go by in plain text."""
    text = text.strip()
    words = text.split()
    return bool(
        words
        and len(text) <= min(LONGEST_HEADING, 120)
        and (text[0].isupper() or text[0].isdigit())
        and re.search(r"[A-Za-zÆØÅæøå]{2}|^[A-Z]$", text)
        and text[-1] not in '.,;:!…-‐”"'
        and words[-1].lower() not in UNFINISHED
        and not NOT_A_HEADING.search(text)
        and not re.search(r"[a-zæøå]{3}\. [A-ZÆØÅ]", text)
        and not MUNICIPALITY_ALONE.fullmatch(text)
    )


# What Word writes ------------------------------------------------------------------------------------------
def _flowing(lines: list[str]) -> Outline:
    drafts = Drafts()
    lines = _with_tabs(lines)
    number = 0
    while number < len(lines):
        rows = list(_rows_from(lines, number))
        if len(rows) > 1:
            cells = tuple(tuple(spaced(cell) for cell in row) for row in rows)
            place = Place(0, number + 1, number + len(rows))
            drafts.add("table", table_markdown(cells), rows=cells, place=place)
            number += len(rows)
            continue
        line, place = lines[number], Place(0, number + 1, number + 1)
        if line.strip():
            drafts.blocks.append(_of_line(line, place, lines[number + 1 : number + 2]))
        number += 1
    return _with_notes(drafts).outline("text", has_levels=False)


def _with_tabs(lines: list[str]) -> list[str]:
    """Lines that are numbered one after another, right below each other, are a list."""
    numbers = [int(match[1]) if (match := re.match(r"(\d{1,2})[.)] +\S", line)) else 0 for line in lines]
    return [
        re.sub(r"^(\d{1,2}[.)]) +", r"\1\t", line)
        if number
        and (
            number + 1 in numbers[at + 1 : at + 2]
            or (number - 1 in numbers[max(0, at - 1) : at] and number > 1)
        )
        else line
        for at, (line, number) in enumerate(zip(lines, numbers, strict=True))
    ]


def _rows_from(lines: list[str], number: int) -> Iterator[list[str]]:
    width = lines[number].rstrip().count("\t")
    while number < len(lines) and width and lines[number].count("\t") >= 1:
        line = lines[number]
        if (
            with_typed_marks(Block(0, "paragraph", line)).kind == "item"
            or line.rstrip("\n").count("\t") != width
        ):
            return
        yield line.split("\t")
        number += 1


def _of_line(line: str, place: Place, following: list[str]) -> Block:
    block = with_typed_marks(Block(0, "paragraph", line.strip(), place=place))
    if block.kind == "item":
        return replace(block, text=as_markdown(block.text))
    is_signature = bool(
        NAME.fullmatch(line.strip()) and following and re.match(r"(?i)\w*formand|borgmester", following[0])
    )
    kind: BlockKind = "heading" if looks_like_heading(line) and not is_signature else "paragraph"
    text = spaced(line) if kind == "heading" else as_markdown(line)
    return Block(0, kind, text, level=2 if kind == "heading" else 0, place=place, sure=False)


def _with_notes(drafts: Drafts) -> Drafts:
    """Notes that Word writes at the end: "[1] Kilde: …"."""
    for index, block in enumerate(drafts.blocks):
        note = re.match(r"\[(\d{1,2})\]\s*(?=\S)", block.text)
        if note:
            text = block.text[note.end() :]
            drafts.blocks[index] = replace(block, kind="footnote", label=note[1], text=text, level=0)
        elif block.kind in ("paragraph", "item"):
            text = re.sub(r"(?<=\S)\[(\d{1,2})\](?!\()", r"[^\1]", block.text)
            drafts.blocks[index] = replace(block, text=text)
    labels = {block.label for block in drafts.blocks if block.kind == "footnote"}
    for index, block in enumerate(drafts.blocks):  # what has no note is no reference
        text = re.sub(r"\[\^(\d+)\]", lambda m: m[0] if m[1] in labels else f"[{m[1]}]", block.text)
        if text != block.text:
            drafts.blocks[index] = replace(block, text=text)
    return drafts


# What pdftotext writes -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    page: int


class _Pages:
    def __init__(self, text: str) -> None:
        self.drafts = Drafts()
        self.pages = [self._stripped(page) for page in _pages(text)]
        self.two_columns = False
        self.furniture: list[Block] = []

    @staticmethod
    def _stripped(page: list[_Line]) -> list[_Line]:
        return [replace(line, text=line.text.rstrip()) for line in page]

    def outline(self) -> Outline:
        heads = repeated([_edge(page, first=True) for page in self.pages])
        feet = repeated([_edge(page, first=False) for page in self.pages])
        for page in self.pages:
            own = self._without_furniture(page, heads, feet)
            split = text_columns.split([line.text for line in own], again=self.two_columns)
            if split is None:
                self._page(own)
                continue
            self.two_columns = True
            for side in split:
                self._page([replace(line, text=text) for line, text in zip(own, side, strict=True)])
        warnings = []
        if self.two_columns:
            warnings.append(
                _(
                    "The text is set in two columns. They are read one after the other; look whether that is right."
                )
            )
        self.drafts.blocks = with_tables_joined(_rejoined(self.drafts.blocks))
        return self.drafts.outline("text", has_levels=False, warnings=warnings)

    def _without_furniture(self, page: list[_Line], heads: set[str], feet: set[str]) -> list[_Line]:
        """The lines with those of the page itself emptied, and kept as furniture."""
        full = [line for line in page if line.text.strip()]
        outer = {line.number for line in full[:2] + full[-2:]}
        own: list[_Line] = []
        for line in page:
            words, kind = line.text.strip(), ""
            indented = len(line.text) - len(line.text.lstrip()) >= 10
            if words and line.number in outer:
                if PAGE_NUMBER.fullmatch(words) and (indented or not words.isdigit() or line is full[-1]):
                    kind = "page_number"
                elif (evened(words) in heads and line in full[:2]) or (
                    evened(words) in feet and line in full[-2:]
                ):
                    kind = "banner"
            if kind:
                place = Place(line.page, line.number, line.number)
                self.drafts.blocks.append(Block(0, "furniture", spaced(words), furniture=kind, place=place))  # type: ignore[arg-type]
            own.append(replace(line, text="") if kind else line)
        return own

    def _page(self, lines: list[_Line]) -> None:
        width = _usual_width(lines)
        margin = min((_indent(line) for line in lines if line.text.strip()), default=0)
        last_group = None
        for blanks, group in _with_rows_together(list(_groups(lines))):
            last_group = len(self.drafts.blocks)
            self._group(group, width, margin, blanks)
        if last_group is not None:
            self._foot(last_group)

    def _foot(self, first: int) -> None:
        """A note at the foot of the page, where something on the page refers to it."""
        block = self.drafts.blocks[first] if first < len(self.drafts.blocks) else None
        found = FOOTNOTE.fullmatch(block.text.replace("\\", "")) if block else None
        if block is None or found is None or block.kind not in ("paragraph", "item", "heading"):
            return
        reference = re.compile(rf"(?<=[a-zæøå.,)]){found['label']}(?=\s|$)")
        for index, other in enumerate(self.drafts.blocks[:first]):
            if other.kind in ("paragraph", "item") and other.place.page == block.place.page:
                text = reference.sub(f"[^{found['label']}]", other.text, count=1)
                if text != other.text:
                    rest = " ".join(one.text for one in self.drafts.blocks[first + 1 :])
                    words = joined([found["text"], rest]) if rest else found["text"]
                    self.drafts.blocks[index] = replace(other, text=text)
                    self.drafts.blocks[first:] = [
                        replace(block, kind="footnote", label=found["label"], text=words, level=0)
                    ]
                    return

    def _group(self, group: list[_Line], width: int, margin: int, blanks: int) -> None:
        texts = [line.text for line in group]
        place = Place(group[0].page, group[0].number, group[-1].number)
        if self._contents(group, place):
            return
        above = (
            1 if len(group) > 2 and not WIDE.search(texts[0].strip()) and looks_like_heading(texts[0]) else 0
        )
        rows = text_tables.rows_of(texts[above:])
        if rows:
            if above:
                self._headings(group[:1], width, blanks)
            self.drafts.add("table", table_markdown(rows), rows=rows, place=place)
            return
        start = self._headings(group, width, blanks)
        self._words(group[start:], margin)

    def _contents(self, group: list[_Line], place: Place) -> bool:
        texts = [line.text.strip() for line in group]
        if not any(DOT_LEADERS.search(text) for text in texts):
            return False
        inside = True
        for line, text in zip(group, texts, strict=True):
            after = any(DOT_LEADERS.search(one.text) for one in group[group.index(line) :])
            inside = inside and after
            spot = Place(place.page, line.number, line.number)
            if inside:
                self.drafts.add("furniture", spaced(text), furniture="contents", place=spot)
            else:
                self.drafts.add("paragraph", as_markdown(text), place=spot)
        return True

    def _headings(self, group: list[_Line], width: int, blanks: int) -> int:
        """How many lines at the group's start are headings, and adds them."""
        taken: list[list[_Line]] = []
        index = 0
        while index < len(group):
            line, text = group[index], group[index].text.strip()
            following = group[index + 1].text.strip() if index + 1 < len(group) else ""
            fits = not following or len(" ".join(line.text.split())) + 1 + len(
                following.split()[0]
            ) <= width - (5 if width > 60 else 3)
            goes = bool(taken) and _continues_heading(taken[-1][-1].text, line.text)
            starts = looks_like_heading(text) or (
                bool(following) and _continues_heading(line.text, following) and text[:1].isupper()
            )
            wide = bool(WIDE.search(text)) and len(WIDE.findall(text)) >= 1
            is_signature = bool(NAME.fullmatch(text) and re.match(r"(?i)\w*formand|borgmester", following))
            if ITEM.match(line.text) and (
                not re.match(r"\d{1,2}\.\s+[A-ZÆØÅ]", text) or _are_numbered(group)
            ):
                break
            if (fits or wide) and not is_signature and (goes or (starts and not _is_sentence(group, index))):
                if goes:
                    taken[-1].append(line)
                else:
                    taken.append([line])
                index += 1
                continue
            break
        whole = joined(line.text for line in group)
        listed = ITEM.match(group[0].text)
        if (
            not taken
            and not listed
            and 1 < len(group) <= 3
            and looks_like_heading(whole)
            and group[1].text.strip()[0].islower()
        ):
            taken, index = [group], len(group)
        for lines in taken:
            text = joined(line.text for line in lines)
            place = Place(lines[0].page, lines[0].number, lines[-1].number)
            if CONTENTS.fullmatch(text):
                self.drafts.add("paragraph", text, place=place)
                continue
            level = 1 if not any(block.kind == "heading" for block in self.drafts.blocks) else 2
            self.drafts.add(
                "heading", text, level=level if blanks != 1 or level == 1 else 3, place=place, sure=False
            )
        return index

    def _words(self, group: list[_Line], margin: int) -> None:
        paragraph: list[_Line] = []
        is_item = False
        for line in group:
            match = ITEM.match(line.text)
            number = bool(match and (match["mark"] or "*")[0].isdigit())
            opens = bool(match) and (not number or _indent(line) > margin + 1 or _are_numbered(group))
            signature = (
                bool(paragraph)
                and not is_item
                and bool(
                    re.match(r"(?i)\s*\w*formand\b", line.text) and NAME.fullmatch(paragraph[-1].text.strip())
                )
            )
            if opens:
                self._flush(paragraph, is_item)
                paragraph, is_item = [line], True
            elif signature or _is_own_line(paragraph, line, group):
                self._flush(paragraph, is_item)
                paragraph, is_item = [line], False
            else:
                paragraph.append(line)
        self._flush(paragraph, is_item)

    def _flush(self, lines: list[_Line], is_item: bool) -> None:
        if not lines:
            return
        place = Place(lines[0].page, lines[0].number, lines[-1].number)
        text = joined(line.text for line in lines)
        match = ITEM.match(text) if is_item else None
        if match:
            mark = match["mark"] or "*"
            label = mark.rstrip(".)") if mark[0].isdigit() else ""
            words = as_markdown(match["text"] or match["rest"])
            self.drafts.add("item", words, level=1, label=label, ordered=bool(label), place=place)
        else:
            self.drafts.add("paragraph", as_markdown(text), place=place, sure=False)


def _pages(text: str) -> list[list[_Line]]:
    """At form feeds; in a text without them, after lines that are a page's number alone."""
    pages: list[list[_Line]] = [[]]
    for number, raw in enumerate(re.sub(r"\n?\f", "\n\f", text).split("\n"), start=1):
        line = raw
        if "\f" in line:
            pages.append([])
            line = line.replace("\f", "")
        pages[-1].append(_Line(number, line, len(pages)))
        words = line.strip()
        alone = PAGE_NUMBER.fullmatch(words) and (not words.isdigit() or len(line) - len(line.lstrip()) >= 10)
        if alone and "\f" not in text:
            pages.append([])
    return [page for page in pages if any(line.text.strip() for line in page)]


def _edge(page: list[_Line], *, first: bool) -> list[str]:
    full = [line.text for line in page if line.text.strip()]
    return full[:2] if first else full[-2:]


def _indent(line: _Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _usual_width(lines: list[_Line]) -> int:
    widths = sorted(
        len(line.text.strip()) for line in lines if line.text.strip() and not WIDE.search(line.text.strip())
    )
    usual = widths[int(len(widths) * 0.9)] if widths else 80
    return usual if len(widths) > 8 else max(usual, 70)


def _groups(lines: list[_Line]) -> Iterator[tuple[int, list[_Line]]]:
    """Lines without an empty one between, and how many empty ones are before."""
    group: list[_Line] = []
    blanks = before = 0
    for line in lines:
        if line.text.strip():
            before, blanks = (before, 0) if group else (blanks, 0)
            group.append(line)
            continue
        if group:
            yield before, group
            group = []
        blanks += 1
    if group:
        yield before, group


def _with_rows_together(groups: list[tuple[int, list[_Line]]]) -> Iterator[tuple[int, list[_Line]]]:
    """The rows of a table that empty lines set apart are one group."""
    index = 0
    while index < len(groups):
        blanks, group = groups[index]
        index += 1
        while (
            index < len(groups)
            and groups[index][0] == 1
            and _is_row(group[-1])
            and _is_row(groups[index][1][0])
        ):
            group = [*group, *groups[index][1]]
            index += 1
        yield blanks, group


def _is_row(line: _Line) -> bool:
    return len(re.findall(r"\S {2,}(?=\S)", line.text.strip())) >= 2


def _are_numbered(group: list[_Line]) -> bool:
    """Lines that are numbered one after another."""
    numbers = [int(match[1]) for line in group if (match := re.match(r"\s*(\d{1,2})[.)] +\S", line.text))]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_sentence(group: list[_Line], index: int) -> bool:
    """A whole paragraph of several lines whose first one looks like a heading: it goes on in small letters."""
    following = group[index + 1].text.strip() if index + 1 < len(group) else ""
    if not following or _continues_heading(group[index].text, following):
        return bool(following) and len(group) > index + 2 and not group[index + 2].text.strip()[:1].isupper()
    return following[:1].islower()


def _continues_heading(line: str, following: str) -> bool:
    line, following = line.strip(), following.strip()
    if following.startswith("("):
        return following.endswith(")")
    if line.isupper() and following.isupper():
        return len(line) > 25
    if WIDE.search(line) or line.split()[-1].lower() in UNFINISHED or line.endswith(("-", "\u2010", ",")):
        return len(following) < LONGEST_HEADING // 2 and not following.endswith((".", ","))
    return following[:1].islower() and len(following) < 40 and following[-1] not in ".,;:!"


def _is_own_line(paragraph: list[_Line], line: _Line, group: list[_Line]) -> bool:
    """The line before is far too short for the paragraph to go on in this one."""
    if not paragraph:
        return False
    before = paragraph[-1].text.strip()
    longest = max(len(one.text.strip()) for one in group)
    word = line.text.split()[0]
    short = len(before) + 1 + len(word) < longest * 0.7 if len(group) > 2 else len(before) < 45
    return (
        short
        and line.text.strip()[:1].isupper()
        and (before.endswith(SENTENCES) or NAME.fullmatch(before) is not None)
    )


SENTENCES = (".", ":", "!", "?")


def _was_no_heading(last: Block | None, block: Block) -> bool:
    """What looked like a heading goes on in small letters."""
    return (
        last is not None and last.kind == "heading" and not last.sure and block.kind == "paragraph"
        and block.text[:1].islower() and len(block.text) > 30
    )  # fmt: skip


def _rejoined(blocks: list[Block]) -> list[Block]:
    """Paragraphs and items that a page's or column's end has cut are one again."""
    result: list[Block] = []
    for block in blocks:
        index = next(
            (i for i in reversed(range(len(result))) if result[i].kind not in ("furniture", "footnote")), None
        )
        last = result[index] if index is not None else None
        if (
            index is not None
            and last is not None
            and last.kind in ("paragraph", "item")
            and block.kind == "paragraph"
            and goes_on(last.text, block.text)
        ):
            place = replace(last.place, last=block.place.last)
            whole = joined([last.text, block.text])
            short = last.kind == "paragraph" and len(whole) < 80 and looks_like_heading(whole)
            kind = "heading" if short else last.kind
            result[index] = replace(
                last, kind=kind, level=3 if short else last.level, text=whole, place=place
            )
        elif _was_no_heading(last, block) and index is not None and last is not None:
            place = replace(last.place, last=block.place.last)
            whole = joined([last.text, block.text])
            result[index] = replace(last, kind="paragraph", level=0, text=as_markdown(whole), place=place)
        else:
            result.append(block)
    return result
