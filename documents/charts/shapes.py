"""What pictures are drawn of. Lengths are text, ready to be written into SVG."""

from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import Literal

from documents.charts.scale import percent, pixels

Anchor = Literal["start", "middle", "end"]
CHARACTER = 7.2
"""Pixels that a character takes; a little more than in the portal's type on the web."""
NARROW = 260
"""Pixels that a picture has on the narrowest phone."""
SPARE = 3
"""Per cent of its width that a text may reach beyond the picture, which has so much empty space around it."""
LINE = 18
"""Pixels from one line of text to the next."""


@dataclass(frozen=True, slots=True)
class Text:
    x: str
    y: str
    text: str
    anchor: Anchor = "middle"


@dataclass(frozen=True, slots=True)
class Stroke:
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Dot:
    """`hollow`: the figure is provisional."""

    x: str
    y: str
    hollow: bool = False


def text_at(x: Decimal, y: Decimal | float, text: str, anchor: Anchor = "middle") -> Text:
    return Text(percent(x), pixels(y), text, anchor)


def held_at(x: Decimal, y: Decimal | float, text: str) -> Text:
    """Around `x`; but a text too wide for that ends where the picture does."""
    half = Decimal(len(text) * CHARACTER / NARROW * 50)
    return text_at(Decimal(100), y, text, "end") if x + half > 100 + SPARE else text_at(x, y, text)


def stroke(x1: Decimal, y1: Decimal | float, x2: Decimal, y2: Decimal | float) -> Stroke:
    return Stroke(percent(x1), pixels(y1), percent(x2), pixels(y2))


def level(y: Decimal | float) -> Stroke:
    """A line across the whole picture."""
    return stroke(Decimal(0), y, Decimal(100), y)


def fits(text: str, share: Decimal) -> bool:
    """Whether a text has room in `share` per cent of the narrowest picture."""
    return len(text) * CHARACTER <= float(share) * NARROW / 100


def lines(text: str, indent: int = 0) -> list[str]:
    """Broken so that each line has room in the narrowest picture, `indent` pixels from its edge."""
    return wrap(text, int((NARROW - indent) / CHARACTER))


def shortened(text: str, share: Decimal) -> str:
    """What does not fit is cut off; the table has the whole."""
    if fits(text, share):
        return text
    return f"{text[: int(float(share) * NARROW / 100 / CHARACTER) - 1].rstrip()}…"
