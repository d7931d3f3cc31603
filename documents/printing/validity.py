"""Each PDF that is kept is judged before it is: by PDF/UA-1 and by PDF/A-3a.

What stands in a text that nobody thought of may make a file that a screen reader cannot read. The author is told
in plain words what is wrong, where, and what to do about it, as of everything else that cannot be printed. The
validator names each rule once, however often it is broken, and in its own words: these are for the log."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from documents.headings import HEADINGS
from documents.printing.faults import at_place

logger = logging.getLogger(__name__)

FALSE_ALARMS = {
    "PDFA3A-STREAM-LENGTH-001": "Takes a last byte 0x0D of the data for a part of the line end. veraPDF, which "
    "goes by /Length, judges the same clause.",
}
"""Rules of page-validation that find fault with what is right, and why we think so."""
LINK = re.compile(r"annotation (\d+) on page (\d+)")
SHOWN = 60
"""Characters of the text by which a place is known."""


def skipping(root: Element) -> Iterator[Element]:
    headings = [element for element in root.iter() if element.tag in HEADINGS]
    yield from (after for before, after in pairwise(headings) if int(after.tag[1]) > int(before.tag[1]) + 1)


def uneven(root: Element) -> Iterator[Element]:
    return (table for table in root.iter("table") if len(set(_widths(table))) > 1)


def _widths(table: Element) -> Iterator[int]:
    """Of each row, with what reaches down into it from the rows above."""
    reaching: list[tuple[int, int]] = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        spans = [(int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))) for cell in cells]
        yield sum(columns for columns, _rows in (*spans, *reaching))
        reaching = [(columns, rows - 1) for columns, rows in (*spans, *reaching) if rows > 1]


def _none(_root: Element) -> Iterator[Element]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Kind:
    """What of a text rules can be broken by, and how it is said. `places` are those that are known without the
    validator's help."""

    tags: tuple[str, ...]
    rules: re.Pattern[str]
    text: str
    places: Callable[[Element], Iterator[Element]] = _none


HEADING = Kind(
    HEADINGS,
    re.compile("HEADING"),
    gettext_noop(
        "The heading “%(words)s” skips a level. Give it the level that comes right below the heading before it."
    ),
    skipping,
)
TABLE = Kind(
    ("table",),
    re.compile("TABLE-(?:ROW|COLUMN|CELL)"),
    gettext_noop(
        "The rows of the table “%(words)s” do not have the same number of cells. "
        "Give each row as many cells as the head."
    ),
    uneven,
)
LINKED = Kind(
    ("a",),
    re.compile("LINK"),
    gettext_noop(
        "The link “%(words)s” cannot be read aloud. Take the link out, or write its address as text."
    ),
)
PICTURE = Kind(
    ("img", "figure"),
    re.compile("FIGURE"),
    gettext_noop(
        "A picture (%(words)s) cannot be read aloud. Take it out, or upload it again with a text that says what it "
        "shows."
    ),
)
LIST = Kind(
    ("ul", "ol", "dl"),
    re.compile("-L(?:I|BODY)?-"),
    gettext_noop(
        "The list that begins “%(words)s” cannot be read aloud. Make it simpler: no lists, tables or quotations "
        "inside it."
    ),
)
KINDS = (HEADING, TABLE, LINKED, PICTURE, LIST)
ELSE = gettext_noop(
    "What stands at “%(words)s” cannot be read aloud. Write it in a simpler way, or tell those who run the portal."
)
NOWHERE = gettext_noop(
    "Something in the text cannot be read aloud, and the place cannot be told. Tell those who run the portal."
)


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
    """One line for each place. `laid_out` is what the file was written from, and knows what each object is of
    (`tagging.py`)."""
    root, parts = laid_out._html.etree_element, laid_out.parts
    around = {child: parent for parent in root.iter() for child in parent}
    lines = [line for breach in found for line in _lines(breach, root, parts, around)]
    return "\n".join(dict.fromkeys(lines))


def _lines(
    breach: Breach, root: Element, parts: Mapping[Key, Element], around: Mapping[Element, Element]
) -> Iterator[str]:
    logger.warning("%s: %s", breach.rule, breach.message)
    kind = next((kind for kind in KINDS if kind.rules.search(breach.rule)), None)
    places = list(kind.places(root)) if kind else []
    if kind and places:
        yield from (_said(kind.text, place, breach, root) for place in places)
        return
    part = parts.get(breach.key) if breach.key is not None else None
    if part is None:
        yield _with_rule(_(NOWHERE), breach)
        return
    near, kind = _kind_around(part, around)
    yield _said(kind.text if kind else ELSE, near, breach, root)


def _kind_around(part: Element, around: Mapping[Element, Element]) -> tuple[Element, Kind | None]:
    """The innermost that is around the place; else the place itself."""
    one: Element | None = part
    while one is not None:
        if kind := next((kind for kind in KINDS if one.tag in kind.tags), None):
            return one, kind
        one = around.get(one)
    return part, None


def _said(text: str, place: Element, breach: Breach, root: Element) -> str:
    said = _with_rule(_(text) % {"words": _words(place)}, breach)
    return at_place(said, [root], lambda element: element is place)


def _with_rule(text: str, breach: Breach) -> str:
    """By its number those who run the portal find in the standard what is asked for."""
    return f"{text} ({breach.rule})"


def _words(place: Element) -> str:
    text = " ".join(" ".join(place.itertext()).split()) or place.get("alt") or place.get("src") or ""
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(maxsplit=1)[0]} …"
