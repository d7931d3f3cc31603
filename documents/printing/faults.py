"""What went wrong in a rendering, said so that the person who publishes can find it and put it right."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from documents.headings import HEADINGS
from documents.printing.portal_files import PortalFiles, RefusedAddressError

ENCLOSING = ("section", "article", "li")
"""What has a heading of its own."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`subject` is what WeasyPrint names first: an address, a character, an anchor."""

    message: str
    subject: str = ""


def explain(faults: list[Fault], sources: list[Element], own: PortalFiles) -> str:
    """One line for each fault. `sources` are the trees in which to look for the place."""
    lines = [_explanation(fault, sources, own) for fault in faults]
    return "\n".join(dict.fromkeys(lines))


def _explanation(fault: Fault, sources: list[Element], own: PortalFiles) -> str:
    for beginning, kind in KINDS.items():
        if fault.message.startswith(beginning):
            found, text = kind(fault.subject, own)
            return at_place(text, sources, found)
    return _("The PDF cannot be made: %(message)s") % {"message": fault.message}


Finder = Callable[[Element], bool]


def at_place(text: str, sources: list[Element], found: Finder) -> str:
    """After the name of the first place where it is found, if any."""
    place = next((place for source in sources for place in _places(source, found)), "")
    return f"{place}: {text}" if place else text


def _picture(address: str, own: PortalFiles) -> tuple[Finder, str]:
    try:
        own.read(address)
        reason = _("the file is not a picture")
    except RefusedAddressError as error:
        reason = str(error)
    text = _("The picture %(address)s cannot be printed: %(reason)s.")
    return _names(address, own), text % {"address": address, "reason": reason}


def _link(anchor: str, own: PortalFiles) -> tuple[Finder, str]:
    anchor = anchor.removeprefix("#")
    text = _("The link to #%(anchor)s leads nowhere: no place in the text has that name.")
    return _names(f"#{anchor}", own), text % {"anchor": anchor}


def _character(character: str, _own: PortalFiles) -> tuple[Finder, str]:
    def holds(element: Element) -> bool:
        return character in (element.text or "") or any(character in (child.tail or "") for child in element)

    text = _("The character %(character)s (U+%(code)s) cannot be printed: no typeface of the portal has it.")
    return holds, text % {"character": character, "code": f"{ord(character[:1] or ' '):04X}"}


KINDS: dict[str, Callable[[str, PortalFiles], tuple[Finder, str]]] = {
    "Failed to load image at": _picture,
    "No anchor #": _link,
    "Content discarded: target points to undefined anchor": _link,
    ".notdef glyph rendered": _character,
}
"""How WeasyPrint's own messages begin."""


def _names(address: str, own: PortalFiles) -> Finder:
    base = own.base_address

    def names(element: Element) -> bool:
        written = [element.get("src"), element.get("href")]
        return address in [*written, *(urljoin(base, value) for value in written if value)]

    return names


def _places(root: Element, found: Finder) -> Iterator[str]:
    """ "1 Unge under 25 år › Det gør vi i 2019", from the headings around what was found."""
    around = {child: parent for parent in root.iter() for child in parent}
    for element in root.iter():
        if found(element):
            headings = [_heading(one) for one in _outwards(element, around) if one.tag in ENCLOSING]
            if place := " › ".join(heading for heading in reversed(headings) if heading):
                yield place


def _outwards(element: Element, around: dict[Element, Element]) -> Iterator[Element]:
    """The element itself first: of a whole section, the section's own name says where it is."""
    yield element
    while element in around:
        element = around[element]
        yield element


def _heading(element: Element) -> str:
    first = next((inner for inner in element.iter() if inner.tag in HEADINGS), None)
    return " ".join("".join(first.itertext()).split()) if first is not None else ""
