"""What `pdftotext -layout` writes → the outline: pages, columns, banners, tables, and paragraphs that go on overleaf."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from intake.formats import text_columns, text_tables
from intake.formats.drafts import (
    CONTENTS,
    DOT_LEADERS,
    Drafts,
    as_markdown,
    spaced,
    table_markdown,
    with_counted_headings,
)
from intake.formats.laid_out import PAGE_NUMBER, evened, goes_on, joined, repeated, with_tables_joined
from intake.formats.text_headings import headings_at_start
from intake.formats.text_lines import ITEM, NAME, WIDE, Line, are_numbered, indent, looks_like_heading
from intake.formats.typed import with_signs
from intake.outline import Block, Outline, Place

FOOTNOTE = re.compile(r"\s*(?P<label>\d{1,2})[.)]?\s+(?P<text>\D.*)", re.DOTALL)
SENTENCES = (".", ":", "!", "?")
EMPTY_BELOW_BANNER = 3
LOOKED_AT = 40
ANNEXES = re.compile(r"Bilag\s*:?", re.IGNORECASE)
"""What a contents list has above the annexes, whose pages it does not tell."""
WIDEST = 90
"""Characters of a line of a page; a table in small letters has more."""


def read(text: str) -> Outline:
    """A text that spaces and empty lines hold in shape."""
    return _Pages(text).outline()


class _Pages:
    def __init__(self, text: str) -> None:
        self.drafts = Drafts()
        self.pages = [self._stripped(page) for page in _pages(text)]
        self.two_columns = False
        self.width = _width_of([line for page in self.pages for line in page])
        self.furniture: list[Block] = []

    @staticmethod
    def _stripped(page: list[Line]) -> list[Line]:
        return [replace(line, text=line.text.rstrip()) for line in page]

    def outline(self) -> Outline:
        heads = repeated([_edge(page, first=True) for page in self.pages])
        feet = repeated([_edge(page, first=False) for page in self.pages])
        if len(self.pages) == 1:
            heads |= {evened(line.text) for line in _set_apart(self.pages[0])}
        for page in self.pages:
            own = self._without_furniture(page, heads, feet)
            split = text_columns.split([line.text for line in own], again=self.two_columns)
            if split is None:
                self._page(own)
                continue
            self.two_columns = True
            for side in split:
                self._page(
                    [replace(line, text=text) for line, text in zip(own, side, strict=True)], in_columns=True
                )
        warnings = []
        if self.two_columns:
            warnings.append(
                _(
                    "The text is set in two columns. They are read one after the other; look whether that is right."
                )
            )
        blocks = with_counted_headings(with_tables_joined(_rejoined(self.drafts.blocks)))
        self.drafts.blocks = with_signs(blocks)
        return self.drafts.outline("text", has_levels=False, warnings=warnings)

    def _without_furniture(self, page: list[Line], heads: set[str], feet: set[str]) -> list[Line]:
        """The lines with those of the page itself emptied, and kept as furniture."""
        full = [line for line in page if line.text.strip()]
        outer = {line.number for line in full[:2] + full[-2:]}
        own: list[Line] = []
        taken: set[str] = set()
        for line in page:
            words, kind = line.text.strip(), ""
            indented = len(line.text) - len(line.text.lstrip()) >= 10
            if words and line.number in outer:
                if PAGE_NUMBER.fullmatch(words) and (indented or not words.isdigit() or line is full[-1]):
                    kind = "page_number"
                elif evened(words) in taken:
                    kind = ""  # a title in the banner's words
                elif (evened(words) in heads and line in full[:2]) or (
                    evened(words) in feet and line in full[-2:]
                ):
                    kind = "banner"
                    taken.add(evened(words))
            if kind:
                place = Place(line.page, line.number, line.number)
                self.drafts.blocks.append(Block(0, "furniture", spaced(words), furniture=kind, place=place))  # type: ignore[arg-type]
            own.append(replace(line, text="") if kind else line)
        return own

    def _page(self, lines: list[Line], *, in_columns: bool = False) -> None:
        width = _usual_width(lines)
        if not in_columns and not self.two_columns:
            width = max(width, self.width)
        margin = min((indent(line) for line in lines if line.text.strip()), default=0)
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

    def _group(self, group: list[Line], width: int, margin: int, blanks: int) -> None:
        texts = [line.text for line in group]
        place = Place(group[0].page, group[0].number, group[-1].number)
        before = _above_contents(group)
        if before:
            self._group(group[:before], width, margin, blanks)
            group = group[before:]
            texts = [line.text for line in group]
        if self._contents(group, place):
            return
        set_off = indent(group[0]) <= min(indent(line) for line in group)
        stands_alone = set_off and not WIDE.search(texts[0].strip()) and looks_like_heading(texts[0])
        interleaved = len(group) > 2 and indent(group[1]) > max(indent(group[0]), indent(group[2])) + 4
        above = 1 if len(group) > 2 and stands_alone and not interleaved else 0
        rows = text_tables.rows_of(_as_rows(group[above:]))
        if rows:
            if above:
                self._headings(group[:1], width, blanks)
            self.drafts.add("table", table_markdown(rows), rows=rows, place=place)
            return
        start = self._headings(group, width, blanks)
        self._words(group[start:], margin)

    def _contents(self, group: list[Line], place: Place) -> bool:
        texts = [line.text.strip() for line in group]
        if not any(DOT_LEADERS.search(text) for text in texts):
            return False
        inside = annexes = False
        for line, text in zip(group, texts, strict=True):
            annexes = annexes or bool(ANNEXES.fullmatch(text))
            after = annexes or any(DOT_LEADERS.search(one.text) for one in group[group.index(line) :])
            inside = (inside or line is group[0]) and after
            spot = Place(place.page, line.number, line.number)
            if inside:
                self.drafts.add("furniture", spaced(text), furniture="contents", place=spot)
            else:
                self.drafts.add("paragraph", as_markdown(text), place=spot)
        return True

    def _headings(self, group: list[Line], width: int, blanks: int) -> int:
        """How many lines at the group's start are headings, and adds them."""
        taken = headings_at_start(group, width)
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
        return sum(map(len, taken))

    def _words(self, group: list[Line], margin: int) -> None:
        paragraph: list[Line] = []
        is_item = False
        for line in group:
            match = ITEM.match(line.text)
            number = bool(match and (match["mark"] or "*")[0].isalnum())
            opens = bool(match) and (not number or indent(line) > margin + 1 or are_numbered(group))
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

    def _flush(self, lines: list[Line], is_item: bool) -> None:
        if not lines:
            return
        place = Place(lines[0].page, lines[0].number, lines[-1].number)
        text = joined(line.text for line in lines)
        match = ITEM.match(text) if is_item else None
        if match:
            mark = match["mark"] or "*"
            label = mark.rstrip(".)") if mark[0].isalnum() else ""
            words = as_markdown(match["text"] or match["rest"])
            self.drafts.add("item", words, level=1, label=label, ordered=bool(label), place=place)
        else:
            self.drafts.add("paragraph", as_markdown(text), place=place, sure=False)


