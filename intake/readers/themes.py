"""A theme: what the municipality wants, its goals, what it does."""

from dataclasses import dataclass, field

from documents.tree import Theme
from intake.readers import titles
from intake.readers.blocks import Block
from intake.readers.bodies import body
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
    place = f"Tema {number}"
    title = _title(part, number, listed, ledger)
    zones = _zones(part, place, ledger)
    goals = goals_of(zones.goals, place, ledger)
    if not goals:
        first = part.heading or part.blocks[0]
        ledger.ask(first.lines[0], f"i tema {number} er der ikke fundet mål. Er det rigtigt?")
    return Theme(
        number=number,
        title=title,
        slug=slugs.take(title, f"tema-{number}"),
        ambition=body(zones.ambition, f"{place} › Det vil vi", ledger),
        actions=body(zones.actions, f"{place} › Det gør vi", ledger),
        goals=goals,
    )


def _title(part: Part, number: int, listed: tuple[tuple[str, Line], ...], ledger: Ledger) -> str:
    in_list = listed[number - 1] if number <= len(listed) else None
    if part.heading:
        ledger.place(part.heading.lines, f"Tema {number} › overskrift")
        if in_list and not titles.same(part.title, in_list[0]):
            ledger.ask(
                part.heading.lines[0],
                f"tema {number} hedder {quoted(part.title)}, men {quoted(in_list[0])} i listen i linje "
                f"{in_list[1].number}. Overskriften er brugt. Hvad skal temaet hedde?",
            )
        return part.title
    line = part.blocks[0].lines[0]
    if in_list:
        ledger.ask(
            line,
            f"overskriften over tema {number} mangler. Titlen {quoted(in_list[0])} er taget fra listen i "
            f"linje {in_list[1].number}. Er det rigtigt?",
        )
        return in_list[0]
    ledger.ask(line, f"overskriften over tema {number} mangler. Hvad hedder temaet?")
    return f"Tema {number} (overskriften mangler)"


def _zones(part: Part, place: str, ledger: Ledger) -> _Zones:
    """The sentence that leads in to the goals stays at the end of the will, just above them."""
    zones = _Zones()
    zone = zones.ambition
    for block in part.blocks:
        if block.kind == "heading" and titles.WILL.fullmatch(block.text):
            ledger.place(block.lines, f"{place} › Det vil vi (overskrift)")
        elif block.kind == "heading" and titles.DOES.fullmatch(block.text):
            ledger.place(block.lines, f"{place} › Det gør vi (overskrift)")
            zone = zones.actions
        elif zone is zones.ambition and titles.is_goal_lead_in(block.text):
            zone.append(block)
            zone = zones.goals
        else:
            zone.append(block)
    if zone is zones.goals:
        ledger.ask(
            zone[-1].lines[-1] if zone else None,
            f"i {place.lower()} står der intet »Det gør vi …«; alt efter målenes indledning er læst som mål.",
        )
    return zones
