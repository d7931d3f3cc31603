"""Where the words of a file stand on the paper: none leaves the type area, none is printed over another."""

import re
import subprocess
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from documents.printing.tagging import SVG
from tests.documents.printing.reading import boxes

MILLIMETRE = 72 / 25.4
UPRIGHT, TURNED, SHEET = (millimetres * MILLIMETRE for millimetres in (24, 20, 18))
"""What is free to the left and right of all words, on the side where it is less; on the sheet of goals for a meeting,
least."""
EDGE = 5 * MILLIMETRE
"""Above and below."""
ROUNDING = 1.0
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL
)

MARKED = re.compile("[\u0590-\u08ff]")
"""Letters with points above and below, which are words of their own to the program."""


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


def strays(file: Path, upright: float = UPRIGHT) -> list[str]:
    """Each with its page, from 1. Words in charts are words too."""
    return [
        f"{number}: {stray}"
        for number, (width, height, words) in enumerate(_pages(file), start=1)
        for stray in (
            *_outside(width, height, words, upright if width < height else TURNED),
            *_over_each_other(words),
        )
    ]


def stray_pictures(laid_out: Any) -> list[str]:
    """Pictures and charts that are not wholly inside the area of their page."""
    return [
        f"{number}: {box.element_tag} {box.position_x, box.position_y, box.width, box.height}"
        for number, page in enumerate(laid_out.pages, start=1)
        for box in boxes(page)
        if box.element_tag in ("img", SVG) and type(box).__name__.endswith("ReplacedBox")
        if not _is_inside(box, page._page_box)
    ]


def _is_inside(box: Any, page: Any) -> bool:
    left, top = page.content_box_x() - ROUNDING, page.content_box_y() - ROUNDING
    right, bottom = left + page.width + 2 * ROUNDING, top + page.height + 2 * ROUNDING
    return bool(
        left <= box.position_x
        and box.position_x + box.margin_width() <= right
        and top <= box.position_y
        and box.position_y + box.margin_height() <= bottom
    )


def _pages(file: Path) -> Iterator[tuple[float, float, list[Word]]]:
    command = ["pdftotext", "-bbox", str(file), "-"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for width, height, page in PAGE.findall(shown):
        words = [Word(*map(float, corners), unescape(text)) for *corners, text in WORD.findall(page)]
        yield float(width), float(height), words


def _outside(width: float, height: float, words: list[Word], free: float) -> Iterator[str]:
    side = free - ROUNDING
    for word in words:
        if word.left < side or word.right > width - side or word.top < EDGE or word.bottom > height - EDGE:
            yield f"{word.text} leaves the type area: {word[:4]}"


def _over_each_other(words: list[Word]) -> Iterator[str]:
    lines: dict[int, list[Word]] = {}
    for word in words:
        if MARKED.search(word.text):
            continue
        lines.setdefault(round((word.top + word.bottom) / 2), []).append(word)
    for line in lines.values():
        for one, other in pairwise(sorted(line)):
            if one.right > other.left + ROUNDING * 2:
                yield f"{one.text} is printed over {other.text}"
