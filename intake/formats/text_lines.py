"""Lines of plain text: what how they stand and end says of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.formats.drafts import LONGEST_HEADING
from intake.formats.laid_out import UNFINISHED

ITEM = re.compile(
    r"(?P<indent>\s*)(?P<mark>[•·▪◦‣●○■➢\uf0b7*–-]|\d{1,2}[.)]|[a-zæøå][.)](?= +\S))\s+(?P<text>\S.*)|\s*(?P<star>\*)(?P<rest>[A-ZÆØÅ][^*]*)$"
)
"""Also a star right before the words, as some type it."""
NOT_A_HEADING = re.compile(
    r"\b(?:den )?\d{1,2}\. ?(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b"
    r"|^(?:mindst|højst)\b|\d ?%|\b\w*formand(?:en)?\b|\bborgmester(?:en)?\b|^(?:job|arbejdsmarkeds|beskæftigelses|kommunal|fag)\w*(?:chef|direktør)(?:en)?$|^side \d|[\]}]$|^(?:revideret|opdateret|version)\b|^med venlig|^kilder?:",
    re.IGNORECASE,
)
"""A signature, a date, a mark: lines as short as a heading that are none."""
MUNICIPALITY_ALONE = re.compile(
    r"Jobcenter [A-ZÆØÅ][\w-]+|[A-ZÆØÅ][\w-]+(?:[- ][A-ZÆØÅ]\w+)? (?i:kommune)(?:\s*[·|,–-].*)?"
)
LETTERED = re.compile(r"[a-zæøå]\) +[A-ZÆØÅ]")
NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-Z])(?:\.\d{1,2})*[.:)]? +\S")
WHEN_ALONE = re.compile(r"20\d\d(?: ?[-–] ?(?:20)?\d\d)?")
LEVEL_ALONE = re.compile(
    r"[A-ZÆØÅ][a-zæøå]+(?: [a-zæøå]+)? (?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-ZÆØÅ])\s*[:–-]"
)
NAME = re.compile(r"[A-ZÆØÅ][a-zæøåéü-]+(?: [A-ZÆØÅ][a-zæøåéü.-]+){1,3}")
WIDE = re.compile(r"\S {2,}\S")
LAID_OUT = re.compile(r"\S {3,}\S")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str
    page: int


def looks_like_heading(text: str, *, whole: bool = False) -> bool:
    """Short, capital first, no full stop: not proof, but what there is to go by in plain text. `whole`: the line does
    not go on in the next."""
    text = text.strip()
    words = text.split()
    return bool(
        words
        and len(text) <= min(LONGEST_HEADING, 120)
        and (text[0].isupper() or text[0].isdigit() or LETTERED.match(text))
        and re.search(r"[A-Za-zÆØÅæøå]{2}|^[A-Z]$", text)
        and text[-1] not in '.,;:!…-‐”"'
        and (whole or words[-1].lower() not in UNFINISHED)
        and not NOT_A_HEADING.search(text)
        and not re.search(r"[a-zæøå]{3}\. [A-ZÆØÅ]", text)
        and not MUNICIPALITY_ALONE.fullmatch(text)
    )


def indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def are_numbered(group: Sequence[Line]) -> bool:
    """Lines that are numbered one after another."""
    marks = [match[1] for line in group if (match := re.match(r"\s*(\d{1,2}|[a-zæøå])[.)] +\S", line.text))]
    numbers = [int(mark) if mark.isdigit() else ord(mark) for mark in marks]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def continues_heading(line: str, following: str) -> bool:
    line, following = line.strip(), following.strip()
    if following.startswith("("):
        return following.endswith(")")
    if LETTERED.match(following):
        return False
    if re.match(r"Kommunes?\b", following):
        return line.split()[-1][:1].isupper()
    if WHEN_ALONE.fullmatch(following):
        return True
    if LEVEL_ALONE.fullmatch(line):
        return looks_like_heading(following)
    if line.isupper() and following.isupper():
        return len(line) > 25 and not NUMBERED.match(following)
    if WIDE.search(line) or line.split()[-1].lower() in UNFINISHED or line.endswith(("-", "\u2010", ",")):
        return len(following) < LONGEST_HEADING // 2 and not following.endswith((".", ","))
    return following[:1].islower() and len(following) < 40 and following[-1] not in ".,;:!"
