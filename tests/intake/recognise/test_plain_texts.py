"""Plain texts of other shapes than the sources', and texts that are no plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.codec import from_json, to_json
from documents.tree import PlanDocument
from intake.formats.errors import UnreadableError
from intake.formats.reading import read as outline_of
from intake.plan_in import result_of
from intake.readers.parse_result import ParseResult
from intake.recognise.reading import recognise
from tests.intake.readers.sources import HERNING


def read(text: str, year: int = 2019, name: str = "plan.txt") -> ParseResult:
    outline = outline_of(text.encode(), name)
    return result_of(recognise(outline), outline, HERNING, year)


def document(text: str, year: int = 2019, name: str = "plan.txt") -> PlanDocument:
    return read(text, year, name).document


def test_markdown_headings_are_headings_whatever_they_end_with() -> None:
    text = "# Beskæftigelsesplan 2019\n\n## Vil vi nå det?\n\nJa.\n\n### Hvordan?\n\nSammen.\n"
    (section,) = document(text, name="plan.md").sections
    assert (section.title, section.body) == ("Vil vi nå det?", "Ja.")
    assert [(child.title, child.body) for child in section.children] == [("Hvordan?", "Sammen.")]


def test_period_of_several_years_is_read_from_the_title() -> None:
    found = document("Beskæftigelsesstrategi 2022-2025\n\nUnge\n\nDet vil vi i 2022-2025\n\nTekst.", 2022)
    assert (found.year, found.last_year, found.kind) == (2022, 2025, "strategy")


def test_theme_label_is_the_municipalitys_own() -> None:
    text = "Plan 2019\n\nFokusområde 1: Unge\n\nDet vil vi\n\nTekst.\n\nFokusområde 2: Ældre\n\nTekst."
    found = document(text)
    assert (found.theme_label, found.theme_label_plural) == ("Fokusområde", "Fokusområder")
    assert [(theme.number, theme.title, theme.ambition) for theme in found.themes] == [
        (1, "Unge", "Tekst."),
        (2, "Ældre", "Tekst."),
    ]


@pytest.mark.parametrize(
    ("headings", "word", "plural", "labels"),
    [
        (("Pejlemærke A: Borgere", "Pejlemærke B – Virksomheder"), "Pejlemærke", "Pejlemærker", ["A", "B"]),
        (("Spor I: borgere", "Spor II: virksomheder"), "Spor", "Spor", ["I", "II"]),
        (("Målsætning I: Borgere", "Målsætning II: Virksomheder"), "Målsætning", "Målsætninger", ["I", "II"]),
    ],
)
def test_level_above_the_themes_is_read_with_its_word_and_letter(
    headings: tuple[str, str], word: str, plural: str, labels: list[str]
) -> None:
    first, second = headings
    text = (
        f"# Plan 2019\n\n## {first}\n\nOm borgere.\n\n### Fokusområde 1: Unge\n\n#### Det vil vi\n\nTekst.\n\n"
        f"### Fokusområde 2: Ældre\n\nTekst.\n\n## {second}\n\n### Fokusområde 3: Job\n\nTekst.\n"
    )
    found = document(text, name="plan.md")
    assert (found.theme_group_label, found.theme_group_label_plural) == (word, plural)
    assert [group.label for group in found.theme_groups] == labels
    assert found.theme_groups[0].body == "Om borgere."
    assert [theme.group for theme in found.themes] == ["borgere", "borgere", "virksomheder"]


def test_goals_may_be_a_list() -> None:
    text = "Plan 2019\n\nUnge\n\nDet vil vi\n\nVi har følgende årsmål:\n\n- En.\n- To.\n\nDet gør vi\n\nAlt."
    assert [(goal.number, goal.text) for goal in document(text).themes[0].goals] == [(1, "En."), (2, "To.")]


def test_theme_without_goals_is_asked_about() -> None:
    result = read("Plan 2019\n\nUnge\n\nDet vil vi\n\nTekst.\n\nDet gør vi\n\nAlt.")
    assert "Der er ikke fundet mål i »Unge«. Er det rigtigt?" in result.questions


def test_list_right_below_a_paragraph_is_a_list() -> None:
    assert (
        document("Plan 2019\n\nIndledning\n\nVi vil:\n- et\n- to").sections[0].body == "Vi vil:\n\n- et\n- to"
    )


def test_html_remnants_become_markdown() -> None:
    text = "Plan 2019\n\nIndledning\n\n<p>Vi &amp; <b>I</b>.</p>\n</div>"
    assert document(text).sections[0].body == "Vi & **I**."


def test_hyphen_before_and_stays() -> None:
    text = "Plan 2019\n\nIndledning\n\nEn uddannelses-\nog jobplan, en institu-\ntion."
    assert document(text).sections[0].body == "En uddannelses- og jobplan, en institution."


def test_quotation_is_one_and_one_that_never_closes_is_none() -> None:
    text = "Plan 2019\n\nVision\n\nByrådet skriver:\n\n”Vi vil.\n\nVi kan.”\n\nSlut på det."
    assert document(text).sections[0].body == "Byrådet skriver:\n\n> ”Vi vil.\n>\n> Vi kan.”\n\nSlut på det."
    assert (
        document("Plan 2019\n\nVision\n\n”Byrådet vil.\n\nMere.").sections[0].body == "”Byrådet vil.\n\nMere."
    )


def test_stars_around_words_set_them_off_and_others_are_stars() -> None:
    text = "Plan 2019\n\nIndledning\n\nAfdelingen **Job** har *mål* for borger*innen, 2 * 3 * 4."
    assert document(text).sections[0].body == ("Afdelingen **Job** har *mål* for borger\\*innen, 2 * 3 * 4.")


def test_contents_list_says_which_headings_are_within_others() -> None:
    text = (
        "Plan 2019\n\nIndhold\nKapitel 1: Status ........ 3\nLedighed ........ 4\n\n"
        "Kapitel 1: Status\n\nTekst.\n\nLedighed\n\nMere.\n\nDe unge\n\nMest.\n"
    )
    (section,) = document(text).sections
    assert [(child.title, child.body) for child in section.children] == [
        ("Ledighed", "Mere.\n\n### De unge\n\nMest.")
    ]


PIECES = st.lists(
    st.sampled_from(
        [
            *("Indledning", "Vision", "Kapitel 1: A", "Bilag 1: Oversigt over mål", "Det vil vi", "Det gør vi i 2019"),
            *("Tekst.", "tekst uden slut", "- et", "1. To", "2. Tre", "Vi har årsmål:", "Resultatmål", "”Citat", "slut”"),
            *("# Overskrift", "Tema 1: Unge", "Indholdsfortegnelse", "A\t3", "<ul><li>x", "</ul>", "*", "###### ", "12"),
            *("Kapitel 2: Ministermål", "Kapitel 3: Strategier", "Temaer", "1. Mål", "Herning", "Øvrige temaer"),
            *("Initiativ 1.1 Mentor", "1) Unge", "2) Syge", "Mål for unge:", "Tema A", "A\tB\n1\t2", "Borgmester"),
        ]
    ),
    max_size=25,
)  # fmt: skip


@given(PIECES, st.sampled_from(["\n", "\n\n"]))
def test_every_paragraph_of_any_text_is_accounted_for(pieces: list[str], gap: str) -> None:
    text = gap.join(["Plan 2019", *pieces])
    outline = outline_of(text.encode(), "plan.txt")
    found = recognise(outline)
    assert {n for piece in found.pieces for n in piece.blocks} == {block.number for block in outline.blocks}
    made = result_of(found, outline, HERNING, 2019)
    assert made.unplaced == ()
    assert from_json(to_json(made.document)) == made.document


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        result = read(f"2019 {text}")
    except UnreadableError:
        return
    assert result.document.year == 2019
