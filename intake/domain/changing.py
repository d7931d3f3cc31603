"""What a person does with the pieces. Pure: each function takes what the document is taken for and gives what it is
taken for afterwards. A piece keeps its words whatever it becomes."""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from intake.piece_tree import CAN_HOLD
from intake.recognise.reading import with_decisions
from intake.recognised import Piece, Recognised

WORDS = re.compile(r"\S+")
SENTENCE = re.compile(r"(?<=[.!?:;])\s+(?=\S)")
MOST_WORDS = 60


class CannotChangeError(Exception):
    """Nothing is changed; the message says to a person why."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("That cannot be done here. Nothing has been changed."))


def _before(recognised: Recognised, piece: Piece) -> tuple[Piece, ...]:
    return recognised.pieces[: _place(recognised, piece.id)]


def _place(recognised: Recognised, wanted: int) -> int:
    return next(place for place, piece in enumerate(recognised.pieces) if piece.id == wanted)


def outwards(recognised: Recognised, wanted: int) -> Recognised:
    """One level up."""
    piece = recognised.piece(wanted)
    if not piece.parent:
        raise CannotChangeError
    return recognised.with_pieces([replace(piece, parent=recognised.piece(piece.parent).parent)])


def inwards(recognised: Recognised, wanted: int) -> Recognised:
    """One level down: into the one before it on its level that can hold it."""
    piece = recognised.piece(wanted)
    holders = [
        other
        for other in _before(recognised, piece)
        if other.parent == piece.parent and other.role in CAN_HOLD.get(piece.role, ())
    ]
    if not holders:
        raise CannotChangeError
    return recognised.with_pieces([replace(piece, parent=holders[-1].id)])


def merged(recognised: Recognised, wanted: int) -> Recognised:
    """With the one before it, which takes its words and what belongs to it."""
    piece = recognised.piece(wanted)
    before = [other for other in _before(recognised, piece) if other.role != "left_out"]
    if not before or "table" in (piece.form, before[-1].form):
        raise CannotChangeError
    first = before[-1]
    text, body = _words_of_both(first, piece)
    blocks = tuple(dict.fromkeys([*first.blocks, *piece.blocks]))
    one = replace(first, text=text, body=body, blocks=blocks, rows=(*first.rows, *piece.rows))
    moved = [replace(other, parent=first.id) for other in recognised.pieces if other.parent == piece.id]
    recognised = recognised.with_pieces([one, *moved])
    return replace(
        recognised,
        pieces=tuple(other for other in recognised.pieces if other.id != wanted),
        offers=tuple(
            replace(offer, piece=first.id) if offer.piece == wanted else offer for offer in recognised.offers
        ),
        questions=tuple(
            replace(question, pieces=tuple(first.id if one == wanted else one for one in question.pieces))
            for question in recognised.questions
        ),
    )


def _words_of_both(first: Piece, piece: Piece) -> tuple[str, str]:
    """Text and body. What a decision leaves for its section, its body, is said in its text too."""
    added = "" if piece.role == "decision" else piece.body
    if first.role == "decision":
        text = "\n\n".join(filter(None, [first.text, piece.text, added]))
        return text, text
    text = " ".join(filter(None, [first.text, "" if first.body else piece.text]))
    return text, "\n\n".join(filter(None, [first.body, piece.text if first.body else "", added]))


def places_to_split(piece: Piece) -> list[tuple[int, str]]:
    """Where a second piece may begin: the offset and the words there. Of a long text, only where a sentence does."""
    if piece.form == "table":
        return []
    words = [match.start() for match in WORDS.finditer(piece.text)][1:]
    if len(words) > MOST_WORDS:
        words = [match.end() for match in SENTENCE.finditer(piece.text)]
    return [(start, " ".join(piece.text[start : start + 60].split()[:6])) for start in words]


def split(recognised: Recognised, wanted: int, at: int) -> Recognised:
    """In two of the same kind; what is within it stays with the first. The numbers of the pieces after it grow by
    one, for they are in the order of the document."""
    piece = recognised.piece(wanted)
    if at not in dict(places_to_split(piece)):
        raise CannotChangeError
    first = replace(piece, text=piece.text[:at].rstrip(), body="")
    second = replace(piece, text=piece.text[at:].strip(), id=-1, answers=(), decisions=(), number="")
    if piece.role == "decision":  # its body is its text once more; each half tells what it tells
        first, second = replace(first, decisions=()), replace(second, body="")
    place = _place(recognised, wanted)
    pieces = (*recognised.pieces[:place], first, second, *recognised.pieces[place + 1 :])
    made = _renumbered(replace(recognised, pieces=pieces))
    return with_decisions(made) if piece.role == "decision" else made


def _renumbered(recognised: Recognised) -> Recognised:
    numbers = {piece.id: number for number, piece in enumerate(recognised.pieces, start=1)}
    return replace(
        recognised,
        pieces=tuple(
            replace(piece, id=numbers[piece.id], parent=numbers.get(piece.parent, 0))
            for piece in recognised.pieces
        ),
        offers=tuple(replace(offer, piece=numbers[offer.piece]) for offer in recognised.offers),
        questions=tuple(
            replace(question, pieces=tuple(numbers[one] for one in question.pieces if one in numbers))
            for question in recognised.questions
        ),
    )


def with_offers(recognised: Recognised, places: Iterable[int], accepted: bool) -> Recognised:
    """The targets at those places of the list are taken, or not."""
    wanted = set(places)
    return replace(
        recognised,
        offers=tuple(
            replace(offer, accepted=accepted) if place in wanted else offer
            for place, offer in enumerate(recognised.offers)
        ),
    )


def answered(recognised: Recognised, place: int) -> Recognised:
    """Without the question: somebody has looked at it."""
    kept = [question for number, question in enumerate(recognised.questions) if number != place]
    return replace(recognised, questions=tuple(kept))
