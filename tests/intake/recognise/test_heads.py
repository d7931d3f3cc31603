from intake.formats.reading import read
from intake.recognise.reading import recognise


def test_heading_without_words_is_no_title() -> None:
    recognised = recognise(read(b"## _\n\n# Plan 2026\n\nOrd.\n", "plan.md"))
    assert [piece.text for piece in recognised.pieces if piece.role == "title"] == ["Plan 2026"]
