"""Whether a number with a full stop is a list's, or a date's, an ordinal's, a year's."""

import re
from collections.abc import Sequence

from plans.standard.marks import BULLETS, SPACE, Mark

WORD = re.compile(r"[^\W\d_]+")
MONTHS = frozenset(
    [
        "januar",
        "jan",
        "februar",
        "feb",
        "marts",
        "mar",
        "april",
        "apr",
        "maj",
        "juni",
        "jun",
        "juli",
        "jul",
        "august",
        "aug",
        "september",
        "sept",
        "sep",
        "oktober",
        "okt",
        "november",
        "nov",
        "december",
        "dec",
    ]
)
QUARTERS = frozenset(["kv", "kvt", "kvart"])
PERIODS = ("kvartal", "halvår")
"""Words that begin so, in any case."""
ORDINALS = (
    *("klasse", "generation", "gang", "plads", "behandling", "fase", "etape", "runde", "række", "division"),
    *(
        "etage",
        "måned",
        "uge",
        "dag",
        "døgn",
        "semester",
        "termin",
        "rate",
        "prioritet",
        "juledag",
        "påskedag",
    ),
    *("pinsedag", "verdenskrig", "udgave", "udkast", "version", "oplag", "kapitel", "samling", "instans"),
    *("sygedag", "sygefravær", "ledighedsdag", "suppleant", "næstformand", "viceborgmester", "skoleår"),
    *("budgetår", "leveår", "tertial", "årtusind", "århundred", "punktum", "opfølgning", "samtale", "møde"),
)
"""What one counts: `2. generation`, `10. klassetrin`. Only in small letters, and with their endings."""
EXACT = frozenset(
    [
        "års",
        "år",
        "årgang",
        "del",
        "led",
        "sal",
        "og",
        "eller",
        "til",
        "samt",
        "pkt",
        "stk",
        "nr",
        "th",
        "tv",
        "linje",
        "trin",
        "barn",
        "barns",
    ]
)
DATE = re.compile(rf"(?:[{BULLETS}–/][{SPACE}]*)?\d{{1,2}}\.(?!\d{{2,3}}(?!\d))")
"""`31. 12. 2019`, `1. - 2. klasse`; not an amount, `1.000`, or a time, `8.30`."""
LARGEST = 999
"""2019 is a year."""


def is_ordinal(rest: str) -> bool:
    """Whether the words after a number make it another thing than a line's number in a list."""
    if DATE.match(rest):
        return True
    found = WORD.match(rest)
    if found is None:
        return False
    word, small = found[0], found[0].casefold()
    if small in MONTHS or small in QUARTERS or small.startswith(PERIODS):
        return True
    return word == small and (word in EXACT or word.startswith(ORDINALS))


def is_list(marks: Sequence[Mark], before: int) -> bool:
    """`before` is the number that the list before ended with: this one may run on from it."""
    numbers = [int(mark.number) for mark in marks]
    if any(mark.number != str(number) for mark, number in zip(marks, numbers, strict=True)):
        return False  # 01. would be drawn as 1.
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[-1] > LARGEST:
        return False
    if marks[0].kind == "." and any(is_ordinal(mark.rest) for mark in marks):
        return False
    return len(numbers) > 1 or numbers[0] in (1, before + 1)
