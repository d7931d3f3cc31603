"""What somebody has typed, read with the words that are published: their inflections, compounds, synonyms and
typing errors. A query costs no more than its first few words, however long it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain
from operator import or_

from django.db.models import Q
from django.db.models.functions import Length

from website.domain.search.danish import LINKS, STOP
from website.domain.search.index import Choice
from website.domain.search.synonyms import Synonyms, Words
from website.domain.search.typing_errors import one_slip_away
from website.domain.search.words import MARK, folded, stem, typed, whole_words
from website.enums import WordForm
from website.models import SearchForm

LONGEST_QUERY, MOST_WORDS = 200, 8
MOST_KEYS = 60
"""Published words that one word is looked for as, those of most editions first."""
SHORTEST_ALONE = 5
"""Letters of a compound's first word that is looked for when the last one is not published, and of a beginning."""
MOST_BEGUN = 400
"""Published words that are looked at for what begins with a word."""
WEIGHT: Mapping[int, float] = {WordForm.SPELLED: 1.0, WordForm.INFLECTED: 0.9, WordForm.PART: 0.45}
SYNONYM = 0.6
NOTHING = f"{MARK}nothing"
CORRECTED = 0.9


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that must all be there, each with its keys and how well they answer what was typed. `owner` is the
    mark of the municipality in whose texts alone they are meant."""

    terms: tuple[Mapping[str, float], ...]
    weight: float = 1.0
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`units` are what must be found, each as one of its alternatives; `unknown` are the words that are not
    published, `corrected` those of them with an answer, with what they were taken for: another spelling, the parts
    of a compound, or a word that begins so."""

    typed: str
    units: tuple[tuple[Alternative, ...], ...]
    unknown: Words = ()
    corrected: Mapping[str, str] = field(default_factory=dict)

    @property
    def choices(self) -> list[Choice]:
        return [
            [[*map(list, one.terms), *([[one.owner]] if one.owner else [])] for one in unit]
            for unit in self.units
        ]

    @property
    def keys(self) -> set[str]:
        return {key for unit in self.units for one in unit for term in one.terms for key in term}


def understand(text: str) -> Question:
    """Three queries, six where a word is not published."""
    text = " ".join(text.replace("\0", " ")[:LONGEST_QUERY].split())
    asked = _asked(text)
    looked_up = {*asked, *chain(*map(_pieces, asked))}
    known, synonyms = Forms(looked_up), Synonyms(looked_up)
    corrected: dict[str, str] = {}
    words: list[str] = []
    unknown = [word for word in asked if not (known.has(word) or synonyms.has(word))]
    near = _nearest(unknown) if unknown else {}
    near = {**_begun([word for word in unknown if word not in near]), **near}
    for word in asked:
        if word in unknown and (others := [near[word]] if word in near else _divided(word, known, synonyms)):
            corrected[word] = " ".join(others)
            words += others
        else:
            words.append(word)
    if near:
        synonyms = Synonyms(words)
    units = _units(tuple(words[:MOST_WORDS]), set(near.values()), synonyms)
    return Question(text, units, tuple(unknown), corrected)


def _asked(text: str) -> list[str]:
    """Without the words that are everywhere, unless there is no other."""
    found = list(dict.fromkeys(word.replace("-", "") for word in whole_words(text)))
    return ([word for word in found if word not in STOP] or found)[:MOST_WORDS]


class Forms:
    """What the vocabulary has for some words: one query."""

    def __init__(self, words: Iterable[str]) -> None:
        forms = {form for word in words for form in typed(word) if form}
        rows = SearchForm.objects.filter(form__in=forms).order_by("how", "-word__sources", "word__word")
        self._found: dict[str, list[tuple[int, str]]] = {}
        for form, how, key in rows.values_list("form", "how", "word__key") if forms else ():
            self._found.setdefault(form, []).append((how, key))

    def keys(self, word: str) -> dict[str, float]:
        """With how well each answers the word."""
        found: dict[str, float] = {}
        for how, key in sorted(self._rows(word), key=_by_how):
            if len(found) < MOST_KEYS:
                found.setdefault(key, WEIGHT[how])
        return found

    def _rows(self, word: str) -> Iterator[tuple[int, str]]:
        """The stem of a word that is known itself is no other word: nytte is not nyt."""
        whole, *stems = typed(word)
        itself = self._found.get(whole, ())
        yield from itself
        for row in chain(*(self._found.get(form, ()) for form in stems)):
            if not itself or row[0] != WordForm.SPELLED:
                yield row

    def has(self, word: str) -> bool:
        return any(form in self._found for form in typed(word))

    def spelled(self, word: str) -> bool:
        """As it is typed, or within a compound."""
        return any(how != WordForm.INFLECTED for how, _key in self._found.get(folded(word), ()))


