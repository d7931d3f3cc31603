import unicodedata

from goals.domain.importing.wording import composed, key, names, runs


def test_rows_in_a_row_are_written_as_a_run() -> None:
    assert [runs([5]), runs([5, 6]), runs([2, 5, 6, 7, 9])] == ["5", "5–6", "2, 5–7 og 9"]


def test_many_runs_are_counted() -> None:
    assert runs(range(1, 25, 2)) == "1, 3, 5, 7, 9, 11, 13, 15 og 4 flere"


def test_names_are_quoted() -> None:
    assert (names(["Tal"]), names(["Tal", "Noter"])) == ("»Tal«", "»Tal« og »Noter«")


def test_words_are_known_however_they_are_written() -> None:
    assert key(unicodedata.normalize("NFD", " Ny\u00a0 OMRÅDE\n")) == "ny område"
    assert composed("A\u030arhus") == "Århus"
