"""Where the words of a file went, for the person who imported: block for block, and what only a person can decide."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intake.outline import Block, Outline
from intake.readers.parse_result import Placement, named
from intake.recognised import Piece, Reason, Recognised, Role

ROLES: dict[Role, str | Promise] = {
    "title": _("title"),
    "summary": _("short description"),
    "section": _("section"),
    "annex": _("annex"),
    "theme_group": _("level above the themes"),
    "theme": _("theme"),
    "goal": _("goal"),
    "strategy": _("strategy"),
    "initiative": _("initiative"),
    "national_goal": _("national goal"),
    "decision": _("decision"),
    "assessment": _("verdict on a goal"),
    "will": _("what the municipality wants"),
    "does": _("what the municipality does"),
    "status": _("status"),
    "challenge": _("challenge"),
    "text": _("text"),
    "left_out": _("left out"),
}
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


def place_of(piece: Piece, recognised: Recognised) -> str:
    """ "Theme: Unge › goal 1.1", or why it is left out."""
    if piece.role == "left_out":
        return str(format_lazy("{out}: {why}", out=ROLES["left_out"], why=REASONS[piece.reason]))
    role = f"{ROLES[piece.role]} {piece.number}".strip()
    above = next((other for other in recognised.pieces if other.id == piece.parent), None)
    if above is None or above.role == "left_out":
        return role
    return f"{ROLES[above.role]} {named(above.text)} › {role}"


def placements_of(recognised: Recognised, outline: Outline) -> Iterator[Placement]:
    """In the file's order. A block that is in no piece has an empty place: there is none, unless a person's change
    has lost it."""
    by_block: dict[int, list[Piece]] = {}
    for piece in recognised.pieces:
        for number in piece.blocks:
            by_block.setdefault(number, []).append(piece)
    for block in outline.blocks:
        pieces = by_block.get(block.number, [])
        for piece in pieces:
            yield Placement(_line(block), piece.text, place_of(piece, recognised))
        if not pieces:
            yield Placement(_line(block), block.text, "")


def _line(block: Block) -> int:
    """The line or paragraph of the file; on a PDF's page, the place among all blocks."""
    return block.number if block.place.page else block.place.first or block.number
