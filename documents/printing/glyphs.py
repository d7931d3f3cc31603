"""What each picture of a letter stands for, where several pictures make one: a letter and its accent, for those who
search and copy, and for a screen reader.

WeasyPrint 70.0 gives the whole of the text to the last of them and none to the others, which neither PDF/A nor
PDF/UA allows; what the first alone stands for is lost wherever it comes again. Here each that the typeface has as a
letter of its own stands for that letter. `documents/printing/weasy.py` puts `named` in the place of WeasyPrint's
`build_fonts_dictionary`."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

NOTHING = "\u200b"
"""A space without width: of a picture that is no letter by itself."""


def named(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def build(pdf: Any, fonts: dict[str, Any], *options: Any) -> Any:
        for font in fonts.values():
            joined = {glyph: text for glyph, text in font.to_unicode.items() if len(text) != 1}
            if "" in joined.values():
                font.to_unicode.update(_letters(font, joined))
        return original(pdf, fonts, *options)

    return build


def _letters(font: Any, joined: dict[int, str]) -> dict[int, str]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow import

    with TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True) as file:
        own = {file.getGlyphID(name): chr(letter) for letter, name in file.getBestCmap().items()}
    return {
        glyph: own.get(glyph, NOTHING)
        for glyph, text in joined.items()
        if not text or own.get(glyph, "") in list(text)
    }
