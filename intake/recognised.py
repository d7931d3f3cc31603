"""What an outline is taken for: pieces that a person can change, and that a plan is made of.

Each piece is tied to the blocks that its words are from, says what it is taken for, how sure that is, and which
piece it belongs to. Changing one is `dataclasses.replace`; the plan is made of them anew by `made.document_of`,
so nothing else has to be kept in step. Plain frozen data, saved as JSON.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from django.utils.translation import gettext as _

from documents import tree
from intake.outline import Outline

Role = Literal[
    "title",
    "summary",
    "section",
    "annex",
    "theme_group",
    "theme",
    "goal",
    "strategy",
    "initiative",
    "national_goal",
    "decision",
    "assessment",
    "will",
    "does",
    "status",
    "challenge",
    "text",
    "left_out",
]
"""`section` to `national_goal` have a title in `text` and hold what names them as parent; `will` to `text` are
words of what they belong to. `assessment` is the verdict on the goal that it belongs to, in a result review."""
Reason = Literal[
    "",
    "banner",
    "page_number",
    "contents",
    "municipality",
    "repeated_title",
    "label",
    "empty",
    "repeated",
    "picture",
    "by_hand",
]
"""Why a piece is left out. `label` is a heading such as "Indsatser", in whose place the portal puts its own;
`repeated` is what the document says twice, such as an overview of goals; `by_hand`: somebody chose so."""
Form = Literal["paragraph", "bullet", "numbered", "heading", "table", "footnote"]
DocumentKind = Literal["plan", "strategy", "review", "figures", "unknown"]
"""`review` is a report on how a plan's goals went, `figures` a sheet of key figures: neither is a plan."""
Sureness = Literal["certain", "likely", "guess"]

CERTAIN, LIKELY, GUESS = 95, 75, 40
"""How sure, of 100, as the recognition gives it; `Piece.sureness` names the levels."""

HEADED: frozenset[Role] = frozenset(
    ("section", "annex", "theme_group", "theme", "goal", "strategy", "initiative", "national_goal")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` is the title of what has one, else the words; `body` is what follows a title in the same block.
    `number` is its number as printed. `parent` is 0 for what belongs to the plan itself. `rows` names the rows of
    a table's block that the piece is from, the first below the headings being 1 and these 0. `answers` are the numbers of
    national goals that it names."""

    id: int
    role: Role
    text: str
    blocks: tuple[int, ...] = ()
    parent: int = 0
    number: str = ""
    body: str = ""
    sure: int = CERTAIN
    reason: Reason = ""
    form: Form = "paragraph"
    depth: int = 1
    rows: tuple[int, ...] = ()
    section_kind: tree.SectionKind = "text"
    answers: tuple[int, ...] = ()
    decisions: tuple[tree.Decision, ...] = ()
    verdict: tree.Verdict | None = None

    @property
    def sureness(self) -> Sureness:
        return "certain" if self.sure >= 90 else "likely" if self.sure >= 60 else "guess"


@dataclass(frozen=True, slots=True)
class OfferedTarget:
    """A target that the words of a goal seem to say. It becomes one only where a person has `accepted` it."""

    piece: int
    words: str
    target: tree.Target
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`code` is what is asked, `pieces` what about; the first of them is where a page shows it."""

    code: str
    text: str
    pieces: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """`year` is 0 where the document names none; `last_year` is None for a plan without an end. `municipality` is
    the one that the document names, where it does. `theme_word` is its own word for a theme."""

    kind: DocumentKind
    year: int
    last_year: int | None
    pieces: tuple[Piece, ...]
    municipality: str = ""
    theme_word: str = ""
    group_word: str = ""
    goal_word: str = ""
    offers: tuple[OfferedTarget, ...] = ()
    questions: tuple[Question, ...] = ()

    def piece(self, wanted: int) -> Piece:
        return next(piece for piece in self.pieces if piece.id == wanted)

    def with_pieces(self, changed: Iterable[Piece]) -> "Recognised":
        """With those in the place of the ones of the same id."""
        by_id = {piece.id: piece for piece in changed}
        return replace(self, pieces=tuple(by_id.get(piece.id, piece) for piece in self.pieces))

    def alike(self, wanted: int, outline: Outline) -> tuple[int, ...]:
        """Those that were taken for the same and look the same in the file: what "for all like it" means."""
        look = look_of(self.piece(wanted), outline)
        return tuple(other.id for other in self.pieces if look_of(other, outline) == look)


def look_of(piece: Piece, outline: Outline) -> tuple[object, ...]:
    """What pieces have in common that are alike."""
    if not piece.blocks:
        return (piece.role, piece.form)
    block = outline.block(piece.blocks[0])
    size = round(block.style.size * 2)
    return (piece.role, piece.form, block.kind, block.level, block.style.bold, size, bool(block.label))


class UnreadableWorkError(ValueError):
    """The saved work is not what `to_json` wrote."""


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, omit_if_default=True)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _kind: date.fromisoformat(value))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _kind: Decimal(value))
    return converter


def to_json(value: Recognised | Outline) -> str:
    return json.dumps(_converter().unstructure(value), ensure_ascii=False)


def recognised_from_json(text: str) -> Recognised:
    """Raises `UnreadableWorkError`."""
    return _structured(text, Recognised)  # type: ignore[no-any-return]


def outline_from_json(text: str) -> Outline:
    """Raises `UnreadableWorkError`."""
    return _structured(text, Outline)  # type: ignore[no-any-return]


def _structured(text: str, kind: type) -> Any:
    try:
        found = json.loads(text)
        if kind is Recognised and isinstance(found, dict):
            found.pop("comparison", None)  # work that was saved before this became a question
        return _converter().structure(found, kind)
    except BaseValidationError as error:
        raise UnreadableWorkError("; ".join(transform_error(error))) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableWorkError(_("The file is no JSON: %(error)s") % {"error": error}) from error
