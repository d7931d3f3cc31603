"""Numbers as they come in addresses and hidden fields, where anybody may write anything."""

import re


def whole_number(text: str) -> int | None:
    """None for what is no number, or is longer than any row's number could be. `str.isdigit` would let
    "²" through, and a database refuses what is too long."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None
