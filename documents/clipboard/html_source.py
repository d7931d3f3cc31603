"""The clipboard's HTML before a tree is built of it: every element closed, none deeper than `MAX_DEPTH`, and no more
of them than a page can hold. One pass that never looks back; a tree of what it lets through is small."""

import html
import re
from collections.abc import Iterator

from documents.clipboard.signs import escaped
from documents.headings import HEADINGS

MAX_DEPTH = 40
"""Elements inside each other: the tags of deeper ones are left out, their words stay."""
MOST_ELEMENTS = 7_000
"""Some eighty pages of Word."""

BLOCKS = frozenset(
    [
        *("p", "div", "body", "blockquote", "pre", "hr", *HEADINGS, "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    ]
)
ALLOWED_ELEMENTS = BLOCKS - {"body", "dl", "tbody", "thead", "tfoot"} | frozenset(
    ["a", "b", "br", "del", "em", "i", "object", "s", "span", "strike", "strong", "sub", "sup", "svg"]
)
AS_DIV = frozenset(
    [
        *("address", "article", "aside", "center", "details", "fieldset", "figcaption", "figure", "footer"),
        *("form", "header", "hgroup", "legend", "main", "nav", "option", "section", "summary"),
    ]
)
"""What stands in one does not run into what stands in the next."""
VOID = frozenset(("br", "hr"))
UNREAD = ("style", "script", "title", "xml")
"""Taken away with what is in them."""
CLOSES = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"table"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
}
"""By the element that opens: those that it closes, and where looking for them ends."""
SCOPES = frozenset({"td", "th", "li", "table"})
ATTRIBUTES = frozenset(
    [
        "aria-level",
        "class",
        "colspan",
        "data-aria-level",
        "data-aria-posinset",
        "data-leveltext",
        "href",
        "id",
        "name",
        "reversed",
        "role",
        "rowspan",
        "start",
        "style",
        "type",
        "value",
    ]
)
NAME = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]*+(?::[a-zA-Z0-9]++)?)(?=[\s/>])")
ATTRIBUTE = re.compile(r"""([^\s=>"'/]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
MARK_BEGINS, MARK_ENDS = (
    re.compile(r"<!(?:--)?\[if !supportLists\]", re.I),
    re.compile(r"<!(?:--)?\[endif\]", re.I),
)
MOST_EXTENSIONS = 8


class TooTangledError(ValueError):
    """More elements than a page can hold."""


def tidied(source: str) -> str:
    """Raises `TooTangledError`."""
    return _Tidy().of(source)


class _Tidy:
    def __init__(self) -> None:
        self.written: list[str] = []
        self.opened: list[str] = []
        self.left_out: list[str] = []
        self.count = 0
        self.in_mark = False

    def of(self, source: str) -> str:
        for token in _tokens(source):
            if not token.startswith("<") or token == "<":
                self._words(html.escape(escaped(html.unescape(token)), quote=False))
            elif MARK_BEGINS.match(token):
                self._mark(begins=True)
            elif MARK_ENDS.match(token):
                self._mark(begins=False)
            elif found := NAME.match(token, 1):
                name = "div" if found[2].lower() in AS_DIV else found[2].lower()
                if found[1]:
                    self._close(name)
                elif name in ALLOWED_ELEMENTS or name.startswith("v:"):
                    self._open(name, token[found.end() : -1])
                elif name in BLOCKS:
                    self._close_before(name)
        self._close_from(0)
        return "".join(self.written)

    def _words(self, text: str) -> None:
        """A line's end is one where the author has set it by hand."""
        if "pre" in self.opened:
            first, *others = re.split("\r?\n", text)
            self.written.append(first)
            for line in others:
                self._open("br", "")
                self.written.append(line)
        else:
            self.written.append(text)

    def _mark(self, *, begins: bool) -> None:
        """Word draws the mark of each line of a list for those who cannot: it becomes a `mark`. What stands in
        its other conditions is text."""
        if begins and not self.in_mark:
            self._open("mark", "")
            self.in_mark = True
        elif not begins and self.in_mark:
            self._close("mark")
            self.in_mark = False

    def _open(self, name: str, attributes: str) -> None:
        self._close_before(name)
        if name not in VOID and len(self.opened) >= MAX_DEPTH:
            return
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise TooTangledError
        self.written.append(f"<{name}{''.join(_attributes(attributes))}>")
        if name not in VOID:
            self.opened.append(name)

    def _close_before(self, name: str) -> None:
        names, until = CLOSES.get(name, (frozenset(), frozenset()))
        for place in range(len(self.opened) - 1, -1, -1):
            if self.opened[place] in names:
                self._close_from(place)
                break
            if self.opened[place] in until:
                break
        if name in BLOCKS:
            self._close("p")

    def _close(self, name: str) -> None:
        """Nothing where it is not open, or outside the cell or list item that is."""
        for place in range(len(self.opened) - 1, -1, -1):
            if self.opened[place] == name:
                self._close_from(place)
                return
            if self.opened[place] in SCOPES and name not in BLOCKS - {"p", "div"}:
                return

    def _close_from(self, place: int) -> None:
        while len(self.opened) > place:
            name = self.opened.pop()
            self.in_mark = self.in_mark and name != "mark"
            self.written.append(f"</{name}>")


def _attributes(attributes: str) -> Iterator[str]:
    for name, value in ATTRIBUTE.findall(attributes):
        if name.lower() in ATTRIBUTES:
            value = value[1:-1] if value[:1] in {'"', "'"} else value
            yield f' {name.lower()}="{html.escape(html.unescape(value))}"'


def _tokens(source: str) -> Iterator[str]:
    """Text and tags in turn. A "<" that opens no tag is text."""
    place = 0
    ends = _Ends(source)
    while place < len(source):
        start = source.find("<", place)
        if start < 0:
            yield source[place:]
            return
        if start > place:
            yield source[place:start]
        end = ends.of(start)
        yield source[start : end or start + 1]
        place = end or start + 1
        if end and (found := NAME.match(source, start + 1)) and found[2].lower() in UNREAD and not found[1]:
            place = ends.of_element(found[2].lower(), place)


class _Ends:
    """Where tags end. What is nowhere after a place is not looked for again after a later one."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.small = source.lower() if len(source.lower()) == len(source) else source
        self.missing: set[str] = set()

    def of(self, start: int) -> int:
        """After the tag or comment that starts there; 0 where none does."""
        following = self.source[start + 1 : start + 2]
        if self.source.startswith("<!--", start):
            return self._after("-->", start + 2)
        if following in ("!", "?"):
            return self._after(">", start)
        if following != "/" and not (following.isascii() and following.isalpha()):
            return 0
        end = self._after(">", start)
        for _ in range(MOST_EXTENSIONS):
            if not end or not _is_within_quotes(self.source[start:end]):
                break
            end = self._after(">", end) or end
        return end

    def of_element(self, name: str, start: int) -> int:
        end = self._after(f"</{name}", start, self.small)
        return self._after(">", end) or end if end else start

    def _after(self, sign: str, start: int, source: str = "") -> int:
        if sign in self.missing:
            return 0
        found = (source or self.source).find(sign, start)
        if found < 0:
            self.missing.add(sign)
        return found + len(sign) if found >= 0 else 0


def _is_within_quotes(tag: str) -> bool:
    """Whether a ">" was part of an attribute's value."""
    return re.search(r"""=\s*+(?:"[^"]*+|'[^']*+)$""", ATTRIBUTE.sub("", tag)) is not None
