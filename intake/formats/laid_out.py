"""What a page does to a text, and how it is undone: words divided at a line's end, banners and page numbers,
tables that go on overleaf. Shared by PDF and by the plain text that is made of it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from intake.formats.drafts import table_markdown
from intake.outline import Block

PAGE_NUMBER = re.compile(
    r"(?:(?:side|s\.) ?)?\d{1,3}(?: ?(?:af|/) ?\d{1,3})?|[-–·•] ?\d{1,3} ?[-–·•]", re.IGNORECASE
)
KEEPS_HYPHEN = re.compile(r"(?:og|eller|samt|til)\b")
"""What a word divided at a line's end is not whole with: "uddannelses-" + "og jobplan"."""
SENTENCE_END = (".", "!", "?", ":", "”", '"', "»", "…", ")", "]")
LONGEST_PARAGRAPH = 10_000
"""Characters: more are no paragraph, and to look at them for each line that goes on would take ever longer."""
MONTH = re.compile(
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b",
    re.IGNORECASE,
)
UNFINISHED = frozenset(
    [
        "ad",
        "af",
        "at",
        "for",
        "fra",
        "hos",
        "i",
        "med",
        "mod",
        "om",
        "på",
        "som",
        "til",
        "under",
        "ved",
        "de",
        "den",
        "der",
        "det",
        "en",
        "et",
        "og",
        "men",
        "samt",
        "er",
        "har",
        "kan",
        "skal",
        "vi",
        "vil",
        "eller",
        "uden",
        "fordi",
        "hvor",
        "når",
        "hvis",
        "mens",
    ]
)
"""Words that no heading ends with: the line goes on somewhere."""


def joined(lines: Iterable[str]) -> str:
    """One line of them; a word that a line's end divides is whole again."""
    text = ""
    for line in lines:
        line = " ".join(line.split())
        if not text or not line:
            text = text or line
        elif text.endswith(("\u2010", "\u00ad")):
            text = text[:-1] + line
        elif re.fullmatch(r"\w-", text[-2:]):
            text = _over_hyphen(text, line)
        else:
            text = f"{text} {line}"
    return text.replace("\u2010", "-")


def _over_hyphen(text: str, line: str) -> str:
    if KEEPS_HYPHEN.match(line):
        return f"{text} {line}"
    stays = text[-2].isdigit() or text[-2].isupper() or not line[:1].islower()
    return text + line if stays else text[:-1] + line


def goes_on(before: str, after: str) -> bool:
    """Whether a paragraph that a page's end cut goes on in the next."""
    if len(before) > LONGEST_PARAGRAPH:
        return False
    before = before[-60:].rstrip("*_ ")
    if before.endswith(("-", "\u2010")) or (re.search(r"\b\d{1,2}\.$", before) and MONTH.match(after)):
        return True
    if re.search(rf"\b\d{{1,2}}\. {MONTH.pattern}$", before, re.IGNORECASE) and re.match(r"20\d\d\b", after):
        return True
    return not before.endswith(SENTENCE_END) and after.lstrip('*_(“"')[:1].islower()


def repeated(edges: Sequence[Sequence[str]]) -> set[str]:
    """The lines, with their figures and spaces evened out, that are at the same edge of several pages. `edges` has
    each page's outermost lines."""
    counted = Counter(line for page in edges for line in {evened(text) for text in page})
    least = max(2, len(edges) // 3)
    return {line for line, count in counted.items() if line and count >= least}


def evened(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split())).casefold()


def with_tables_joined(blocks: list[Block]) -> list[Block]:
    """A table that goes on overleaf, below the same headings, is one. What stands between is of the page."""
    result: list[Block] = []
    last: int | None = None
    for block in blocks:
        if block.kind == "table" and last is not None and _continues(result[last], block):
            first = result[last]
            body = block.rows[1:] if block.rows[0] == first.rows[0] else block.rows
            rows = first.rows + body
            result[last] = replace(first, rows=rows, text=table_markdown(rows))
            continue
        if block.kind == "table":
            last = len(result)
        elif block.kind not in ("furniture", "footnote"):
            last = None
        result.append(block)
    return result


def _continues(first: Block, block: Block) -> bool:
    return bool(first.rows and block.rows) and first.rows[0] == block.rows[0]
