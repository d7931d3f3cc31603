"""The only typefaces that a PDF is set in: the portal's own, whatever the machine has installed.

WeasyPrint lets fontconfig look through the system for a letter that the named typefaces lack, so that the
same plan would be set differently on another machine, in a typeface that nobody chose. Here fontconfig is
given our files and no others: a letter that none of them has ends the rendering (`faults.py`)."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings


def folder() -> Path:
    return Path(settings.BASE_DIR) / "static" / "fonts" / "print"


@cache
def portal_fonts(weasyprint: Any) -> Any:
    """A `FontConfiguration` for every rendering of this process: the files are read once."""
    text = weasyprint.text
    ffi, fontconfig = text.ffi.ffi, text.ffi.fontconfig
    ffi.cdef("FcConfig * FcConfigCreate (void);")

    class OurFonts(text.fonts.FontConfiguration):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            """As the class above, but for the first line, which would read the system's fonts."""
            self._config = fontconfig.FcConfigCreate()
            for file in sorted(folder().glob("*.ttf")):
                if not fontconfig.FcConfigAppFontAddFile(self._config, str(file).encode()):
                    raise RuntimeError(f"{file} cannot be read as a typeface.")
            self.font_map = ffi.gc(
                text.ffi.pangoft2.pango_ft2_font_map_new(), text.ffi.gobject.g_object_unref
            )
            text.ffi.pangoft2.pango_fc_font_map_set_config(
                ffi.cast("PangoFcFontMap *", self.font_map), self._config
            )
            fontconfig.FcConfigDestroy(self._config)  # the font map keeps it
            self._folder = None
            self.strut_layouts: dict[Any, Any] = {}
            self.font_features: dict[Any, Any] = {}

        def add_font_face(self, rule_descriptors: Any, _url_fetcher: Any) -> None:
            raise ValueError(f"no typeface but the portal's own: {rule_descriptors['font_family']}")

    return OurFonts()
