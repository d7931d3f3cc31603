"""The parts of a plan below its pages, each with the part that contains it: goals, strategies, initiatives,
sections within sections, annex files and decisions. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from documents.correction_names import own_name
from documents.outline import Part, parts
from documents.tree import (
    Attachment,
    Decision,
    Goal,
    GoalRef,
    Initiative,
    PartRef,
    PlanDocument,
    Section,
    Strategy,
    Theme,
)
from documents.wording import goal_number

Row = Section | Goal | Strategy | Initiative | Attachment | Decision


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """`page` is where it can be read, `owner` the part of that page that contains it, None for the page
    itself; `ref` names it, `befores` are the names of what it continues."""

    row: Row
    name: str
    words: str
    number: str = ""
    page: Part | None = None
    owner: "Item | None" = None
    ref: object = None
    befores: tuple[object, ...] = ()


def items(document: PlanDocument) -> Iterator[Item]:
    """Each after the part that contains it."""
    for decision in document.decisions:
        words = f"{decision.body}, {formats.date_format(decision.date, 'j. F Y')}"
        yield Item(decision, _("Decision: %(words)s") % {"words": words}, words)
    yield from (_file(each, document) for each in document.attachments)
    shown: set[str] = set()
    for page in parts(document):
        if page.section:
            yield from _of_section(page.section, document, page, None, shown)
        if page.theme:
            yield from _of_theme(page.theme, document, page)


def _file(
    row: Attachment, document: PlanDocument, page: Part | None = None, owner: Item | None = None
) -> Item:
    return Item(row, own_name(row, document), row.title, "", page, owner, row.sha256, (row.sha256,))


def _of_section(
    section: Section, document: PlanDocument, page: Part, owner: Item | None, shown: set[str]
) -> Iterator[Item]:
    """`shown` are the kinds of generated content that an earlier section holds."""
    if section.kind not in shown:
        shown.add(section.kind)
        if section.kind == "goals":
            yield from (_goal(goal, None, document, page) for goal in document.goals)
        if section.kind == "strategies":
            yield from _of_strategies(document.strategies, None, document, page, None)
    yield from (_file(each, document, page, owner) for each in section.attachments)
    for child in section.children:
        item = Item(
            child, own_name(child, document), child.title, child.label, page, owner, child.slug, (child.slug,)
        )
        yield item
        yield from _of_section(child, document, page, item, shown)


def _of_theme(theme: Theme, document: PlanDocument, page: Part) -> Iterator[Item]:
    yield from (_goal(goal, theme, document, page) for goal in theme.goals)
    yield from _of_strategies(theme.strategies, theme, document, page, None)
    yield from _initiatives(theme.initiatives, theme, document, page, None)


def _goal(goal: Goal, theme: Theme | None, document: PlanDocument, page: Part) -> Item:
    number = goal_number(goal, theme)
    ref: GoalRef = document.goal_ref(theme, goal)
    name = f"{document.goal_label} {number}"
    return Item(goal, name, goal.text, number, page, None, ref, goal.predecessors)


def _part_ref(title: str, theme: Theme | None, document: PlanDocument, owner: Item | None) -> PartRef:
    outer = owner.ref.titles if owner and isinstance(owner.ref, PartRef) else ()
    return document.ref.part(theme.slug if theme else "", (*outer, title))


def _of_strategies(
    rows: tuple[Strategy, ...], theme: Theme | None, document: PlanDocument, page: Part, owner: Item | None
) -> Iterator[Item]:
    for row in rows:
        ref, befores = _part_ref(row.title, theme, document, owner), tuple(filter(None, [row.predecessor]))
        item = Item(row, own_name(row, document), row.title, "", page, owner, ref, befores)
        yield item
        yield from _initiatives(row.initiatives, theme, document, page, item)
        yield from _of_strategies(row.children, theme, document, page, item)


def _initiatives(
    rows: tuple[Initiative, ...], theme: Theme | None, document: PlanDocument, page: Part, owner: Item | None
) -> Iterator[Item]:
    for row in rows:
        ref, befores = _part_ref(row.title, theme, document, owner), tuple(filter(None, [row.predecessor]))
        yield Item(row, own_name(row, document), row.title, "", page, owner, ref, befores)
