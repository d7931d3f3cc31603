"""Normalisation: what is typed is written plainly, once, in linear time."""

import tracemalloc
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plans.standard import standard_characters, standard_line, standardise
from tests.timing import seconds

PIECES = [
    *(
        "a",
        "b ",
        "1. ",
        "2. ",
        "3. ",
        "15. ",
        "1) ",
        "2) ",
        "- ",
        "-",
        "* ",
        "*",
        "**",
        "– ",
        "• ",
        "> ",
        "+ ",
    ),
    *(
        "# ",
        "##",
        "\n",
        "\n\n",
        "  ",
        "    ",
        "\t",
        "|",
        "---",
        "===",
        "| a | b |\n|---|---|\n",
        "[^1]",
        "[^1]: ",
    ),
    *(
        "[x]: ",
        "```",
        "~~~",
        "~ ",
        ": ",
        "maj",
        "kvartal",
        "2019. ",
        "7400 Herning",
        "Nørregade 1",
        "\\",
        "`",
    ),
    *(
        "\u00a0",
        "a\u030a",
        "\u0301\u0327",
        "\u00ad",
        "\uf0b7",
        "\r\n",
        "borger*innen",
        "Tlf. 12 34 56 78",
        "a) ",
        "[x](tel:1 2",
        "o ",
        "−",
        "Mål 1: ",
        "Unge:",
        "A. ",
        "B. ",
        "ﬁ",
        "\u200f",
        "\u05d0",
    ),
]
typed = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=60)

