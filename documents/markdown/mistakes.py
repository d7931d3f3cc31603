"""What somebody has written and nobody will read, or will read as signs: cells that a table has no column
for, rows of a table that is none, marks that open nothing, notes that nothing refers to."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.markdown.dialect import parser
from documents.markdown.limits import is_too_complex, limit_nesting

BEFORE_ROW = re.compile(r"(?:[ \t>]|[-*+:][ \t]|\d{1,9}[.)][ \t])*+(?=\|)")
PIPE = re.compile(r"(?<!\\)\|")
OPEN_MARK = re.compile(
    r"\*\*[^\s*]{0,20}|__[^\s_]{0,20}|~~[^\s~]{0,20}|\[\^[^\]\s]{1,20}\]|\]\([^\s()]{0,20}"
)
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Each as it is written, in reading order."""

    lost_cells: tuple[str, ...] = ()
    loose_rows: tuple[str, ...] = ()
    open_marks: tuple[str, ...] = ()
    unused_notes: tuple[str, ...] = ()
    repeated_notes: tuple[str, ...] = ()
    """Of each, the last is shown."""


@lru_cache(maxsize=2048)
def find_mistakes(text: str) -> Mistakes:
    """Kept: most texts are the same the next time they are looked at."""
    if is_too_complex(text):
        return Mistakes()
    text = limit_nesting(text)
    env: dict[str, dict[str, dict[str, int]]] = {}
    tokens = _parser().parse(text, env)
    refs = env.get("footnotes", {}).get("refs", {})
    return Mistakes(
        tuple(_lost_cells(tokens, text.split("\n"))),
        tuple(dict.fromkeys(_loose_rows(tokens))),
        tuple(dict.fromkeys(_open_marks(tokens))),
        tuple(f"[^{label[1:]}]" for label, number in refs.items() if number < 0),
        tuple(_repeated_notes(tokens)),
    )


@cache
def _parser() -> MarkdownIt:
    """The portal's, but for joining what was escaped with what was not; notes stay where they are written."""
    made: MarkdownIt = parser.__wrapped__(bare_links=False)
    made.core.ruler.disable(["text_join", "footnote_tail"])
    return made


def _lost_cells(tokens: list[Token], lines: list[str]) -> Iterator[str]:
    columns = 0
    for index, token in enumerate(tokens):
        if token.type == "thead_open":
            end = next(at for at in range(index, len(tokens)) if tokens[at].type == "thead_close")
            columns = sum(each.type == "th_open" for each in tokens[index:end])
        elif token.type == "tr_open" and token.map:
            line = lines[token.map[0]]
            before = BEFORE_ROW.match(line)
            row = (line[before.end() :] if before else line).strip()
            cells = PIPE.split(row.removeprefix("|").removesuffix("|"))
            yield from (_shown(cell) for cell in cells[columns:] if cell.strip())


def _loose_rows(tokens: list[Token]) -> Iterator[str]:
    for index, token in enumerate(tokens):
        if token.type == "inline" and tokens[index - 1].type == "paragraph_open":
            for line in token.content.split("\n"):
                pipes = len(PIPE.findall(line))
                if pipes > 1 or (pipes and line.startswith("|")):
                    yield _shown(line)


def _open_marks(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or [] if token.type == "inline" else []:
            if child.type == "text":
                yield from OPEN_MARK.findall(child.content)


def _repeated_notes(tokens: list[Token]) -> Iterator[str]:
    notes = Counter(token.meta["label"] for token in tokens if token.type == "footnote_reference_open")
    return (f"[^{label}]" for label, times in notes.items() if times > 1)


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
