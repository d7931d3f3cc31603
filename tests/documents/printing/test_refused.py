"""A file that is not valid is not kept, and the author is told the place."""

from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from documents.printing import RenderError, print_html, tagging, weasy
from documents.printing.validity import Breach, breaches, explained, uneven

HTML = (
    '<!doctype html><html lang="da"><head><title>Prøve</title></head><body><h1>Prøve</h1>'
    "<section><h2>Unge</h2>{}</section></body></html>"
)
SKIPPED = HTML.format("<h5>Springer over</h5><p>x</p>")
SKIPPED_TWICE = HTML.format("<h4>Først</h4><h4>Ikke igen</h4></section><section><h2>Job</h2><h6>Igen</h6>")
CELLS = '<table><tr><th scope="col">En</th></tr><tr><td>1</td>{}</tr></table>'
UNEVEN = HTML.format(CELLS.format("") + CELLS.format("<td>2</td>"))
LEVEL = "Giv den det niveau, der kommer lige under overskriften før den. (PDFUA1-HEADING-NESTING-001)"
FAULTS = {
    SKIPPED: [f"Unge: Overskriften »Springer over« springer et niveau over. {LEVEL}"],
    SKIPPED_TWICE: [
        f"Unge: Overskriften »Først« springer et niveau over. {LEVEL}",
        f"Job: Overskriften »Igen« springer et niveau over. {LEVEL}",
    ],
    UNEVEN: [
        "Unge: Rækkerne i tabellen »En 1 2« har ikke lige mange celler. "
        "Giv hver række lige så mange celler som hovedet. (PDFUA1-TABLE-ROW-COLUMNSPAN-001)"
    ],
}


@pytest.mark.usefixtures("danish")
@pytest.mark.parametrize("html", FAULTS, ids=["heading", "headings", "table"])
def test_file_that_is_not_valid_is_refused_with_its_place_and_what_to_do(html: str) -> None:
    with pytest.raises(RenderError) as raised:
        print_html(html, "{}")

    assert str(raised.value).split("\n") == FAULTS[html]


def test_file_for_reading_proof_is_not_judged() -> None:
    assert print_html(SKIPPED, "{}", judged=False).pages == 1


@pytest.mark.usefixtures("danish")
def test_link_is_found_by_its_place_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging.StructureTree, "_add_link", lambda _tree, _box: None)
    laid_out = weasy.lay_out(HTML.format('<p><a href="https://e.dk/">x</a></p>'))
    found = list(breaches(weasy.write(laid_out, "{}")))

    assert set(explained(found, laid_out).split("\n")) == {
        f"Unge: Linket »x« kan ikke læses op. Fjern linket, eller skriv adressen som tekst. ({rule})"
        for rule in ("PDFUA1-LINK-LINK-TAG-001",)
    }


@pytest.mark.usefixtures("danish")
@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            None,
            "Noget i teksten kan ikke læses op, og stedet kan ikke findes. Kontakt portalens systemadministrator.",
        ),
        (
            1,
            "Unge: Det, der står ved »x«, kan ikke læses op. Skriv det på en enklere måde, eller kontakt "
            "portalens systemadministrator.",
        ),
        (
            2,
            "Unge: Listen, der begynder med »Et punkt«, kan ikke læses op. "
            "Gør den enklere: uden lister, tabeller eller citater inden i den.",
        ),
        (
            3,
            "Unge: Et billede (Et foto) kan ikke læses op. "
            "Fjern det, eller upload det igen med en tekst, der siger, hvad det viser.",
        ),
    ],
)
def test_rule_that_nobody_thought_of_is_told_in_danish_by_what_is_around_its_place(
    key: int | None, said: str
) -> None:
    root = ElementTree.fromstring(
        "<body><section><h2>Unge</h2><p>x</p><ul><li>Et punkt</li></ul><img alt='Et foto'/></section></body>"
    )
    parts = {number: next(root.iter(tag)) for number, tag in enumerate(("p", "li", "img"), start=1)}
    laid_out = SimpleNamespace(_html=SimpleNamespace(etree_element=root), parts=parts)

    assert (
        explained([Breach("PDFUA1-X-001", "something in English", key)], laid_out) == f"{said} (PDFUA1-X-001)"
    )


def test_cells_that_reach_over_rows_count_in_each() -> None:
    table = (
        "<table><tr><th rowspan='2'>a</th><th colspan='2'>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    )

    assert list(uneven(ElementTree.fromstring(f"<body>{table}</body>"))) == []
