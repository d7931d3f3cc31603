"""A text's blocks, read line by line and written so that every CommonMark parser reads the same.

Each line is looked at a few times at most for each list or quotation that it is in, and of these there are
`MAX_DEPTH` inside each other at most: the time is linear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.standard import marks
from plans.standard.line_breaks import breaks, head_form
from plans.standard.list_numbers import is_list
from plans.standard.marks import MAX_DEPTH, Line, Mark, mark_of
from plans.standard.stars import has_star_for_a_note, standard_stars

DASHES_APART = 6
"""Lines with words from one dash to the next of the same list, at most."""
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
LISTS = frozenset("-.)")
TEXTS = LISTS | {"text"}
START = re.compile(r"(?:[-+*]|--|#{1,6})$|\+[ \u00a0]|=+ *$|\[[^\]^][^\]]{0,100}\]:|~[ \u00a0]|~~~|>")
"""What begins a line of text and would be read as something else."""


@dataclass(slots=True)
class Item:
    mark: Mark
    indent: int
    start: int
    end: int
    """After the last line that is its own."""

    @property
    def width(self) -> int:
        return len(self.mark.number) + 2


@dataclass(slots=True)
class Container:
    """The content of one list item, quotation or note, or the whole text."""

    lines: list[Line]
    depth: int = 0
    at: int = 0
    written: list[str] = field(default_factory=list)
    above: str = ""
    """What the line above is part of: "" after an empty one."""
    list_above: str = ""
    """The kind of the list above, whatever number of empty lines is between."""
    numbers: dict[str, int] = field(default_factory=dict)
    """By kind, the number that the last list ended with."""
    has_starred_word: bool | None = None
    """Of all lines; looked for once, where it is first asked for."""
    settled: tuple[int, list[Item]] = (-1, [])

    def standard(self) -> list[str]:
        while self.at < len(self.lines):
            self._block()
        return self.written

    def _block(self) -> None:
        line = self.lines[self.at]
        if line.is_blank:
            self._write("", [""], 1)
        elif self._is_quotation(self.at):
            self._quotation()
        elif found := marks.HEADING.match(line.text):
            self._write("heading", [f"{found[1]} {standard_stars(line.text[found.end() :].rstrip())}"], 1)
        elif marks.RULE.fullmatch(line.text):
            self._write("rule", [line.text.rstrip()], 1)
        elif self._is_table(self.at):
            self._table()
        elif marks.NOTE.match(line.text):
            self._note()
        elif items := self._list_at(self.at):
            self._list(items)
        elif self.lines[self.at] is line:
            self._paragraph()

    def _write(self, kind: str, lines: Sequence[str], taken: int, number: str = "") -> None:
        if self._is_apart(kind, number):
            self.written.append("")
        elif kind == self.list_above == "-":  # to every parser one list with that above
            while self.written[-2:] == ["", ""]:
                self.written.pop()
        self.written += lines
        self.at += taken
        self.above = kind
        if kind:
            self.list_above = kind if kind in LISTS else ""

    def _is_apart(self, kind: str, number: str) -> bool:
        """Whether an empty line must precede it."""
        above = self.above
        if not above or not kind or (above == kind and kind in {"note", "text"}):
            return False
        if above in {"table", "quotation", "note"}:
            return True
        if kind == "text":
            return above in LISTS or above in {":", "rule"}
        if kind == "rule":
            return above != "heading"
        if kind in LISTS and above in TEXTS:
            return self.depth == 0 or number not in {"", "1"}
        return self.depth == 0 and above in TEXTS and kind in {"table", "quotation", "note"}

    def _is_quotation(self, index: int) -> bool:
        """Not so lines that all compare: `> 25 år`."""
        if not marks.is_quoted(self.lines[index].text):
            return False
        if marks.COMPARED.match(self.lines[index].text) is None:
            return True
        around = (index - 1, index + 1)
        return any(
            0 <= near < len(self.lines)
            and marks.is_quoted(self.lines[near].text)
            and marks.COMPARED.match(self.lines[near].text) is None
            for near in around
        )

    def _starts_block(self, index: int) -> bool:
        text = self.lines[index].text
        return self._is_quotation(index) or (not marks.is_quoted(text) and marks.starts_block(text))

    def _quotation(self) -> None:
        inner: list[Line] = []
        end = self.at
        while end < len(self.lines):
            line = self.lines[end]
            if marks.is_quoted(line.text):
                inner.append(marks.line_of(re.sub("^> ?", "", line.text)))
            elif inner[-1].is_blank or not self._is_text(end) or not marks.has_words(inner[-1].text):
                break
            else:
                inner.append(Line(0, line.text))
            end += 1
        if self.depth >= MAX_DEPTH:
            inner = [marks.line_of(line.text.lstrip("> ")) for line in inner]
        made = Container(inner, self.depth + 1).standard()
        shown = made if self.depth >= MAX_DEPTH else [f"> {line}" if line else ">" for line in made]
        self._write("quotation", shown, end - self.at)

    def _is_table(self, index: int) -> bool:
        if index + 1 >= len(self.lines):
            return False
        head, below = self.lines[index], self.lines[index + 1]
        if not (marks.is_delimiter(below.text) and marks.cells(head.text)) or self._starts_block(index):
            return False
        return mark_of(head.text) is None or below.indent < head.indent + 2

    def _table(self) -> None:
        head, below = self.lines[self.at].text, self.lines[self.at + 1].text
        width = marks.cells(head)
        signs = [sign.strip() for sign in below.replace("\u00a0", " ").strip().strip("|").split("|")]
        if len(signs) != width or not all(re.fullmatch(":?-+:?", sign) for sign in signs):
            signs = [*(sign if re.fullmatch(":?-+:?", sign) else "---" for sign in signs), *["---"] * width]
            below = f"| {' | '.join(signs[:width])} |"
        end = self.at + 2
        while end < len(self.lines) and marks.cells(self.lines[end].text) and not self._is_quotation(end):
            end += 1
        rows = [_row(line.text) for line in self.lines[self.at + 2 : end]]
        self._write("table", [_row(head), below.rstrip(), *rows], end - self.at)

    def _note(self) -> None:
        line = self.lines[self.at]
        found = marks.NOTE.match(line.text)
        if found is None or self.depth >= MAX_DEPTH:
            return self._paragraph()
        end = self._end(self.at, line.indent, line.text[found.end() :])
        own = [marks.line_of(line.text[found.end() :]), *self._inside(self.at + 1, end, line.indent, 4)]
        made = _without_blank_start(Container(own, self.depth + 1).standard())
        self._write("note", _hung(f"{found[1]}:", made, 4), end - self.at)
        return None

    def _list_at(self, index: int) -> list[Item]:
        """The items of the list that begins here; none where the signs are the text's, which are then
        escaped."""
        if self.settled[0] == index:
            return self.settled[1]
        mark = mark_of(self.lines[index].text)
        if mark is None or (mark.kind == ":" and self.above != "text" and index == self.at):
            return []
        is_deepest = self.depth >= MAX_DEPTH  # each line for itself, since no other is within it
        items = [Item(mark, 0, index, index + 1)] if is_deepest else self._items(index, mark)
        if not is_deepest and self._is_list(items, index):
            self.settled = (index, items)
            return items
        self.settled = (index, [])
        for item in items:
            if not item.mark.sure:
                return []
            escaped = _as_text(item.mark, self.lines[item.start].text)
            self.lines[item.start] = Line(0, escaped)
            self.lines[item.start + 1 : item.end] = self._inside(
                item.start + 1, item.end, item.indent, item.width
            )
        return []

    def _is_list(self, items: list[Item], index: int) -> bool:
        if self._is_star_note(items):
            return False
        found = [item.mark._replace(rest=self._first_words(item)) for item in items]
        kind = found[0].kind
        has_words = any(mark.rest for mark in found)
        if kind in ".)":
            repeated = index == self.at and self.list_above == kind
            runs_on = is_list(found, self.numbers.get(kind, 0))
            return has_words and runs_on and (not repeated or int(found[0].number) == self.numbers[kind] + 1)
        return has_words and (found[0].sure or sum(not mark.sure for mark in found) > 1)

    def _is_star_note(self, items: list[Item]) -> bool:
        """One line with a star, where a word of the text has one as well: the star says what it is about."""
        if len(items) > 1 or not self.lines[items[0].start].text.startswith("* "):
            return False
        if self.has_starred_word is None:
            self.has_starred_word = any(has_star_for_a_note(line.text) for line in self.lines)
        return self.has_starred_word

    def _first_words(self, item: Item) -> str:
        below = (line.text for line in self.lines[item.start + 1 : item.end] if line.text)
        return item.mark.rest or next(below, "")

    def _items(self, index: int, mark: Mark) -> list[Item]:
        items: list[Item] = []
        first = index
        while True:
            indent = self.lines[index].indent
            end = self._end(index, indent, mark.rest, mark.sure, first)
            items.append(Item(mark, indent, index, end))
            following = self._next_words(end)
            found = mark_of(self.lines[following].text) if following < len(self.lines) else None
            if found is None or found.kind != mark.kind:
                return items
            if found.number and following > end and int(found.number) != int(mark.number) + 1:
                return items
            apart = 0 if found.sure else sum(not line.is_blank for line in self.lines[index:following])
            if apart > DASHES_APART:
                return items
            index, mark = following, found

    def _is_next_head(self, index: int, first: int) -> bool:
        """Whether the line is a head as the one over the list is, with an empty line between or none."""
        for above in (first - 1, first - 2):
            if above >= 0 and not self.lines[above].is_blank:
                head = _form(self.lines[above])
                return bool(head) and _form(self.lines[index]) == head
        return False

    def _end(self, start: int, indent: int, rest: str, sure: bool = True, first: int | None = None) -> int:
        """After the last line that belongs to what begins at `start` with `rest`: what is indented, and lines
        that go on with its text, but for one that is a head like the one above the list's `first` line."""
        has_words = bool(rest)
        end = at = start + 1
        while at < len(self.lines):
            line = self.lines[at]
            if line.is_blank:
                at += 1
                continue
            found = mark_of(line.text)
            is_text = self._is_text(at) or (not sure and found is not None and found.kind != "-")
            goes_on = at == end and has_words and marks.has_words(self.lines[at - 1].text) and is_text
            goes_on = goes_on and not (first is not None and self._is_next_head(at, first))
            if line.indent < indent + 2 and not goes_on:
                break
            if not sure and found is not None and not found.sure:
                break
            has_words = True
            at += 1
            end = at
        return end

    def _next_words(self, index: int) -> int:
        while index < len(self.lines) and self.lines[index].is_blank:
            index += 1
        return index

    def _inside(self, start: int, end: int, indent: int, width: int) -> list[Line]:
        """The lines below an item's first, outdented by the least indent that any of them has, at most to its
        text: `width` is that of its sign."""
        lines = self.lines[start:end]
        own = [line.indent for line in lines if not line.is_blank and line.indent >= indent + 2]
        outer = min([*own, indent + width])
        return [line.outdented(outer) for line in lines]

    def _is_text(self, index: int) -> bool:
        line = self.lines[index]
        starts = line.is_blank or self._starts_block(index) or mark_of(line.text) is not None
        return not starts and not self._is_table(index)

    def _list(self, items: list[Item]) -> None:
        made: list[str] = []
        for item in items:
            if made:
                made += [""] * (self.lines[item.start - 1].is_blank)
            inner = self._inner(item)
            if inner and marks.RULE.fullmatch(f"- {inner[0]}"):
                inner = ["***", *inner[1:]] if marks.RULE.fullmatch(inner[0]) else ["", *inner]
            made += _hung(f"{item.mark.number}{item.mark.kind}", inner, item.width)
        kind = items[0].mark.kind
        self._write(kind, made, items[-1].end - self.at, items[0].mark.number)
        if kind in ".)":
            self.numbers[kind] = int(items[-1].mark.number)

    def _inner(self, item: Item) -> Sequence[str]:
        """What is in an item; one line of text, as most have, needs no container."""
        first = marks.line_of(item.mark.rest)
        below = self._inside(item.start + 1, item.end, item.indent, item.width)
        is_text = not (below or first.is_blank or marks.starts_block(first.text) or mark_of(first.text))
        if is_text:
            return _joined([first.text])
        return _without_blank_start(Container([first, *below], self.depth + 1).standard())

    def _paragraph(self) -> None:
        texts: list[str] = []
        end = self.at
        while end < len(self.lines):
            if texts and not self._is_text(end) and not self._becomes_text(end):
                break
            texts.append(self.lines[end].text)
            end += 1
        self._write("text", _joined(texts), end - self.at)

    def _becomes_text(self, index: int) -> bool:
        line = self.lines[index]
        if line.is_blank or self._starts_block(index) or self._is_table(index) or self._list_at(index):
            return False
        return self.lines[index] is line or self._is_text(index)


