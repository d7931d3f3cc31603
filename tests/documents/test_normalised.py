"""What is typed is what is read, once it is normalised: in the preview, on the web, on paper and in its tags, pasted
and imported."""

import html
import re

import pytest

from documents.clipboard import pasted
from documents.markdown import as_read, preview, render
from documents.tree import Municipality
from intake.formats.reading import read
from intake.made import document_of
from intake.recognise.reading import recognise
from plans.standard import standardise
from tests.documents import typed

TABLE = "| A | B |\n|---|---|\n"
ROWS = {
    "1. Første\n\nTekst.\n\n2. Anden": "1. Første Tekst. 2. Anden",
    "4. kvartal 2018 gik godt\n1. kvartal 2019 gik bedre": "4. kvartal 2018 gik godt 1. kvartal 2019 gik bedre",
    "1. feb. a\n15. feb. b\n31. mar. c": "1. feb. a 15. feb. b 31. mar. c",
    "1. a\n3. b\n7. c": "1. a 3. b 7. c",
    "1. kvartal 2019 gik godt.\n\n2019. Det var året.\n\n15. jan. 2019 åbnede huset.": (
        "1. kvartal 2019 gik godt. 2019. Det var året. 15. jan. 2019 åbnede huset."
    ),
    "10. klasse\n\n2. generation\n\n18. års fødselsdag\n\n31. 12. 2019": (
        "10. klasse 2. generation 18. års fødselsdag 31. 12. 2019"
    ),
    "Tekst[^1]\n\n[^1]: Det er:\n\n    - a\n    - b": "Tekst 1 1. Det er: • a • b ↑",
    "borger*innen og medarbejder*innen": "borger*innen og medarbejder*innen",
    f"Tal:\n{TABLE}| 1 | 2 |\nKilde: STAR": "Tal: A B 1 2 Kilde: STAR",
    "1) Ring\n2) Mød op": "1. Ring 2. Mød op",
    "a) Ring\nb) Mød op": "a) Ring b) Mød op",
    "Vi vil:\na) Ring\nb) Mød op": "Vi vil: a) Ring b) Mød op",
    "i. Ring\nii. Mød op\niii. Skriv": "i. Ring ii. Mød op iii. Skriv",
    "1. Mål\n   a) Ring\n   b) Mød op\n2. Mere": "1. Mål a) Ring b) Mød op 2. Mere",
    "– Ring\n– Mød op": "• Ring • Mød op",
    "\uf0b7 Ring\n\uf0fc Mød op": "• Ring • Mød op",
    "-\u00a0et\n-\u00a0to": "• et • to",
    "Se https://example.dk/plan, post@example.dk": "Se https://example.dk/plan, post@example.dk",
    "bo\u00adsted og a\u030ar": "bosted og år",
    "Nørregade 1\n7400 Herning": "Nørregade 1 7400 Herning",
    "1.1 Mål\n1.2 Mere\n\n§ 15. a\nStk. 2. b": "1.1 Mål 1.2 Mere § 15. a Stk. 2. b",
    "alder\n> 25 år, 2 * 3 * 4, a<b, [ny], fil_navn_.docx": "alder > 25 år, 2 * 3 * 4, a<b, [ny], fil_navn_.docx",
    "1. a\n2. b\n\n1. c\n2. d": "1. a 2. b 1. c 2. d",
    "[Kilde]: jobindsats.dk\n~ 200": "[Kilde]: jobindsats.dk ~ 200",
}


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    return dict(zip(ROWS, typed.on_paper([standardise(text) for text in ROWS]), strict=True))


@pytest.mark.parametrize(("text", "read"), ROWS.items())
def test_web_and_paper_show_what_was_typed(text: str, read: str, printed: dict[str, str]) -> None:
    expected = typed.squeezed(read)
    assert (typed.on_web(standardise(text)), printed[text]) == (expected, expected)


@pytest.mark.parametrize("text", ROWS)
def test_preview_is_what_the_page_will_show(text: str) -> None:
    assert preview(text) == render(standardise(text), parent_level=2)


def test_heading_whose_space_does_not_break_is_a_heading() -> None:
    assert preview("##\u00a0Overskrift") == "<h3>Overskrift</h3>"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Nørregade 1\n7400 Herning", ["Nørregade 1", "7400 Herning"]),
        ("a) x\nb) y", ["a) x", "b) y"]),
        ("1. a\n3. b", ["1. a", "3. b"]),
        ("3. c\n4. d\n   - e", ["3. c", "4. d", "e"]),
        ("1. a\n\n   b\n\n2. c", ["1. a", "b", "2. c"]),
    ],
)
def test_plain_words_have_the_lists_numbers_and_the_lines(text: str, lines: list[str]) -> None:
    assert as_read(standardise(text)).split("\n") == lines


def paragraphs(text: str) -> str:
    """As a word processor has it, where each line of text is a paragraph."""
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line)


WRITTEN_BY_HAND = [text for text in ROWS if "|" not in text and "[^" not in text and "1) Ring" not in text]


@pytest.mark.parametrize("text", WRITTEN_BY_HAND)
def test_paste_shows_what_stood_there(text: str) -> None:
    assert typed.on_web(pasted(paragraphs(text))) == typed.squeezed(ROWS[text])


TOWN = Municipality("Prøve Kommune", "Prøve", "proeve", "999")


@pytest.mark.parametrize("text", [text for text in ROWS if "[^" not in text and "|" not in text])
def test_importer_keeps_what_stood_there(text: str) -> None:
    source = f"Beskæftigelsesplan 2019\n\nForord\n\nHer er teksten i 2019.\n\n{text}\n\nSlut på det."
    sections = document_of(recognise(read(source.encode(), "plan.txt")), TOWN).sections
    # A short line alone is read as a heading: a section of its own, or one within a section.
    titled = (
        f"{'' if section.title == 'Forord' else f'{section.label} {section.title}'}\n\n{section.body}"
        for each in sections
        for section in each.with_descendants()
    )
    shown = typed.on_web("\n\n".join(map(standardise, titled)))
    assert letters(shown) == letters(f"Her er teksten i 2019. {ROWS[text]} Slut på det.")


def letters(text: str) -> str:
    """A heading's number has no full stop in the plan."""
    return re.sub(r"[\W_]", "", text)
