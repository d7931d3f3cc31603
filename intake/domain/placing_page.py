"""What the placing page shows: the document line by line, and beside each line what it becomes."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documents.wording import target_sentence
from intake.outline import Block, Outline
from intake.piece_tree import CAN_HOLD
from intake.recognised import Piece, Recognised, Role, Sureness, look_of
from intake.roles import ROLES, labels_of
from intake.telling import REASONS

QUICK: Mapping[Role, tuple[Role, ...]] = {
    "text": ("goal", "initiative", "section"),
    "will": ("text", "goal", "initiative"),
    "does": ("text", "initiative", "goal"),
    "goal": ("initiative", "text", "left_out"),
    "initiative": ("goal", "strategy", "text"),
    "strategy": ("initiative", "goal", "text"),
    "section": ("theme", "text", "left_out"),
    "theme": ("section", "theme_group", "text"),
    "theme_group": ("theme", "section", "text"),
    "left_out": ("text", "section", "goal"),
}
"""What a piece most often is where it is not what it was taken for: one click each."""
SURE: Mapping[Sureness, Promise] = {
    "certain": _("certain"),
    "likely": _("likely"),
    "guess": _("a guess: look at it"),
}
KINDS: Mapping[str, Promise] = {
    "heading": pgettext_lazy("of a document", "Heading"),
    "paragraph": pgettext_lazy("of a document", "Paragraph"),
    "item": pgettext_lazy("of a document", "List item"),
    "table": pgettext_lazy("of a document", "Table"),
    "footnote": pgettext_lazy("of a document", "Footnote"),
    "picture": pgettext_lazy("of a document", "Picture"),
    "furniture": pgettext_lazy("of a document", "Head or foot of the page"),
}


ROWS_ON_A_PAGE = 400
"""What a page shows of a long document at once: more would take it longer than a second."""
TOLD_BESIDE = "targets"
"""The question whose answer is given by saying yes to the targets that are offered."""


@dataclass(frozen=True, slots=True)
class Source:
    """A block of the document as the page shows it. `again`: the row above shows it already."""

    block: Block
    kind: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    place: int
    sentence: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Choice:
    role: Role
    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """`depth` is how deep in the plan; `alike` how many others were taken for the same and look the same."""

    piece: Piece
    sources: tuple[Source, ...]
    label: str
    depth: int
    sure: str
    reason: str
    quick: tuple[Choice, ...]
    alike: int = 0
    offers: tuple[Offer, ...] = ()

    @property
    def is_left_out(self) -> bool:
        return self.piece.role == "left_out"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many words of the document have their place, are left out with a reason, or have none."""

    placed: int
    left_out: int
    unplaced: int

    @property
    def total(self) -> int:
        return self.placed + self.left_out + self.unplaced

    @property
    def percent(self) -> int:
        return 100 * self.placed // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Asked:
    place: int
    text: str
    piece: int


@dataclass(frozen=True, slots=True)
class Part:
    """Of a document that is shown in parts; `begins` are the words that it begins with."""

    number: int
    first: int
    begins: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class PlacingPage:
    """`rows` are those of the part that is shown; `parts` are none where all are."""

    rows: tuple[Row, ...]
    parts: tuple[Part, ...]
    tally: Tally
    unplaced: tuple[Source, ...]
    reasons: tuple[tuple[str, tuple[Row, ...]], ...]
    questions: tuple[Asked, ...]
    counts: tuple[tuple[str, int], ...]
    waiting_offers: int
    choices: tuple[Choice, ...]


def page_of(recognised: Recognised, outline: Outline, at: int = 0) -> PlacingPage:
    """The part of it that the piece `at` is in."""
    labels = labels_of(recognised)
    rows = tuple(_rows(recognised, outline, labels))
    ids = [row.piece.id for row in rows]
    shown = ids.index(at) // ROWS_ON_A_PAGE if at in ids else 0
    unplaced = _unplaced(recognised, outline)
    return PlacingPage(
        rows=rows[shown * ROWS_ON_A_PAGE : (shown + 1) * ROWS_ON_A_PAGE],
        parts=_parts(rows, shown),
        tally=_tally(recognised, outline, unplaced),
        unplaced=tuple(Source(block, str(KINDS[block.kind])) for block in unplaced),
        reasons=_reasons(rows),
        questions=tuple(
            Asked(place, question.text, question.pieces[0] if question.pieces else 0)
            for place, question in enumerate(recognised.questions)
            if question.code != TOLD_BESIDE
        ),
        counts=_counts(recognised, labels),
        waiting_offers=sum(not offer.accepted for offer in recognised.offers),
        choices=tuple(Choice(role, labels[role], key) for role, (_label, key) in ROLES.items()),
    )


