"""The sentence of a part that answers best, and its words marked."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from website.domain.search.words import WORD

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
LONGEST_EXCERPT, BEFORE, TELLING = 260, 90, 60
"""Characters, and how many of them come before the first word that is marked."""

Weights = Mapping[str, float]
"""By word, in small letters and without hyphens, how well it answers."""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool = False


def excerpt(text: str, weights: Weights) -> tuple[Piece, ...]:
    return pieces(_cut(_sentence(text, weights), weights), weights)


def pieces(text: str, weights: Weights) -> tuple[Piece, ...]:
    found, done = [], 0
    for start, end, _weight in _matches(text, weights):
        found += [Piece(text[done:start]), Piece(text[start:end], True)]
        done = end
    return tuple(piece for piece in (*found, Piece(text[done:])) if piece.text)


def _matches(text: str, weights: Weights) -> Iterator[tuple[int, int, float]]:
    for match in WORD.finditer(text):
        whole = match[0].lower()
        weight = max(weights.get(one, 0.0) for one in (whole.replace("-", ""), *whole.split("-")))
        if weight:
            yield match.start(), match.end(), weight


def _sentence(text: str, weights: Weights) -> str:
    """The first of those with the most, a whole sentence before a bare heading; of a text without any, its first
    one."""
    best, most = "", -1.0
    for sentence in _sentences(text):
        found: dict[str, float] = {}
        for start, end, weight in _matches(sentence, weights):
            found[sentence[start:end].lower()] = weight
        if (score := sum(found.values()) + min(len(sentence), TELLING) / 1000) > most:
            best, most = sentence, score
    return best


def _sentences(text: str) -> Iterator[str]:
    """A full stop within a number or an abbreviation ends none: what follows begins with a space and a capital
    letter."""
    waiting = ""
    for match in SENTENCE.finditer(text):
        piece = match[0]
        starts = piece[:1].isspace() and piece.strip()[:1].isupper()
        if waiting and not starts and text[match.start() - 1] != "\n":
            waiting += piece
        else:
            if waiting.strip():
                yield waiting.strip()
            waiting = piece
    if waiting.strip():
        yield waiting.strip()


def _cut(sentence: str, weights: Weights) -> str:
    if len(sentence) <= LONGEST_EXCERPT:
        return sentence
    first = next((start for start, _end, _weight in _matches(sentence, weights)), 0)
    start = sentence.find(" ", first - BEFORE) + 1 if first > BEFORE else 0
    end = sentence.rfind(" ", start, start + LONGEST_EXCERPT)
    end = end if end > start else start + LONGEST_EXCERPT
    return ("… " if start else "") + sentence[start:end] + (" …" if end < len(sentence) else "")


def weights_of(words: Mapping[str, str], keys: Mapping[str, float], without: Collection[str] = ()) -> Weights:
    """`words` are published words with their keys."""
    return {word: keys[key] for word, key in words.items() if key in keys and word not in without}
