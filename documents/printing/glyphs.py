"""What each picture of a letter stands for, where several pictures make one: a letter and its accent, for those who
search and copy, and for a screen reader.

WeasyPrint 70.0 gives the whole of the text to the last of them and none to the others, which neither PDF/A nor
PDF/UA allows; what the first alone stands for is lost wherever it comes again. Here each that the typeface has as a
letter of its own stands for that letter."""

from io import BytesIO
from typing import Any

NOTHING = "\u200b"
"""A space without width: of a picture that is no letter by itself."""


def name_letters(laid_out: Any, pdf: Any) -> None:
    """For `write_pdf`, as a part of what it calls `finisher`. The maps of two typefaces are told apart by their order,
    which is that in which they are listed."""
    maps = [
        pdf.objects[_number(one["ToUnicode"])]
        for one in pdf.objects
        if isinstance(one, dict) and "ToUnicode" in one
    ]
    for font, letters in zip(laid_out.fonts.values(), maps, strict=True):
        joined = {glyph: text for glyph, text in font.to_unicode.items() if len(text) != 1}
        if "" in joined.values():
            named = {
                _line(glyph, joined[glyph]): _line(glyph, text)
                for glyph, text in _letters(font, joined).items()
            }
            letters.stream[:] = [named.get(line, line) for line in letters.stream]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _line(glyph: int, text: str) -> bytes:
    return f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>".encode()


def _letters(font: Any, joined: dict[int, str]) -> dict[int, str]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow import

    with TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True) as file:
        own = {file.getGlyphID(name): chr(letter) for letter, name in file.getBestCmap().items()}
    return {
        glyph: own.get(glyph, NOTHING)
        for glyph, text in joined.items()
        if not text or own.get(glyph, "") in list(text)
    }
