"""What is written and not read as it was meant: each with a text that has the fault, and one like it that has
not."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from documents import tree
from documents.codec import to_json
from documents.printing import RenderError, render_pdf
from documents.printing.letters import unsupported_characters
from documents.stamp import Stamp
from publishing.checks import Finding
from publishing.checks.writing import mistake_messages
from tests.publishing.checks.check_input import PLAN, SECTION, TOWN, found, places, plan_with

TABLE = "| A | B |\n|---|---|\n"


def message(check: str, text: str) -> str:
    with translation.override("da"):
        [finding] = found(check, plan_with(text))
    assert finding.place.id == SECTION
    return finding.message


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (f"{TABLE}| 1 | 2 | 3 |", "“3”"),
        (f"{TABLE}| 1 | 2 | 3 | | fire |\n| 5 | 6 |", "“3” · “fire”"),
        (f"- Tal:\n\n  {TABLE.replace(chr(10), chr(10) + '  ')}| 1 | 2 | 3 |", "“3”"),
        ("> | A |\n> |---|\n> | 1 | 2 |", "“2”"),
        ("A | B\n--|--\n1 | 2 | tre", "“tre”"),
    ],
)
def test_cell_without_a_column_is_lost(text: str, lost: str) -> None:
    assert message("lost_cells", text).endswith(lost)


@pytest.mark.parametrize(
    "text",
    [f"{TABLE}| 1 | 2 |", f"{TABLE}| 1 |", f"{TABLE}| 1 | 2 | |", f"{TABLE}| 1 \\| 2 | 3 |", "A | B | C"],
)
def test_cell_with_a_column_is_not_lost(text: str) -> None:
    assert found("lost_cells", plan_with(text)) == []


@pytest.mark.parametrize("text", ["| A | B |\n| 1 | 2 |", "| Kun denne", "År | Tal | Andel", "- | a | b |"])
def test_row_outside_a_table_is_told_of(text: str) -> None:
    assert text.split("\n")[0].removeprefix("- ") in message("loose_rows", text)


@pytest.mark.parametrize("text", [f"{TABLE}| 1 | 2 |", "Ja | nej", "a \\| b \\| c"])
def test_single_sign_in_a_sentence_is_no_row(text: str) -> None:
    assert found("loose_rows", plan_with(text)) == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Det er **vigtigt.", "“**vigtigt.”"),
        ("Det er vigtigt** her.", "“**”"),
        ("~~Slettet", "“~~Slettet”"),
        ("Tal[^1].", "“[^1]”"),
        ("Tal[^1].\n\n[^1]: Kilde\n\n[^2]: Ingen", "[^2]"),
        ("Uden henvisning.\n\n[^kilde]: Ord", "[^kilde]"),
        ("Tal[^1].\n\n[^1]: Kilde\n\n[^1]: En anden", "kun den sidste vises: “[^1]”"),
        ("[planen](https://a.dk/Plan 2019.pdf)", "“](https://a.dk/Plan”"),
        ("[Ring](tel:se bagsiden)", "“](tel:se”"),
    ],
)
def test_mark_that_opens_nothing_is_told_of(text: str, mark: str) -> None:
    assert mark in message("open_marks", text)


@pytest.mark.parametrize(
    "text",
    [
        "**Vigtigt**",
        "~~slettet~~",
        "Tal[^1].\n\n[^1]: Kilde",
        "2 \\*\\* 3",
        "`**`",
        "*Fed og borger\\*innen",
        "5 * 3",
        "[planen](https://a.dk/Plan%202019.pdf) [ny]\\(x)",
    ],
)
def test_mark_that_opens_something_or_is_escaped_is_none(text: str) -> None:
    assert found("open_marks", plan_with(text)) == []


LETTERS = "aæøåÆØÅéü€§–”•→≥½²☎✓😀ǻ\u200d\u00a0\u202fאبж"
UNKNOWN = "\ue000漢\U00012000"


def refused(characters: str) -> str:
    """What the PDF process says of a document with each of them."""
    sections = tuple(tree.Section("A", f"a-{n}", body=f"x{one}x") for n, one in enumerate(characters))
    document = tree.PlanDocument(TOWN, "Plan", 2019, 2019, sections=sections)
    try:
        render_pdf(
            document, Stamp("1", date(2019, 1, 1), "https://eksempel.dk/", "0" * 64), to_json(document)
        )
    except RenderError as error:
        return str(error)
    return ""


def test_letters_that_are_drawn_are_those_that_the_pdf_process_takes() -> None:
    assert unsupported_characters(LETTERS) == []
    assert refused(LETTERS) == ""


def test_letters_that_are_not_drawn_are_those_that_the_pdf_process_refuses() -> None:
    assert unsupported_characters(UNKNOWN) == list(UNKNOWN)
    told = refused(UNKNOWN)
    assert [f"U+{ord(one):04X}" in told for one in UNKNOWN] == [True] * len(UNKNOWN)


def test_letter_that_no_typeface_draws_stops_wherever_it_stands() -> None:
    section = tree.Section("Titel 漢", "indledning", body="漢 og &#28450;")
    findings: list[Finding] = found("undrawn_letters", replace(PLAN, sections=(section,)))
    assert places(findings) == ["section:indledning:title", SECTION]
    assert all("漢 (U+6F22)" in finding.message for finding in findings)


def test_preview_is_told_of_all_at_once() -> None:
    assert len(mistake_messages(f"**a\n\n漢\n\n| x | y |\n\n{TABLE}| 1 | 2 | 3 |")) == 4
    assert mistake_messages("Alt er i orden.") == []


def test_preview_is_told_of_links_that_are_shown_as_words() -> None:
    told = mistake_messages("[a](herning.dk/plan), [b](plan.pdf), [c](https://a.dk), [d](/herning/)")
    assert [one.rpartition(": ")[2] for one in told] == ["herning.dk/plan, plan.pdf"]


@pytest.mark.parametrize(
    "text", ["![](https://a.dk/b.png)", "![Et hus](b.png)", "- [![x](//a.dk/b.png)](/c)"]
)
def test_picture_that_is_not_kept_by_the_portal_is_lost(text: str) -> None:
    assert message("lost_pictures", text).endswith("b.png")
    with translation.override("da"):
        assert [one for one in mistake_messages(text) if "b.png" in one] == [message("lost_pictures", text)]


def test_picture_of_the_portal_is_not_lost() -> None:
    assert found("lost_pictures", plan_with("![Et hus](/media/b.png)")) == []
