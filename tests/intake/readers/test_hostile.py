"""The readers take any text in time that grows with its length, and no more: what is a hundred thousand characters
is read within a second, whatever they are."""

import os
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import tree
from intake.formats.errors import UnreadableError
from intake.formats.reading import read
from intake.plan_in import result_of
from intake.readers.follow_up import read_follow_up
from intake.readers.import_report import report
from intake.readers.parse_result import ParseResult, ReadError
from intake.recognise.reading import recognise
from tests.documents.hostile import FAMILIES, LENGTH, Mixture, mixtures, repeated
from tests.intake.readers.sources import HERNING
from tests.timing import seconds

LONG = bool(os.environ.get("LONG"))
SIZE, LONGEST = (LENGTH, 1.0) if LONG else (LENGTH // 5, 0.6)
"""Characters, and seconds of the processor: what grows with the square takes seconds for a fifth."""
MOST = SIZE * 1000
"""Bytes: 100 MB for a text of the greatest length."""
WORDS = [
    *("A\n\n", "a-\nb\n\n", "# a\n", "”a\n\n", "”a”b\n\n", "12\n\n", "Herning\n\n", "Mål:\n\na.\n\n"),
    *("flere ", "færre end ", "mål opfyldt ", "se side 3\n", "a ... 3\n", "Indhold\n\n", "følgende mål:\n\n"),
    *("Beskæftigelsesplan 2019\n", "Kapitel 1: a\n\n", "Bilag 1: a\n\n", "Tema 1: a\n\n", "Vision\n"),
    *("Det vil vi\n\n", "Det vil vi\na\nDet gør vi\nb\n", "Det gør vi\n", "Temaer\n\n1. a\n2. b\n"),
    *("Ministermål\n\n1. a\n\nb\n\n", "Strategier\n\n# a\n\n", "Resultatmål\n\n- a\n\n", "- a-\nb\n"),
    *("Bilag 2: Oversigt over mål\n\n- a\n", "<b>a</b>\n\n", "&lt;\n", "Kapitel 1    \n"),
    *("Status\tMålet er opfyldt\n", "Fokusområde\tB\nMål\tX\n", "Ad 1: Målet er opfyldt\n", "a\tb\n"),
]
"""Lines that the readers know, which the parsers do not."""


def halved(text: str) -> str:
    """As much of it as is tried, of its beginning and of its end."""
    return text[: SIZE // 2] + text[-SIZE // 2 :]


def repeating(size: int, said: str, said_again: str) -> str:
    """A plan whose annex repeats its goals, each in other words."""
    goals, again = (
        "".join(f"- {form} {goal}\n" for goal in range(min(990, size // 2 // (len(form) + 6))))
        for form in (said, said_again)
    )
    return f"Kapitel 1: A\n\nResultatmål\n\n{goals}\nBilag 2: Oversigt over mål\n\n{again}"


TEXTS = {
    **{name: halved(text) for name, text in FAMILIES.items()},
    **{f"the words {piece!r}": repeated(piece, SIZE) for piece in WORDS},
    "long heading": f"# {'a' * (SIZE // 2)}\n" + "b\n\n" * (SIZE // 6),
    "long theme": f"Tema 1: {'a' * (SIZE // 2)}\n\n" + "b\n\n" * (SIZE // 6),
    "one item of many lines": "- a\n" + "b\n" * (SIZE // 2),
    "one paragraph of many": "A\n\n" + "b\n\n" * (SIZE // 3),
    "one area of service": f"x\nServiceområde\t{'a ' * (SIZE // 4)}\nFokusområde\tB\nMål\tC\n"
    + "Serviceområde\tD\nFokusområde\tB\nMål\tC\n" * (SIZE // 80),
}


def plan(text: str) -> None:
    _read(by_structure, "Beskæftigelsesplan 2019\n\n" + text)


def by_structure(text: str, *, municipality: tree.Municipality, year: int) -> ParseResult:
    outline = read(text.encode(errors="replace"), "plan.txt")
    return result_of(recognise(outline), outline, municipality, year)


def goals(text: str) -> None:
    _read(read_follow_up, "Målopfølgning 2019\nFokusområde\tA\nMål\t" + text)


def answers(text: str) -> None:
    _read(read_follow_up, "Målopfølgning 2019\nFokusområde\tA\nMål\tB\nStatus\t" + text)


def _read(reader: Callable[..., object], text: str) -> None:
    """A text may be refused, but nothing else may be raised."""
    try:
        result = reader(text, municipality=HERNING, year=2019)
    except (ReadError, UnreadableError):
        return
    for _line in report(result):  # type: ignore[arg-type]
        pass


READERS = [plan, goals, answers]


@pytest.mark.long
@pytest.mark.parametrize("reader", READERS)
def test_hostile_text_is_read_in_less_than_a_second(reader: Callable[[str], None]) -> None:
    plan("ord")  # what is loaded once
    texts = TEXTS if reader is plan else {name: text for name, text in TEXTS.items() if "\n" in text}
    spent = {name: seconds(reader, text, within=LONGEST) for name, text in texts.items()}
    assert {name: one for name, one in spent.items() if one > LONGEST} == {}


@pytest.mark.parametrize(("said", "said_again"), [("ab" * 95, "ba" * 95), ("Flere mål i", "Flere maal i")])
def test_goals_in_other_words_are_looked_for_in_less_than_a_second(said: str, said_again: str) -> None:
    assert seconds(plan, repeating(LENGTH, said, said_again)) < 1


@pytest.mark.parametrize("piece", ["- a\n", "a\n\n", "# a\n"])
def test_hostile_text_is_read_in_less_than_100_megabytes(piece: str) -> None:
    tracemalloc.start()
    plan(repeated(piece, SIZE))
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert highest < MOST


@pytest.mark.long
@settings(max_examples=100 if LONG else 10)
@given(mixtures(WORDS), st.sampled_from(READERS))
def test_any_mixture_is_read_or_refused_in_less_than_a_second(
    mixture: Mixture, reader: Callable[[str], None]
) -> None:
    assert seconds(reader, mixture.text(SIZE), within=LONGEST) < LONGEST
