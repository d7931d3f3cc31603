"""Markdown, as pandoc and others write it → the outline. A line that is no Markdown, such as one of a text that
was pasted into the file, is read as in plain text."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from intake.formats import text_pages
from intake.formats.drafts import Drafts, table_markdown, with_headings_where_none_are_styled
from intake.formats.text_lines import LAID_OUT, looks_like_heading
from intake.outline import Outline, Place, Style

PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").use(footnote_plugin)
ALL_BOLD = re.compile(r"(\*\*|__)(?P<text>[^*_]+)\1:?")
LETTERED = re.compile(r"^([a-zæøå])\)\s+(.+)$", re.MULTILINE)
"""Items that letters count, which Markdown does not know."""
ALL_ITALIC = re.compile(r"(?<!\*)([*_])(?P<text>[^*_]+)\1")


def read(text: str) -> Outline:
    text = re.sub(r"[\v\f\u2028\u2029]", " ", re.sub(r"\r\n?", "\n", text)).lstrip("\ufeff")
    return _Reader(text).outline()


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.drafts = Drafts()
        self.tokens = PARSER.parse(text)
        self.lists: list[tuple[bool, int]] = []
        self.first_of_item = ""

    def outline(self) -> Outline:
        index = 0
        while index < len(self.tokens):
            index = self._token(index)
        if any(block.kind == "heading" for block in self.drafts.blocks):
            self.drafts.blocks = with_headings_where_none_are_styled(self.drafts.blocks)
        return self.drafts.outline("markdown", has_levels=True)

    def _token(self, index: int) -> int:
        token = self.tokens[index]
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.lists.append((token.type == "ordered_list_open", int(token.attrGet("start") or 1) - 1))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif token.type == "list_item_open":
            ordered, number = self.lists[-1]
            self.lists[-1] = (ordered, number + 1)
            self.first_of_item = str(number + 1) if ordered else "-"
        elif token.type == "table_open":
            return self._table(index)
        elif token.type == "footnote_open":
            return self._footnote(index)
        elif token.type in ("code_block", "fence"):
            for block in text_pages.read(token.content).blocks:
                self.drafts.blocks.append(block)
        elif token.type == "inline":
            self._inline(token, self.tokens[index - 1])
        return index + 1

    def _inline(self, token: Token, opener: Token) -> None:
        place, text = _place(token), _joined(token.content)
        if opener.type == "heading_open":
            self.drafts.add("heading", text, level=int(opener.tag[1]), place=place)
        elif self.lists and self.first_of_item:
            ordered = self.lists[-1][0]
            label = self.first_of_item if ordered else ""
            self.drafts.add("item", text, level=len(self.lists), ordered=ordered, label=label, place=place)
            self.first_of_item = ""
        elif self._is_laid_out(token):
            start, end = token.map or (0, 0)
            for block in text_pages.read("\n".join(self.lines[start:end])).blocks:
                self.drafts.blocks.append(block)
        elif len(lettered := LETTERED.findall(token.content)) == token.content.count("\n") + 1 and lettered:
            for letter, words in lettered:
                self.drafts.add("item", words.strip(), level=1, ordered=True, label=letter, place=place)
        else:
            bold, italic = ALL_BOLD.fullmatch(text), ALL_ITALIC.fullmatch(text)
            self.drafts.add("paragraph", text, place=place, style=Style(bold=bool(bold), italic=bool(italic)))

    def _is_laid_out(self, token: Token) -> bool:
        """Lines that spaces hold in columns, or of which the first is set apart as a heading by its length."""
        start, end = token.map or (0, 0)
        lines = self.lines[start:end]
        if len(lines) < 2 or token.content.lstrip().startswith(("*", "_")):
            return False
        if sum(bool(LAID_OUT.search(line.strip())) for line in lines) >= 2:
            return True
        breaks = [line for line in lines[:-1] if line.endswith(("  ", "\\"))]
        return (
            not breaks
            and len(lines[0]) < 40
            and looks_like_heading(lines[0].strip())
            and (lines[1].strip()[:1].isupper())
        )

    def _table(self, index: int) -> int:
        rows: list[list[str]] = []
        place = _place(self.tokens[index])
        while self.tokens[index].type != "table_close":
            token = self.tokens[index]
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token.content.replace("\\|", "|").replace("|", "\\|"))
            index += 1
        cells = tuple(tuple(cell.replace("\\|", "|") for cell in row) for row in rows)
        self.drafts.add("table", table_markdown(cells), rows=cells, place=place)
        return index + 1

    def _footnote(self, index: int) -> int:
        meta = self.tokens[index].meta
        label = str(meta.get("label", int(meta.get("id", 0)) + 1))
        words = []
        while self.tokens[index].type != "footnote_close":
            if self.tokens[index].type == "inline":
                words.append(_joined(self.tokens[index].content))
            index += 1
        self.drafts.add("footnote", " ".join(words), label=label)
        return index + 1


def _place(token: Token) -> Place:
    first, end = token.map or (0, 0)
    return Place(0, first + 1, end)


def _joined(text: str) -> str:
    """On one line, but for the line ends that were meant."""
    return re.sub(r"(?<! {2})(?<!\\)\n\s*", " ", re.sub(r"\\\n\s*", "  \n", text)).strip()
