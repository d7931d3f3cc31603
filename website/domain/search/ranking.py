"""Which part answers best, in the same way on every database: of those that its index calls the best, by where
the words are, how well they answer what was typed, and how much of the part they are."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from website.domain.search.question import Alternative, Question
from website.enums import SearchKind
from website.models import SearchPart

TITLE, TEXT, CONTEXT = 5.0, 2.0, 0.5
USUAL_LENGTH = 60
"""Words of a part's text."""
OF_KIND: Mapping[str, float] = {
    SearchKind.THEME: 1.0,
    SearchKind.INITIATIVE: 0.4,
    SearchKind.GOAL: 0.3,
    SearchKind.FOLLOW_UP: 0.1,
}
"""What a reader more often looks for, where all else is alike."""
COLUMNS = ("pk", "kind", "title_keys", "text_keys", "context_keys", "marks", "source__year")


@dataclass(frozen=True, slots=True)
class Part:
    kind: str
    title: Counter[str]
    text: Counter[str]
    context: Collection[str]
    marks: Collection[str]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Part":
        return cls(
            row["kind"],
            Counter(row["title_keys"].split()),
            Counter(row["text_keys"].split()),
            frozenset(row["context_keys"].split()),
            frozenset(row["marks"].split()),
        )


def ranked(keys: Collection[int], question: Question) -> list[int]:
    """Newer ones first where they answer alike."""
    rows = SearchPart.objects.filter(pk__in=keys).values(*COLUMNS)
    scored = [(-_score(Part.of(row), question), -row["source__year"], row["pk"]) for row in rows]
    return [key for _score, _year, key in sorted(scored)]


def _score(part: Part, question: Question) -> float:
    found = [max((_answer(part, one) for one in unit), default=0.0) for unit in question.units]
    return round(sum(found) + OF_KIND.get(part.kind, 0.0), 6)


def _answer(part: Part, alternative: Alternative) -> float:
    """An expression is as well answered as the worst of its words."""
    if alternative.owner and alternative.owner not in part.marks:
        return 0.0
    return alternative.weight * min((_word(part, term) for term in alternative.terms), default=0.0)


def _word(part: Part, term: Mapping[str, float]) -> float:
    return sum(
        (
            TITLE * _best(part.title, term) / (1 + part.title.total() / 16),
            TEXT * _frequency(part.text, term),
            CONTEXT * max((weight for key, weight in term.items() if key in part.context), default=0.0),
        )
    )


def _best(words: Iterable[str], term: Mapping[str, float]) -> float:
    return max((term[word] for word in words if word in term), default=0.0)


def _frequency(text: Counter[str], term: Mapping[str, float]) -> float:
    """The more the better, but less and less, and the less the longer the text is."""
    times = sum(text[word] * term[word] for word in text.keys() & term.keys())
    return times / (times + 0.5 + text.total() / USUAL_LENGTH)
