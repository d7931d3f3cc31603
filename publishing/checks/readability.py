"""How hard a Danish text is to read."""

import re

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
SENTENCE_END = re.compile(r"(?<!\d)[.:!?]+(?=\s|$)|\n")
LONG = 7
"""Letters from which a word counts as long."""
FEWEST = 50
"""Words below which the figure says nothing."""


def lix(plain: str) -> int | None:
    """Läsbarhetsindex: words to a sentence, plus the long words in per cent (Björnsson 1968). Below 25 is
    easy, above 55 very hard. A line ends a sentence, as in a list. None for a text that is too short.

    `plain` is words only, one block a line (`documents.markdown.plain`)."""
    words = WORD.findall(plain)
    if len(words) < FEWEST:
        return None
    sentences = sum(1 for part in SENTENCE_END.split(plain) if WORD.search(part))
    long = sum(1 for word in words if len(word) >= LONG)
    return round(len(words) / sentences + 100 * long / len(words))
