"""Words of a text, and the keys by which texts and queries meet: the lemma (simplemma's Danish dictionary), then
its stem (Snowball's Danish), then spelled without Danish letters. Both databases are given keys only, so that they
answer alike."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import simplemma
import snowballstemmer

from website.domain.search.danish import ENDINGS, LEMMAS, LETTERS, LINKS, PREFIXES

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
LONGEST = 60
"""Characters of a word: nothing longer is one."""
LONGEST_FORM = 80
SHORTEST_PART = 3
MARK = "zz"
"""How the marks for filters begin (`marks.py`): no word does."""


@dataclass(frozen=True, slots=True)
class Word:
    """`forms` lead to the word as spelled, `inflections` as inflected, `parts` from the compound's parts."""

    key: str
    forms: frozenset[str]
    inflections: frozenset[str]
    parts: frozenset[str]


def words_of(text: str) -> Iterator[str]:
    """In small letters. Of a word with hyphens its parts come after the whole, which is written together."""
    for whole in whole_words(text):
        yield whole.replace("-", "")
        if "-" in whole:
            yield from (part for part in whole.split("-") if len(part) > 1)


def whole_words(text: str) -> Iterator[str]:
    for match in WORD.finditer(unicodedata.normalize("NFC", text).lower()):
        if len(match[0]) <= LONGEST and not match[0].startswith(MARK):
            yield match[0]


def folded(word: str) -> str:
    """As it may be typed without Danish letters: å is aa or a, ø is oe or o, æ is ae, and x is ks. In small letters,
    for the dictionary writes names with a capital, and only one of the databases takes that for the same."""
    bare = unicodedata.normalize("NFKD", word.lower().translate(LETTERS))
    letters = (letter for letter in bare if not unicodedata.combining(letter))
    ascii_only = "".join(
        letter if letter.isascii() else f"u{ord(letter):x}" for letter in letters if letter.isalnum()
    )
    return ascii_only.replace("aa", "a").replace("oe", "o")[:LONGEST_FORM]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("danish")


@lru_cache(maxsize=20_000)
def typed(word: str) -> tuple[str, ...]:
    """The forms by which a typed word is looked up. They need no dictionary, which takes a second and 100 MB to
    load: published words carry what it says."""
    once = stem(word)
    return tuple(dict.fromkeys(folded(form) for form in (word, once, stem(once))))


@lru_cache(maxsize=50_000)
def read(word: str) -> Word:
    lemma = _lemma(word)
    key = folded(stem(lemma))
    forms = frozenset({folded(word), folded(lemma)})
    inflections = frozenset({folded(stem(word)), folded(stem(stem(word))), key}) - forms
    found = {form for part in _parts(word) for form in (folded(part), folded(stem(_lemma(part))))}
    return Word(key, forms, inflections, frozenset(found - forms - inflections))


def key(word: str) -> str:
    return read(word).key


def is_known(word: str) -> bool:
    return bool(simplemma.is_known(word, lang="da"))


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    """Of a compound that the dictionary does not have, its last word's: jobcentret as centret."""
    if word in LEMMAS or is_known(word):
        return LEMMAS.get(word) or str(simplemma.lemmatize(word, lang="da"))
    for head, tail in _divisions(word):
        return head + _lemma(tail)
    return word


def _parts(word: str) -> set[str]:
    return {part for head, tail in _divisions(word) for part in (_unlinked(head), tail)}


def _divisions(word: str) -> Iterator[tuple[str, str]]:
    """The longest last word first."""
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head, tail = word[:at], word[at:]
        if head not in PREFIXES and tail not in ENDINGS and is_known(tail) and _unlinked(head):
            yield head, tail


def _unlinked(head: str) -> str:
    """The known word that the first part of a compound is, or nothing: virksomhed of virksomheds."""
    found = (head.removesuffix(link) for link in LINKS if head.endswith(link))
    return next((one for one in found if len(one) >= SHORTEST_PART and is_known(one)), "")