def _by_how(row: tuple[int, str]) -> int:
    return row[0]


def _pieces(word: str) -> set[str]:
    return {piece for division in _divisions(word) for piece in division}


def _divisions(word: str) -> Iterator[tuple[str, str]]:
    """Every way to divide a compound, the longest last word first."""
    for at in range(3, len(word) - 2):
        head, tail = word[:at], word[at:]
        for link in LINKS:
            if head.endswith(link) and len(head) - len(link) >= 3:
                yield head.removesuffix(link), tail


def _divided(word: str, known: Forms, synonyms: Synonyms) -> list[str]:
    """A compound that is not published: both of its words; else its first one, where that is long enough to say
    something; else nothing."""

    def says_something(piece: str) -> bool:
        return known.spelled(piece) or synonyms.has(piece)

    for head, tail in _divisions(word):
        if says_something(head) and says_something(tail):
            return [head, tail]
    heads = [head for head, _tail in _divisions(word) if len(head) >= SHORTEST_ALONE and known.spelled(head)]
    return [max(heads, key=len)] if heads else []


def _nearest(words: Sequence[str]) -> dict[str, str]:
    """By word, the published word of most editions that is one slip away. One query."""
    slips = {word: one_slip_away(folded(word)) for word in words}
    wanted = Q(form__in=set().union(*slips.values()), how=WordForm.SPELLED)
    rows = SearchForm.objects.filter(wanted).order_by("-word__sources", "word__word")
    found: dict[str, str] = {}
    for form, published in sorted(rows.values_list("form", "word__word"), key=_is_inflected):
        for word, near in slips.items():
            if form in near and published not in STOP:
                found.setdefault(word, published)
    return found


def _begun(words: Sequence[str]) -> dict[str, str]:
    """By word that is a beginning of others, the one of them of most editions; of as many, the shortest. One query."""
    beginnings = {word: folded(word) for word in words if len(word) >= SHORTEST_ALONE}
    if not beginnings:
        return {}
    wanted = reduce(or_, (Q(form__startswith=form) for form in beginnings.values()))
    rows = SearchForm.objects.filter(wanted, how=WordForm.SPELLED).order_by(
        "-word__sources", Length("form"), "form"
    )
    found: dict[str, str] = {}
    for form, published in rows.values_list("form", "word__word")[:MOST_BEGUN]:
        for word, beginning in beginnings.items():
            if form.startswith(beginning):
                found.setdefault(word, published)
    return found


def _is_inflected(row: tuple[str, str]) -> bool:
    """Of a form and a word: whether the form is another one of the word, which is named after the others."""
    form, published = row
    return folded(published) != form


def _units(words: Words, corrected: set[str], synonyms: Synonyms) -> tuple[tuple[Alternative, ...], ...]:
    """What is searched for, each with its synonyms. An expression of several words is one unit."""
    spans = list(synonyms.spans(words))
    known = Forms(chain(words, *(phrase for _own, others in spans for phrase, _owner in others)))
    units = []
    for own, others in spans:
        weight = CORRECTED if corrected.intersection(own) else 1.0
        alternatives = [_alternative(own, known, weight)]
        alternatives += [_alternative(phrase, known, SYNONYM, owner) for phrase, owner in others]
        units.append(tuple(one for one in alternatives if all(one.terms)) or (_unpublished(own),))
    return tuple(units)


def _alternative(words: Words, known: Forms, weight: float, owner: str = "") -> Alternative:
    return Alternative(tuple(known.keys(word) for word in words), weight, owner)


def _unpublished(words: Words) -> Alternative:
    """Found nowhere: the key of no published word."""
    return Alternative(tuple({folded(stem(word)) or NOTHING: 1.0} for word in words))
