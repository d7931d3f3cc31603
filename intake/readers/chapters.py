"""Sections: a text, or one of the kinds whose content is structured data."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.tree import Goal, NationalGoal, Section, Strategy
from intake.readers import danish, places, titles
from intake.readers.blocks import Block
from intake.readers.bodies import body
from intake.readers.goals import goals_of
from intake.readers.parse_result import Ledger, named
from intake.readers.segments import Part
from intake.readers.slugs import Slugs


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section, and what was found in it that the plan keeps elsewhere."""

    section: Section
    goals: tuple[Goal, ...] = ()
    national_goals: tuple[NationalGoal, ...] = ()
    strategies: tuple[Strategy, ...] = ()


@dataclass(slots=True)
class _Piece:
    """A heading within a chapter, and the blocks below it."""

    heading: Block | None
    blocks: list[Block]


def chapter_of(part: Part, below: tuple[str, ...], year: int, slugs: Slugs, ledger: Ledger) -> Chapter:
    """`below` are the headings that the old contents list names under this one."""
    if part.heading:
        ledger.place(part.heading.lines, places.heading(part.place))
    slug = slugs.take(f"{part.label} {part.title}", "afsnit")
    if part.kind == "national_goals":
        return _national_goals(part, slug, year, slugs, ledger)
    if part.kind == "strategies":
        return _strategies(part, slug, below, ledger)
    return _text(part, slug, below, slugs, ledger)


def _section(part: Part, slug: str, body: str, children: tuple[Section, ...] = ()) -> Section:
    return Section(
        title=part.title or danish.INTRODUCTION,
        slug=slug,
        kind=part.kind,
        label=part.label,
        body=body,
        children=children,
    )


def _pieces(blocks: Iterable[Block], opens: frozenset[str] | None) -> list[_Piece]:
    """`opens` are the headings that begin a piece of their own, normalised; None means all of them."""
    pieces = [_Piece(None, [])]
    for block in blocks:
        if block.kind == "heading" and (opens is None or titles.normal(block.text) in opens):
            pieces.append(_Piece(block, []))
        else:
            pieces[-1].blocks.append(block)
    return pieces


def _text(part: Part, slug: str, below: tuple[str, ...], slugs: Slugs, ledger: Ledger) -> Chapter:
    first, *rest = _pieces(part.blocks, frozenset(map(titles.normal, below)))
    text, children, goals = _with_goals(first.blocks, part.place, slugs, ledger)
    sections = list(children)
    for piece in rest:
        heading = piece.heading or piece.blocks[0]
        place = f"{part.place} › {named(heading.text)}"
        ledger.place(heading.lines, places.as_heading(place))
        own = slugs.take(heading.text, "afsnit")
        inner, children, found = _with_goals(piece.blocks, place, slugs, ledger)
        goals += found
        sections.append(Section(title=heading.text, slug=own, body=inner, children=children))
    return Chapter(_section(part, slug, text, tuple(sections)), goals=goals)


def _with_goals(
    blocks: list[Block], place: str, slugs: Slugs, ledger: Ledger
) -> tuple[str, tuple[Section, ...], tuple[Goal, ...]]:
    """A heading about result goals with a list right below it: the list is the plan's own goals, and
    the heading a section that shows them."""
    for index, block in enumerate(blocks[:-1]):
        listed = blocks[index + 1]
        if block.kind == "heading" and titles.GOALS.search(block.text) and listed.kind == "list":
            ledger.place(block.lines, places.as_heading(f"{place} › {named(block.text)}"))
            goals = goals_of([listed], f"{place} › {named(block.text)}", ledger)
            section = Section(
                title=block.text,
                slug=slugs.take(block.text, "maal"),
                kind="goals",
                body=body(blocks[index + 2 :], f"{place} › {named(block.text)}", ledger),
            )
            return body(blocks[:index], place, ledger), (section,), goals
    return body(blocks, place, ledger), (), ()


def _national_goals(part: Part, slug: str, year: int, slugs: Slugs, ledger: Ledger) -> Chapter:
    """Numbered headings are the goals; a heading without a number ends them and is a section below."""
    first, *rest = _pieces(part.blocks, None)
    goals: list[NationalGoal] = []
    children: list[Section] = []
    for piece in rest:
        heading = piece.heading or piece.blocks[0]
        if (numbered := titles.NUMBERED.fullmatch(heading.text)) and not children:
            number = int(numbered["number"])
            place = places.national_goal(number)
            ledger.place(heading.lines, places.heading(place))
            goals.append(NationalGoal(year, number, numbered["title"], body(piece.blocks, place, ledger)))
            continue
        place = f"{part.place} › {named(heading.text)}"
        ledger.place(heading.lines, places.as_heading(place))
        own = slugs.take(heading.text, "afsnit")
        children.append(Section(title=heading.text, slug=own, body=body(piece.blocks, place, ledger)))
    text = body(first.blocks, part.place, ledger)
    return Chapter(_section(part, slug, text, tuple(children)), national_goals=tuple(goals))


def _strategies(part: Part, slug: str, below: tuple[str, ...], ledger: Ledger) -> Chapter:
    """Each heading is a strategy; where the old contents list names them, only those it names."""
    first, *rest = _pieces(part.blocks, frozenset(map(titles.normal, below)) if below else None)
    strategies: list[Strategy] = []
    for piece in rest:
        heading = piece.heading or piece.blocks[0]
        numbered = _("Strategy %(number)d: %(title)s")
        words = {"number": len(strategies) + 1, "title": named(heading.text)}
        place = places.within(part.place, numbered % words)
        ledger.place(heading.lines, places.as_heading(place))
        strategies.append(Strategy(title=heading.text, body=body(piece.blocks, place, ledger)))
    text = body(first.blocks, part.place, ledger)
    return Chapter(_section(part, slug, text), strategies=tuple(strategies))
