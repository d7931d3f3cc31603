"""No typeface but ours, whatever the text holds and whatever the machine has installed."""

import unicodedata
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from documents.printing import RenderError, fonts, lay_out, weasy, write
from documents.printing.signs import drawn
from tests.documents.printing.conftest import VARIANTS, Printed
from tests.documents.printing.plans import LETTERS
from tests.documents.printing.reading import texts

OURS = {"IBM-Plex-Sans", "IBM-Plex-Sans-Italic", "IBM-Plex-Sans-Semi-Bold", "IBM-Plex-Sans-Semi-Bold-Italic"}
FALLBACK = {
    "IBM-Plex-Sans-Arabic",
    "Noto-Sans",
    "Noto-Sans-Hebrew",
    "Noto-Sans-Math",
    "Noto-Sans-Symbols",
    "Noto-Sans-Symbols2",
    "Noto-Emoji",
}


def embedded(file: Any) -> dict[str, bool]:
    """Each typeface's name, and whether the letters used are in the file."""
    with pikepdf.open(file) as pdf:
        return {
            str(font.BaseFont).split("+")[1]: "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }


def page(body: str) -> str:
    return (
        '<!doctype html><html lang="da"><head><title>x</title>'
        '<link rel="stylesheet" href="/static/css/print.css"></head>'
        f"<body><article><h2>Unge</h2><p>{body}</p></article></body></html>"
    )


def test_only_our_typefaces_are_embedded(each: Printed) -> None:
    found = embedded(each.file)

    assert set(found) - OURS - FALLBACK == set()
    assert all(found.values())


def test_only_our_typefaces_are_embedded_in_renditions(renditions: dict[str, Path]) -> None:
    found = {name: set(embedded(file)) - OURS - FALLBACK for name, file in renditions.items()}

    assert found == {name: set() for name in VARIANTS}


def test_real_plans_need_no_more_than_the_first_typeface(each: Printed) -> None:
    if each.document.municipality.slug in ("herning", "hedensted"):
        assert set(embedded(each.file)) <= OURS


def test_every_kind_of_letter_is_set_and_read(printed: dict[str, Printed]) -> None:
    file = printed["hard"].file
    read = "".join(text.text for text in texts(file))

    assert set(embedded(file)) >= FALLBACK
    assert set(drawn(LETTERS)) - set(read) - {"\n", "\ufe0f"} == set()  # the last is not seen
    assert "\ufffd" not in read


def test_no_typeface_of_the_machine_is_known() -> None:
    weasyprint = weasy.load()
    fontconfig, ffi = weasyprint.text.ffi.fontconfig, weasyprint.text.ffi.ffi
    config = fonts.portal_fonts(weasyprint)._config

    system, ours = (fontconfig.FcConfigGetFonts(config, kind) for kind in (0, 1))

    assert system == ffi.NULL or system.nfont == 0
    assert ours.nfont == len(list(fonts.folder().glob("*.ttf"))) == 12


@pytest.mark.parametrize("letter", ["ⵣ", "中", "ꓐ", "\ue000"])
def test_letter_that_no_typeface_has_is_named_with_its_place(letter: str) -> None:
    with pytest.raises(RenderError) as error:
        write(lay_out(page(f"Et {letter} her")), "{}")

    assert str(error.value) == (
        f"Unge: Tegnet {letter} (U+{ord(letter):04X}) kan ikke vises i PDF'en: Det findes ikke i portalens skrifttyper."
    )


def test_letters_of_a_drawing_are_ours_too() -> None:
    drawing = '<svg width="90" height="20" font-family="DejaVu Serif"><title>x</title><text y="12">Tal ≥ 3 ✅</text></svg>'
    made = write(lay_out(page(drawing)), "{}")

    assert set(embedded(BytesIO(made))) <= OURS | FALLBACK


def test_no_letter_is_in_two_typefaces() -> None:
    """Else the order in which fontconfig looks would decide. The order of the first two is print.css's; a
    space stands in each beside its own letters."""
    first, second, *others = (
        {
            letter
            for letter in map(chr, TTFont(fonts.folder() / name).getBestCmap())
            if unicodedata.category(letter)[0] not in "ZCM"
        }
        for name in (
            "IBMPlexSans-Regular.ttf",
            "IBMPlexSansArabic-Regular.ttf",
            *sorted(file.name for file in fonts.folder().glob("Noto*")),
        )
    )
    times = Counter(letter for letters in (first | second, *others) for letter in letters)

    assert len(others) == 6
    assert [letter for letter, count in times.items() if count > 1] == []
