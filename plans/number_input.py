"""Numbers as people write them, and as they come in addresses, where anybody may write anything."""

import re
from decimal import Decimal

DANISH = re.compile(r"[-−]?(?:[0-9]{1,3}(?:[. \u00a0][0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
"""2,5 and 1.234,5 and 1234; not 2.5, which is no number in Danish."""


def whole_number(text: str) -> int | None:
    """None for what is no number, or is longer than any row's number could be. `str.isdigit` would let
    "²" through, and a database refuses what is too long."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def danish_decimal(text: str) -> Decimal | None:
    """None for what is no number as Danish writes it: comma before decimals, full stop between thousands."""
    text = text.strip()
    if len(text) > 40 or not DANISH.fullmatch(text):
        return None
    return Decimal(text.translate({ord("."): "", ord(" "): "", 0xA0: "", ord(","): ".", ord("−"): "-"}))
