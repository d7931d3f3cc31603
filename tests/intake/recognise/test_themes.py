import pytest

from intake.formats.reading import read
from intake.recognise.reading import recognise

PLAN = """# Beskæftigelsesplan 2026

## Indledning

{told}

## Unge

**Mål**

- Mindst 80 % af de unge er i job.

## Sygemeldte

**Mål**

- Højst 10 % er sygemeldte.
"""


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("Vi tager udgangspunkt i den enkelte. Det er et godt udgangspunkt.", ""),
        (
            "Nye indsatser sættes i gang på et senere tidspunkt. Indsatser koster, og et tidspunkt er valgt.",
            "",
        ),
        ("Planen har to målsætninger.", "målsætning"),
        ("Planens fokusområder er valgt af udvalget. Hvert fokusområde har mål.", "fokusområde"),
    ],
)
def test_word_for_a_theme_is_read_from_the_text_where_it_is_one(told: str, word: str) -> None:
    assert recognise(read(PLAN.format(told=told).encode(), "plan.md")).theme_word == word


@pytest.mark.parametrize(
    "heading", ["Udgangspunkt: Ledigheden i dag", "Forudsætning: En stærk økonomi", "Ambition: Alle med"]
)
def test_heading_that_alone_begins_with_a_word_for_a_level_is_no_theme(heading: str) -> None:
    told = f"Ord.\n\n## {heading}\n\nTekst om det."
    recognised = recognise(read(PLAN.format(told=told).encode(), "plan.md"))
    assert [piece.text for piece in recognised.pieces if piece.role == "theme"] == ["Unge", "Sygemeldte"]


def test_heading_with_a_word_for_a_level_above_goals_is_a_theme_though_it_is_alone() -> None:
    text = "# Plan 2026\n\n## Fokusområde: Unge\n\n**Mål**\n\n- Mindst 80 % er i job.\n\n## Økonomi\n\nOrd.\n"
    recognised = recognise(read(text.encode(), "plan.md"))
    assert [piece.text for piece in recognised.pieces if piece.role == "theme"] == ["Unge"]


@pytest.mark.parametrize("inner", ["Ambition: Alle i job", "Udgangspunkt: Ledigheden i dag"])
def test_heading_in_each_theme_is_none_itself(inner: str) -> None:
    inside = f"### {inner}\n\nTekst.\n\n### Mål\n\n- Mindst 80 % er i job.\n"
    text = f"# Plan 2026\n\n## Unge\n\n{inside}\n## Sygemeldte\n\n{inside}"
    recognised = recognise(read(text.encode(), "plan.md"))
    themes = [piece for piece in recognised.pieces if piece.role == "theme"]
    goals = [piece.parent for piece in recognised.pieces if piece.role == "goal"]
    assert [piece.text for piece in themes] == ["Unge", "Sygemeldte"]
    assert goals == [piece.id for piece in themes]
