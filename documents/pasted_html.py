"""HTML that came along with a text (from a web page, a record system, Word) turned into Markdown.

Only what is certainly a tag counts: a known element's name, closed by ">". Everything else, such as
"alder < 25" or "<navn>", is text and stays. Text outside the elements is not touched.

The words here are Markdown already, also those inside an element: their lines, lists and signs stay as they are.
What `documents/clipboard` reads is HTML throughout, so there every sign is escaped and every line's end is a space.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

import nh3
from markdownify import MarkdownConverter

from documents.clipboard.writer import CELL_BREAK, marked
from documents.headings import HEADINGS


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


BLOCKS = _names("p ul ol dl table blockquote pre hr img") | {*HEADINGS}
INLINE = _names("b strong i em a del s strike code sup sub")
BREAKING = _names(
    "div section article header footer main nav aside figure figcaption address form fieldset center "
    "details summary body html head title caption thead tbody tfoot tr td th dt dd li"
)
DROPPED = _names("script style template iframe object noscript svg math noembed noframes xmp")
"""Taken away with what is in them."""
OTHER = _names(
    "span font u small big abbr acronym label button tt kbd samp var cite q mark ins dfn time bdi "
    "bdo wbr input meta link col colgroup embed source track base area param map select option optgroup "
    "textarea picture audio video canvas frame frameset marquee blink nobr legend plaintext"
)
KNOWN = BLOCKS | INLINE | {"br"} | BREAKING | DROPPED | OTHER
VOID = _names("br hr img wbr input meta link col embed source track base area param frame")
WORD = re.compile(r"(?:o|w|v|m|st1):[a-z0-9]+")
"""Elements of Word's own, such as <o:p>."""

TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[a-z][a-z0-9]*(?::[a-z0-9]+)?)(?=[\s/>])"""
    r"""(?:"[^"<]*"|'[^'<]*'|(?!\n[ \t]*\n)[^<>"'])*+>""",
    re.IGNORECASE,
)
"""No tag goes over an empty line: what stands there are the words of another paragraph."""
UNSEEN = re.compile(r"<!doctype[^<>]*>|<\?xml[^<>]*>|<!\[CDATA\[|\]\]>", re.IGNORECASE)
LESS = "\ue0ff"
"""Stands for an encoded "<" meanwhile, so that decoding cannot make a tag of it."""
MOST_TAGS = 2_500
"""Each costs time; a text with more keeps its words and no formatting."""
MAX_DEPTH = 30
"""Elements inside each other, at most; the tags of deeper ones are left out."""


@dataclass(slots=True)
class Tag:
    name: str
    start: int
    end: int
    closing: bool
    partner: "Tag | None" = None


