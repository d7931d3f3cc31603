"""What a correction of language may change in a published text: words that are read, and nothing else.

Pure. `violations(before, after)` visits every field of the two trees. A field may differ only where `WORDING`
names it; whatever is not named there, a field added to the tree tomorrow included, is refused. What is
compared is what is read: the same words with other marks are no difference.

`with_shared_of(after, edition)` is called first: what plans share (the municipality, national goals,
indicators, figures, target groups' names) is no part of the correction and stays as published.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from documents import markdown, tree
from documents.alikeness import out_of_order
from documents.correction_names import field_name, part_name
from documents.files import MARKDOWN_FIELDS
from documents.pairs import are_parts, pairs
from documents.rendered_html import RenderedHtml

NUMBER = re.compile(r"\d+")
FORMATTING = {"em", "strong", "code", "sub", "span", "br", "s", "del"}
"""Elements within a line: they change how words look, not their order."""


@dataclass(frozen=True, slots=True)
class Shape:
    """`numbers` are those in the words, in order; `addresses` those of links and pictures; `blocks` the
    elements, without those that only format words."""

    words: str
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()

    @classmethod
    def of_line(cls, text: str) -> "Shape":
        words = " ".join(text.split())
        return cls(words, tuple(NUMBER.findall(words)))


def shape_of(text: str) -> Shape:
    """Of Markdown. A picture's alternative text is words; numbers in it may not change either."""
    read = RenderedHtml(markdown.render(text, parent_level=1))
    words = " ".join("".join(read.words).split())
    blocks = (f"{tag} {start}".strip() for tag, start in read.elements if tag not in FORMATTING)
    return Shape(words, tuple(NUMBER.findall(words)), tuple(read.addresses), tuple(blocks))


LINES: dict[type, frozenset[str]] = {
    tree.PlanDocument: frozenset({"title", "summary", "notice"}),
    tree.Section: frozenset({"title"}),
    tree.Attachment: frozenset({"title"}),
    tree.Theme: frozenset({"title", "short_title", "change_reason"}),
    tree.ThemeGroup: frozenset({"title"}),
    tree.Goal: frozenset({"change_reason"}),
    tree.DroppedGoal: frozenset({"reason"}),
    tree.DroppedTheme: frozenset({"reason"}),
    tree.Strategy: frozenset({"title"}),
    tree.Initiative: frozenset({"title"}),
    tree.FollowUp: frozenset({"title"}),
    tree.Assessment: frozenset({"reason"}),
}
"""Fields of plain words, which a correction may reword."""
MARKDOWN = {kind: frozenset(names) for kind, names in MARKDOWN_FIELDS.items()}
MARKDOWN[tree.Goal] |= {"text"}
"""Fields of Markdown, of which a correction may reword the running text and the alternative texts."""
Plans = tuple[tree.PlanDocument, tree.PlanDocument]
"""As published, and as corrected."""


@dataclass(frozen=True, slots=True)
class Violation:
    """`place` names the part as a person knows it, `what` says what a correction may not do to it."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" if self.place else self.what


def violations(before: tree.PlanDocument, after: tree.PlanDocument) -> tuple[Violation, ...]:
    """In the order of the plan; empty where the correction may be published."""
    return tuple(_of_parts(before, after, "", (before, after)))


def _of_parts(before: Any, after: Any, place: str, plans: Plans) -> Iterator[Violation]:
    """Of two parts of one kind at the same position."""
    kind = type(before)
    for field in fields(kind):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new:
            continue
        if field.name in LINES.get(kind, ()):
            yield from _of_texts(Shape.of_line(old), Shape.of_line(new), place, field.name)
        elif field.name in MARKDOWN.get(kind, ()):
            yield from _of_texts(shape_of(old), shape_of(new), place, field.name)
        elif are_parts(old, new):
            yield from _of_rows(old, new, place, plans)
        elif type(old) is type(new) and type(old) in LINES:
            yield from _of_parts(old, new, place, plans)
        else:
            yield Violation(place, _("%(field)s is changed") % {"field": field_name(field.name)})


def _of_texts(before: Shape, after: Shape, place: str, field: str) -> Iterator[Violation]:
    name = {"field": field_name(field)}
    if bool(before.words) != bool(after.words):
        yield Violation(
            place, (_("%(field)s is removed") if before.words else _("%(field)s is added")) % name
        )
        return
    if before.numbers != after.numbers:
        yield Violation(place, _("%(field)s has other numbers") % name)
    if before.addresses != after.addresses:
        yield Violation(place, _("%(field)s has other links or pictures") % name)
    if before.blocks != after.blocks:
        yield Violation(
            place, _("%(field)s has other paragraphs, headings, list items or table cells") % name
        )


def _of_rows(before: Sequence[Any], after: Sequence[Any], place: str, plans: Plans) -> Iterator[Violation]:
    """Nothing is added, removed or moved; then each is held against the one that it was."""
    found = pairs(before, after)
    stayed, arrived = {old for old, _new in found}, {new for _old, new in found}
    for number, part in enumerate(before):
        if number not in stayed:
            yield Violation(part_name(part, place, plans[0]), _("is removed"))
    for number, part in enumerate(after):
        if number not in arrived:
            yield Violation(part_name(part, place, plans[1]), _("is added"))
    elsewhere = out_of_order([old for old, _new in found])
    for position, (old, new) in enumerate(found):
        name = part_name(before[old], place, plans[0])
        if position in elsewhere:
            yield Violation(name, _("is moved"))
        yield from _of_parts(before[old], after[new], name, plans)
