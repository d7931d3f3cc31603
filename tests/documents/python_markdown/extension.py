"""What the portal's Markdown does differently from Python-Markdown's: see `PortalExtension`."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from django.conf import settings
from django.utils.translation import gettext
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from documents import addresses

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NOTE = re.compile(r"(fn|fnref(\d*)):(.*)", re.DOTALL)
ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+•]|\d{1,9}\.)(?P<gap> +)(?=\S)")
RULE = re.compile(r" *([-*_])(?: *\1){2,} *")
DATE = re.compile(
    r"( *\d{1,2})(\. +(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december))\b"
)
BRACKET = re.compile(r"\\[\[\](]|[\[\]()]|\n[ \t]*\n")
PARTNERS = {"]": "[", ")": "("}
LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
"""A language as HTML names it: en, kl, zh-Hant."""
NO_TAG = "no-tag"
"""No element of HTML: nh3 takes it away and leaves the words."""
DEEPEST_BRACKET = 4
MAX_DEPTH = 7


class PortalExtension(Extension):
    """Headings fit under `parent_level`; tables scroll; addresses are checked; footnote ids carry
    `prefix`; lists are read as people write them; no raw HTML and no indented code."""

    def __init__(self, parent_level: int, prefix: str) -> None:
        super().__init__()
        self.parent_level = parent_level
        self.prefix = prefix

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        blocks = md.parser.blockprocessors
        # Text pasted from Word is indented without being code.
        blocks.deregister("code")
        # "#1 prioritet" and a lone dash below a line are not headings.
        blocks["hashheader"].RE = re.compile(  # type: ignore[attr-defined]
            r"(?:^|\n) {0,3}(?P<level>#{1,6})[ \t]+(?P<header>[^\n]*?)[ \t]*#*[ \t]*(?:\n|$)"
        )
        blocks["setextheader"].RE = re.compile(r"^.*?\n[=-]{3,} *(?:\n|$)", re.MULTILINE)  # type: ignore[attr-defined]
        inline = md.inlinePatterns
        inline.register(PlainMail(r"<([^<> !]+@[^@<> ]+)>", md), "automail", 110)
        inline.register(SubstituteTagInlineProcessor(r"<br */?>", "br"), "br", 95)
        inline.register(SimpleTagInlineProcessor(r"(<sup>)([^<>]+)</sup>", "sup"), "sup", 94)
        inline.register(SimpleTagInlineProcessor(r"(<sub>)([^<>]+)</sub>", "sub"), "sub", 93)
        inline.register(Foreign(rf"\[([^\[\]]+)\]\{{lang=({LANGUAGE})\}}", md), "foreign", 165)
        md.preprocessors.register(Brackets(md), "brackets", 26)
        md.preprocessors.register(Lists(md), "lists", 25)
        # Last, when escapes are resolved and what is checked is what will be written.
        md.treeprocessors.register(Finish(md, self.parent_level, self.prefix), "finish", -10)


class PlainMail(InlineProcessor):
    """`<navn@kommune.dk>` as a link. The original disguises the address so that no check reads it."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], _data: str
    ) -> tuple[Element, int, int]:
        mail = m.group(1).removeprefix("mailto:")
        link = Element("a", href=f"mailto:{mail}")
        link.text = mail
        return link, m.start(), m.end()


class Foreign(InlineProcessor):
    """`[No one left behind]{lang=en}`, as in Pandoc: words of another language, for who has them read aloud."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], _data: str
    ) -> tuple[Element, int, int]:
        words = Element("span", lang=m.group(2))
        words.text = m.group(1)
        return words, m.start(), m.end()


class Notes(FootnoteExtension):
    """Footnotes; finding the name of the thousandth reference to one note takes no longer than the
    first."""

    def unique_ref(self, reference: str, found: bool = False) -> str:
        if not found:
            return reference
        count = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        return reference if count == 1 else reference.replace("fnref", f"fnref{count}", 1)


class Brackets(Preprocessor):
    """Escapes brackets that cannot be a link's: never closed, or deep inside others. For each of them
    Python-Markdown would look through the rest of the text, and ten thousand took ten seconds."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        hopeless: set[int] = set()
        opened: list[int] = []
        for match in BRACKET.finditer(text):
            sign = match.group()
            if sign in "[(":
                opened.append(match.start())
            elif sign in "])" and opened and text[opened[-1]] == PARTNERS[sign]:
                start = opened.pop()
                if len(opened) >= DEEPEST_BRACKET:
                    hopeless.add(start)
            elif not sign.strip():  # an empty line: no link reaches over it
                hopeless.update(opened)
                opened.clear()
        hopeless.update(opened)
        # A lone "(" is harmless; only one right after "]" would be looked into.
        risky = {place for place in hopeless if text[place] == "[" or text[place - 1 : place] == "]"}
        return "".join(f"\\{sign}" if at in risky else sign for at, sign in enumerate(text)).split("\n")


