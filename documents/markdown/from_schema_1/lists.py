"""Converts lists of the schema 1 dialect. It took "•" as a mark, levels by two spaces or four, a list right
after a line of text, and a date that opens no list. In today's dialect an item's text begins where its mark
ends."""

import re
from typing import NamedTuple

ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+•]|\d{1,9}\.)(?P<gap> +)(?=\S)")
RULE = re.compile(r" *([-*_])(?: *\1){2,} *")
DATE = re.compile(
    r"( *\d{1,2})(\. +(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december))\b"
)
MAX_DEPTH = 8


class _Level(NamedTuple):
    """An open list: the column where its items' text started, its kind, and the width of the mark now."""

    column: int
    numbered: bool
    width: int


def list_lines(lines: list[str]) -> list[str]:
    return _Lists().run(lines)


class _Lists:
    def __init__(self) -> None:
        self.levels: list[_Level] = []

    def run(self, lines: list[str]) -> list[str]:
        result: list[str] = []
        for line in lines:
            if date := DATE.match(line):
                line = f"{date[1]}\\{line[date.end(1) :]}"
            item = None if RULE.fullmatch(line) else ITEM.match(line)
            after_text = bool(result and result[-1].strip())
            if item and (self.levels or not after_text or item["marker"] in "-*+•1."):
                apart, line = self._item(item)
                if apart and after_text:
                    result.append("")
            elif line.strip() and not (after_text and RULE.fullmatch(line)):
                line = self._text(line, after_text)
            result.append(line)
        return result

    def _item(self, item: re.Match[str]) -> tuple[bool, str]:
        """Whether an empty line goes before the item; and its line."""
        indent, sibling = len(item["indent"]), None
        numbered = item["marker"][-1] == "."
        opens = not self.levels
        while self.levels and indent < self.levels[-1].column:
            sibling = self.levels.pop()
        apart = opens or (sibling is not None and sibling.numbered != numbered)
        # Only a list that begins with 1 may follow a line of text.
        apart = apart or (sibling is None and numbered and item["marker"] != "1.")
        marker = item["marker"] if numbered else "-"
        line = f"{self._indent()}{marker} {item.string[item.end() :]}"
        if len(self.levels) < MAX_DEPTH:
            self.levels.append(_Level(item.end(), numbered, len(marker) + 1))
        return apart, line

    def _text(self, line: str, after_text: bool) -> str:
        """A line after an empty one belongs to the item whose text it is indented to."""
        indent = len(line) - len(line.lstrip())
        if not after_text:
            self.levels = [level for level in self.levels if level.column <= indent]
        if self.levels:
            return f"{self._indent()}{line.lstrip()}"
        return line[max(0, indent - 4) :] if not after_text else line

    def _indent(self) -> str:
        return " " * sum(level.width for level in self.levels)
