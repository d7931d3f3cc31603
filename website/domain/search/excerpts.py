"""The sentence of a part that answers best, and its words marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from website.domain.search.words import WORD

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
LONGEST_EXCERPT, BEFORE, TELLING = 260, 90, 60
"""Characters: how many are shown, how many of them come before the first word that is marked, and how long a
sentence is that tells more than a heading."""

Weights = Mapping[str, float]
"""By word, in small letters and without hyphens, how well it answers."""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """The words that are looked for one by one, and expressions, which are there where all their words are."""

    words: Weights
    expressions: Sequence[Sequence[Weights]] = ()

    def within(self, sentence: str) -> Weights:
        found = dict(self.words)
        there = {word for match in WORD.finditer(sentence) for word in _spelled(match[0])}
        for expression in self.expressions:
            if all(not there.isdisjoint(words) for words in expression):
                for words in expression:
                    found = {**words, **found}
        return found


def excerpt(text: str, answers: Answers) -> tuple[Piece, ...]:
    sentence = _sentence(text, answers)
    weights = answers.within(sentence)
    return _pieces(_cut(sentence, weights), weights)


def pieces(text: str, answers: Answers) -> tuple[Piece, ...]:
    return _pieces(text, answers.within(text))


def _pieces(text: str, weights: Weights) -> tuple[Piece, ...]:
    found, done = [], 0
    for start, end, _weight in _matches(text, weights):
        found += [Piece(text[done:start]), Piece(text[start:end], True)]
        done = end
    return tuple(piece for piece in (*found, Piece(text[done:])) if piece.text)


def _matches(text: str, weights: Weights) -> Iterator[tuple[int, int, float]]:
    for match in WORD.finditer(text):
        if weight := max(weights.get(word, 0.0) for word in _spelled(match[0])):
            yield match.start(), match.end(), weight


def _spelled(word: str) -> tuple[str, ...]:
    """As the vocabulary has it: together, and the parts between hyphens."""
    whole = word.lower()
    return (whole.replace("-", ""), *whole.split("-"))


def _sentence(text: str, answers: Answers) -> str:
    """The first of those with the most, a whole sentence before a bare heading; of a text without any, its first
    one."""
    best, most = "", -1.0
    for sentence in _sentences(text):
        matches = _matches(sentence, answers.within(sentence))
        found = {sentence[start:end].lower(): weight for start, end, weight in matches}
        if (score := sum(found.values()) + min(len(sentence), TELLING) / 1000) > most:
            best, most = sentence, score
    return best


def _sentences(text: str) -> Iterator[str]:
    """A full stop within a number or an abbreviation ends none: what follows a sentence begins with a space and a
    capital letter."""
    waiting = ""
    for match in SENTENCE.finditer(text):
        piece = match[0]
        starts = piece[:1].isspace() and piece.strip()[:1].isupper()
        if waiting and not starts and text[match.start() - 1] != "\n":
            waiting += piece
        else:
            yield waiting.strip()
            waiting = piece
    yield waiting.strip()


def _cut(sentence: str, weights: Weights) -> str:
    if len(sentence) <= LONGEST_EXCERPT:
        return sentence
    first = next((start for start, _end, _weight in _matches(sentence, weights)), 0)
    start = sentence.find(" ", first - BEFORE) + 1 if first > BEFORE else 0
    end = sentence.rfind(" ", start, start + LONGEST_EXCERPT)
    end = end if end > start else start + LONGEST_EXCERPT
    return ("… " if start else "") + sentence[start:end] + (" …" if end < len(sentence) else "")
