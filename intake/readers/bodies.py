"""Blocks → the Markdown of one text, each line placed in it."""

from collections import Counter
from collections.abc import Iterable

from intake.readers.blocks import Block
from intake.readers.parse_result import Ledger, named
from plans.standard import standardise

NAMES = {"paragraph": "afsnit", "list": "liste", "quotation": "citat"}


def body(blocks: Iterable[Block], place: str, ledger: Ledger) -> str:
    """`place` names the text in the report; below a heading of its own the heading is named too."""
    texts: list[str] = []
    numbers: Counter[str] = Counter()
    here = place
    for block in blocks:
        if block.kind == "heading":
            here = f"{place} › {named(block.text)}"
            numbers.clear()
            ledger.place(block.lines, f"{here} (overskrift)")
            texts.append(f"{'#' * block.level} {block.text}")
            continue
        numbers[block.kind] += 1
        spot = f"{here} › {NAMES[block.kind]} {numbers[block.kind]}"
        if block.items:
            for number, item in enumerate(block.items, start=1):
                ledger.place(item.lines, f"{spot}, punkt {number}")
        else:
            ledger.place(block.lines, spot)
        texts.append(block.text)
    return standardise("\n\n".join(texts))
