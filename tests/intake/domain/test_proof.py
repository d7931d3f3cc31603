"""Every paragraph of a document is told of, and stands in the draft that was just made of it."""

from pathlib import Path

import pytest

from documents.tree import Municipality
from intake import made
from intake.domain.proof import standings
from intake.formats.reading import read
from intake.models import Placing
from intake.recognise.reading import recognise
from intake.recognised import to_json

PLANS = Path(__file__).parents[1] / "plans"
TOWN = Municipality("Prøve Kommune", "Prøve", "proeve", "999")
FILES = sorted(path.name for path in PLANS.iterdir() if path.suffix in (".docx", ".odt", ".md", ".txt"))


@pytest.mark.parametrize("name", FILES)
def test_every_paragraph_stands_in_the_draft(name: str) -> None:
    outline = read((PLANS / name).read_bytes(), name)
    recognised = recognise(outline)
    placing = Placing(outline=to_json(outline), recognised=to_json(recognised))
    rows = standings(placing, made.document_of(recognised, TOWN, year=recognised.year or 2020))
    assert [row.block.text for row in rows if row.is_changed] == []
    assert all(row.placed or row.reason for row in rows)
    assert len(rows) == sum(bool(block.text.strip()) for block in outline.blocks)
