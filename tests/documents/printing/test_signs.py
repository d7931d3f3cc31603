"""Emoji of several characters, and words from right to left: what is drawn, what is said, and that no letter is an
empty box."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.printing import glyphs, weasy
from documents.printing.letters import unsupported_characters
from documents.printing.signs import drawn
from tests.documents.printing.reading import elements, texts
from tests.pdf import validators

PAGE = '<!doctype html><html lang="da"><head><title>Prøve</title><link rel="stylesheet" href="/static/css/print.css"></head><body><h1>Prøve</h1>{}</body></html>'
SAID = {
    "👍🏽": "👍",
    "1️⃣": "1",
    "#️⃣": "#",
    "1⃣": "1",
    "🇩🇰": "DK",
    "👩‍⚕️": "👩⚕",
    "🧑🏽‍💻": "🧑💻",
    "👨‍👩‍👧‍👦": "👨👩👧👦",
    "🏳️‍🌈": "🏳🌈",
    "👩🏽‍❤️‍💋‍👨🏻": "👩❤💋👨",
    "☝🏽": "☝",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿": "🏴",
}
NAMES = ("عبد الرحمن", "שלום", "مُحَمَّد", "שָׁלוֹם")
PLACES = (
    "<p>En {} her</p>",
    "<h2>{}</h2>",
    "<ul><li>{}</li></ul>",
    '<p><a href="https://e.dk/">{}</a></p>',
    "<div>{}</div>",
)


def pdf_of(body: str, folder: Path) -> Path:
    file = folder / "tegn.pdf"
    file.write_bytes(weasy.write(weasy.lay_out(PAGE.format(body)), "{}"))
    return file


def said(file: Path) -> list[str]:
    with pikepdf.open(file) as pdf:
        return [str(element.ActualText) for element in elements(pdf) if "/ActualText" in element]


@pytest.mark.parametrize("place", PLACES)
def test_sign_of_several_characters_is_drawn_by_its_parts_and_said_whole(place: str, tmp_path: Path) -> None:
    file = pdf_of("".join(place.format(sign) for sign in SAID), tmp_path)
    shown = [text.text.replace("\ufe0f", "") for text in texts(file) if text.path[-1] == "Span"]

    assert said(file) == list(SAID)
    assert shown == list(SAID.values())
    assert validators.page_validation(file) == []


@pytest.mark.parametrize("place", PLACES)
def test_words_from_right_to_left_are_said_as_they_are_written(place: str, tmp_path: Path) -> None:
    file = pdf_of("".join(place.format(f"Navn {name}, alder 5") for name in NAMES), tmp_path)

    assert said(file) == list(NAMES)
    assert validators.page_validation(file) == []


def test_link_of_a_sign_or_a_picture_says_what_it_is(tmp_path: Path) -> None:
    drawing = '<svg width="9" height="9" aria-hidden="true"><path d="M0 0h9v9z"/></svg>'
    file = pdf_of(f'<p><a href="https://e.dk/1">🇩🇰</a> <a href="https://e.dk/2">{drawing}</a></p>', tmp_path)
    with pikepdf.open(file) as pdf:
        notes = [str(note.Contents) for note in pdf.pages[0].Annots]

    assert notes == ["🇩🇰", "https://e.dk/2"]


def test_running_head_and_drawing_have_what_can_be_drawn() -> None:
    body = '<p style="string-set: plan attr(data-plan)" data-plan="Til 🇩🇰">x</p><svg width="90" height="9"><text y="8">👍🏽</text></svg>'
    root = weasy.lay_out(PAGE.format(body))._html.etree_element

    assert root.find(".//p").get("data-plan") == "Til DK"
    assert "".join(root.find(".//{*}text").itertext()) == "👍"


def unmapped(content: bytes) -> list[str]:
    """Glyphs that are painted and are no letter: the empty box, and what has no text."""
    found = []
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            font: Any = None
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    font = page.Resources.Font[str(operands[0])]
                    known = dict(re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes()))
                elif str(operator) == "TJ":
                    shown = b"".join(
                        bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)
                    ).hex()
                    glyphs = [shown[at : at + 4].encode() for at in range(0, len(shown), 4)]
                    found += [
                        f"{font.BaseFont} {glyph!r}"
                        for glyph in glyphs
                        if glyph == b"0000" or not known[glyph]
                    ]
    return found


EMOJI = st.builds(
    lambda parts, end: "\u200d".join(parts) + end,
    st.lists(
        st.builds(
            lambda one, two: one + two,
            st.sampled_from("👍👩🧑❤☝✍🏳🏴💻⚕🎯©☎⌚🀄🈁"),
            st.sampled_from(["", "\ufe0f", "🏽", "🏿", "\ufe0f🏻"]),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["", "\U000e0067\U000e007f", "\u20e3", "🇩🇰", "🇩", "1\ufe0f\u20e3"]),
)
LETTERS = st.characters(exclude_categories=("Cs", "Cn", "Co", "Cc")).filter(
    lambda letter: not unsupported_characters(letter)
)
WORDS = st.one_of(
    EMOJI,
    st.text(LETTERS, min_size=1, max_size=8),
    st.text(st.sampled_from("اأبتثمحدرשלוםָׁ ًُّ12.,"), min_size=1, max_size=12),
    st.text(st.sampled_from("aeqxåÅ\u0301\u0303\u0308\u030a\u20e3"), min_size=1, max_size=8),
)


@given(st.lists(WORDS, min_size=20, max_size=60))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_letter_is_an_empty_box_and_each_has_its_text(words: list[str]) -> None:
    safe = [word.translate({ord("<"): "(", ord("&"): "+"}) for word in words]
    body = "".join(f"<p>{word} x{word} {word}</p>" for word in safe)
    content = weasy.write(weasy.lay_out(PAGE.format(body)), "{}")

    assert unmapped(content) == []


def test_upstream_still_gives_no_text_to_the_first_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, see whether `documents/printing/glyphs.py` is still needed."""
    monkeypatch.setattr(glyphs, "name_letters", lambda _laid_out, _pdf: None)
    content = weasy.write(weasy.lay_out(PAGE.format("<p>שָׁלוֹם</p>")), "{}")

    assert unmapped(content) != []


def test_letter_that_came_first_with_its_points_keeps_its_text_where_it_comes_alone(tmp_path: Path) -> None:
    read = [text.text for text in texts(pdf_of("<p>שָׁלוֹם</p><p>ש</p>", tmp_path))]

    assert read[-1] == "ש"
    assert glyphs.NOTHING not in "".join(read)


@pytest.mark.parametrize("text", ["", "Almindelig tekst på 100 %", "x" * 10])
def test_plain_text_is_drawn_as_it_is(text: str) -> None:
    assert drawn(text) == text
