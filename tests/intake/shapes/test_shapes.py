"""Shapes of plans beside the nine: other words for the levels, tables, forms, goals in running text, labels of their own.
They were written before the rules that they then changed; the shares from before that are in docs/intake.md."""

import re
from collections import Counter

import pytest

from documents import tree
from intake import made
from intake.recognised import Recognised
from tests.intake import scoring
from tests.intake.shapes import measuring
from tests.intake.shapes.forms import MAKERS
from tests.intake.shapes.source import NAMES, source_of

TOWN = tree.Municipality("Prøve Kommune", "Prøve", "proeve", "999")
FLOOR, OF_LAYOUT = 98, 95
LEAST, LEAST_OF_LAYOUT = 90, 30
"""Of one plan in one form. In layout text a table's cell may wrap around the middle of its row, and a heading in a column
may have no empty line below it."""
FILES = [(shape, ending) for shape in NAMES for ending in MAKERS]


@pytest.mark.parametrize("ending", MAKERS)
def test_share_of_what_is_recognised_does_not_fall_and_false_headings_are_few(ending: str) -> None:
    """Both of one reading of the shapes, which takes longer than to count."""
    floor, least = (OF_LAYOUT, LEAST_OF_LAYOUT) if ending == "txt" else (FLOOR, LEAST)
    total = scoring.Score(0, 0, 0)
    for shape in NAMES:
        one = measuring.score_of(shape, ending)
        assert min(one.precision, one.recall) >= least, measuring.wrong_of(shape, ending)
        total += one
    assert min(total.precision, total.recall) >= floor, measuring.table()
    false = [heading for shape in NAMES for heading in measuring.false_headings(shape, ending)]
    every = sum(len(scoring.headings_of(measuring.recognised(shape, ending))) for shape in NAMES)
    assert len(false) < 0.02 * every, false


@pytest.mark.parametrize(("shape", "ending"), FILES)
def test_no_word_of_the_plan_is_lost(shape: str, ending: str) -> None:
    """In the outline, whatever the form, and from there in the plan or listed as left out."""
    outline, recognised = measuring.outline_of(shape, ending), measuring.recognised(shape, ending)
    held = _squeezed(" ".join(block.text for block in outline.blocks))
    told = [
        text
        for block in source_of(shape).blocks
        for text in (block.text, *(c for r in block.rows for c in r))
    ]
    words = {word for text in told for word in re.findall(r"\w{3,}", text)}
    assert sorted(word for word in words if _squeezed(word) not in held) == []
    assert {number for piece in recognised.pieces for number in piece.blocks} == {
        b.number for b in outline.blocks
    }
    assert _lost(recognised, outline_words(shape, ending)) == []


def outline_words(shape: str, ending: str) -> str:
    return " ".join(block.text for block in measuring.outline_of(shape, ending).blocks)


def _lost(recognised: Recognised, text: str) -> list[str]:
    """Words of the outline that are neither in the plan nor in a piece that is left out."""
    from documents.codec import to_json  # noqa: PLC0415  # slow import

    document = made.document_of(recognised, TOWN)
    left = " ".join(piece.text for piece in recognised.pieces if piece.role in ("left_out", "decision"))
    left += f" {recognised.theme_word}"
    held = _squeezed(to_json(document).replace("\\n", " ") + left)
    numbers = {word for piece in recognised.pieces for word in re.findall(r"\w{3,}", piece.number)}
    wanted = {word for word in re.findall(r"\w{3,}", text) if not word.isdecimal()} - numbers
    return sorted(word for word in wanted if _squeezed(word) not in held)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def test_verdicts_in_a_table_are_read() -> None:
    for ending in MAKERS:
        report = made.document_of(measuring.recognised("opfoelgning", ending), TOWN).follow_up
        assert report is not None
        assert Counter(one.verdict for one in report.assessments) == {"met": 4, "not_met": 2, "partly": 1}


def test_themes_are_read_out_of_a_column() -> None:
    document = made.document_of(measuring.recognised("et_skema", "docx"), TOWN)
    told = [(theme.title, len(theme.goals), len(theme.initiatives)) for theme in document.themes]
    assert told == [("Unge", 2, 2), ("Sygemeldte", 1, 1), ("Langtidsledige", 2, 2)]


def test_what_an_initiative_is_told_of_is_with_it() -> None:
    document = made.document_of(measuring.recognised("skema", "txt"), TOWN)
    assert document.themes[0].initiatives[0].body == "Ansvarlig: Jobcentret\n\nTidsfrist: December 2024"


def test_goals_in_running_text_leave_the_rest_of_it_as_text() -> None:
    document = made.document_of(measuring.recognised("sigte", "docx"), TOWN)
    assert [len(theme.goals) for theme in document.themes] == [2, 1, 1]
    assert "bygge bro" in document.themes[0].ambition
