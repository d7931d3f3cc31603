"""What is typed is what is read: the same words and numbers on the web, on paper and in its tags.

Rows that the grammar reads rightly by itself; what is ambiguous is made plain before it is stored.
"""

import pytest

from tests.documents import typed

ROWS = {
    "1. Første\n\nTekst.\n\n2. Anden": "1. Første Tekst. 2. Anden",
    "4. kvartal\n5. kvartal": "4. kvartal 5. kvartal",
    "10. a\n    1. b\n    2. c\n11. d": "10. a 1. b 2. c 11. d",
    "0. nul\n1. et": "0. nul 1. et",
    "1) Ring\n2) Mød op": "1. Ring 2. Mød op",
    "1\\. kvartal 2019 gik godt.": "1. kvartal 2019 gik godt.",
    "Tal:\n| A | B |\n|---|---|\n| 1 | 2 |": "Tal: A B 1 2",
    "Tekst[^1]\n\n[^1]: Det er:\n\n    - a\n    - b": "Tekst 1 1. Det er: • a • b ↑",
    "borger\\*innen og medarbejder\\*innen": "borger*innen og medarbejder*innen",
    "a) Ring\\\nb) Mød op": "a) Ring b) Mød op",
    "Vi vil:  \na) Ring  \nb) Mød op": "Vi vil: a) Ring b) Mød op",
    "1\\. Ring  \n3\\. Mød op": "1. Ring 3. Mød op",
    "**i)** Ring  \n**ii)** Mød op": "i) Ring ii) Mød op",
    "- Mål:  \n  (a) Ring  \n  (b) Mød op\n- Slut": "• Mål: (a) Ring (b) Mød op • Slut",
    "1. A. Ring  \n   B. Mød op\n2. Slut": "1. A. Ring B. Mød op 2. Slut",
    "> a) Ring  \n> b) Mød op": "a) Ring b) Mød op",
    "Tekst[^1]\n\n[^1]: a) Ring  \n    b) Mød op": "Tekst 1 1. a) Ring b) Mød op ↑",
    "| A | B |\n|---|---|\n| a) et&#10;b) to | 2 |": "A B a) et b) to 2",
    "Målene:\n- a\n- b\n  - c": "Målene: • a • b • c",
    "Jernbanegade 1  \n7400 Herning": "Jernbanegade 1 7400 Herning",
    "~~slettet~~ og H~2~O og 10^6^": "slettet og H2O og 106",
    "| A | B |\n|---|---|\n| et&#10;to | 2 |": "A B et to 2",
    "Tal\n-\nmere": "Tal - mere",
    "[Kilde]: jobindsats.dk": "[Kilde]: jobindsats.dk",
    "Alder < 25 og <navn> & co. ~5 {x}": "Alder < 25 og <navn> & co. ~5 {x}",
    "    indrykket\n\n        mere": "indrykket mere",
    "~~~ Tal\nord": "~~~ Tal ord",
    "Tekst^[ikke en note]": "Tekst^[ikke en note]",
    "Se https://example.dk/plan eller post@example.dk.": "Se https://example.dk/plan eller post@example.dk.",
    "se afsnit.dk": "se afsnit.dk",
    "https://example.dk/a%20b%C3%A6?x=%26": "https://example.dk/a%20b%C3%A6?x=%26",
    "https://example.dk/bæ/ø": "https://example.dk/bæ/ø",
    "<https://example.dk/a%20b>": "https://example.dk/a%20b",
    "https://xn--kbenhavn-54a.dk/": "https://xn--kbenhavn-54a.dk/",
}


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    return dict(zip(ROWS, typed.on_paper(list(ROWS)), strict=True))


@pytest.mark.parametrize(("text", "read"), ROWS.items())
def test_web_and_paper_show_the_words_and_numbers_that_were_typed(
    text: str, read: str, printed: dict[str, str]
) -> None:
    expected = typed.squeezed(read)
    assert (typed.on_web(text), printed[text]) == (expected, expected)


def test_telephone_number_is_a_link_and_on_paper_the_number() -> None:
    text = "[Ring](tel:+4512345678), [12 34 56 78](tel:12345678)"
    assert typed.on_web(text) == "Ring,12345678"
    (printed,) = typed.on_paper([text])
    assert "+4512345678" in printed
    assert printed.count("12345678") == 2