TEXTS = {
    # numbers that are no list's
    "4. kvartal 2018 gik.\n1. kvartal 2019 gik.": "4\\. kvartal 2018 gik.  \n1\\. kvartal 2019 gik.",
    "1. feb. a\n15. feb. b\n31. MAR. c": "1\\. feb. a  \n15\\. feb. b  \n31\\. MAR. c",
    "1. januar\n2. Februar": "1\\. januar  \n2\\. Februar",
    "1. maj-møde\n2. møde": "1\\. maj-møde  \n2\\. møde",
    "1. halvår\n2. halvår": "1\\. halvår  \n2\\. halvår",
    "1.\u00a0kvartal": "1\\.\u00a0kvartal",
    "2019. Det var året.": "2019\\. Det var året.",
    "1. Kv. 2019\n2. Kv. 2019": "1\\. Kv. 2019  \n2\\. Kv. 2019",
    "1. kvt. 2019 gik": "1\\. kvt. 2019 gik",
    "10. klasse og 9. klasse": "10\\. klasse og 9. klasse",
    "2. generation": "2\\. generation",
    "18. års fødselsdag": "18\\. års fødselsdag",
    "1. og 2. klasse": "1\\. og 2. klasse",
    "1. - 2. klasse": "1\\. - 2. klasse",
    "1.-2. klasse": "1.-2. klasse",
    "31. 12. 2019": "31\\. 12. 2019",
    "Det gælder fra d.\n1. maj": "Det gælder fra d.  \n1\\. maj",
    "- 2019. Året": "- 2019\\. Året",
    "1. a\n3. b": "1\\. a  \n3\\. b",
    "1. a\n1. b": "1\\. a  \n1\\. b",
    "01. a\n02. b": "01\\. a  \n02\\. b",
    "1. a\n2. b\n\n1. c\n2. d": "1. a\n2. b\n\n1\\. c  \n2\\. d",
    "7. Syv": "7\\. Syv",
    # and those that are
    "1. Første\n\nTekst.\n\n2. Anden": "1. Første\n\nTekst.\n\n2. Anden",
    "1. Unge\n2. Syge": "1. Unge\n2. Syge",
    "1. 1.000 borgere\n2. 12.500 kr.": "1. 1.000 borgere\n2. 12.500 kr.",
    "1. 8.30-10.00 a\n2. 10.00 b": "1. 8.30-10.00 a\n2. 10.00 b",
    "31. 12.2019": "31\\. 12.2019",
    "Mål:\n1. Unge\n2. Syge": "Mål:\n\n1. Unge\n2. Syge",
    "3. c\n4. d": "3. c\n4. d",
    "1. Klasse\n2. Fag": "1. Klasse\n2. Fag",
    "1) Ring\n2) Mød op": "1) Ring\n2) Mød op",
    "1) Ring\n3) Mød op": "1\\) Ring  \n3\\) Mød op",
    # letters, and other numbers of lines
    "a) x\nb) y": "a) x  \nb) y",
    "i. x\nii. y": "i. x  \nii. y",
    "§ 15. x\nStk. 2. y": "§ 15. x  \nStk. 2. y",
    "1.1 Mål\n1.2 Mere": "1.1 Mål  \n1.2 Mere",
    "1.Ring\n2.Skriv": "1.Ring  \n2.Skriv",
    "1.2.2019 a\n3.4.2019 b": "1.2.2019 a  \n3.4.2019 b",
    "(1) a\n(2) b": "(1) a  \n(2) b",
    "Mål 1: a\nMål 2: b": "Mål 1: a  \nMål 2: b",
    "1.) a\n2.) b": "1.) a  \n2.) b",
    "1: a\n2: b": "1: a  \n2: b",
    "✓ a\n✓ b\n→ c\n☐ d": "✓ a  \n✓ b  \n→ c  \n☐ d",
    "*) a\n**) b": "*) a  \n**) b",
    "Der er i alt\n8.000 Unge": "Der er i alt\n8.000 Unge",
    # whatever space or emphasis is around the sign
    "a)\u00a0x\nb)\u00a0y": "a)\u00a0x  \nb)\u00a0y",
    "a)\u2003x\nb)\u2003y": "a)\u2003x  \nb)\u2003y",
    "Mål\u00a01: a\nMål\u00a02: b": "Mål\u00a01: a  \nMål\u00a02: b",
    "§\u00a01. a\n§\u00a02. b": "§\u00a01. a  \n§\u00a02. b",
    "Torvet\u00a01\n7400\u00a0Herning": "Torvet\u00a01  \n7400\u00a0Herning",
    "**a)** x\n**b)** y": "**a)** x  \n**b)** y",
    "__1.__ x\n__2.__ y": "__1.__ x  \n__2.__ y",
    "**1. Unge**\n**2. Syge**": "**1. Unge**  \n**2. Syge**",
    "**Mål 1:** x\n**Mål 2:** y": "**Mål 1:** x  \n**Mål 2:** y",
    "**Tlf.:** 12 34 56 78\n**Mail:** post@herning.dk": "**Tlf.:** 12 34 56 78  \n**Mail:** post@herning.dk",
    # further signs of lines
    "(i) x\n(ii) y": "(i) x  \n(ii) y",
    "(A) x\n(B) y": "(A) x  \n(B) y",
    "z) x\naa) y\nbb) z": "z) x  \naa) y  \nbb) z",
    "[1] a\n[2] b": "[1] a  \n[2] b",
    "Tal¹ og²\n¹ a\n² b": "Tal¹ og²  \n¹ a  \n² b",
    "1 - Ring\n2 - Skriv": "1 - Ring  \n2 - Skriv",
    "9-10 Velkomst\n10-11 Oplæg": "9-10 Velkomst  \n10-11 Oplæg",
    "9:00 Velkomst\n9:30 Oplæg": "9:00 Velkomst  \n9:30 Oplæg",
    "Kl. 9.00: a\nKl. 9.30: b": "Kl. 9.00: a  \nKl. 9.30: b",
    "1/1 2024 a\n1/2 2024 b": "1/1 2024 a  \n1/2 2024 b",
    "Uge 1: a\nUge 2: b": "Uge 1: a  \nUge 2: b",
    "Q: a\nA: b": "Q: a  \nA: b",
    "-> a\n-> b": "-> a  \n-> b",
    "A. Ring\nB. Skriv\nC. Mød": "A. Ring  \nB. Skriv  \nC. Mød",
    "Vi vil\nA. ringe\nmere\nB. skrive": "Vi vil  \nA. ringe\nmere  \nB. skrive",
    "Det siger\nA. Hansen og\nH. Jensen": "Det siger\nA. Hansen og\nH. Jensen",
    "Fakta\nMål: a\nmere\nFrist: 1. maj": "Fakta  \nMål: a\nmere  \nFrist: 1. maj",
    "Det gælder\nHerning: alle": "Det gælder\nHerning: alle",
    f"{'ord ' * 20}\na) x\nb) y": f"{('ord ' * 20).strip()}  \na) x  \nb) y",
    f"{'ord ' * 20}\na) x og": f"{('ord ' * 20).strip()}\na) x og",
    # marks of lists
    "– x\n– y": "- x\n- y",
    "– en tanke": "– en tanke",
    "• x\n•y": "- x\n- y",
    "\uf0b7 x\n\uf0a7 y\n\uf0d8 z\n\uf0fc æ": "- x\n- y\n- z\n- æ",
    "\uf02d x\n\uf076 y\n\uf0a8 z\n❖ æ\n⁃ ø": "- x\n- y\n- z\n- æ\n- ø",
    "o\tx\no\ty": "- x\n- y",
    "• x\n    o y\n    o z": "- x\n  - y\n  - z",
    "o x": "o x",
    "–x\n–y": "- x\n- y",
    "‐ x\n‐ y": "- x\n- y",
    "− x\n− y": "- x\n- y",
    "− 5 %\n− 6 %": "− 5 %\n− 6 %",
    "-Ring\n-Skriv": "- Ring\n- Skriv",
    "-området": "-området",
    "-\u00a0et\n-\u00a0to": "- et\n- to",
    "##\u00a0Overskrift": "## Overskrift",
    "-\u2002et\n•\u2003to": "- et\n- to",
    "1.\u2003Ring\n2.\u2009Skriv": "1. Ring\n2. Skriv",
    "–\u2003et\n–\u2003to": "- et\n- to",
    "» et\n» to": "- et\n- to",
    "› et\n› to": "- et\n- to",
    "» et": "» et",
    "»et«\n»to«": "»et«\n»to«",
    "#hashtag": "#hashtag",
    "##Mål\n###1. Unge": "## Mål\n### 1. Unge",
    "Tekst\n- a": "Tekst\n\n- a",
    "1. a\n  - b\n      - c": "1. a\n   - b\n     - c",
    "- a\n        - b": "- a\n  - b",
    "- a\nb": "- a\n  b",
    "+ 5 %": "\\+ 5 %",
    "Tal\n-": "Tal\n\\-",
    "✅ a\n👉 b\n⚠️ c": "✅ a  \n👉 b  \n⚠️ c",
    # a star that a word above leads to
    "Antal*\n\n* Foreløbige tal": "Antal*\n\n\\* Foreløbige tal",
    "Antal * og andel **\n\n* a\n** b": "Antal * og andel **\n\n\\* a  \n** b",
    "| År | Antal* |\n|---|---|\n| 1 | 2 |\n* a": "| År | Antal* |\n|---|---|\n| 1 | 2 |\n\n\\* a",
    "Antal*\n\n* a\n* b": "Antal*\n\n- a\n- b",
    "*Antal*, *andel* og **mål**:\n\n* a": "*Antal*, *andel* og **mål**:\n\n- a",
    "Antal*\n\n- a": "Antal*\n\n- a",
    # what stands like the line above a list is no part of the list's last line
    "Unge:\n- a\n- b\nSyge:\n- c": "Unge:\n\n- a\n- b\n\nSyge:\n\n- c",
    "Unge:\n1. a\n2. b\nSyge:\n1. c\n2. d": "Unge:\n\n1. a\n2. b\n\nSyge:\n\n1. c\n2. d",
    "Mål 1: a\n- b\nMål 2: c\n- d": "Mål 1: a\n\n- b\n\nMål 2: c\n\n- d",
    "a) x:\n- b\nb) y:\n- d": "a) x:\n\n- b\n\nb) y:\n\n- d",
    "a) x\n   1. b\n   2. c\nb) y": "a) x\n\n1. b\n2. c\n\nb) y",
    "§ 1. a\n\n- b\n§ 2. c\n- d": "§ 1. a\n\n- b\n\n§ 2. c\n\n- d",
    "**Unge**\n- a\n**Syge**\n- b": "**Unge**\n\n- a\n\n**Syge**\n\n- b",
    "2024\n- a\n2025\n- b": "2024\n\n- a\n\n2025\n\n- b",
    "Målene er:\n- a\nKilde: b": "Målene er:\n\n- a\n\nKilde: b",
    "- Unge:\n  - a\n  Syge:\n  - b": "- Unge:\n  - a\n\n  Syge:\n  - b",
    "Unge:\n- a\n  Syge:\n- b": "Unge:\n\n- a\n  Syge:\n- b",
    "Unge:\n- a\nog b:\n- c": "Unge:\n\n- a\n  og b:\n- c",
    "§ 1. a\n- b efter\nstk. 2. c": "§ 1. a\n\n- b efter  \n  stk. 2. c",
    # signs that would be read as others
    "Tal\n===": "Tal\n\\===",
    "Tal\n---": "Tal\n\n---",
    "> 25 år": "\\> 25 år",
    "> Citat\nmere": "> Citat\n> mere",
    "[Kilde]: jobindsats.dk": "\\[Kilde]: jobindsats.dk",
    "[ny] og [x]": "[ny] og [x]",
    "Antal\n~ 200": "Antal\n\\~ 200",
    "~~~ x": "\\~~~ x",
    "    indrykket": "indrykket",
    "a < b, snake_case, fil_navn_.docx": "a < b, snake_case, fil_navn_.docx",
    # stars
    "borger*innen og medarbejder*innen": "borger\\*innen og medarbejder\\*innen",
    "*borger*innen her*": "*borger\\*innen her*",
    "2*3*4 og 2 * 3 * 4": "2\\*3\\*4 og 2 * 3 * 4",
    "*F*orberedende og **U**ge": "*F*orberedende og **U**ge",
    "`a*b*c` og https://a.dk/x*y*z": "`a*b*c` og https://a.dk/x*y*z",
    "**Mål:**tekst": "**Mål**:tekst",
    "lærer*pædagog*leder": "lærer\\*pædagog\\*leder",
    # tables
    "Tal:\n| A | B |\n|---|---|\n| 1 | 2 |\nKilde: STAR": "Tal:\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nKilde: STAR",
    "A | B\n-|-\n1. kvartal | 2": "| A | B |\n-|-\n| 1. kvartal | 2 |",
    "| A | B |\n|---|\n| 1 | 2 |": "| A | B |\n| --- | --- |\n| 1 | 2 |",
    # addresses
    "Jobcenter Herning\nNørregade 1\n7400 Herning": "Jobcenter Herning  \nNørregade 1  \n7400 Herning",
    "Tlf. 96 28 28 28\npost@herning.dk": "Tlf. 96 28 28 28  \npost@herning.dk",
    "Mandag 10-15\nTirsdag 10-17": "Mandag 10-15  \nTirsdag 10-17",
    "Vi vil have flere i job i\n2019 Og flere i uddannelse": "Vi vil have flere i job i\n2019 Og flere i uddannelse",
    "Mandag-torsdag: kl. 9-15\nFredag: kl. 9-13": "Mandag-torsdag: kl. 9-15  \nFredag: kl. 9-13",
    "Man.-tors. 8-15\nFre. 8-13": "Man.-tors. 8-15  \nFre. 8-13",
    "[Ring](tel:96 28 28 28) [eller](tel:+45 96\u00a028 28 28)": "[Ring](tel:96282828) [eller](tel:+4596282828)",
    "[Herning](www.herning.dk)": "[Herning](https://www.herning.dk)",
    "[Skriv](post@herning.dk)": "[Skriv](mailto:post@herning.dk)",
    "[x](@ny) [y](a@b@c) [z](plan.pdf)": "[x](@ny) [y](a@b@c) [z](plan.pdf)",
    "En linje\nog en til": "En linje\nog en til",
    "En linje  \nog en til\\\nog en": "En linje  \nog en til  \nog en",
    "C:\\mappe\\ \nnæste": "C:\\mappe\\\\\nnæste",
    # characters
    "ﬁnde ﬂere, job \uf0e0 fritid \uf04a": "finde flere, job → fritid ☺",
    "\u200epost@herning.dk\u200f": "post@herning.dk",
    "\u05e9\u05dc\u05d5\u05dd!\u200f": "\u05e9\u05dc\u05d5\u05dd!\u200f",
    "a\u030a o\u00adrd\u200b \x07x\u2028y": "å ord  x\ny",
    "Tekst[^1]\n\n[^1]: Det er:\n\n    - a\n    - b": "Tekst[^1]\n\n[^1]: Det er:\n\n    - a\n    - b",
}


