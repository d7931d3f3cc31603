"""Each PDF that is kept is judged before it is: by PDF/UA-1 and by PDF/A-3a.

What stands in a text that nobody thought of may make a file that a screen reader cannot read. The author is told
the place and what to do about it, as of everything else that cannot be printed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from documents.printing.faults import at_place

FALSE_ALARMS = {
    "PDFA3A-STREAM-LENGTH-001": "Takes a last byte 0x0D of the data for a part of the line end. veraPDF, which "
    "goes by /Length, judges the same clause.",
}
"""Rules of page-validation that find fault with what is right, and why we think so."""
LINK = re.compile(r"annotation (\d+) on page (\d+)")
ADVICE = {
    "table": gettext_noop("Make the table simpler: every row with as many cells as its head."),
    "a": gettext_noop("Take the link out, or write its address as text."),
    "img": gettext_noop("Take the picture out, or upload it again with a text that says what it shows."),
    "ul": gettext_noop("Make the list simpler: no lists, tables or quotations inside it."),
    "ol": gettext_noop("Make the list simpler: no lists, tables or quotations inside it."),
}
"""By what is around the place, the innermost first."""
ELSE = gettext_noop("Write the place in a simpler way, or tell those who run the portal.")


Key = int | tuple[int, int]
"""The number of an object; of a link its page, from 1, and its place on it, from 0."""


@dataclass(frozen=True, slots=True)
class Breach:
    rule: str
    message: str
    key: Key | None


def load() -> Any:
    import page  # noqa: PLC0415 - slow import

    return page


def breaches(content: bytes) -> Iterator[Breach]:
    """What `page-validation` finds."""
    page = load()
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        for found in page.validate_pdf_bytes(content, profile=profile).failures:
            if found.rule_id not in FALSE_ALARMS:
                yield Breach(found.rule_id, found.message, _key(found))


def _key(found: Any) -> Key | None:
    if link := LINK.match(found.message):
        return int(link[2]), int(link[1])
    return found.object_id.object_number if found.object_id else None


def explained(found: Iterable[Breach], laid_out: Any) -> str:
    """One line for each. `laid_out` is what the file was written from, and knows what each object is of
    (`tagging.py`)."""
    root, parts = laid_out._html.etree_element, laid_out.parts
    around = {child: parent for parent in root.iter() for child in parent}
    placed = ((breach, parts.get(breach.key) if breach.key is not None else None) for breach in found)
    return "\n".join(dict.fromkeys(_explanation(breach, part, root, around) for breach, part in placed))


def _explanation(
    breach: Breach, part: Element | None, root: Element, around: Mapping[Element, Element]
) -> str:
    text = _("The PDF would not be readable for everyone (%(rule)s: %(message)s). %(advice)s") % {
        "rule": breach.rule,
        "message": breach.message,
        "advice": _(_advice(part, around)),
    }
    return at_place(text, [root], lambda element: element is part)


def _advice(part: Element | None, around: Mapping[Element, Element]) -> str:
    while part is not None:
        if part.tag in ADVICE:
            return ADVICE[part.tag]
        part = around.get(part)
    return ELSE