def _form(line: Line) -> str:
    return head_form(ESCAPE.sub("", line.text))


def _as_text(mark: Mark, written: str) -> str:
    if mark.number:
        return f"{mark.number}\\{mark.kind}{mark.gap}{mark.rest}"
    if not mark.sure or mark.kind == ":":
        return written.rstrip()
    return f"\\{'*' if written.startswith('*') else '-'} {mark.rest}".rstrip()


def _row(text: str) -> str:
    """A row without signs at its ends could be read as a list's line."""
    text = text.strip()
    if not text.startswith("|"):
        text = f"| {text}" if text.endswith("|") else f"| {text} |"
    return standard_stars(text)


def _hung(sign: str, lines: Sequence[str], indent: int) -> list[str]:
    if not lines:
        return [sign]
    return [
        f"{sign} {lines[0]}" if lines[0] else sign,
        *(f"{' ' * indent}{line}" if line else "" for line in lines[1:]),
    ]


def _without_blank_start(lines: Sequence[str]) -> Sequence[str]:
    start = next((index for index, line in enumerate(lines) if line), len(lines))
    return lines[start:]


def _joined(texts: Sequence[str]) -> list[str]:
    """A line that ends for good ends with two spaces; any other end is one space to who reads it."""
    if len(texts) == 1:
        return [standard_stars(_escaped_start(texts[0].rstrip()))]
    kept = [text.endswith("  ") or _ends_by_hand(text) for text in texts[:-1]]
    lines = [_escaped_start(_without_end(text)) for text in texts[:-1]]
    lines.append(_escaped_start(texts[-1].rstrip()))
    ends = breaks([ESCAPE.sub("", line) for line in lines])
    joined = [
        f"{line}  " if hand or end else line for line, hand, end in zip(lines[:-1], kept, ends, strict=True)
    ]
    return standard_stars("\n".join([*joined, lines[-1]])).split("\n")


def _ends_by_hand(text: str) -> bool:
    """With a backslash that no other escapes."""
    return len(text) > 1 and (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _without_end(text: str) -> str:
    """A backslash that ended the line goes; one that would end it now is a sign of the text."""
    line = text[:-1].rstrip() if _ends_by_hand(text) else text.rstrip()
    is_open = (len(line) - len(line.rstrip("\\"))) % 2 == 1
    return f"{line}\\" if is_open else line


def _escaped_start(text: str) -> str:
    """Also of a mark that is alone now that the backslash at its line's end is gone."""
    if (mark := mark_of(text)) and mark.sure and not mark.rest:
        return _as_text(mark, text)
    return f"\\{text}" if START.match(text) or marks.RULE.fullmatch(text) else text