def _above_contents(group: list[Line]) -> int:
    """How many lines stand right above the heading of a contents list."""
    at = next((at for at, line in enumerate(group) if CONTENTS.fullmatch(line.text.strip())), 0)
    return at if any(DOT_LEADERS.search(line.text.strip()) for line in group[at:]) else 0


def _pages(text: str) -> list[list[Line]]:
    """At form feeds; in a text without them, after lines that are a page's number alone."""
    pages: list[list[Line]] = [[]]
    for number, raw in enumerate(re.sub(r"\n?\f", "\n\f", text).split("\n"), start=1):
        line = raw
        if "\f" in line:
            pages.append([])
            line = line.replace("\f", "")
        pages[-1].append(Line(number, line, len(pages)))
        words = line.strip()
        alone = PAGE_NUMBER.fullmatch(words) and (not words.isdigit() or len(line) - len(line.lstrip()) >= 10)
        if alone and "\f" not in text:
            pages.append([])
    return [page for page in pages if any(line.text.strip() for line in page)]


def _set_apart(page: list[Line]) -> list[Line]:
    """The first line of a document of one page, where much room is below it: its banner."""
    full = [line for line in page if line.text.strip()]
    apart = len(full) > 2 and full[1].number - full[0].number > EMPTY_BELOW_BANNER
    return full[:1] if apart and not CONTENTS.fullmatch(full[1].text.strip()) else []


def _edge(page: list[Line], *, first: bool) -> list[str]:
    full = [line.text for line in page if line.text.strip()]
    return full[:2] if first else full[-2:]


def _usual_width(lines: list[Line]) -> int:
    widths = sorted(
        len(line.text.strip()) for line in lines if line.text.strip() and not WIDE.search(line.text.strip())
    )
    usual = widths[int(len(widths) * 0.9)] if widths else 80
    return usual if len(widths) > 8 else max(usual, 70)


def _width_of(lines: list[Line]) -> int:
    """How far the text goes: on a page of short lines and tables, nothing on the page itself says it."""
    texts = [line.text.strip() for line in lines]
    return max((min(len(text), WIDEST) for text in texts if not DOT_LEADERS.search(text)), default=0)


def _groups(lines: list[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Lines without an empty one between, and how many empty ones are before."""
    group: list[Line] = []
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


def _with_rows_together(groups: list[tuple[int, list[Line]]]) -> Iterator[tuple[int, list[Line]]]:
    """The rows of a table that empty lines set apart are one group."""
    index = 0
    while index < len(groups):
        blanks, group = groups[index]
        index += 1
        while index < len(groups) and groups[index][0] == 1 and _goes_on_as_table(group, groups[index][1]):
            group = [*group, *groups[index][1]]
            index += 1
        yield blanks, group


def _goes_on_as_table(group: list[Line], following: list[Line]) -> bool:
    recent = [
        group[0],
        *group[1:][-LOOKED_AT:],
    ]  # so that a table of a thousand rows is not looked through a thousand times
    texts, more = [line.text for line in recent], [line.text for line in following]
    if not any(map(text_tables.is_row, texts)) or not any(WIDE.search(text.strip()) for text in more):
        return False
    if text_tables.is_another(texts, more):
        return False
    return (text_tables.is_row(texts[-1]) and text_tables.is_row(more[0])) or text_tables.fits(texts, more)


def _as_rows(group: list[Line]) -> list[str]:
    """The lines, with an empty one where the text has one."""
    found: list[str] = []
    for line, before in zip(group, [group[0], *group], strict=False):
        found += [""] if line.number > before.number + 1 else []
        found.append(line.text)
    return found


def _is_own_line(paragraph: list[Line], line: Line, group: list[Line]) -> bool:
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
