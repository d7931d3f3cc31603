"""Where the words of a file went, for the person who imported: block for block, and what only a person can decide."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intake.outline import Block, Outline
from intake.readers.parse_result import Placement
from intake.recognised import Piece, Reason, Recognised
from intake.roles import Paths

REASONS: dict[Reason, str | Promise] = {
    "banner": _("the page's head or foot"),
    "page_number": _("page number: made by the portal"),
    "contents": _("contents list: made by the portal"),
    "municipality": _("the municipality's name: made by the portal"),
    "repeated_title": _("title, repeated: made by the portal"),
    "label": _("heading in whose place the portal has its own"),
    "empty": _("nothing in it"),
    "repeated": _("says again what is told elsewhere"),
    "picture": _("picture: add it by hand"),
    "by_hand": _("left out by hand"),
    "": _("left out"),
}


def placements_of(recognised: Recognised, outline: Outline) -> Iterator[Placement]:
    """In the file's order. A block that is in no piece has an empty place: there is none, unless a person's change
    has lost it."""
    paths = Paths(recognised)
    by_block: dict[int, list[Piece]] = {}
    for piece in recognised.pieces:
        for number in piece.blocks:
            by_block.setdefault(number, []).append(piece)
    for block in outline.blocks:
        pieces = by_block.get(block.number, [])
        for piece in pieces:
            yield Placement(_line(block, outline), piece.text, _place_of(piece, paths))
        if not pieces:
            yield Placement(_line(block, outline), block.text, "")


def _place_of(piece: Piece, paths: Paths) -> str:
    if piece.role == "left_out":
        return str(format_lazy("{out}: {why}", out=REASONS[""], why=REASONS[piece.reason]))
    return paths.of(piece)


def _line(block: Block, outline: Outline) -> int:
    """The first line or paragraph of the file; of a PDF, the place among all blocks."""
    return block.number if outline.format == "pdf" else block.place.first or block.number