class Lists(Preprocessor):
    """A list may follow a paragraph's last line, be nested by two spaces, and have "•" as its mark,
    as in most editors; Python-Markdown wants an empty line and four spaces. A date opens no list."""

    def run(self, lines: list[str]) -> list[str]:
        result: list[str] = []
        self.levels: list[_Level] = []
        for line in lines:
            line = DATE.sub(r"\1\\\2", line) if DATE.match(line) else line
            item = None if RULE.fullmatch(line) else ITEM.match(line)
            after_text = bool(result and result[-1].strip())
            if item and (self.levels or not after_text or item["marker"] in "-*+•1."):
                apart, line = self._item(item)
                if apart and after_text:
                    result.append("")
            elif line.strip() and not after_text:
                line = self._continued(line)
            result.append(line)
        return result

    def _item(self, item: re.Match[str]) -> tuple[bool, str]:
        """Whether the item opens a list that needs an empty line before it; and its line."""
        level = _Level(item.end(), item["marker"][-1] == ".")
        indent, sibling = len(item["indent"]), None
        apart = not self.levels
        while self.levels and indent < self.levels[-1].column:
            sibling = self.levels.pop()
        apart = apart or (sibling is not None and sibling.numbered != level.numbered)
        marker = "-" if item["marker"] == "•" else item["marker"]
        line = f"{_spaces(len(self.levels))}{marker} {item.string[item.end() :]}"
        self.levels.append(level)
        return apart, line

    def _continued(self, line: str) -> str:
        """A line after an empty one belongs to the item below whose text it stands."""
        indent = len(line) - len(line.lstrip())
        self.levels = [level for level in self.levels if level.column <= indent]
        return f"{_spaces(len(self.levels))}{line.lstrip()}" if self.levels else line[max(0, indent - 4) :]


class _Level(NamedTuple):
    """An open list: the column where its items' text starts, and its kind."""

    column: int
    numbered: bool


def _spaces(level: int) -> str:
    return "    " * min(level, MAX_DEPTH)


class Finish(Treeprocessor):
    def __init__(self, md: Markdown, parent_level: int, prefix: str) -> None:
        super().__init__(md)
        self.parent_level = parent_level
        self.prefix = prefix

    def run(self, root: Element) -> None:
        _shift_headings(root, self.parent_level)
        for element in root.iter():
            if element.tag == "a":
                _check_link(element)
            elif element.tag == "img":
                _check_image(element)
        _name_notes(root, self.prefix)
        for parent in list(root.iter()):
            _wrap_tables(parent)


def _shift_headings(root: Element, parent_level: int) -> None:
    """The highest heading gets the level below the parent's; none skips a level or passes h6."""
    above: list[int] = []
    for element in root.iter():
        if element.tag not in HEADINGS:
            continue
        level = int(element.tag[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        # A heading without words would be an empty stop for a screen reader.
        empty = not "".join(element.itertext()).strip() and element.find(".//img") is None
        element.tag = "p" if empty else f"h{min(6, parent_level + len(above))}"


def _check_link(element: Element) -> None:
    note = element.get("class", "").startswith("footnote-")
    address = addresses.link(element.get("href", ""))
    title = element.get("title", "")
    element.attrib.clear()
    if address is None:
        element.tag = NO_TAG
        return
    element.set("href", address)
    if note:
        element.set("class", "footnote-backref" if title else "footnote-ref")
        element.set("role", "doc-backlink" if title else "doc-noteref")
    if note and title:
        element.set("aria-label", title)
    if not "".join(element.itertext()).strip() and element.find(".//img") is None:
        element.text = address


def _check_image(element: Element) -> None:
    address = addresses.image(element.get("src", ""), settings.MEDIA_URL)
    text = element.get("alt", "")
    element.attrib.clear()
    if address is None:
        element.tag, element.text = NO_TAG, text
    else:
        element.set("src", address)
        element.set("alt", text)


def _name_notes(root: Element, prefix: str) -> None:
    """Footnotes are numbered in the order they stand, whatever labels the author chose."""
    numbers: dict[str, int] = {}

    def named(match: re.Match[str]) -> str:
        number = numbers.setdefault(match[3], len(numbers) + 1)
        return f"{prefix}{'note' if match[1] == 'fn' else f'ref{match[2]}'}-{number}"

    ids = set()
    for element in root.iter():
        if match := NOTE.fullmatch(element.get("id", "")):
            element.set("id", named(match))
            ids.add(element.get("id"))
    for element in list(root.iter("a")):
        if match := NOTE.fullmatch(element.get("href", "#").removeprefix("#")):
            target = named(match)
            element.set("href", f"#{target}")
            if match[2]:
                element.set("aria-label", f"{element.get('aria-label', '')} ({match[2]})")
                element.text = f" ↑{match[2]}"
            if target not in ids:  # a note that nothing refers to
                element.tag, element.text = NO_TAG, ""
    for div in root.iter("div"):
        if div.get("class") == "footnote":
            div.set("role", "doc-endnotes")


def _wrap_tables(parent: Element) -> None:
    for position, child in enumerate(list(parent)):
        if child.tag != "table":
            continue
        label = _finish_table(child)
        frame = Element("div", {"class": "table", "role": "region", "tabindex": "0", "aria-label": label})
        frame.tail, child.tail = child.tail, None
        frame.append(child)
        parent[position] = frame


def _finish_table(table: Element) -> str:
    """Marks the header cells and returns a name for the table; a head without words is left out."""
    for cell in table.iter():
        align = cell.attrib.pop("align", "")
        if cell.tag in ("th", "td") and align in ("right", "center"):
            cell.set("class", f"align-{align}")
    head = table.find("thead")
    words = [_words(cell) for cell in table.iterfind("thead/tr/th")]
    if head is not None and not any(words):
        table.remove(head)
        return gettext("Table")
    for cell in table.iterfind("thead/tr/th"):
        if _words(cell):
            cell.set("scope", "col")
        else:
            cell.tag = "td"
    return gettext("Table: %(columns)s") % {"columns": ", ".join(filter(None, words))}


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
