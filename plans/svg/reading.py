"""XML into elements. No document type with declarations of its own, so no entities; nothing is fetched."""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from django.utils.translation import gettext as _

MOST_BYTES = 1024 * 1024
MOST_ELEMENTS = 20_000
DEEPEST = 50
"""Elements in one another: whoever draws them goes down one by one."""


class UnsafeDrawingError(Exception):
    """The message says to a person what cannot be kept, and what to do."""


def parsed(content: bytes) -> Element:
    """Raises `UnsafeDrawingError`."""
    if len(content) > MOST_BYTES:
        text = _("The drawing is larger than %(most)d kB. Save it simplified, or use a PNG.")
        raise UnsafeDrawingError(text % {"most": MOST_BYTES // 1024})
    reader = _Reader()
    try:
        return reader.read(content)
    except (expat.ExpatError, ValueError, AssertionError) as error:
        raise UnsafeDrawingError(_("The file is no SVG drawing, or it is damaged.")) from error


class _Reader:
    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self.depth = self.elements = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.tree.data

    def read(self, content: bytes) -> Element:
        self.parser.Parse(content, True)
        return self.tree.close()

    def _doctype(self, _name: str, _system: str | None, _public: str | None, declares: int) -> None:
        if declares:
            raise UnsafeDrawingError(
                _("The drawing declares entities of its own. Save it as plain SVG, or use a PNG.")
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            raise too_complicated()
        self.tree.start(_braced(name), {_braced(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.tree.end(_braced(name))


def _braced(name: str) -> str:
    """As ElementTree writes a name of a namespace."""
    return f"{{{name}" if "}" in name else name


def too_complicated() -> UnsafeDrawingError:
    return UnsafeDrawingError(_("The drawing has too many parts. Save it simplified, or use a PNG."))