def html_to_markdown(text: str) -> str:
    """For imported text: its HTML becomes Markdown and character references become characters.

    Text without either comes back as it was: "Drift & Service" has no reference, since one ends in ";".
    """
    text = markup_to_markdown(text)
    if "&" not in text:
        return text
    return re.sub(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", _decoded, text, flags=re.IGNORECASE)


def markup_to_markdown(text: str) -> str:
    """The same without decoding: character references are Markdown too."""
    if "<" not in text:
        return text
    text = UNSEEN.sub("", _without_comments(text.replace(LESS, "").replace("&lt;", LESS)))
    tags = _tags(text)
    if len(tags) > MOST_TAGS:
        text = _bare(text, tags)
    elif tags:
        tags = _paired(tags)
        text = re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", "".join(_converted(text, tags))).strip("\n")
    return text.replace(LESS, "&lt;")


def without_many_tags(text: str) -> str:
    """For a text that is read piece by piece, what is limited here for one that is read whole. The line ends
    in a tag stay, so that each line keeps its number."""
    if text.count("<") <= MOST_TAGS or len(tags := _tags(text)) <= MOST_TAGS:
        return text
    pieces, place = [], 0
    for tag in tags:
        pieces += [text[place : tag.start], "\n" * text.count("\n", tag.start, tag.end)]
        place = tag.end
    return "".join([*pieces, text[place:]])


def _bare(text: str, tags: list[Tag]) -> str:
    ends = [0, *(tag.end for tag in tags)]
    starts = [*(tag.start for tag in tags), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _without_comments(text: str) -> str:
    """One that is never closed is text."""
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[place:start])
        place = end + 3
    return "".join(kept) + text[place:]


def _decoded(match: re.Match[str]) -> str:
    character = html.unescape(match.group())
    if character == "\n":
        return match.group()  # a break in a table's cell
    if character == "<" and re.match(r"[a-z/!?]", match.string[match.end() :], re.IGNORECASE):
        return match.group()  # "&lt;b&gt;" is about a tag; decoded it would be one
    return character


def _tags(text: str) -> list[Tag]:
    found = []
    for match in TAG.finditer(text):
        name = match["name"].lower()
        if name in KNOWN or WORD.fullmatch(name):
            found.append(Tag(name, match.start(), match.end(), bool(match["close"])))
    return found


def _paired(tags: list[Tag]) -> list[Tag]:
    """Sets each opening tag's partner; what is never closed has none and swallows nothing."""
    opened: list[Tag] = []
    for tag in tags:
        if tag.name in VOID:
            continue
        if not tag.closing:
            if len(opened) < MAX_DEPTH:
                opened.append(tag)
            continue
        place = next((i for i in reversed(range(len(opened))) if opened[i].name == tag.name), None)
        if place is not None:
            opened[place].partner, tag.partner = tag, opened[place]
            del opened[place:]
    return tags


def _converted(text: str, tags: list[Tag]) -> Iterator[str]:
    position, index = 0, 0
    while index < len(tags):
        tag = tags[index]
        yield text[position : tag.start]
        index += 1
        position = tag.end
        end = tag.partner if tag.partner and not tag.closing else None
        inner = []
        if end and (tag.name in DROPPED or tag.name in BLOCKS | INLINE):
            inner = tags[index : _after(tags, index, end)]
            region = _Region(text, tag, end, inner)
            if tag.name in DROPPED or region.is_convertible:
                index += len(inner)
                position = end.end
                yield "" if tag.name in DROPPED else region.as_markdown()
                continue
        yield _lone(text, tag)
    yield text[position:]


def _after(tags: list[Tag], index: int, end: Tag) -> int:
    while tags[index] is not end:
        index += 1
    return index + 1


def _lone(text: str, tag: Tag) -> str:
    """What takes the place of a tag that is not read together with its partner."""
    if tag.name == "br":
        return _break(text, tag.start)
    if tag.name == "img":
        return _Region(text, tag, tag, []).as_markdown()
    if tag.name == "hr":
        return "\n\n---\n\n"
    if tag.name == "li":
        return "" if tag.closing else "\n- "
    if tag.name in ("td", "th"):
        return " "
    return "\n\n" if tag.name in BLOCKS | BREAKING else ""


def _break(text: str, place: int) -> str:
    """In a table's cell a line break must not end the row."""
    line_start = text.rfind("\n", 0, place) + 1
    return CELL_BREAK if text.find("|", line_start, place) >= 0 else "  \n"


class _Region:
    """An element with all that is in it."""

    def __init__(self, text: str, first: Tag, last: Tag, inner: list[Tag]) -> None:
        self.text = text
        self.first = first
        self.last = last
        self.inner = inner
        self.is_block = first.name in BLOCKS or any(tag.name in BLOCKS for tag in inner)

    @property
    def is_convertible(self) -> bool:
        """Emphasis and links cannot cross an empty line in Markdown."""
        return self.is_block or "\n\n" not in self.text[self.first.end : self.last.start]

    def as_markdown(self) -> str:
        cleaned = nh3.clean(
            self._escaped(),
            tags=set(BLOCKS | INLINE | {"br"} | BREAKING),
            clean_content_tags=set(DROPPED),
            attributes={"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}},
            link_rel=None,
        )
        made = CONVERTER.convert(cleaned).strip("\n")
        if self.first.name == "img" or not self.is_block:
            pieces = made.replace("  \n", LESS).replace("\n", " ")
            return pieces.replace(LESS, _break(self.text, self.first.start))
        return f"\n\n{made}\n\n"

    def _escaped(self) -> str:
        """The element's source with every "<" that opens no tag escaped, for a strict parser."""
        parts, position = [], self.first.start
        whole = [self.first, *self.inner] if self.inner else [self.first]
        for tag in whole:
            parts.append(self.text[position : tag.start].replace("<", "&lt;"))
            if tag.partner or tag.name in VOID or tag.name in ("li", "p", "td", "th", "tr", "dt", "dd"):
                parts.append(self.text[tag.start : tag.end])
            position = tag.end
        return "".join(parts)


class _Converter(MarkdownConverter):
    def convert_br(self, _el: object, _text: str, parent_tags: set[str]) -> str:
        return CELL_BREAK if "_inline" in parent_tags else "  \n"

    def convert_strike(self, el: object, text: str, parent_tags: set[str]) -> str:
        made: str = self.convert_del(el, text, parent_tags)  # type: ignore[attr-defined]  # made by the base
        return made

    def convert_sub(self, _el: object, text: str, **_: object) -> str:
        return marked("~", text)

    def convert_sup(self, _el: object, text: str, **_: object) -> str:
        return marked("^", text)


CONVERTER = _Converter(
    heading_style="atx",
    bullets="-",
    autolinks=False,
    escape_asterisks=False,
    escape_underscores=False,
)
