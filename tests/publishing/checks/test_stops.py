"""What must be put right: each with a text that has the fault, and one like it that has not."""

from dataclasses import replace
from datetime import date

import pytest

from documents import tree
from publishing.checks.cpr_number import cpr_numbers
from tests.publishing.checks.check_input import GOAL, PLAN, SECTION, THEME, TODAY, found, places, plan_with


@pytest.mark.parametrize("body", ["", "  \n", "&nbsp;", "\u200b"])
def test_section_without_words_is_empty(body: str) -> None:
    assert places(found("empty_text", plan_with(body))) == [SECTION]


FILE = tree.Attachment("Bilag", "bilag/1/bilag.pdf", 9, "0" * 64)
SECTIONS = {
    "text": tree.Section("A", "a", body="Ord"),
    "picture": tree.Section("A", "a", body="![Et billede](/media/billeder/x.png)"),
    "parts": tree.Section("A", "a", children=(tree.Section("B", "b", body="Ord"),)),
    "annex": tree.Section("A", "a", attachments=(FILE,)),
    "themes": tree.Section("A", "a", kind="themes"),
    "overview": tree.Section("A", "a", kind="goal_overview"),
}


@pytest.mark.parametrize("name", SECTIONS)
def test_section_that_shows_something_is_not_empty(name: str) -> None:
    assert found("empty_text", replace(PLAN, sections=(SECTIONS[name],))) == []


@pytest.mark.parametrize("kind", ["themes", "goals", "strategies", "national_goals", "goal_overview"])
def test_generated_section_with_nothing_to_show_is_empty(kind: tree.SectionKind) -> None:
    document = replace(PLAN, themes=(), sections=(tree.Section("A", "a", kind=kind),))
    assert places(found("empty_text", document)) == ["section:a:body"]


def test_part_of_a_section_is_looked_at_too() -> None:
    section = tree.Section("A", "a", body="Ord", children=(tree.Section("B", "b"),))
    assert places(found("empty_text", replace(PLAN, sections=(section,)))) == ["section:b:body"]


def test_theme_without_anything_is_empty_and_one_with_goals_alone_is_not() -> None:
    bare = tree.Theme(2, "Ledige", "ledige")
    challenged = replace(bare, slug="svaert", challenge="Det er svært.")
    document = replace(PLAN, themes=(bare, replace(bare, slug="flere", goals=(GOAL,)), challenged))
    assert places(found("empty_text", document)) == ["theme:ledige:ambition"]


def test_goal_without_text_is_empty() -> None:
    document = replace(PLAN, goals=(replace(GOAL, text=" "),))
    assert places(found("empty_text", document)) == ["goal:/1:text"]


@pytest.mark.parametrize("picture", ["![](/media/billeder/x.png)", "![ ](/media/billeder/x.png)"])
def test_picture_needs_alternative_text(picture: str) -> None:
    [finding] = found("alternative_text", plan_with(f"Se her:\n\n{picture}\n"))
    assert finding.place.id == SECTION
    assert "/media/billeder/x.png" in finding.message


def test_picture_with_alternative_text_is_in_order() -> None:
    assert found("alternative_text", plan_with("![To unge ved en drejebænk](/media/billeder/x.png)")) == []


@pytest.mark.parametrize("text", ["# A\n\n### B", "## A\n\nTekst\n\n##### B", "# A\n\n## B\n\n#### C"])
def test_heading_that_skips_a_level_is_out_of_order(text: str) -> None:
    assert places(found("heading_order", plan_with(text))) == [SECTION]


@pytest.mark.parametrize(
    "text",
    ["# A\n\n## B\n\n### C\n\n# D", "### A\n\n#### B", "## A\n\n# B", "#1 prioritet\n\n### A", "Ingen"],
)
def test_headings_one_level_at_a_time_are_in_order(text: str) -> None:
    assert found("heading_order", plan_with(text)) == []


@pytest.mark.parametrize(
    "address",
    ["#afsnit-vaek", "#tema-ledige", "/findes/", "www.herning.dk", "javascript:x", "tema-unge"],
)
def test_link_that_leads_nowhere_stops(address: str) -> None:
    document = plan_with(f"Se [her]({address}).")
    [finding] = found("internal_link", document, dead_addresses=frozenset({"/findes/"}))
    assert finding.place.id == SECTION
    assert address in finding.message


@pytest.mark.parametrize(
    "address",
    [
        "#afsnit-indledning",
        "#tema-unge",
        "#tema-unge-maal",
        "/proeve/2019/",
        "https://x.dk/a",
        "mailto:a@b.dk",
    ],
)
def test_link_that_leads_somewhere_is_in_order(address: str) -> None:
    assert found("internal_link", plan_with(f"Se [her]({address}).")) == []


def test_minutes_that_may_not_be_linked_to_stop() -> None:
    decision = tree.Decision("Byrådet", TODAY, minutes_url="javascript:alert(1)")
    assert places(found("internal_link", replace(PLAN, decisions=(decision,)))) == ["decision:0:minutes_url"]
    sound = replace(decision, minutes_url="https://www.herning.dk/referat?id=7")
    assert found("internal_link", replace(PLAN, decisions=(sound,))) == []


