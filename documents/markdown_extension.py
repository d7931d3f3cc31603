"""What the portal's Markdown does differently from Python-Markdown's: see `PortalExtension`."""

import re
from xml.etree.ElementTree import Element

from django.conf import settings
from django.utils.translation import gettext
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from documents import addresses

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NOTE = re.compile(r"(fn|fnref(\d*)):(.*)", re.DOTALL)
ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+•]|\d{1,9}\.)(?P<gap> +)(?=\S)")
RULE = re.compile(r" *([-*_])(?: *\1){2,} *")
DEEPEST = 7


class PortalExtension(Extension):
    """Headings fit under `parent_level`; tables scroll; addresses are checked; footnote ids carry
    `prefix`; lists are read as people write them; no raw HTML and no indented code."""

    def __init__(self, parent_level: int, prefix: str) -> None:
        super().__init__()
        self.parent_level = parent_level
        self.prefix = prefix

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
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
        md.preprocessors.register(Lists(md), "lists", 25)
        # Last, when escapes are resolved and what is checked is what will be written.
        md.treeprocessors.register(Finish(md, self.parent_level, self.prefix), "finish", -10)


class PlainMail(InlineProcessor):
    """`<navn@kommune.dk>` as a link. The original disguises the address so that no check reads it."""

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        mail = m.group(1).removeprefix("mailto:")
        link = Element("a", href=f"mailto:{mail}")
        link.text = mail
        return link, m.start(), m.end()


class Lists(Preprocessor):
    """A list may follow a paragraph's last line, be nested by two spaces, and have "•" as its mark,
    as in most editors; Python-Markdown wants an empty line and four spaces."""

    def run(self, lines: list[str]) -> list[str]:
        result: list[str] = []
        levels: list[int] = []  # for each open list, the column where its items' text starts
        for line in lines:
            item = None if RULE.fullmatch(line) else ITEM.match(line)
            indent = len(line) - len(line.lstrip())
            after_text = bool(result and result[-1].strip())
            if item and (levels or not after_text or item["marker"] in ("-", "*", "+", "•", "1.")):
                if after_text and not levels:
                    result.append("")
                while levels and indent < levels[-1]:
                    levels.pop()
                marker = "-" if item["marker"] == "•" else item["marker"]
                result.append(f"{_spaces(len(levels))}{marker} {line[item.end() :]}")
                levels.append(item.end())
                continue
            if line.strip() and not after_text:
                levels = [column for column in levels if column <= indent]
                line = f"{_spaces(len(levels))}{line.lstrip()}" if levels else line[max(0, indent - 4) :]
            result.append(line)
        return result


def _spaces(level: int) -> str:
    return "    " * min(level, DEEPEST)


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
        element.tag = "span"  # which nh3 takes away, leaving the words
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
        element.tag, element.text = "span", text
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
            if target not in ids:  # a note that nothing refers to
                element.tag, element.text = "span", ""
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
