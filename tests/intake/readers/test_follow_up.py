"""Reports of other shapes than the source's, and texts that are no report."""

import pytest

from intake.readers.follow_up import read_follow_up
from intake.readers.parse_result import ParseResult, ReadError
from tests.intake.readers.sources import HERNING, place_of

HEAD = "Målopfølgning 2020\n\nFokusområde\tUnge\nMål\t<p>En.</p><p>To.</p>\n"


def read(text: str) -> ParseResult:
    return read_follow_up(text, municipality=HERNING, year=2020)


def verdicts(result: ParseResult) -> list[tuple[int, str, str]]:
    report = result.document.follow_up
    assert report is not None
    return [(found.goal.number, found.verdict, found.text) for found in report.assessments]


def test_uncertain_verdict_is_asked_about_and_not_guessed() -> None:
    result = read(f"{HEAD}Status\t<p>Ad 1: Målet er næsten opfyldt.</p><p>Ad 2) Målet er opfyldt.</p>")
    assert verdicts(result) == [
        (1, "cannot_be_assessed", "Målet er næsten opfyldt."),
        (2, "met", "Målet er opfyldt."),
    ]
    assert result.questions[1] == (
        "Linje 5: fokusområde 1, mål 1: af teksten fremgår det ikke klart, om målet er opfyldt. Det er sat til "
        "»kan ikke vurderes«. Hvad er det?"
    )


def test_answer_to_a_goal_that_is_not_there_is_left_out_and_told() -> None:
    result = read(f"{HEAD}Status\t<p>Ad 1: Målet er opfyldt.</p><p>Ad 3: Målet er opfyldt.</p><p>Mere.</p>")
    assert verdicts(result) == [(1, "met", "Målet er opfyldt.")]
    assert [(p.number, p.text) for p in result.unplaced] == [(5, "Målet er opfyldt."), (5, "Mere.")]
    assert result.questions[1:] == (
        "Linje 5: fokusområde 1, mål 2, er ikke vurderet. Mangler der noget?",
        "Linje 5: fokusområde 1 har intet mål 3; teksten er ikke taget med. Hvor hører den til?",
    )


def test_text_before_the_first_answer_is_left_out_and_told() -> None:
    result = read(
        f"{HEAD}Status\t<p>Generelt.</p><p>Ad 1: Målet er opfyldt.</p><p>Ad 2: Målet er opfyldt.</p>"
    )
    assert [p.text for p in result.unplaced] == ["Generelt."]
    assert result.questions[1] == (
        "Linje 5: teksten i fokusområde 1 siger ikke, hvilket mål den handler om; teksten er ikke taget med. "
        "Hvor hører den til?"
    )


def test_only_goal_needs_no_number() -> None:
    result = read("Målopfølgning 2020\n\nTema\tUnge\nMål\tEt.\nStatus\tMålet er ikke opfyldt.\n\nMere tekst.")
    assert verdicts(result) == [(1, "not_met", "Målet er ikke opfyldt.\n\nMere tekst.")]


def test_goal_answered_twice_keeps_both_texts_and_is_asked_about() -> None:
    result = read(
        f"{HEAD}Status\t<p>Ad 1: Målet er opfyldt.</p><p>Ad 1: Godt.</p><p>Ad 2: Målet er opfyldt.</p>"
    )
    assert verdicts(result)[0] == (1, "met", "Målet er opfyldt.\n\nGodt.")
    assert result.questions[1] == "Linje 5: fokusområde 1, mål 1, er vurderet to gange."


def test_unknown_field_is_not_placed() -> None:
    result = read(f"{HEAD}Ansvarlig\tJobcentret\nStatus\t<p>Ad 1: Målet er opfyldt.</p><p>Ad 2: x</p>")
    assert [(p.number, p.text) for p in result.unplaced] == [(5, "Ansvarlig\tJobcentret")]


def test_second_service_area_is_asked_about() -> None:
    record = "Serviceområde\t{}\nFokusområde\tUnge\nMål\tEt.\nStatus\tMålet er opfyldt.\n\n"
    result = read("Målopfølgning 2020\n\n" + record.format("17 Forsørgelse") + record.format("18 Sundhed"))
    report = result.document.follow_up
    assert report is not None
    assert report.service_area == "17 Forsørgelse"
    assert [p.number for p in result.unplaced] == [8]
    assert [theme.slug for theme in result.document.themes] == ["unge", "unge-2"]


def test_lines_between_title_and_fields_are_the_introduction() -> None:
    result = read(
        "Målopfølgning 2020\nKort fortalt.\n\nFokusområde\tUnge\nMål\tEt.\nStatus\tMålet er opfyldt."
    )
    report = result.document.follow_up
    assert report is not None
    assert report.introduction == "Kort fortalt."
    assert place_of(result, 2) == ["målopfølgningens indledning"]


def test_title_is_made_where_there_is_none() -> None:
    result = read("Fokusområde\tUnge\nMål\tEt.\nStatus\tMålet er opfyldt.")
    report = result.document.follow_up
    assert report is not None
    assert report.title == "Målopfølgning 2020"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Målopfølgning 2020\n\nTekst.",
            "Der er ingen felter i teksten. Hvert felt skal stå på en linje for sig: navn, tabulator, indhold.",
        ),
        (
            "Målopfølgning 2019\n\nFokusområde\tUnge\nMål\tEt.",
            "Titlen »Målopfølgning 2019« (linje 1) er ikke for 2020. Ret --year.",
        ),
        ("Målopfølgning\n\nMål\tEt.", "Felterne fra linje 3 har intet »Fokusområde« med en titel."),
        ("Målopfølgning\n\nFokusområde\tUnge", "Felterne fra linje 3 har intet »Mål« med tekst."),
        ("Målopfølgning\n\nFokusområde\tUnge\nMål\t", "Felterne fra linje 3 har intet »Mål« med tekst."),
    ],
)
def test_text_that_is_no_report_of_the_year_is_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError) as error:
        read(text)
    assert str(error.value) == message
