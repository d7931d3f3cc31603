"""Where the words of a file stand on the paper: none leaves the type area, none is printed over another."""

import re
import subprocess
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

MILLIMETRE = 72 / 25.4
SIDES = {"upright": 24 * MILLIMETRE, "turned": 20 * MILLIMETRE}
"""What is free to the left and right of all words, on the side where it is less."""
EDGE = 5 * MILLIMETRE
"""Above and below."""
ROUNDING = 1.0
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL)


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


def strays(file: Path) -> list[str]:
    """Each with its page, from 1. Words in charts are words too."""
    return [
        f"{number}: {stray}"
        for number, (width, height, words) in enumerate(_pages(file), start=1)
        for stray in (*_outside(width, height, words), *_over_each_other(words))
    ]


def _pages(file: Path) -> Iterator[tuple[float, float, list[Word]]]:
    command = ["pdftotext", "-bbox", str(file), "-"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for width, height, page in PAGE.findall(shown):
        words = [Word(*map(float, corners), unescape(text)) for *corners, text in WORD.findall(page)]
        yield float(width), float(height), words


def _outside(width: float, height: float, words: list[Word]) -> Iterator[str]:
    side = SIDES["upright" if width < height else "turned"] - ROUNDING
    for word in words:
        if word.left < side or word.right > width - side or word.top < EDGE or word.bottom > height - EDGE:
            yield f"{word.text} leaves the type area: {word[:4]}"


def _over_each_other(words: list[Word]) -> Iterator[str]:
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(round((word.top + word.bottom) / 2), []).append(word)
    for line in lines.values():
        for one, other in pairwise(sorted(line)):
            if one.right > other.left + ROUNDING * 2:
                yield f"{one.text} is printed over {other.text}"
