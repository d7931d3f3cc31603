"""Which stars are emphasis and which are part of a word: `borger*innen` is a word."""

import re
from dataclasses import dataclass, field

PIECE = re.compile(r"\\.|`+|\*+|(?:https?://|www\.)[^\s<>()]+", re.DOTALL)
MOVED = ".,:;!?"
"""`**Mål:**tekst` closes nothing in CommonMark, `**Mål**:tekst` does."""

EMPHASIS = re.compile(r"(?<![\w)%])\*{1,3}(?=[^\s*])[^*]*\*{1,3}")
FOR_A_NOTE = re.compile(r"[\w)%](?: |\\)?\*{1,3}(?=[\s|.,:;)]|$)")


def has_star_for_a_note(line: str) -> bool:
    """`Antal*`: a star after a word that closes no emphasis."""
    return "*" in line and FOR_A_NOTE.search(EMPHASIS.sub("", line)) is not None


def standard_stars(text: str) -> str:
    """The text of one paragraph, cell or heading, with the stars within words escaped."""
    return _Stars(text).standard() if "*" in text else text


@dataclass
class _Stars:
    text: str
    opened: dict[int, int] = field(default_factory=dict)
    """By the number of stars, where emphasis may begin."""
    within: list[int] = field(default_factory=list)
    """Single stars within words, of which nothing is decided yet."""
    escaped: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)
    """Where stars begin that go before the marks in front of them, and how many these are."""

    def standard(self) -> str:
        ends = _code_ends(self.text)
        position = 0
        while found := PIECE.search(self.text, position):
            position = found.end()
            if found[0][0] == "`":
                position = ends.get(found.start(), position)
            elif found[0][0] == "*":
                self._run(found.start(), found.end())
        self._leave_within(closing=1 in self.opened)
        return self._written()

    def _run(self, start: int, end: int) -> None:
        size = end - start
        before = self.text[start - 1] if start else " "
        after = self.text[end] if end < len(self.text) else " "
        if size == 1 and before.isalnum() and after.isalnum():
            self.within.append(start)
        elif size <= 2 and before in MOVED and after.isalnum() and self._closes_before(start, size):
            self._close(size)
        elif before.isspace() or (not before.isalnum() and size not in self.opened):
            if not after.isspace():
                self._open(start, size)
        elif not after.isalnum():
            self._close(size)
        elif not before.isalnum():
            self._open(start, size)

    def _open(self, start: int, size: int) -> None:
        if size == 1:
            self._leave_within(closing=1 in self.opened)
        self.opened[size] = start

    def _close(self, size: int) -> None:
        if size == 1:
            # The star just before the closing one opens, where none at a word's beginning does.
            self.escaped.update(self.within if 1 in self.opened else self.within[:-1])
            self.within.clear()
        self.opened.pop(size, None)

    def _leave_within(self, *, closing: bool) -> None:
        """The first of them closes what is open (`*F*orberedende`); the others are part of words."""
        self.escaped.update(self.within[1:] if closing else self.within)
        self.within.clear()

    def _closes_before(self, start: int, size: int) -> bool:
        if size not in self.opened:
            return False
        words = self.text[self.opened[size] + size : start]
        count = len(words) - len(words.rstrip(MOVED))
        if not words[:-count].strip() or words[:-count][-1].isspace():
            return False
        self.moved[start] = count
        return True

    def _written(self) -> str:
        parts = []
        position = 0
        for at in sorted(self.escaped | self.moved.keys()):
            if at in self.escaped:
                parts += [self.text[position:at], "\\*"]
                position = at + 1
                continue
            count = self.moved[at]
            end = at + 1 + (self.text[at + 1 : at + 2] == "*")
            parts += [self.text[position : at - count], self.text[at:end], self.text[at - count : at]]
            position = end
        return "".join([*parts, self.text[position:]])


def _code_ends(text: str) -> dict[int, int]:
    """Where the code that each run of backticks opens ends: at the next run of the same length."""
    following: dict[int, int] = {}
    ends: dict[int, int] = {}
    for run in reversed(list(re.finditer("`+", text))):
        size = run.end() - run.start()
        if size in following:
            ends[run.start()] = following[size] + size
        following[size] = run.start()
    return ends