def _parts(rows: Sequence[Row], shown: int) -> tuple[Part, ...]:
    firsts = [rows[at].piece for at in range(0, len(rows), ROWS_ON_A_PAGE)]
    if len(firsts) < 2:
        return ()
    return tuple(
        Part(number, piece.id, piece.text, is_shown=number == shown + 1)
        for number, piece in enumerate(firsts, start=1)
    )


def _rows(recognised: Recognised, outline: Outline, labels: Mapping[Role, str]) -> list[Row]:
    looks = _looks(recognised, outline)
    depths = _depths(recognised)
    offers: dict[int, list[Offer]] = defaultdict(list)
    for place, offer in enumerate(recognised.offers):
        offers[offer.piece].append(Offer(place, target_sentence(offer.target), offer.accepted))
    shown: set[int] = set()
    rows = []
    for piece in recognised.pieces:
        sources = tuple(
            Source(outline.block(number), str(KINDS[outline.block(number).kind]), again=number in shown)
            for number in piece.blocks
        )
        shown.update(piece.blocks)
        rows.append(
            Row(
                piece=piece,
                sources=sources,
                label=labels[piece.role],
                depth=depths[piece.id],
                sure=str(SURE[piece.sureness]) if piece.sureness != "certain" else "",
                reason=str(REASONS[piece.reason]) if piece.role == "left_out" else "",
                quick=tuple(
                    Choice(role, labels[role], ROLES[role][1])
                    for role in QUICK.get(piece.role, ("text", "section", "left_out"))
                ),
                alike=looks[piece.id] - 1,
                offers=tuple(offers[piece.id]),
            )
        )
    return rows


def _looks(recognised: Recognised, outline: Outline) -> dict[int, int]:
    """How many look like each, itself among them."""
    looks = {piece.id: look_of(piece, outline) for piece in recognised.pieces}
    counts = Counter(looks.values())
    return {number: counts[look] for number, look in looks.items()}


def _depths(recognised: Recognised) -> dict[int, int]:
    parents = {piece.id: piece.parent for piece in recognised.pieces}
    depths: dict[int, int] = {}
    for piece in recognised.pieces:
        depth, above, seen = 0, piece.parent, {piece.id}
        while above in parents and above not in seen:
            seen.add(above)
            depth, above = depth + 1, parents[above]
        depths[piece.id] = min(depth, 4)
    return depths


def may_go(recognised: Recognised, piece: Piece) -> tuple[bool, bool]:
    """Whether it can go a level up, and down."""
    before = recognised.pieces[: recognised.pieces.index(piece)]
    holders = (
        one for one in before if one.parent == piece.parent and one.role in CAN_HOLD.get(piece.role, ())
    )
    return bool(piece.parent), any(holders)


def _unplaced(recognised: Recognised, outline: Outline) -> list[Block]:
    """Nothing is dropped in silence: what no piece is from is told of."""
    named = {number for piece in recognised.pieces for number in piece.blocks}
    return [block for block in outline.blocks if block.number not in named and _words(block)]


def _words(block: Block) -> int:
    return len(block.text.split())


def _tally(recognised: Recognised, outline: Outline, unplaced: Sequence[Block]) -> Tally:
    placed = {number for piece in recognised.pieces if piece.role != "left_out" for number in piece.blocks}
    nowhere = {block.number for block in unplaced}
    counts: Counter[str] = Counter()
    for block in outline.blocks:
        where = "placed" if block.number in placed else "unplaced" if block.number in nowhere else "left_out"
        counts[where] += _words(block)
    return Tally(counts["placed"], counts["left_out"], counts["unplaced"])


def _reasons(rows: Sequence[Row]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    by_reason: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.is_left_out:
            by_reason[row.reason].append(row)
    return tuple((reason, tuple(found)) for reason, found in by_reason.items())


COUNTED: tuple[Role, ...] = (
    "section",
    "theme_group",
    "theme",
    "goal",
    "strategy",
    "initiative",
    "decision",
    "annex",
)


def _counts(recognised: Recognised, labels: Mapping[Role, str]) -> tuple[tuple[str, int], ...]:
    found = Counter(piece.role for piece in recognised.pieces)
    return tuple((labels[role], found[role]) for role in COUNTED if found[role])
