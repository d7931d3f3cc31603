"""Lines that begin with a letter, or with numbers that skip, as the list that they are.

CommonMark has no such list, so it is stored as a paragraph's lines with hard breaks, each with its sign as
text. The sign stays text, exactly as it was typed: only the elements around it are a list's. What may be
something else (dates, initials, signs out of order) stays lines.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markdown_it.token import Token

from documents.markdown.fitting import words
from plans.standard.list_numbers import is_ordinal

SIGN = re.compile(r"(\(?)([A-Za-zæøåÆØÅ]|[IVX]{2,6}|[ivx]{2,6}|[0-9]{1,3})([.)]) ")
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
ROMAN = [
    tens + ones
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
][1:]
ORDINALS = {
    "a": {sign: number for number, sign in enumerate(LETTERS, start=1)},
    "A": {sign: number for number, sign in enumerate(LETTERS.upper(), start=1)},
    "i": {sign: number for number, sign in enumerate(ROMAN, start=1)},
    "I": {sign.upper(): number for number, sign in enumerate(ROMAN, start=1)},
}
"""By HTML's names for the ways to number a list."""
DECIMAL = "1"
EMPHASIS = ("strong_open", "em_open")


class Line(NamedTuple):
    """`sign` is as typed, at the beginning of the token with the index `at`; `form` is what is around its
    `letter` or number. All of them are empty where the line has none."""

    tokens: list[Token]
    at: int = 0
    sign: str = ""
    form: str = ""
    letter: str = ""
    rest: str = ""


def drawn(tokens: list[Token]) -> list[Token]:
    """The tokens with such lines of paragraphs as lists. Lines above them stay a paragraph; lines below them
    may belong to the last one or not, so then all of them stay lines."""
    lettered_bullets(tokens)
    made: list[Token] = []
    index = 0
    while index < len(tokens):
        inner = tokens[index + 1] if tokens[index].type == "paragraph_open" else None
        above, run, kind = _divided(inner.children or []) if inner else ([], [], "")
        if inner is None or not kind:
            made.append(tokens[index])
            index += 1
            continue
        end = next(at for at in range(index, len(tokens)) if tokens[at].type == "paragraph_close")
        if above:
            made += [tokens[index], _inline(above), tokens[end]]
        made += _list(run, kind, tokens[index].level)
        made += tokens[index + 2 : end]  # a note's ways back
        index = end + 1
    return made


def lettered_bullets(tokens: list[Token]) -> None:
    """A list whose items each begin with a letter or number of their own needs no bullets beside them."""
    for index, token in enumerate(tokens):
        if token.type != "bullet_list_open":
            continue
        end = _end(tokens, index)
        beginnings = [
            tokens[at + 2]
            for at in range(index, end)
            if tokens[at].type == "list_item_open"
            and tokens[at].level == token.level + 1
            and tokens[at + 1].type == "paragraph_open"
        ]
        items = sum(
            one.type == "list_item_open" and one.level == token.level + 1 for one in tokens[index:end]
        )
        lines = [_line(inline.children or []) for inline in beginnings]
        kind = _kind(lines) if items == len(lines) else ""
        if kind:
            token.tag = tokens[end].tag = "ol"
            token.attrs = {**token.attrs, **_attributes(kind)}
            for inline, line in zip(beginnings, lines, strict=True):
                inline.children = _with_sign(line)


def _end(tokens: list[Token], index: int) -> int:
    level = tokens[index].level
    return next(
        at
        for at in range(index, len(tokens))
        if tokens[at].type == "bullet_list_close" and tokens[at].level == level
    )


def _divided(children: list[Token]) -> tuple[list[Token], list[Line], str]:
    """What is above the lines with signs, those lines, and how they are numbered: "" where they are no
    list."""
    ends = [at for at, token in enumerate(children) if token.type == "hardbreak" and not token.level]
    if not ends:
        return [], [], ""
    starts = [0, *(at + 1 for at in ends)]
    lines = [_line(children[start:end]) for start, end in zip(starts, [*ends, len(children)], strict=True)]
    first = next((at for at, line in enumerate(lines) if line.sign), len(lines))
    above = children[: ends[first - 1]] if 0 < first < len(lines) else []
    return above, lines[first:], _kind(lines[first:])


def _line(tokens: list[Token]) -> Line:
    said = words(_inline(tokens))
    found = SIGN.match(said)
    if found is None or (found[1] and found[3] == "."):
        return Line(tokens)
    sign = found[0][:-1]
    index = next(at for at, token in enumerate(tokens) if not _is_before_words(token))
    if tokens[index].type != "text" or not tokens[index].content.lstrip().startswith(sign):
        return Line(tokens)  # within a link, or a picture's text
    return Line(tokens, index, sign, found[1] + found[3], found[2], said[found.end() :])


def _is_before_words(token: Token) -> bool:
    return token.type in EMPHASIS or (token.type == "text" and not token.content.strip())


def _kind(lines: Sequence[Line]) -> str:
    """Letters before a full stop are a list's where they run on from the first, else they may be initials;
    before a bracket they may skip. Numbers may skip, but are no dates or what else is counted so."""
    if len(lines) < 2 or len({line.form for line in lines}) > 1 or not lines[0].sign:
        return ""
    if lines[0].letter.isdecimal():
        return DECIMAL if _are_numbers(lines) else ""
    found = {kind: _ordinals(lines, ordinals) for kind, ordinals in ORDINALS.items()}
    first_is_one = lines[0].form == "."
    for kind, ordinals in found.items():
        if ordinals and _run_on(ordinals) and (ordinals[0] == 1 or not first_is_one):
            return kind
    return next((kind for kind, ordinals in found.items() if _rise(ordinals) and not first_is_one), "")


def _ordinals(lines: Sequence[Line], ordinals: dict[str, int]) -> list[int]:
    """None of them where one is missing."""
    return [ordinals[line.letter] for line in lines] if all(line.letter in ordinals for line in lines) else []


def _are_numbers(lines: Sequence[Line]) -> bool:
    if not all(line.letter.isdecimal() for line in lines):
        return False
    is_dated = lines[0].form == "." and any(is_ordinal(line.rest) for line in lines)
    return not is_dated and _rise([int(line.letter) for line in lines])


def _run_on(ordinals: Sequence[int]) -> bool:
    return list(ordinals) == list(range(ordinals[0], ordinals[0] + len(ordinals)))


def _rise(ordinals: Sequence[int]) -> bool:
    return bool(ordinals) and all(one < two for one, two in pairwise(ordinals))


def _list(lines: Sequence[Line], kind: str, level: int) -> Iterator[Token]:
    """Its role is said because some screen readers take a list without drawn signs for none."""
    attrs = _attributes(kind)
    opening, closing = (Token("list_item", "li", side, block=True, level=level + 1) for side in (1, -1))
    yield Token("ordered_list_open", "ol", 1, attrs=attrs, block=True, level=level)
    for line in lines:
        yield from (opening, _inline(_with_sign(line)), closing)
    yield Token("ordered_list_close", "ol", -1, block=True, level=level)


def _attributes(kind: str) -> dict[str, str | int | float]:
    return {"class": "lettered", "role": "list", "type": kind}


def _with_sign(line: Line) -> list[Token]:
    first = line.tokens[line.at]
    first.content = first.content.lstrip().removeprefix(line.sign)
    sign = Token("sign", "span", 0, content=line.sign)
    return [*line.tokens[: line.at], sign, *line.tokens[line.at :]]


def _inline(children: list[Token]) -> Token:
    return Token("inline", "", 0, children=children)
