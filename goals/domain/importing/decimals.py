"""Numbers as Danish and English files write them → exact decimals, keeping how many were printed.

One sign followed by exactly three digits ("1.745", "1,745") can be read in two ways. The file's
other numbers settle it; where they say nothing, the file's kind does; where they contradict each
other, such a number is refused rather than guessed.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from goals.domain.figures import decimals_of, rounded

MAX_DECIMALS = 4
MAX_WHOLE_DIGITS = 12
SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'](?=\d{3}(?!\d))")
PLAIN = re.compile(r"\d+")
ONE_SIGN = re.compile(r"(\d+)([.,])(\d+)")
EITHER_WAY = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:([.,])(\d+))?")
NOT_GIVEN = {"", "-", "–", ".", "..", "...", "…", "*"}


class NumberError(ValueError):
    """The message says why the text is not a number."""


def decimal_sign(texts: Iterable[str], default: str) -> str:
    """Empty where some numbers have a decimal comma and others a decimal point."""
    found = {sign for text in texts if (sign := _evidence(_bare(text)))}
    if len(found) > 1:
        return ""
    return found.pop() if found else default


def _bare(text: str) -> str:
    return SPACES.sub("", text.strip().rstrip("*% \u00a0").lstrip("+-−"))


def _evidence(text: str) -> str:
    """The decimal sign that the number gives away by itself."""
    if EITHER_WAY.fullmatch(text):
        return ""
    if match := ONE_SIGN.fullmatch(text):
        return match[2]
    if (match := GROUPED.fullmatch(text)) and match[2] != match[1]:
        return "." if match[1] == "," else ","
    return ""


def number(text: str, sign: str) -> Decimal:
    """`sign` settles what can be read in two ways. More than four decimals are rounded to four."""
    if text.strip() in NOT_GIVEN:
        raise NumberError(_("“%(text)s” is no number: the source does not give it") % {"text": text.strip()})
    bare = _bare(text)
    negative = text.strip().startswith(("-", "−"))
    value = _magnitude(bare, sign, text.strip())
    return fitting(-value if negative else value)


def _magnitude(bare: str, sign: str, shown: str) -> Decimal:
    if PLAIN.fullmatch(bare):
        return Decimal(bare)
    if EITHER_WAY.fullmatch(bare):
        if not sign:
            raise NumberError(
                _(
                    "“%(text)s” can be read in two ways, since the file has both comma and point before decimals"
                )
                % {"text": shown}
            )
        return Decimal(bare.replace(",", ".") if sign in bare else re.sub(r"\D", "", bare))
    if match := ONE_SIGN.fullmatch(bare):
        return Decimal(f"{match[1]}.{match[3]}")
    if (match := GROUPED.fullmatch(bare)) and match[2] != match[1]:
        whole = bare[: match.start(2)] if match[2] else bare
        return Decimal(re.sub(r"\D", "", whole) + (f".{match[3]}" if match[2] else ""))
    raise NumberError(_("“%(text)s” is no number") % {"text": shown})


def fitting(value: Decimal) -> Decimal:
    """As the database can hold it."""
    if not value.is_finite():
        raise NumberError(_("“%(text)s” is no number") % {"text": value})
    if value.adjusted() < MAX_WHOLE_DIGITS:
        fits = rounded(value, min(decimals_of(value), MAX_DECIMALS))
        if fits.adjusted() < MAX_WHOLE_DIGITS:
            return fits if fits else abs(fits)  # a small negative number may round to minus nothing
    raise NumberError(
        _("“%(text)s” has more than %(limit)d digits") % {"text": value, "limit": MAX_WHOLE_DIGITS}
    )
