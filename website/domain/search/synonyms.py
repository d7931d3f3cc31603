"""Expressions that are taken for one another. However many there are, a query looks at the few that begin with its
words."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import F

from website.domain.search import marks
from website.domain.search.danish import STOP
from website.domain.search.words import typed, whole_words
from website.models import Synonym, SynonymStart
from website.models.synonym import expressions_in

Words = tuple[str, ...]
MOST_ROWS, MOST_OTHERS = 200, 40
"""How many rows a query looks at, and how many expressions it takes one for: the country's first."""


def enter(instance: Synonym, **_signal: Any) -> None:
    """Called when a row has been saved."""
    phrases = map(phrase_of, expressions_in(instance.expressions))
    forms = {form for phrase in phrases if phrase for form in typed(phrase[0]) if form}
    instance.starts.all().delete()
    SynonymStart.objects.bulk_create(SynonymStart(synonym=instance, form=form) for form in sorted(forms))


def enter_all() -> None:
    for row in Synonym.objects.order_by("pk"):
        enter(row)


def phrase_of(expression: str) -> Words:
    return tuple(word.replace("-", "") for word in whole_words(expression) if word not in STOP)


class Synonyms:
    """The country's, and every municipality's own, that begin with one of the words: one query."""

    def __init__(self, words: Iterable[str]) -> None:
        forms = {form for word in words for form in typed(word) if form}
        starts = SynonymStart.objects.filter(form__in=forms)
        found = Synonym.objects.filter(pk__in=starts.values("synonym"))
        rows = found.order_by(F("owner").asc(nulls_first=True), "pk").values_list(
            "expressions", "owner__slug"
        )
        self.rows = [
            (
                [phrase for one in expressions_in(text) if (phrase := phrase_of(one))],
                marks.of_municipality(owner) if owner else "",
            )
            for text, owner in rows[:MOST_ROWS]
        ]
        phrases = (phrase for row, _owner in self.rows for phrase in row)
        self._single = {form for phrase in phrases if len(phrase) == 1 for form in typed(phrase[0])}

    def has(self, word: str) -> bool:
        return not self._single.isdisjoint(typed(word))

    def spans(self, words: Words) -> Iterator[tuple[Words, list[tuple[Words, str]]]]:
        """The words one after another, or together where they are an expression; each with the expressions that
        mean the same and the marks of those whose they are."""
        at = 0
        while at < len(words):
            length = max((_length(words[at:], row) for row, _owner in self.rows), default=0)
            own = words[at : at + max(length, 1)]
            yield own, self._others(own)
            at += len(own)

    def _others(self, own: Words) -> list[tuple[Words, str]]:
        rows = [(row, owner) for row, owner in self.rows if any(_same(own, phrase) for phrase in row)]
        others = ((phrase, owner) for row, owner in rows for phrase in row if not _same(own, phrase))
        return list(islice(dict.fromkeys(others), MOST_OTHERS))


def _length(words: Words, row: Iterable[Words]) -> int:
    """Of the longest of the row's expressions that the words begin with."""
    return max((len(phrase) for phrase in row if _same(words[: len(phrase)], phrase)), default=0)


def _same(words: Words, phrase: Words) -> bool:
    return len(words) == len(phrase) and all(
        not set(typed(one)).isdisjoint(typed(other)) for one, other in zip(words, phrase, strict=True)
    )
