"""Tokens written as HTML. Everything is sanitised afterwards (`render`); here is only what it looks like."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.translation import gettext
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


class HtmlRenderer(RendererHTML):
    """`prefix` goes before the notes' ids."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def text(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """A line end in a text can only have been written as `&#10;`: a break in a table's cell."""
        return escape(tokens[idx].content).replace("\n", "<br>\n")

    def sign(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """The letter or number of a line that is drawn as a list's."""
        return f'<span class="sign">{escape(tokens[idx].content)}</span>'

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self.renderToken(tokens, idx, options, env)

    def table_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        label = escape(tokens[idx].meta["label"])
        return f'<div class="table" role="region" tabindex="0" aria-label="{label}"><table>\n'

    def table_close(self, *_: Any) -> str:
        return "</table></div>\n"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        number, nth = _numbers(tokens[idx])
        return (
            f'<sup id="{self.prefix}ref{nth}-{number}"><a class="footnote-ref" '
            f'href="#{self.prefix}note-{number}" role="doc-noteref">{number}</a></sup>'
        )

    def footnote_block_open(self, *_: Any) -> str:
        return '<div class="footnote" role="doc-endnotes">\n<hr>\n<ol>\n'

    def footnote_block_close(self, *_: Any) -> str:
        return "</ol>\n</div>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<li id="{self.prefix}note-{tokens[idx].meta["id"] + 1}">\n'

    def footnote_close(self, *_: Any) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        """The usual arrow back is missing from the portal's typeface."""
        number, nth = _numbers(tokens[idx])
        label = gettext("Back to the text from note {}").format(number)
        return (
            f'{" " if nth else "&nbsp;"}<a aria-label="{escape(f"{label} ({nth})" if nth else label)}" '
            f'class="footnote-backref" href="#{self.prefix}ref{nth}-{number}" role="doc-backlink">'
            f"↑{nth}</a>"
        )


@lru_cache(maxsize=64)
def renderer(prefix: str) -> HtmlRenderer:
    """It keeps nothing of a text, and to make one takes longer than to write one."""
    return HtmlRenderer(prefix)


def _numbers(token: Token) -> tuple[int, str]:
    """The note's number, and which of its signs this is: empty for the first one."""
    nth = token.meta["nth"]
    return token.meta["id"] + 1, str(nth) if nth > 1 else ""