@pytest.mark.parametrize(("text", "standard"), TEXTS.items())
def test_text_is_written_plainly(text: str, standard: str) -> None:
    assert standardise(text) == standard


@given(typed)
@example("– **\n2. 2) \n\n– [^1]: ")
@example("•\\\n1.\\\n7400 Herning")
@example("– x\n– y\n" + "2) a\n" * 6 + "– z")
@example("- x\n  y\n\n\n\n\n\n– a\n– b")
@example("– a\no a\n  - x\n\n\n  - x\n\n\no b")
@example("maj> 25\\ \\\n2) kvartal")
@settings(max_examples=300, deadline=None)
def test_what_is_standard_stays_as_it_is(text: str) -> None:
    made = standardise(text)
    assert standardise(made) == made
    assert unicodedata.is_normalized("NFC", made)


@given(st.text(max_size=60))
def test_line_is_one_line_and_stays_as_it_is(text: str) -> None:
    made = standard_line(text)
    assert (standard_line(made), len(made.splitlines()) <= 1) == (made, True)
    assert standard_characters(standard_characters(text)) == standard_characters(text)


def deep(line: str, step: int) -> str:
    return "".join(" " * (step * level) + line for level in range(300))


HOSTILE = {
    **{
        name: name
        for name in ("[", "[a](b ", "[^1] ", "[a]: \n", "a\n===\n", "- ", ">", "1. ", "1. a\n3. b\n")
    },
    **{
        name: name
        for name in ("a*b ", "*a", "**a", "`a", "\u0327\u0301", "– a\nb\n", "\n", " ", "```\n", "-a\n")
    },
    **{
        name: name
        for name in ("> - > - ", "> 2\n", "a\n: b\n", "- a\n2. b\n", "- a\n1. b\n", "- a\n\n", "|", "|-")
    },
    **{name: name for name in ("A. a\n", "A. a\nB. b\n", "Mål 1: a\n- b\n", "Ab: c\n", "**a)** b\n")},
    **{
        name: name
        for name in ("[^1]: a\n", "| a |\n|---|\n", "Nørregade 1\n7400 Herning\n", "Tlf. 12 34 56 78\n")
    },
    **{
        name: name
        for name in (
            "http://a*b ",
            "\\",
            "- - - ",
            "1.\n\n",
            "-\u00a0",
            "borger*innen og ",
            "*a... ",
            "* a\n\nb\n\n",
        )
    },
    "a rule that is none": "-" + " " * 99_998 + "x",
    "a heading": "# a" + " " * 99_000 + "x",
    "a long item": "- a\n" + "  b\n" * 25_000,
    "a long note": "[^1]: a\n" + "    b\n" * 17_000,
    "deep": deep("- a\n", 2),
    "deep numbers": deep("1. a\n", 3) + deep("3. b\n", 3),
    "backticks": "".join("`" * size + "a" for size in range(1, 430)),
    "one item of many lines": "- a\n" + "  b\n" * 24_999,
    "a wide table": "|".join("a" * 1600) + "\n" + "|".join("-" * 1600) + "\n" + "a|b\n" * 20_000,
}


def hostile(family: str) -> str:
    return (HOSTILE[family] * (100_000 // len(HOSTILE[family]) + 1))[:100_000]


@pytest.mark.parametrize("family", HOSTILE)
def test_hundred_thousand_characters_take_less_than_a_second(family: str) -> None:
    text = hostile(family)
    assert seconds(standardise, text) < 1
    made = standardise(text)
    assert standardise(made) == made


@pytest.mark.parametrize("family", ["- a\n2. b\n", "\n", "-a\n", "a wide table"])
def test_hundred_thousand_characters_take_less_than_a_hundred_megabytes(family: str) -> None:
    tracemalloc.start()
    standardise(hostile(family))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000
