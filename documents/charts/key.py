"""Which line is which: a sample of each above the picture, with its name and its newest number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from documents.charts.scale import pixels
from documents.charts.shapes import LINE, Text, lines

SAMPLE = 26
"""Pixels that a sample of a line is long."""
INDENT = SAMPLE + 8


@dataclass(frozen=True, slots=True)
class Style:
    """`own` lines have the municipality's colour; `dash` distinguishes the others, in grey too. A number that
    a target sets has neither."""

    own: bool = False
    dash: str = ""


@dataclass(frozen=True, slots=True)
class KeyLine:
    style: Style
    y: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Key:
    lines: tuple[KeyLine, ...]
    height: int


def key_of(named: Sequence[tuple[Style, str]]) -> Key:
    found, top = [], 0
    for style, words in named:
        broken = lines(words, INDENT)
        texts = tuple(
            Text(str(INDENT), pixels(top + LINE * number + 13), line, "start")
            for number, line in enumerate(broken)
        )
        found.append(KeyLine(style, pixels(Decimal(top + 9)), texts))
        top += LINE * len(broken)
    return Key(tuple(found), top)
