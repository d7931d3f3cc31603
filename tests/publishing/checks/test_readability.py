import pytest

from publishing.checks.readability import lix

EASY = "Vi vil have dig i job. " * 20


def test_short_text_has_no_lix() -> None:
    assert lix("Ét ord") is None
    assert lix("") is None


def test_lix_is_words_to_a_sentence_and_long_words_in_per_cent() -> None:
    assert lix(EASY) == 6
    # 10 words, of which 2 have seven letters or more: 10 + 20.
    assert lix("Vi vil have en bedre uddannelse og flere lærlinge nu. " * 6) == 30


@pytest.mark.parametrize("end", [".", "!", "?", ":", "…", "\n"])
def test_sentence_ends_at_its_mark_or_its_line(end: str) -> None:
    text = f"en to tre fire fem{end} " * 12
    assert lix(text) == (5 if end != "…" else 60)


def test_number_and_abbreviation_of_a_date_do_not_end_a_sentence() -> None:
    assert lix("den 1. maj kommer alle her til byen i dag " * 6) == 60
