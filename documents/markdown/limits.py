"""What is limited before the parser sees it, so that any text is rendered in a second and in 100 MB.

A text of the greatest length that a municipality writes stays far below each limit. What is above one was
not written to be read: it is shown word for word, as plain paragraphs.
"""

import re

MAX_DEPTH = 8
"""Quotations, lists and notes that one line opens, at most; further markers on it are left out."""
MAX_WIDTH = 32
"""Columns of markers and of space before a line's words: eight levels of four."""
SIGNS = 20_000
OPENED = 2_500
ADDRESSES = 5_000
LINES = 5_000
CELLS = 20_000
LONGEST_WORD = 2_000
FURTHEST = 1_000_000
"""Characters that are looked at for addresses: ten in a line of the greatest length."""

MARKER = r"(?:>|(?:[-*+]|\d{1,9}[.)]|[:~]|\[\^[^\]\s]{1,99}\]:)(?=[ \t]))"
BEGINNING = re.compile(rf"^[ \t]*+(?:{MARKER}[ \t]*+)*+", re.MULTILINE)
STEP = re.compile(rf"{MARKER}[ \t]?|[ \t]")
ROW_OF_DASHES = frozenset("-|: \t>")


def limit_nesting(text: str) -> str:
    """Without the markers and the space that would nest a line deeper than the eighth level."""
    return BEGINNING.sub(_shallow, text)


def _shallow(match: re.Match[str]) -> str:
    found = match.group()
    if len(found) <= MAX_DEPTH:
        return found
    kept, markers, columns = [], 0, 0
    for step in STEP.findall(found):
        is_space = not step.strip()
        columns += 4 if step == "\t" else len(step)
        markers += not is_space
        if columns > MAX_WIDTH or (markers > MAX_DEPTH and not is_space):
            break
        kept.append(step)
    return "".join(kept)


def is_too_complex(text: str) -> bool:
    """Whether the text has more signs, addresses, lines or cells than a text that was written to be read."""
    return (
        (len(text) > SIGNS and sum(map(text.count, "*_~^`[]!<&\\|:@")) > SIGNS)
        or text.count("[") > OPENED
        or text.count("@") + text.count("://") > ADDRESSES
        or text.count("\n") > LINES
        or _cells(text) > CELLS
    )


def bare_links_take_long(text: str) -> bool:
    """Whether looking for addresses would take long: in an endless word, or for each `://` of a long line
    from its beginning. They are words then; links that are marked as such stay."""
    if any(len(word) > LONGEST_WORD for word in text.split()):
        return True
    return sum(line.count("://") * len(line) for line in text.split("\n")) > FURTHEST


def _cells(text: str) -> int:
    """The cells of all tables, those counted that a short row is filled up with."""
    cells = columns = 0
    for line in text.split("\n"):
        if not line.strip():
            columns = 0
        elif "-" in line and ("|" in line or ":" in line) and ROW_OF_DASHES.issuperset(line):
            columns = max(columns, line.strip(" \t>|").count("|") + 1)
        cells += columns
    return cells