def test_footnotes_are_no_links_of_the_authors() -> None:
    assert found("internal_link", plan_with("Et tal[^1].\n\n[^1]: Kilden.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ring om 010190-1234.",
        "Sagen (0101901234) er lukket",
        "CPR 010190 1234",
        "cpr.nr. 010190–1234",
        "290200-4321 født på en skuddag",
        "050625-4000 og 311257-3999",
        "**010190-1234**",
    ],
)
def test_number_that_begins_with_a_birthday_looks_like_a_cpr_number(text: str) -> None:
    [finding] = found("cpr_number", plan_with(text))
    assert finding.place.id == SECTION
    assert "1234" not in finding.message  # the list of findings must not spread it


@pytest.mark.parametrize(
    "text",
    [
        "320190-1234",
        "011390-1234",
        "290201-4321",
        "Tlf. 12 34 56 78",
        "CVR 29189919",
        "EAN 5798005363954",
        "Sag 01.02.03-1234",
        "2018-2021",
        "1.010.190.123",
        "010190-12345",
        "010190-1234-5",
        "1003456789",
        "Ingen tal",
    ],
)
def test_number_without_a_birthday_does_not(text: str) -> None:
    assert found("cpr_number", plan_with(text)) == []


def test_birthday_that_is_still_to_come_is_no_birthday() -> None:
    assert cpr_numbers("010330-4000", date(2029, 1, 1)) == []
    assert cpr_numbers("010330-4000", date(2030, 3, 1)) == ["010330-4000"]


@pytest.mark.parametrize(
    ("year", "seventh", "born"),
    [
        *((year, seventh, 1900 + year) for seventh in range(4) for year in (0, 36, 37, 57, 58, 99)),
        *((36, seventh, 2036) for seventh in range(4, 10)),
        *((37, seventh, 1937) for seventh in (4, 9)),
        *((year, seventh, 2000 + year) for seventh in range(5, 9) for year in (0, 37, 57)),
        *((year, seventh, 1800 + year) for seventh in range(5, 9) for year in (58, 99)),
    ],
)
def test_seventh_digit_says_the_century(year: int, seventh: int, born: int) -> None:
    """The table in cpr.dk's "Personnummeret i CPR": on the day of birth the number may be somebody's, and on
    the day before it may not."""
    number = f"0101{year:02d}-{seventh}000"
    assert cpr_numbers(number, date(born, 1, 1)) == [number]
    assert cpr_numbers(number, date(born - 1, 12, 31)) == []


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (replace(PLAN, summary="010190-1234"), "plan::summary"),
        (replace(PLAN, title="Plan 010190-1234"), "plan::title"),
        (replace(PLAN, goals=(replace(GOAL, note="010190-1234"),)), "goal:/1:note"),
        (replace(PLAN, goals=(replace(GOAL, responsible_unit="010190-1234"),)), "goal:/1:responsible_unit"),
        (replace(PLAN, goals=(replace(GOAL, status="010190-1234"),)), "goal:/1:status"),
        (replace(PLAN, themes=(replace(THEME, challenge="010190-1234"),)), "theme:unge:challenge"),
        (replace(PLAN, themes=(replace(THEME, answer_text="010190-1234"),)), "theme:unge:answer_text"),
        (replace(PLAN, strategies=(tree.Strategy("S", status="010190-1234"),)), "strategy:/0:status"),
        (replace(PLAN, goals=(replace(GOAL, partners="010190-1234"),)), "goal:/1:partners"),
        (
            replace(PLAN, decisions=(tree.Decision("Byrådet", TODAY, minority_statement="010190-1234"),)),
            "decision:0:minority_statement",
        ),
        (
            replace(PLAN, decisions=(tree.Decision("Byrådet", TODAY, "heard", parties="010190-1234"),)),
            "decision:0:parties",
        ),
        (
            replace(PLAN, themes=(replace(THEME, initiatives=(tree.Initiative("A", "010190-1234"),)),)),
            "initiative:unge/0:body",
        ),
        (
            replace(
                PLAN,
                strategies=(
                    tree.Strategy(
                        "S",
                        children=(tree.Strategy("T", initiatives=(tree.Initiative("A", "010190-1234"),)),),
                    ),
                ),
            ),
            "initiative:/0/0/0:body",
        ),
        (
            replace(
                PLAN,
                follow_up=tree.FollowUp(
                    "O", assessments=(tree.Assessment(tree.GoalRef(2019, "unge", 1), "met", "010190-1234"),)
                ),
            ),
            "assessment:final/unge/1:text",
        ),
        (replace(PLAN, attachments=(replace(FILE, title="010190-1234"),)), "attachment:/0:title"),
    ],
)
def test_cpr_number_is_found_wherever_it_stands(document: tree.PlanDocument, place: str) -> None:
    assert places(found("cpr_number", document)) == [place]


def test_file_that_fails_its_scan_stops_where_it_is_named() -> None:
    document = replace(
        plan_with("![Et billede](/media/billeder/x.png)"),
        attachments=(FILE,),
        municipality=replace(PLAN.municipality, crest="vaaben/1/v.png"),
    )
    faults = {"/media/billeder/x.png": "", FILE.path: "låst", "vaaben/1/v.png": "forkert", "andet.pdf": "x"}
    findings = found("file_scan", document, file_faults=faults)
    assert places(findings) == ["municipality::crest", "attachment:/0:file", SECTION]
    assert "låst" in findings[1].message
    assert found("file_scan", document) == []


def test_annex_of_a_section_is_scanned_too() -> None:
    section = tree.Section("A", "a", children=(tree.Section("B", "b", attachments=(FILE,)),))
    findings = found("file_scan", replace(PLAN, sections=(section,)), file_faults={FILE.path: "låst"})
    assert places(findings) == ["attachment:b/0:file"]
