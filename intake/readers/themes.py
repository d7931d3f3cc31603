"""A theme: what the municipality wants, its goals, what it does."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from documents.tree import Theme
from intake.readers import danish, places, titles
from intake.readers.blocks import Block
from intake.readers.bodies import body
from intake.readers.danish import DOES, WILL
from intake.readers.goals import goals_of
from intake.readers.parse_result import Ledger, Line, quoted
from intake.readers.segments import Part
from intake.readers.slugs import Slugs


@dataclass(slots=True)
class _Zones:
    ambition: list[Block] = field(default_factory=list)
    goals: list[Block] = field(default_factory=list)
    actions: list[Block] = field(default_factory=list)


def listed_titles(parts: list[Part]) -> tuple[tuple[str, Line], ...]:
    """The themes as the plan lists them before it comes to them, with the line of each."""
    for part in parts:
        if part.kind == "themes":
            for block in part.blocks:
                if block.is_ordered:
                    return tuple((item.text, item.lines[0]) for item in block.items)
    return ()


def theme_of(
    part: Part, number: int, listed: tuple[tuple[str, Line], ...], slugs: Slugs, ledger: Ledger
) -> Theme:
    place = places.theme(number)
    title = _title(part, number, listed, ledger)
    zones = _zones(part, place, ledger)
    goals = goals_of(zones.goals, place, ledger)
    if not goals:
        first = part.heading or part.blocks[0]
        question = _("no goals are found in theme %(number)d. Is that right?")
        ledger.ask(first.lines[0], question % {"number": number})
    return Theme(
        number=number,
        title=title,
        slug=slugs.take(title, f"tema-{number}"),
        ambition=body(zones.ambition, places.within(place, WILL), ledger),
        actions=body(zones.actions, places.within(place, DOES), ledger),
        goals=goals,
    )


def _title(part: Part, number: int, listed: tuple[tuple[str, Line], ...], ledger: Ledger) -> str:
    in_list = listed[number - 1] if number <= len(listed) else None
    if part.heading:
        ledger.place(part.heading.lines, places.heading(places.theme(number)))
        if in_list and not titles.same(part.title, in_list[0]):
            question = _(
                "theme %(number)d is called %(title)s, but %(listed)s in the list in line %(line)d. "
                "The heading is used. What is the theme to be called?"
            )
            words = {"number": number, "title": quoted(part.title)}
            words |= {"listed": quoted(in_list[0]), "line": in_list[1].number}
            ledger.ask(part.heading.lines[0], question % words)
        return part.title
    line = part.blocks[0].lines[0]
    if in_list:
        question = _(
            "the heading above theme %(number)d is missing. The title %(title)s is taken from the list in "
            "line %(line)d. Is that right?"
        )
        words = {"number": number, "title": quoted(in_list[0]), "line": in_list[1].number}
        ledger.ask(line, question % words)
        return in_list[0]
    question = _("the heading above theme %(number)d is missing. What is the theme called?")
    ledger.ask(line, question % {"number": number})
    return danish.THEME_WITHOUT_TITLE.format(number=number)


def _zones(part: Part, place: str, ledger: Ledger) -> _Zones:
    """The sentence that leads in to the goals stays at the end of the will, just above them."""
    zones = _Zones()
    zone = zones.ambition
    for block in part.blocks:
        if block.kind == "heading" and titles.WILL.fullmatch(block.text):
            ledger.place(block.lines, places.as_heading(places.within(place, WILL)))
        elif block.kind == "heading" and titles.DOES.fullmatch(block.text):
            ledger.place(block.lines, places.as_heading(places.within(place, DOES)))
            zone = zones.actions
        elif zone is zones.ambition and titles.is_goal_lead_in(block.text):
            zone.append(block)
            zone = zones.goals
        else:
            zone.append(block)
    if zone is zones.goals:
        question = _("%(place)s has no “%(does)s …”; all after the lead-in to the goals is read as goals.")
        words = {"place": place.lower(), "does": DOES}
        ledger.ask(zone[-1].lines[-1] if zone else None, question % words)
    return zones
