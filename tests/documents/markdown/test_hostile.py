"""Any 100,000 characters, whatever they are, become a page in less than a second and 100 MB."""

import os
import tracemalloc
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.markdown import plain, preview, render
from documents.markdown.from_schema_1 import upgraded
from documents.markdown.limits import is_too_complex
from documents.markdown.source import source_of
from documents.pasted_html import html_to_markdown
from plans.standard import standardise
from tests.documents.hostile import FAMILIES, LENGTH, PIECES, Mixture, mixtures
from tests.timing import seconds

LONG = bool(os.environ.get("LONG"))
LONGEST = 1.0
"""Seconds of the processor."""
MOST = 100_000_000
"""Bytes."""
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "plain": plain,  # renders, too
    "source": source_of,
    "upgraded": upgraded,
    "pasted HTML": html_to_markdown,
}


def just_readable(piece: str, between: str) -> str:
    """About as many pieces as the limits let pass, filled up with words to the full length."""
    for share in (1.0, 0.6, 0.4, 0.25, 0.15, 0.09, 0.04, 0.01):
        start = piece * int(LENGTH * share / len(piece))
        text = start + between * ((LENGTH - len(start)) // len(between))
        if not is_too_complex(text):
            break
    return text


@pytest.mark.parametrize("function", FUNCTIONS)
def test_hostile_text_takes_less_than_a_second(function: str) -> None:
    plain("ord")  # what is loaded once
    spent = {family: seconds(FUNCTIONS[function], text) for family, text in FAMILIES.items()}
    assert {family: one for family, one in spent.items() if one > LONGEST} == {}


def test_text_just_within_the_limits_takes_less_than_a_second() -> None:
    spent = {piece: seconds(plain, just_readable(piece, "ord ")) for piece in PIECES}
    assert {piece: one for piece, one in spent.items() if one > LONGEST} == {}


HEAVIEST = (
    "a|b\n-|-\n",
    "|a|b|\n|-|-|\n|c|d|\n\n",
    "- a\n    - b\n",
    "a@b.dk ",
    "*a* ",
    "[^a]: b\n",
    "a\n: b\n",
    "&#10;",
)


@pytest.mark.parametrize("piece", HEAVIEST)
def test_hostile_text_takes_less_than_100_megabytes(piece: str) -> None:
    for text in (FAMILIES[piece], just_readable(piece, "ord ")):
        tracemalloc.start()
        render(text, parent_level=2)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert highest < MOST


@pytest.mark.long
@settings(max_examples=150 if LONG else 15)
@given(mixtures(), st.sampled_from([plain, preview, standardise, upgraded]))
def test_any_mixture_takes_less_than_a_second(mixture: Mixture, function: Callable[[str], object]) -> None:
    assert seconds(function, mixture.text()) < LONGEST


@settings(max_examples=8, deadline=None)
@given(st.text(alphabet=st.sampled_from("[]()*_~^`!<>&\\|:#-+.1a \n@/{}="), min_size=50, max_size=4000))
def test_any_signs_take_less_than_a_second(signs: str) -> None:
    text = (signs * (LENGTH // len(signs) + 1))[:LENGTH]
    assert seconds(plain, text) < LONGEST


def test_tangled_text_is_shown_word_for_word() -> None:
    text = "[*a* <b> & ~~c~~](d)\n\n" * 4000
    assert is_too_complex(text)
    shown = preview(text)
    assert shown.count("<p>") == 4000
    assert unescape(shown).count("[*a* <b> & ~~c~~](d)") == 4000


def test_addresses_stay_words_where_looking_for_them_would_take_long() -> None:
    long = "x" * 3000
    assert render(f"https://a.dk og [her](https://b.dk) {long}", parent_level=2) == (
        f'<p>https://a.dk og <a href="https://b.dk">her</a> {long}</p>'
    )
