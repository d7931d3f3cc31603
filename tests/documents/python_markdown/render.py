"""The one Markdown function. Page, preview and PDF show a text only through here.

Python-Markdown makes the HTML; raw HTML never passes it (remnants are read as Markdown first). What
it makes is checked for addresses while it is still a tree, then nh3 sanitises the result with a
closed list of elements, attributes and values: two locks, so that a hole in one is not a hole.
"""

import html
import re

import markdown
import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from documents import addresses
from tests.documents.python_markdown.extension import LANGUAGE, Notes, PortalExtension
from tests.documents.python_markdown.remnants import html_to_markdown, markup_to_markdown

__all__ = ["html_to_markdown", "plain", "preview", "render"]

TAGS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "pre"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
    *("em", "strong", "code", "sub", "sup", "a", "img", "span"),
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
    "a": {"class": {"footnote-ref", "footnote-backref"}, "role": {"doc-noteref", "doc-backlink"}},
    "th": {"scope": {"col"}, "class": {"align-right", "align-center"}},
    "td": {"class": {"align-right", "align-center"}},
    "div": {"class": {"table", "footnote"}, "role": {"region", "doc-endnotes"}, "tabindex": {"0"}},
}
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
"""Control characters, halves of characters, and marks that make text run backwards."""

MARKERS = re.compile(r"^(?:[ \t]*(?:>|[-*+:•](?=[ \t])|\d{1,9}\.(?=[ \t])))+", re.MULTILINE)
MARKER = re.compile(r"[ \t]*(?:>|[-*+:•]|\d{1,9}\.)")
MAX_DEPTH = 8
"""Quotations and lists inside each other, at most; further markers on a line are left out."""


def render(text: str, *, parent_level: int, prefix: str = "") -> SafeString:
    """The text as HTML that fits below a heading of `parent_level`.

    `prefix` and a dash go before the footnotes' ids: give each text of a page its own. A text too
    tangled for the parser is shown as plain paragraphs; nothing raises.
    """
    prefix = f"{prefix}-" if prefix else ""
    text = MARKERS.sub(_shallow, _clean(text))
    try:
        made = _converter(parent_level, prefix).convert(markup_to_markdown(text))
    except RecursionError:
        made = _paragraphs(text)
    # Character references may bring back what was cleaned away above.
    return mark_safe(_clean(_sanitised(made, prefix)))


def preview(text: str) -> str:
    """What the editor shows beside the text: the same as the page, below a heading of level 2."""
    return render(text, parent_level=2)


def plain(text: str) -> str:
    """The words alone, one block a line: for search, comparison and tests. Footnote numbers go."""
    made = re.sub(r"<sup id=.*?</sup>|<a [^>]*footnote-backref.*?</a>", "", render(text, parent_level=1))
    bare = html.unescape(nh3.clean(re.sub(r"(?<=>)\s*(?=<(?:td|th|dd)\b)", " ", made), tags=set()))
    lines = (" ".join(line.split()) for line in bare.splitlines())
    return "\n".join(filter(None, lines))


def _clean(text: str) -> str:
    text = re.sub(r"\r\n?|[\v\f\u2028\u2029]", "\n", text)
    return INVISIBLE.sub("", text)


def _shallow(match: re.Match[str]) -> str:
    return "".join(MARKER.findall(match.group())[:MAX_DEPTH])


def _converter(parent_level: int, prefix: str) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            # The usual backlink arrow is missing from the portal's font.
            Notes(BACKLINK_TEXT="↑", BACKLINK_TITLE=gettext("Back to the text from note {}")),
            DefListExtension(),
            SaneListExtension(),
            PortalExtension(parent_level, prefix),
        ]
    )


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{html.escape(block)}</p>" for block in re.split(r"\n\s*\n", text) if block.strip())


def _sanitised(made: str, prefix: str) -> str:
    own_id = re.compile(re.escape(prefix) + r"(?:note|ref\d*)-\d+")

    def checked(_: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            return addresses.link(value)
        if attribute == "src":
            return addresses.image(value, settings.MEDIA_URL)
        if attribute == "lang":
            return value if re.fullmatch(LANGUAGE, value) else None
        if attribute == "id":
            return value if own_id.fullmatch(value) else None
        return value

    return nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        tag_attribute_values=VALUES,
        attribute_filter=checked,
        url_schemes={"http", "https", "mailto"},
        # No page opens links in a new window and the referrer policy covers the rest.
        link_rel=None,
    )
