"""Converts marks inside a paragraph of the schema 1 dialect: what was plain text is escaped, what was a mark
is written as today's."""

import re
from dataclasses import dataclass, field

from documents.markdown.from_schema_1.emphasis import mended

TILDE, CARET = "\ue0fd", "\ue0fe"
"""Stand for a "~" and a "^" that the author wrote."""
ESCAPABLE = set("\\`*_{}[]()>#+-.!|\n")
PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") | {TILDE, CARET}
ADDRESS = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
ANGLED = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^<>]*|[^<> !]+@[^@<> ]+)>")
SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:")
LANGUAGE = re.compile(r"\{lang=[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\}")
TITLED = re.compile(r"""([^\s]*)\s+(["'].*["'])""", re.DOTALL)
LONGEST_TARGET = 2_000


@dataclass
class Known:
    """What the whole text defines: addresses by their names, and the notes' names as they are written now."""

    addresses: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def written_anew(block: str, known: Known) -> str:
    """`block` is lines without an empty one between them."""
    if not any(sign in block for sign in f"\\`*[<{TILDE}{CARET}"):
        return block
    return _Writer(block, known).written()


class _Writer:
    def __init__(self, block: str, known: Known) -> None:
        self.block = block
        self.known = known
        self.partners = _brackets(block)
        self.ticks = _ticks(block)
        self.closing: dict[int, tuple[str, int]] = {}
        """Where a bracket closes: what is written there, and where reading goes on."""

    def written(self) -> str:
        pieces: list[str] = []
        position = 0
        while position < len(self.block):
            piece, position = self._piece(position)
            pieces.append(piece)
        return mended(pieces)

    def _piece(self, at: int) -> tuple[str, int]:
        block, sign = self.block, self.block[at]
        if at in self.closing:
            return self.closing[at]
        if sign == "\\":
            return self._escape(at)
        if sign == "`" and at in self.ticks:
            return self._as_it_is(at, self.ticks[at])
        if sign in "hH" and (found := ADDRESS.match(block, at)):
            return self._as_it_is(at, found.end())
        if sign == "<":
            return self._angle(at)
        if sign == "[":
            return self._bracket(at)
        if sign in (TILDE, CARET):
            return ("\\~" if sign == TILDE else "\\^"), at + 1
        if sign == "*":
            end = at
            while end < len(block) and block[end] == "*":
                end += 1
            return block[at:end], end
        return sign, at + 1

    def _as_it_is(self, start: int, end: int) -> tuple[str, int]:
        return self.block[start:end], end

    def _escape(self, at: int) -> tuple[str, int]:
        after = self.block[at + 1 : at + 2]
        if after and after in ESCAPABLE - {"\n"}:
            return f"\\{after}", at + 2
        return ("\\\\" if not after or after == "\n" or after in PUNCTUATION else "\\"), at + 1

    def _angle(self, at: int) -> tuple[str, int]:
        if found := ANGLED.match(self.block, at):
            return self._as_it_is(at, found.end())
        return ("\\<" if SCHEME.match(self.block, at) else "<"), at + 1

    def _bracket(self, at: int) -> tuple[str, int]:
        end = self.partners.get(at)
        if end is None:
            return "[", at + 1
        inner = self.block[at + 1 : end] if end - at < LONGEST_TARGET else ""
        if inner.startswith(CARET):
            note = self.known.notes.get(inner[1:])
            return (f"[^{note}]", end + 1) if note else ("[", at + 1)
        if target := self._target(inner, end):
            self.closing[end] = target
        return "[", at + 1

    def _target(self, inner: str, end: int) -> tuple[str, int] | None:
        """What the brackets' end becomes: a link's address, or a brace that opens nothing."""
        block, after = self.block, self.block[end + 1 : end + 2]
        if after == "(" and (close := self.partners.get(end + 1)) and close - end < LONGEST_TARGET:
            return f"]({_address(block[end + 2 : close])})", close + 1
        if after == "{":
            return (f"]{block[end + 1]}" if LANGUAGE.match(block, end + 1) else "]\\{"), end + 2
        start = end + 1 + (after in (" ", "\n") and after != "")
        if block[start : start + 1] == "[" and (close := self.partners.get(start)):
            name = block[start + 1 : close] or inner
            if address := self.known.addresses.get(_name(name)):
                return f"]({address})", close + 1
        if address := self.known.addresses.get(_name(inner)):
            return f"]({address})", end + 1
        return None


def _name(written: str) -> str:
    return " ".join(written.split()).lower()


def _address(written: str) -> str:
    """An address with spaces is written in angle brackets today; a title is shown nowhere and is dropped."""
    written = written.strip()
    if found := TITLED.fullmatch(written):
        written = found[1]
    if written.startswith("<") and written.endswith(">"):
        return written
    return f"<{written}>" if any(sign.isspace() for sign in written) else written


def _brackets(block: str) -> dict[int, int]:
    """Where each "[" and "(" closes; one after a backslash is plain text."""
    found: dict[int, int] = {}
    opened: list[int] = []
    at = 0
    while at < len(block):
        sign = block[at]
        if sign == "\\":
            at += 2
            continue
        if sign in "[(":
            opened.append(at)
        elif sign in "])":
            wanted = "[" if sign == "]" else "("
            if opened and block[opened[-1]] != wanted and len(opened) > 1 and block[opened[-2]] == wanted:
                opened.pop()
            if opened and block[opened[-1]] == wanted:
                found[opened.pop()] = at
        at += 1
    return found


def _ticks(block: str) -> dict[int, int]:
    """Where code begins, and where it ends: at the next run of as many backticks."""
    runs = [(match.start(), match.end()) for match in re.finditer(r"`+", block)]
    later: dict[int, list[int]] = {}
    for start, end in reversed(runs):
        later.setdefault(end - start, []).append(start)
    found: dict[int, int] = {}
    past = 0
    for start, end in runs:
        same = later[end - start]
        while same and same[-1] <= start:
            same.pop()
        if start < past or (start and block[start - 1] == "\\"):
            continue
        if same:
            past = found[start] = same[-1] + end - start
    return found
