"""Where a line of a paragraph ends for good: before a numbered line, and in an address."""

import re
from collections.abc import Sequence
from itertools import pairwise

NUMBERED = re.compile(
    r"\d{1,9}\.?[.)](?: |\u00a0|$)|\d{1,2}: |[→➔➜⇒✓✔✗✘☐☑☒] |\*{1,3}\) |\d{1,3}[.)](?=[^\W\d_])|\(\d{1,3}\) |[a-zæøå]\) |\([a-zæøå]\) |[a-zæøå]\. |[A-ZÆØÅ]\) |"
    r"[IVX]{1,6}[.)] |[ivx]{1,6}[.)] |§+ ?\d|(?:[Ss]tk|[Nn]r|[Pp]kt|[Aa]d)\.? \d|"
    r"\d{1,2}(?:\.\d{1,2}){1,4}\.? [A-ZÆØÅ]|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|(?:19|20)\d\d:|"
    r"(?:Mål|Trin|Fase|Punkt|Spor|Bilag|Tema|Delmål) \d{1,2}(?:\.\d{1,2})*[.:]"
)
LONG_LINE = 60
"""Characters. A longer line that stops in the middle of a sentence was only broken by a program."""
SENTENCE_END = (".", ":", ";", "!", "?", "”", '"', "»", ")")
SHORT_LINE = 60
POSTCODE = re.compile(r"(?:DK[- ]?)?(?!20[01][1-9]|20[2-9]\d)\d{4} [A-ZÆØÅ][^\d.;:!?]{1,40}")
"""`7400 Herning`; the years 2011 to 2019 and 2021 to 2099 are nobody's postal code."""
STREET = re.compile(r"[A-ZÆØÅ][^\d;:!?]{1,40} \d{1,4} ?[A-Za-z]?(?:, [^;:!?]{1,20})?,?")
CONTACT = re.compile(
    r"(?:(?:tlf|telefon|tel|mobil|fax)\b\.?:? ?\+?\d[\d ]*|\+?\d\d(?: \d\d){3}|\d{8}|"
    r"(?:(?:e-?)?mail|e-?post):? ?\S+@\S+|<?[^\s@<>]+@[^\s@<>]+>?|<?(?:https?://|www\.)\S+>?|"
    r"(?:cvr|ean|p-nr)\b[-.a-zæøå]*:? ?\d[\d ]*|att\.? ?:? ?\S.*|"
    r"(?:man|tirs|ons|tors|fre|lør|søn)dag[^.]{0,30}(?:kl\. ?)?\d.{0,30}|"
    r"(?:man|tirs?|ons|tors?|fre|lør|søn)\.[^\d]{0,20}\d.{0,30})",
    re.IGNORECASE,
)
"""A telephone number, an address of mail or web, opening hours: a whole line of one."""
MOST_ABOVE = 4
"""Lines of a name over the street."""


def breaks(lines: Sequence[str]) -> list[bool]:
    """For each line but the last: whether it ends for good where it ends."""
    addressed = _addressed(lines)
    return [
        (
            NUMBERED.match(after) is not None
            and (
                len(before) < LONG_LINE or before.endswith(SENTENCE_END) or NUMBERED.match(before) is not None
            )
        )
        or addressed[place]
        for place, (before, after) in enumerate(pairwise(lines))
    ]


def _addressed(lines: Sequence[str]) -> list[bool]:
    """The ends of lines that belong to an address: the postal code's line with what stands short above it, and
    lines that are a way to get hold of somebody."""
    ends = [False] * len(lines)
    contacts = [len(line) <= SHORT_LINE and CONTACT.fullmatch(line) is not None for line in lines]
    for place, line in enumerate(lines):
        if contacts[place]:
            ends[place] = ends[place] or _is_short(lines, place + 1)
            ends[place - 1] = ends[place - 1] or (place > 0 and _is_short(lines, place - 1))
        elif place and POSTCODE.fullmatch(line) and _is_short(lines, place - 1):
            for above in range(place - 1, max(-1, place - 1 - MOST_ABOVE), -1):
                if not _is_short(lines, above) or (above < place - 1 and lines[above].endswith(SENTENCE_END)):
                    break
                ends[above] = True
        elif place and STREET.fullmatch(line) and contacts[place - 1]:
            ends[place - 1] = True
    return ends


def _is_short(lines: Sequence[str], place: int) -> bool:
    return 0 <= place < len(lines) and len(lines[place]) <= SHORT_LINE
