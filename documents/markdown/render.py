"""Markdown to HTML as the portal shows it.

markdown-it makes tokens (`dialect`), they are fitted to their place (`fitting`, `lettered`, `notes`), and nh3
sanitises what they become with a closed list of elements, attributes and values. Addresses are checked in
both: two locks, so that a hole in one is not a hole.
"""

import html
import re
from functools import lru_cache

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from documents import addresses
from documents.headings import HEADINGS
from documents.markdown import fitting, lettered, notes
from documents.markdown.dialect import parser
from documents.markdown.html_renderer import renderer
from documents.markdown.limits import bare_links_take_long, is_too_complex, limit_nesting
from plans.standard import standard_characters, standardise

TAGS = {
    *("p", "br", "hr", *HEADINGS, "div", "blockquote"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
    *("em", "strong", "s", "code", "sub", "sup", "a", "img", "span"),
}
ATTRIBUTES = {
    "a": {"href", "aria-label"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "div": {"aria-label"},
    "span": {"lang"},
}
VALUES = {
    "ol": {"class": {"lettered"}, "role": {"list"}, "type": {"1", "a", "A", "i", "I"}},
    "span": {"class": {"sign"}},
    "a": {"class": {"footnote-ref", "footnote-backref"}, "role": {"doc-noteref", "doc-backlink"}},
    "th": {"scope": {"col"}, "class": {"align-right", "align-center"}},
    "td": {"class": {"align-right", "align-center"}},
    "div": {"class": {"table", "footnote"}, "role": {"region", "doc-endnotes"}, "tabindex": {"0"}},
}
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
"""Control characters, halves of characters, and marks that make text run backwards."""
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
"""A language as HTML names it: en, kl, zh-Hant."""
NOTE_SIGNS = re.compile(r"<sup id=[^<>]*><a [^<>]*>\d+</a></sup>|<a [^<>]*footnote-backref[^<>]*>[^<]*</a>")
LIST_TAG = re.compile(r'<(li|ol|ul|/ol|/ul)(?: start="(\d+)"|( class="lettered"[^<>]*+))?>(?:\s*+<p>)?')
"""Not those of notes: their items have ids."""
KNOWN_LENGTH = 3_000
"""Characters. Texts up to here are kept once rendered: a few megabytes, with the longest some tens."""
CELL = re.compile(r">\s*+(?=<(?:td|th|dd)\b)")


def render(text: str, *, parent_level: int, prefix: str = "") -> SafeString:
    """The text as HTML that fits below a heading of `parent_level`.

    `prefix` and a dash go before the footnotes' ids: give each text of a page its own. A text that is too
    tangled to be parsed is shown as plain paragraphs; nothing raises.
    """
    prefix = f"{prefix}-" if prefix else ""
    made = _known if len(text) <= KNOWN_LENGTH else _rendered
    try:
        return made(text, parent_level, prefix, settings.MEDIA_URL, get_language())
    except RecursionError:  # only where the caller has left almost no room, which the next one may have
        return _finished(_paragraphs(_clean(text)), prefix, settings.MEDIA_URL)


def _rendered(text: str, parent_level: int, prefix: str, media_url: str, _language: str | None) -> SafeString:
    """Notes and tables have labels in the reader's language."""
    text = _clean(text)
    made = _paragraphs(text) if is_too_complex(text) else _made(limit_nesting(text), parent_level, prefix)
    return _finished(made, prefix, media_url)


def _finished(made: str, prefix: str, media_url: str) -> SafeString:
    """Sanitised. Character references may bring back what was cleaned away before."""
    return mark_safe(_clean(_sanitised(made, prefix, media_url)).strip("\n"))


_known = lru_cache(maxsize=1024)(_rendered)
"""The same text stands on the page of its theme, of its goal and of its edition, and is compared with other years."""


def preview(text: str) -> str:
    """What the editor shows beside the text: what the page will show once it is saved, below a heading of
    level 2."""
    return render(standardise(text), parent_level=2)


def plain(text: str) -> str:
    """The words alone, one block a line, without the numbers of notes and lists: for search and reading
    ease."""
    return _bare(render(text, parent_level=1))


def as_read(text: str) -> str:
    """The words with the lists' numbers before them, one block a line: two texts are the same to a reader
    when this is."""
    return _bare(_numbered(render(standard_characters(text), parent_level=1)))


def _bare(made: str) -> str:
    made = NOTE_SIGNS.sub("", made)
    bare = html.unescape(nh3.clean(CELL.sub("> ", made), tags=set()))
    lines = (" ".join(line.split()) for line in bare.splitlines())
    return "\n".join(filter(None, lines))


def _numbered(made: str) -> str:
    lists: list[int | None] = []

    def sign(match: re.Match[str]) -> str:
        tag = match[1]
        if tag.startswith("/"):
            lists.pop()
        elif tag != "li":
            # The signs of a lettered list are words.
            lists.append(int(match[2] or 1) if tag == "ol" and not match[3] else None)
        elif (number := lists[-1]) is not None:
            lists[-1] = number + 1
            return f"{match[0]}{number}. "
        return match[0]

    return LIST_TAG.sub(sign, made)


def _clean(text: str) -> str:
    text = re.sub(r"\r\n?|[\v\f\u2028\u2029]", "\n", text)
    return INVISIBLE.sub("", text)


def _made(text: str, parent_level: int, prefix: str) -> str:
    dialect = parser(bare_links=not bare_links_take_long(text))
    tokens = lettered.drawn(fitting.fitted(dialect.parse(text), parent_level))
    return renderer(prefix).render(notes.named(tokens), dialect.options, {})


def _paragraphs(text: str) -> str:
    blocks, block = [], []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            block.append(line)
        elif block:
            blocks.append("<p>" + html.escape("\n".join(block)) + "</p>")
            block = []
    return "\n".join(blocks)


def _sanitised(made: str, prefix: str, media_url: str) -> str:
    own_id = re.compile(re.escape(prefix) + r"(?:note|ref\d*)-\d+")

    def checked(_: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            return addresses.link(value)
        if attribute == "src":
            return addresses.image(value, media_url)
        if attribute == "lang":
            return value if LANGUAGE.fullmatch(value) else None
        if attribute == "id":
            return value if own_id.fullmatch(value) else None
        return value

    return nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        tag_attribute_values=VALUES,
        attribute_filter=checked,
        url_schemes={"http", "https", "mailto", "tel"},
        # No page opens links in a new window and the referrer policy covers the rest.
        link_rel=None,
    )
