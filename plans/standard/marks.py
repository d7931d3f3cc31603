"""What a line begins with: a bullet, a number, a heading's signs, a table's row."""

import re
from functools import lru_cache
from typing import NamedTuple

MAX_DEPTH = 8
"""Lists, quotations and notes inside each other; what would be deeper is text."""
SPACE = " \u00a0\u2000-\u200a\u202f\u205f\u3000"
"""Of a mark's space no difference is made between one that may and one that may not break."""
BULLETS = "-+*•‣◦▪■●○►➢·∙⋅⁃❖➤▸"
BULLET = re.compile(rf"([{BULLETS}])(?:([{SPACE}]+)|$)")
GLUED_BULLET = re.compile(r"([•▪■●])(?=[^\W_])")
DASHES = "–—‐‑−o»›"
DASH = re.compile(rf"(?:[–—‐‑o»›]|−(?=[{SPACE}]+[^\s\d]))([{SPACE}]+)(?=\S)|[-–—](?=[^\W\d_])")
"""A list's mark only where several lines have one; "o" is what Word's second bullet is copied as."""
SIGN = re.compile(rf"\+[{SPACE}]+\d")
NUMBER = re.compile(rf"(\d{{1,9}})([.)])(?:([{SPACE}]+)|$)")
DEFINITION = re.compile(rf":([{SPACE}]+)(?=\S)")
NOTE = re.compile(rf"(\[\^[^\]\s]{{1,50}}\]):[{SPACE}]*")
HEADING = re.compile(rf"(#{{1,6}}(?=[{SPACE}])|#{{2,6}}(?=[^\W_]))[{SPACE}]*(?=\S)")
"""`#unge` is a word for searching, `##Unge` is not."""
RULE = re.compile(r"([-*_])(?: *\1){2,} *")
BEGINNINGS = frozenset(f"{BULLETS}{DASHES}:")
"""Of a bullet, a dash or a definition: most lines begin with none of them, and are looked at often."""
COMPARED = re.compile(rf">=?[{SPACE}]*\d{{1,20}}(?!\d*\\?[.)](?:\s|\\?$))")
"""`> 25 år` says more than 25; a quotation seldom begins so."""
DELIMITERS = re.compile(r"[-:| ]+")
ESCAPED_PIPE = re.compile(r"\\.")


class Line(NamedTuple):
    """A line and how far it is indented in what it is part of."""

    indent: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text

    def outdented(self, by: int) -> "Line":
        return Line(max(0, self.indent - by), self.text)


class Mark(NamedTuple):
    """`kind` is "-", ".", ")" or ":"; `sure` is not set where a sign is seldom a list's."""

    kind: str
    number: str
    gap: str
    rest: str
    sure: bool = True


def line_of(text: str) -> Line:
    """Tabs are as wide as in CommonMark, and any space at the line's start indents it. Two spaces at its end
    end it for good."""
    bare = text.strip()
    indent = 0
    for space in text[: len(text) - len(text.lstrip())]:
        indent += 4 - indent % 4 if space == "\t" else 1
    end = "  " if text.endswith("  ") else " " if bare.endswith("\\") and text[-1] != "\\" else ""
    return Line(indent, bare.replace("\t", " ") + end * bool(bare))


@lru_cache(maxsize=64)
def mark_of(text: str) -> Mark | None:
    """Asked again and again of the lines next to each other, so the last ones are kept."""
    if text[:1] not in BEGINNINGS and not text[:1].isdecimal():
        return None
    if RULE.fullmatch(text):
        return None
    if found := NUMBER.match(text):
        return Mark(found[2], found[1], found[3] or "", _rest(text, found))
    if found := DEFINITION.match(text):
        return Mark(":", "", found[1], _rest(text, found))
    if SIGN.match(text):
        return None
    if found := BULLET.match(text) or GLUED_BULLET.match(text):
        return Mark("-", "", " ", _rest(text, found))
    if found := DASH.match(text):
        return Mark("-", "", found[1] or "", _rest(text, found), sure=False)
    return None


def _rest(text: str, found: re.Match[str]) -> str:
    rest = text[found.end() :]
    return rest if rest.strip() else ""


def has_words(text: str) -> bool:
    """Whether a paragraph may go on after the line."""
    for _ in range(MAX_DEPTH):
        mark = mark_of(text)
        if mark is None:
            break
        text = mark.rest
    return not (HEADING.match(text) or RULE.fullmatch(text))


def is_quoted(text: str) -> bool:
    return text.startswith(">")


def starts_block(text: str) -> bool:
    """Whether the line is no part of a paragraph, whatever is around it."""
    if text[:1] not in ">#-*_[":
        return False
    return bool(is_quoted(text) or HEADING.match(text) or RULE.fullmatch(text) or NOTE.match(text))


def cells(row: str) -> int:
    """How many cells a table's row has; 0 of a line without a sign between two."""
    row = ESCAPED_PIPE.sub("x", row).strip()
    if "|" not in row:
        return 0
    return row.removeprefix("|").removesuffix("|").count("|") + 1


def is_delimiter(row: str) -> bool:
    if row[:1] not in ("|", "-", ":") or row.startswith("- "):
        return False
    return "-" in row and "|" in row and DELIMITERS.fullmatch(row.replace("\u00a0", " ")) is not None
