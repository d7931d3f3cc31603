"""Emoji that are made of several characters, and words that are read from right to left: how they are drawn, and
what is said of them.

The portal's typefaces have a picture for each emoji, and none for what several make together: a colour of skin
would be a patch beside the hand, a keycap an empty box beside its digit. Drawn are the parts that have a picture of
their own, without the colour; a keycap and a flag are letters in a frame. Letters that run from right to left are
painted in the order of the paper. In both cases `data-read` holds what was written, which the tags of the PDF say
in its place (`tagging.py`)."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}svg"
SILENT = ("head", SVG)
"""What is inside holds no elements of HTML: a drawing's text can be set otherwise, but not said otherwise."""
RUNNING = ("data-plan", "data-edition", "data-part")
"""Attributes that are printed at the head and foot of each page."""

PICTURE = "[\u00a9\u00ae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
COLOUR = "[\U0001f3fb-\U0001f3ff]"
LETTER = "[\U0001f1e6-\U0001f1ff]"
TAGS = "[\U000e0020-\U000e007f]"
PART = f"{PICTURE}\ufe0f?{COLOUR}?"
SIGNS = re.compile(
    f"(?P<keycap>[0-9#*]\ufe0f?\u20e3)|(?P<flag>{LETTER}{LETTER})"
    f"|(?P<emoji>{PART}(?:\u200d{PART})+{TAGS}*|{PICTURE}\ufe0f?{COLOUR}|{PICTURE}\ufe0f?{TAGS}+)"
)
NOT_DRAWN = re.compile(f"{COLOUR}|{TAGS}|[\u200d\ufe0f\u20e3]")
LEFTWARDS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200f]+"
FROM_RIGHT = re.compile(f"(?P<leftwards>{LEFTWARDS}(?:[ \u00a0.,:;()'\"–-]+{LEFTWARDS})*)")
EITHER = re.compile(f"{SIGNS.pattern}|{FROM_RIGHT.pattern}")
FIRST_LETTER = 0x1F1E6
FRAMED = "framed"
"""The class of a sign that is letters in a frame."""


def tell_signs(page: Any) -> None:
    """`page` is the HTML as a tree: each of them becomes an element of its own."""
    for element, is_silent in list(_with_silence(page, False)):
        for name in RUNNING:
            if value := element.get(name):
                element.set(name, drawn(value))
        set_text = _only_drawn if is_silent or element.get("data-read") else _set_apart
        for position, child in reversed(list(enumerate(element))):
            child.tail = set_text(child.tail, element, position + 1)
        element.text = set_text(element.text, element, 0)


def drawn(text: str | None) -> str:
    """As it is set where nothing can be said in its place."""
    return SIGNS.sub(_drawn, text) if text and not text.isascii() else text or ""


def _with_silence(element: Any, is_silent: bool) -> Iterator[tuple[Any, bool]]:
    is_silent = is_silent or element.tag in SILENT
    yield element, is_silent
    for child in element:
        if isinstance(child.tag, str):
            yield from _with_silence(child, is_silent)


def _only_drawn(text: str | None, _parent: Element, _position: int) -> str:
    return drawn(text)


def _set_apart(text: str | None, parent: Element, position: int) -> str | None:
    """Puts the signs of the text into the parent; what stands before the first is given back."""
    found = list(EITHER.finditer(text)) if text and not text.isascii() else []
    if not text or not found:
        return text
    ends = [*(one.start() for one in found[1:]), len(text)]
    for offset, (one, end) in enumerate(zip(found, ends, strict=True)):
        sign = Element("span", {"data-read": one[0]})
        if one.lastgroup in ("keycap", "flag"):
            sign.set("class", FRAMED)
        sign.text, sign.tail = _drawn(one), text[one.end() : end]
        parent.insert(position + offset, sign)
    return text[: found[0].start()]


def _drawn(found: re.Match[str]) -> str:
    if found.lastgroup == "flag":
        return "".join(chr(ord("A") + ord(letter) - FIRST_LETTER) for letter in found[0])
    return found[0] if found.lastgroup == "leftwards" else NOT_DRAWN.sub("", found[0])
