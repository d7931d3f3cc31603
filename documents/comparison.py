"""What differs between two texts, word by word. Pure: text in, marked runs of text out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

Kind = Literal["same", "removed", "added"]

TOKEN = re.compile(r"\w+(?:[.,:/-]\w+)*|\s+|[^\w\s]")
"""A word or a number such as "10,4", the space between two, or a mark."""
SHORT = 2
"""Letters. A lone "i" or "og" between two changed stretches is taken as changed with them."""
SIMILARITY_THRESHOLD = 0.4
"""Share of words in common from which two paragraphs are shown as one that was changed."""
LONGEST = 4000
"""Words and spaces. Longer paragraphs are not compared within: it would take seconds."""


@dataclass(frozen=True, slots=True)
class Run:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, and what it is in its plan: only lines of one role are held against each other."""

    text: str
    role: str = "text"


@dataclass(frozen=True, slots=True)
class Passage:
    runs: tuple[Run, ...]
    role: str = "text"

    @property
    def kind(self) -> Kind | Literal["changed"]:
        kinds = {run.kind for run in self.runs}
        return kinds.pop() if len(kinds) == 1 else "changed"


@dataclass(frozen=True, slots=True)
class Skipped:
    """So many unchanged passages."""

    count: int
    kind: Literal["skipped"] = "skipped"


def words(before: str, after: str) -> tuple[Run, ...]:
    """The same and the removed runs together are `before`, the same and the added ones `after`."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    end = (len(old), len(new))
    if before == after:
        return _joined([("same", before)])
    if max(end) > LONGEST:
        return _joined([("removed", before), ("added", after)])
    found = SequenceMatcher(None, old, new).get_matching_blocks()
    blocks = [
        (start, begin, size)
        for start, begin, size in found
        if _is_edge(start, begin, size, end) or _says_something(old[start : start + size])
    ]
    return _joined(_pieces([*blocks, (*end, 0)], old, new))


def _is_edge(start: int, begin: int, size: int, end: tuple[int, int]) -> bool:
    """The full stop that both texts end with is not shown as changed."""
    return start == begin == 0 or (start + size, begin + size) == end


def _says_something(tokens: Sequence[str]) -> bool:
    """Not so a space or a comma: stretches that share no more are changed as a whole."""
    return any(token[0].isalnum() and (len(token) > SHORT or token[0].isdigit()) for token in tokens)


def _pieces(
    blocks: Iterable[tuple[int, int, int]], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Kind, str]]:
    here = there = 0
    for start, begin, size in blocks:
        yield "removed", "".join(old[here:start])
        yield "added", "".join(new[there:begin])
        yield "same", "".join(old[start : start + size])
        here, there = start + size, begin + size


def _joined(pieces: Iterable[tuple[Kind, str]]) -> tuple[Run, ...]:
    return tuple(Run(kind, text) for kind, text in pieces if text)


def passages(before: Sequence[Line], after: Sequence[Line]) -> tuple[Passage, ...]:
    """Paragraph by paragraph; those that only resemble each other are compared within."""
    found: list[Passage] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            found += [_whole("same", line) for line in before[i:j]]
        else:
            found += _replaced(before[i:j], after[k:m])
    return tuple(found)


def _replaced(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Passage]:
    """Each old line meets the first of the new ones still waiting that is like it."""
    waiting = list(after)
    for line in before:
        match = next((index for index, new in enumerate(waiting) if alike(line, new)), None)
        if match is None:
            yield _whole("removed", line)
            continue
        yield from (_whole("added", new) for new in waiting[:match])
        yield Passage(words(line.text, waiting[match].text), line.role)
        del waiting[: match + 1]
    yield from (_whole("added", new) for new in waiting)


def _whole(kind: Kind, line: Line) -> Passage:
    return Passage((Run(kind, line.text),), line.role)


def alike(one: Line, other: Line) -> bool:
    if one.role != other.role:
        return False
    first, second = _content(one.text), _content(other.text)
    common = (first & second).total()
    return common > 0 and 2 * common >= SIMILARITY_THRESHOLD * (first.total() + second.total())


@lru_cache(maxsize=4096)
def _content(text: str) -> Counter[str]:
    return Counter(token.lower() for token in TOKEN.findall(text) if token[0].isalnum())


def condensed(found: Sequence[Passage]) -> tuple[Passage | Skipped, ...]:
    """What has not changed is counted, but for the heading above a change and the line just before it."""
    kept = {
        index
        for number, passage in enumerate(found)
        if passage.kind != "same"
        for index in (number, number - 1, _heading_above(found, number))
        if index >= 0
    }
    result: list[Passage | Skipped] = []
    for number, passage in enumerate(found):
        if number in kept:
            result.append(passage)
        elif result and isinstance(result[-1], Skipped):
            result[-1] = Skipped(result[-1].count + 1)
        else:
            result.append(Skipped(1))
    return tuple(result)


def _heading_above(found: Sequence[Passage], number: int) -> int:
    return next((index for index in range(number, -1, -1) if found[index].role == "heading"), -1)
