"""The dialect: which rules of markdown-it are on. A literal list, the same on the server and in a browser.

Every rule is markdown-it's own or that of a plugin that both have: footnote, deflist, sub, sup and bracketed
spans (`[No one left behind]{lang=en}`). No rule here is ours, so any markdown-it with this list reads a text
as the portal does.

Off, because each loses or changes words in silence:

- `html_block`, `html_inline`: `<navn>` is text; formatting that comes as HTML becomes Markdown before
  it is saved;
- `code`: text pasted from Word is indented without being code;
- `fence`: a line of `~~~` would swallow the rest of the text, and its first words;
- `lheading`: a lone `-` below a line would make it a heading;
- `reference`: `[Kilde]: jobindsats.dk` would vanish;
- notes written in the text (`^[…]`);
- links to bare domains (`afsnit.dk`), to `//…` and to `ftp:`.

How a text says what other dialects have HTML for: `CO~2~` is lowered, `10^6^` raised (no space inside),
two spaces or a backslash at a line's end break it, and in a table's cell `&#10;` does.
"""

from functools import cache

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

CORE = ("normalize", "block", "inline", "footnote_tail", "linkify", "text_join")
BLOCK = ("table", "blockquote", "hr", "list", "footnote_def", "heading", "deflist", "paragraph")
INLINE = (
    *("text", "linkify", "newline", "escape", "backticks", "strikethrough", "emphasis", "sup", "sub"),
    *("link", "span", "image", "footnote_ref", "autolink", "entity"),
)
AFTER_INLINE = ("balance_pairs", "strikethrough", "emphasis", "fragments_join")

MAX_DEPTH = 50
"""Levels of blocks and of marks inside each other. What is deeper is cut before it is parsed (`limits`)."""


@cache
def parser(*, bare_links: bool = True) -> MarkdownIt:
    """The one parser, kept; `bare_links` is off for texts in which looking for addresses would take long."""
    made = MarkdownIt("zero", {"linkify": bare_links, "maxNesting": MAX_DEPTH})
    footnote_plugin(made, inline=False)
    deflist_plugin(made)
    sub_plugin(made)
    superscript_plugin(made)
    attrs_plugin(made, after=(), spans=True, allowed=("lang",))
    made.core.ruler.enableOnly(CORE)
    made.block.ruler.enableOnly(BLOCK)
    made.inline.ruler.enableOnly(INLINE)
    made.inline.ruler2.enableOnly(AFTER_INLINE)
    # Where a link may lead is decided in one place, `addresses`, whatever way it was written.
    made.validateLink = _any_address  # type: ignore[method-assign]  # as markdown-it documents
    # `%20` in an address that is typed bare is read, and copied, as it was typed.
    made.normalizeLinkText = _as_typed  # type: ignore[method-assign]  # as markdown-it documents
    made.linkify = LinkifyIt({"//": None, "ftp:": None}, {"fuzzy_link": False})
    return made


def _any_address(url: str) -> bool:  # noqa: ARG001  (markdown-it names it)
    return True


def _as_typed(link: str) -> str:
    return link
