"""Sentences in Python are English, and have their Danish from the catalogue. What stays Danish there is data."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rooms import ROOMS

ROOT = Path(__file__).resolve().parents[1]
DATA = {
    "desk/management/country/compose.py": "what invented plans say",
    "desk/management/country/texts.py": "what invented plans say",
    "desk/management/demo.py": "what the demo content says, and what its people are called",
    "desk/domain/goals_from_file.py": "headings of a table of goals",
    "desk/domain/next_year.py": "how a title writes the years of a plan",
    "documents/clipboard/lists.py": "letters that a line of a list begins with",
    "documents/from_rows.py": "what a plan is called in what is published",
    "documents/markdown/lettered.py": "letters that a line of a list begins with",
    "documents/proposal.py": "what stands before the title of a published proposal",
    "documents/printing/preload.py": "a text that is set once so that the typefaces are loaded",
    "documents/tree.py": "headings of published documents that name none",
    "goals/domain/importing/danish.py": "words that a file of figures is written in",
    "goals/domain/origin.py": "how the source of a figure is written, and what it is recognised by",
    "goals/domain/periods.py": "how files of figures write a period",
    "intake/domain/listing.py": "headings of a table of goals and initiatives",
    "intake/formats/drafts.py": "letters that a line of a list begins with",
    "intake/formats/laid_out.py": "how a Danish line is divided and goes on",
    "intake/formats/markdown.py": "letters that a line of a list begins with",
    "intake/formats/pdf.py": "letters that a line of a list begins with",
    "intake/formats/pdf_paragraphs.py": "letters that a line of a list begins with",
    "intake/formats/text_headings.py": "letters that a numbered title begins with",
    "intake/formats/text_lines.py": "how lines look that are no headings",
    "intake/formats/text_pages.py": "letters that a numbered title begins with",
    "intake/recognise/decisions.py": "boards, outcomes and days in Danish plans",
    "intake/recognise/goal_tables.py": "headings of columns",
    "intake/recognise/labels.py": "words that a plan's own labels of goals have",
    "intake/recognise/lines.py": "how a line of a list or a sentence begins",
    "intake/recognise/period.py": "how plans write their years, and reports their verdicts",
    "intake/recognise/reading.py": "words for goals, and how names are written",
    "intake/recognise/review.py": "how reports say what they compare with",
    "intake/recognise/sections.py": "headings of sections",
    "intake/recognise/sentences.py": "how sentences say a goal",
    "intake/recognise/targets.py": "how sentences say a target",
    "intake/recognise/themes.py": "words for goals and initiatives in headings",
    "intake/recognise/theme_reading.py": "how sentences end, and headings of tables",
    "intake/recognise/words.py": "words that the structure of a plan is read by",
    "intake/readers/danish.py": "words that documents are recognised by, and that are written into them",
    "intake/readers/verdicts.py": "how Danish reports say that a goal is met",
    "plans/danish.py": "letters and their order, and what stands between names",
    "plans/domain/slugs.py": "letters as addresses write them",
    "plans/models/plan.py": "headings that a new plan has",
    "plans/models/series.py": "what a municipality's first series is called until it says otherwise",
    "website/domain/search/danish.py": "words and letters of queries",
    "plans/standard/line_breaks.py": "how lines of a Danish address, list or heading begin",
    "plans/standard/list_numbers.py": "what may follow a number in Danish",
    "plans/validators.py": "letters of a case's number",
    "website/domain/plan_lines.py": "what councils are called",
    "website/templatetags/head.py": "the name of what other sites read (Open Graph)",
    "website/domain/towns.py": "the letter that Aa is sorted under",
    "publishing/checks/wrong_year.py": "words that a sentence of the future is recognised by",
}
"""Modules that hold Danish words, each with why."""
LETTERS = re.compile("[æøåÆØÅ]")
WORDS = re.compile(
    r"(?<![-\w])(?:af|blev|bliver|eller|er|findes|har|ikke|ingen|mangler|og|skal|uden|[Ff]ilen|[Tt]eksten)(?![-\w])"
)
"""Of which nearly every Danish sentence has one, and no English one. A part of an address is no word."""
EXAMPLE = re.compile(r"\be\.g\. .*")
"""A Danish name may be an example in an English sentence."""


def is_danish(text: str) -> bool:
    text = EXAMPLE.sub("", text)
    return bool(LETTERS.search(text) or WORDS.search(text))


def strings(module: ast.Module) -> Iterator[str]:
    """All but docstrings, with the pieces of f-strings."""
    alone = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from (path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)


def test_danish_in_python_is_data() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): texts
        for path in modules()
        if (texts := [text for text in strings(ast.parse(path.read_text())) if is_danish(text)])
    }
    sentences = {name: texts for name, texts in found.items() if name not in DATA}
    assert sentences == {}
    assert sorted(DATA) == sorted(found)


@pytest.mark.parametrize(
    ("source", "danish"),
    [
        ('raise ReadError("Teksten er tom.")', True),
        ('text = f"Filen {path} findes ikke."', True),
        ('name = "Mål"', True),
        ('text = _("The text is empty.")', False),
        ('help_text = _("Who decided, e.g. Byrådet or Beskæftigelsesudvalget.")', False),
        ('def said():\n    """As in "Målet er nået"."""', False),
    ],
)
def test_what_counts_as_danish(source: str, danish: bool) -> None:
    assert any(map(is_danish, strings(ast.parse(source)))) is danish
