import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.slugs import MAX_LENGTH, free_slug, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Unge på vej", "unge-paa-vej"),
        ("Økonomi & ærlighed", "oekonomi-aerlighed"),
        ("ÅRSMÅL 2019", "aarsmaal-2019"),
        ("  Flere,  færre – ingen!  ", "flere-faerre-ingen"),
        ("Café", "cafe"),
        ("–", ""),
        ("Unge pa\u030a ve\u00adj", "unge-paa-vej"),
    ],
)
def test_danish_letters_are_spelt_out(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    assert slug_of("ordet " * 20) == "-".join(["ordet"] * 13)
    assert (
        slug_of("ordet " * 13 + "o" * 3) == "-".join([*["ordet"] * 13, "ooo"])[:MAX_LENGTH].rpartition("-")[0]
    )
    assert slug_of("a" * 100) == "a" * MAX_LENGTH


def test_a_taken_slug_gets_the_first_free_number() -> None:
    assert free_slug("Mål", {"maal", "maal-2"}, "tema") == "maal-3"
    assert free_slug("!", set(), "tema") == "tema"
    assert free_slug("!", {"tema"}, "tema") == "tema-2"


@given(st.text(), st.integers(0, 12))
def test_a_free_slug_fits_the_column_and_is_free(title: str, steps: int) -> None:
    taken: set[str] = set()
    for _ in range(steps + 1):
        slug = free_slug(title, taken, "tema")
        assert slug not in taken
        assert re.fullmatch(r"[a-z0-9_-]{1,80}", slug)
        taken.add(slug)
