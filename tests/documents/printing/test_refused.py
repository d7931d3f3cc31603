"""A file that is not valid is not kept, and the author is told the place."""

import pytest

from documents.printing import RenderError, print_html, tagging, weasy
from documents.printing.validity import breaches, explained

HTML = (
    '<!doctype html><html lang="da"><head><title>Prøve</title></head><body><h1>Prøve</h1>'
    "<section><h2>Unge</h2>{}</section></body></html>"
)
SKIPPED = HTML.format("<h5>Springer over</h5><p>x</p>")
UNEVEN = HTML.format(
    '<table><thead><tr><th scope="col">En</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>'
)
FAULTS = {
    SKIPPED: (
        "Unge: PDF'en ville ikke kunne læses af alle (PDFUA1-HEADING-NESTING-001: heading level H5 skips an intervening heading level). "
        "Skriv stedet på en enklere måde, eller kontakt portalens systemadministrator."
    ),
    UNEVEN: (
        "Unge: PDF'en ville ikke kunne læses af alle (PDFUA1-TABLE-ROW-COLUMNSPAN-001: a Table structure element has rows spanning different numbers of columns). "
        "Gør tabellen enklere: lige mange celler i hver række og i hovedet."
    ),
}


@pytest.mark.usefixtures("danish")
@pytest.mark.parametrize("html", FAULTS, ids=["heading", "table"])
def test_file_that_is_not_valid_is_refused_with_its_place_and_what_to_do(html: str) -> None:
    with pytest.raises(RenderError) as raised:
        print_html(html, "{}")

    assert str(raised.value) == FAULTS[html]


def test_file_for_reading_proof_is_not_judged() -> None:
    assert print_html(SKIPPED, "{}", judged=False).pages == 1


@pytest.mark.usefixtures("danish")
def test_link_is_found_by_its_place_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging.StructureTree, "_add_link", lambda _tree, _box: None)
    laid_out = weasy.lay_out(HTML.format('<p><a href="https://e.dk/">x</a></p>'))
    found = list(breaches(weasy.write(laid_out, "{}")))

    assert explained(found, laid_out).startswith("Unge: PDF'en ville ikke")
    assert explained(found, laid_out).endswith("Fjern linket, eller skriv adressen som tekst.")
