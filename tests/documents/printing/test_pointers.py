import re
from typing import Any

import pytest
from django.urls import reverse

from documents import tree
from documents.printing.pointers import spelled_out
from tests.documents.printing.plans import EMPTY

DOCUMENT = tree.PlanDocument(
    municipality=EMPTY.municipality,
    title="Plan",
    year=2022,
    last_year=2025,
    sections=(
        tree.Section("A", "a", children=(tree.Section("B", "b"),)),
        tree.Section("Bilag", "bilag", "annex", attachments=(tree.Attachment("Notat", "notat.pdf", 9, ""),)),
    ),
    themes=(tree.Theme(1, "Unge", "unge"),),
)
PLACES = '<p id="tema-unge"></p><p id="afsnit-b"></p><p id="unge-maal-2"></p>'


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_URL = "https://planer.eksempel.dk"


def on_paper(address: str, words: str = "her") -> str:
    return spelled_out(f'{PLACES}<a href="{address}">{words}</a>', DOCUMENT).removeprefix(PLACES)


def note(address: str, shown: str) -> str:
    return (
        f'<a href="{address}">her</a><span class="address" role="doc-footnote" data-letter="a">{shown}</span>'
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://star.dk/a/?b=1&amp;c=2", "star.dk/a/?b=1&amp;c=2"),
        ("http://star.dk/", "star.dk"),
        ("mailto:plan@eksempel.dk", "plan@eksempel.dk"),
        ("/herning/2019/", "planer.eksempel.dk/herning/2019"),
        ("/aebleroed/2022/", "planer.eksempel.dk/aebleroed/2022"),
        ("/aebleroed/2021/tema/unge/", "planer.eksempel.dk/aebleroed/2021/tema/unge"),
        ("/media/billeder/kort.png", "planer.eksempel.dk/media/billeder/kort.png"),
        ("https://planer.eksempel.dk.ond.dk/x", "planer.eksempel.dk.ond.dk/x"),
    ],
)
def test_address_that_leads_out_of_the_plan_is_shown(address: str, shown: str) -> None:
    assert on_paper(address) == note(address, shown)


def test_address_has_the_same_letter_wherever_it_stands() -> None:
    words = [f'<a href="https://{name}/">her</a>' for name in ("a.dk", "b.dk", "a.dk", "c.dk", "b.dk")]

    assert re.findall(r'data-letter="(\w+)"', spelled_out("".join(words), DOCUMENT)) == list("abacb")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://star.dk/", "https://star.dk/"),
        ("https://star.dk/", "<strong>star.dk</strong>"),
        ("https://star.dk/?a=1&amp;b=2", "star.dk/?a=1&amp;b=2"),
        ("mailto:plan@eksempel.dk", "plan@eksempel.dk"),
        ("/media/notat.pdf", "Notat"),
        ("#tema-unge", "temaet"),
    ],
    ids=["whole", "without scheme", "escaped", "mail", "annex", "place in the plan"],
)
def test_address_that_is_seen_or_of_no_use_is_not_repeated(address: str, words: str) -> None:
    assert on_paper(address, words) == f'<a href="{address}">{words}</a>'


@pytest.mark.parametrize(
    ("address", "anchor"),
    [
        ("/aebleroed/2022/tema/unge/", "tema-unge"),
        ("/aebleroed/2022/tema/unge", "tema-unge"),
        ("https://planer.eksempel.dk/aebleroed/2022/tema/unge/", "tema-unge"),
        ("/aebleroed/2022/afsnit/b/", "afsnit-b"),
        ("/aebleroed/2022/tema/unge/#unge-maal-2", "unge-maal-2"),
        ("/aebleroed/2022/tema/unge/#ukendt", "tema-unge"),
    ],
)
def test_page_of_the_plan_itself_becomes_a_place_in_it(address: str, anchor: str) -> None:
    assert on_paper(address) == f'<a href="#{anchor}">her</a>'


def test_part_that_is_not_printed_keeps_its_address() -> None:
    """A follow-up has none of the plan's sections."""
    address = "/aebleroed/2022/afsnit/a/"

    assert on_paper(address) == note(address, "planer.eksempel.dk/aebleroed/2022/afsnit/a")


def test_addresses_are_those_of_the_site() -> None:
    place = ["aebleroed", tree.PlanRef(2022)]

    assert on_paper(reverse("publishing:theme", args=[*place, "unge"])) == '<a href="#tema-unge">her</a>'
    assert on_paper(reverse("publishing:section", args=[*place, "b"])) == '<a href="#afsnit-b">her</a>'
