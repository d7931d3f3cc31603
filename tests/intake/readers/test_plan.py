"""Plans of other shapes than the five sources', and texts that are no plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.codec import from_json, to_json
from intake.readers.parse_result import ParseResult, ReadError
from intake.readers.plan import read_plan
from tests.intake.readers.sources import HERNING, place_of


def read(text: str, year: int = 2019) -> ParseResult:
    return read_plan(text, municipality=HERNING, year=year)


def test_markdown_headings_are_headings_whatever_they_end_with() -> None:
    document = read(
        "# Beskæftigelsesplan 2019\n\n## Vil vi nå det?\n\nJa.\n\n### Hvordan?\n\nSammen.\n"
    ).document
    assert document.title == "Beskæftigelsesplan 2019"
    assert [(section.title, section.body) for section in document.sections] == [
        ("Vil vi nå det?", "Ja."),
        ("Hvordan?", "Sammen."),
    ]


def test_period_of_several_years_is_read_from_the_title() -> None:
    document = read("Beskæftigelsesstrategi 2022-2025\n\nDet vil vi i 2022-2025\n\nTekst.", 2022).document
    assert (document.year, document.last_year, document.kind) == (2022, 2025, "strategy")


def test_theme_label_is_the_municipalitys_own() -> None:
    text = "Plan 2019\n\nFokusområde 1: Unge\n\nDet vil vi\n\nTekst.\n\nFokusområde 2: Ældre\n\nTekst."
    document = read(text).document
    assert (document.theme_label, document.theme_label_plural) == ("Fokusområde", "Fokusområder")
    assert [(theme.number, theme.title, theme.ambition) for theme in document.themes] == [
        (1, "Unge", "Tekst."),
        (2, "Ældre", "Tekst."),
    ]


@pytest.mark.parametrize(
    ("headings", "word", "plural", "labels"),
    [
        (("Pejlemærke A: Borgere", "Pejlemærke B – Virksomheder"), "Pejlemærke", "Pejlemærker", ["A", "B"]),
        (("Spor: borgere", "Spor: virksomheder"), "Spor", "Spor", ["", ""]),
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
    document = read(text).document
    assert (document.theme_group_label, document.theme_group_label_plural) == (word, plural)
    assert [(group.label, group.title) for group in document.theme_groups] == list(
        zip(labels, ["Borgere", "Virksomheder"], strict=True)
    )
    assert document.theme_groups[0].body == "Om borgere."
    assert [theme.group for theme in document.themes] == ["borgere", "borgere", "virksomheder"]
    assert from_json(to_json(document)) == document


def test_goals_may_be_a_list() -> None:
    text = "Plan 2019\n\nUnge\n\nDet vil vi\n\nVi har følgende årsmål:\n\n- En.\n- To.\n\nDet gør vi\n\nAlt."
    assert [(goal.number, goal.text) for goal in read(text).document.themes[0].goals] == [
        (1, "En."),
        (2, "To."),
    ]


def test_goals_without_an_end_are_asked_about() -> None:
    result = read("Plan 2019\n\nUnge\n\nDet vil vi\n\nVi har følgende årsmål:\n\nEn.\n\nTo.")
    assert len(result.document.themes[0].goals) == 2
    assert result.questions == (
        "Linje 11: i tema 1 står der intet »Det gør vi …«; alt efter målenes indledning er læst som mål.",
    )


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("Udgift\t2019\t2020\nBeskæftigelse\t2,5\t3,1", False),
        ("Udgift | 2019 | 2020\nBeskæftigelse | 2,5 | 3,1", False),
        ("–", False),
        ("Udgiften til beskæftigelse\ni kommunen", True),
    ],
)
def test_rows_of_a_table_are_not_asked_about_for_a_full_stop(row: str, asked: bool) -> None:
    result = read(f"Plan 2019\n\nEn tekst er her.\n\n{row}\n\nOg her er den næste linje.")
    assert any("slutter uden punktum" in question for question in result.questions) is asked


def test_theme_without_goals_is_asked_about() -> None:
    result = read("Plan 2019\n\nUnge\n\nDet vil vi\n\nTekst.\n\nDet gør vi\n\nAlt.")
    assert result.questions == ("Linje 3: i tema 1 er der ikke fundet mål. Er det rigtigt?",)


def test_theme_without_heading_or_list_gets_a_name_that_says_so() -> None:
    result = read("Plan 2019\n\nIndledning\n\nTekst.\n\nDet vil vi\n\nTekst.")
    assert result.document.themes[0].title == "Tema 1 (overskriften mangler)"
    assert "Linje 7: overskriften over tema 1 mangler. Hvad hedder temaet?" in result.questions


def test_list_of_other_length_than_the_themes_is_asked_about() -> None:
    text = "Plan 2019\n\nTemaer\n\n1. Unge\n2. Ældre\n\nUnge\n\nDet vil vi\n\nTekst."
    assert "Linje 5: listen nævner 2 temaer, men der er fundet 1." in read(text).questions


def test_headings_that_are_certain_need_no_empty_line() -> None:
    document = read("Plan 2019\n\nIndledning\nTekst.\nVision\nMere.").document
    assert [(section.kind, section.body) for section in document.sections] == [
        ("introduction", "Tekst."),
        ("vision", "Mere."),
    ]


def test_list_right_below_a_paragraph_is_a_list() -> None:
    result = read("Plan 2019\n\nIndledning\n\nVi vil:\n- et\n- to")
    assert place_of(result, 7) == ["Indledning › liste 1, punkt 2"]
    assert result.document.sections[0].body == "Vi vil:\n\n- et\n- to"


def test_html_remnants_become_markdown() -> None:
    document = read("Plan 2019\n\nIndledning\n\n<p>Vi &amp; <b>I</b>.</p>\n</div>").document
    assert document.sections[0].body == "Vi & **I**."


def test_hyphen_before_and_stays() -> None:
    document = read("Plan 2019\n\nIndledning\n\nEn uddannelses-\nog jobplan, en institu-\ntion.").document
    assert document.sections[0].body == "En uddannelses- og jobplan, en institution."


def test_page_numbers_and_dotted_contents_are_left_out() -> None:
    text = "Plan 2019\n\nIndhold\nKapitel 1: Status ........ 3\n\nKapitel 1: Status\n\nTekst.\n\nSide 2 af 9\n\n12\n"
    result = read(text)
    assert [place_of(result, number) for number in (3, 4, 10, 12)] == [
        ["indholdsfortegnelse: dannes af portalen"],
        ["indholdsfortegnelse: dannes af portalen"],
        ["sidetal: dannes af portalen"],
        ["sidetal: dannes af portalen"],
    ]
    assert result.document.sections[0].body == "Tekst."


def test_quotation_that_never_closes_is_asked_about() -> None:
    result = read("Plan 2019\n\nVision\n\n”Byrådet vil.\n\nMere.")
    assert result.document.sections[0].body == "”Byrådet vil.\n\nMere."
    assert result.questions == ("Linje 5: citatet »”Byrådet vil.« slutter ikke. Hvor går det til?",)


def test_text_without_title_is_named_and_asked_about() -> None:
    result = read("Dette er en tekst fra 2019.\n\nOg mere.")
    assert result.document.title == "Beskæftigelsesplan 2019"
    assert result.document.sections[0].body == "Dette er en tekst fra 2019.\n\nOg mere."
    assert result.questions == ("Der er ingen titel i teksten. Planen er kaldt »Beskæftigelsesplan 2019«.",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Teksten er tom."),
        ("\n \n", "Teksten er tom."),
        ("Plan 2018\n\nTekst.", "Titlen »Plan 2018« (linje 1) er ikke for 2019. Ret --year."),
        ("Plan 2018-2019", "Titlen »Plan 2018-2019« (linje 1) er ikke for 2019. Ret --year."),
        ("Plan\n\nUnge\n\nDet vil vi i 2018", "Linje 5, »Det vil vi i 2018«, er ikke for 2019. Ret --year."),
        ("Plan\n\nTekst fra 2018.", "Året 2019 findes ikke i teksten. Ret --year."),
        ("Plan 2019-2011\n\nTekst.", "Titlen »Plan 2019-2011« slutter, før den begynder."),
    ],
)
def test_text_of_another_year_is_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError) as error:
        read(text)
    assert str(error.value) == message


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "Indledning",
                "Vision",
                "Kapitel 1: A",
                "Bilag 1: Oversigt over mål",
                "Det vil vi",
                "Det gør vi i 2019",
            ),
            *(
                "Tekst.",
                "tekst uden slut",
                "- et",
                "1. To",
                "2. Tre",
                "Vi har årsmål:",
                "Resultatmål",
                "”Citat",
                "slut”",
            ),
            *(
                "# Overskrift",
                "Tema 1: Unge",
                "Indholdsfortegnelse",
                "A\t3",
                "<ul><li>x",
                "</ul>",
                "*",
                "###### ",
                "12",
            ),
            *(
                "Kapitel 2: Ministermål",
                "Kapitel 3: Strategier",
                "Temaer",
                "1. Mål",
                "Herning",
                "Øvrige temaer",
            ),
        ]
    ),
    max_size=25,
)


def test_sign_of_a_heading_without_words_makes_none_of_the_line_below() -> None:
    assert (
        read("Plan 2019\n\nIndledning\n\n#\nVi vil nå det.").document.sections[0].body
        == "\\#\nVi vil nå det."
    )


def test_list_of_numbers_and_dashes_is_read_and_does_not_go_on() -> None:
    body = read("Plan 2019\n\nIndledning\n\n1. a\n- b\n\n2. c\n3. d").document.sections[0].body
    assert body.split() == ["1.", "a", "-", "b", "2.", "c", "3.", "d"]


def test_item_over_several_lines_is_read_as_one_text() -> None:
    text = "Plan 2019\n\nIndledning\n\n- <b>et\nto\ntre</b> ord-\nbog og uddannelses-\nog jobplan"
    assert read(text).document.sections[0].body == "- **et to tre** ordbog og uddannelses- og jobplan"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# Mål\n" * 1001, "Teksten har over 1000 overskrifter og er næppe en plan."),
        (
            "Kapitel 1: A\n\nResultatmål\n\n" + "- mål\n" * 1001,
            "Teksten har over 1000 mål og er næppe en plan.",
        ),
    ],
)
def test_text_of_more_parts_than_a_plan_can_have_is_refused(text: str, why: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(f"Plan 2019\n\n{text}")
    assert str(refused.value) == why


@given(PIECES, st.sampled_from(["\n", "\n\n"]))
def test_every_line_of_any_text_is_accounted_for(pieces: list[str], gap: str) -> None:
    text = gap.join(["Plan 2019", *pieces])
    result = read(text)
    numbers = {number for number, line in enumerate(text.split("\n"), start=1) if line.strip()}
    assert {placement.number for placement in result.placements} == numbers
    assert from_json(to_json(result.document)) == result.document


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        result = read(f"2019 {text}")
    except ReadError:
        return
    assert result.document.year == 2019
