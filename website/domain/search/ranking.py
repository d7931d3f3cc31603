"""Which part answers best, in the same way on every database: of those that its index calls the best, by where
the words are, how well they answer what was typed, and how much of the part they are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Words:
    """How often each of the words that are looked for is there, and how many words there are in all."""

    found: Mapping[str, int]
    total: int

    @classmethod
    def of(cls, text: str, wanted: frozenset[str]) -> "Words":
        """To count all words of a hundred texts would take longer than all else of a search."""
        words = text.split()
        return cls({key: words.count(key) for key in wanted.intersection(words)}, len(words))


@dataclass(frozen=True, slots=True)
class Part:
    """`context` and `marks`: of what is looked for, what is there."""

    kind: str
    title: Words
    text: Words
    context: Collection[str]
    marks: Collection[str]


def ranked(keys: Collection[int], question: Question) -> list[int]:
    """Newer ones first where they answer alike."""
    wanted = frozenset(question.keys)
    owners = frozenset(one.owner for unit in question.units for one in unit if one.owner)
    rows = SearchPart.objects.filter(pk__in=keys).order_by()  # whatever the order, they are sorted below
    told = rows.values_list("pk", "source__year", "kind", "title_keys", "text_keys", "context_keys", "marks")
    scored = []
    for key, year, kind, title, text, context, marks in told:
        part = Part(
            kind,
            Words.of(title, wanted),
            Words.of(text, wanted),
            wanted.intersection(context.split()),
            owners.intersection(marks.split()) if owners else (),
        )
        scored.append((-_score(part, question), -year, key))
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
            TITLE * _best(part.title.found, term) / (1 + part.title.total / 16),
            TEXT * _frequency(part.text, term),
            CONTEXT * _best(part.context, term),
        )
    )


def _best(words: Iterable[str], term: Mapping[str, float]) -> float:
    return max((term[word] for word in words if word in term), default=0.0)


def _frequency(text: Words, term: Mapping[str, float]) -> float:
    """The more the better, but less and less, and the less the longer the text is."""
    times = sum(number * term[word] for word, number in text.found.items() if word in term)
    return times / (times + 0.5 + text.total / USUAL_LENGTH)
