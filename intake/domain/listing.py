"""Many parts at once: a list that becomes goals, initiatives or strategies of a plan, one for each line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from django.contrib.auth.models import User
from django.db import transaction

from documents import tree
from documents.from_rows import document_of
from documents.onto_rows import store_onto
from intake.readers.goals import goal_of
from intake.recognise.sentences import title_and_body
from intake.recognise.targets import targets_in
from plans.domain.lock import begin_edit
from plans.models import Plan
from plans.standard import standard_line, standardise

PartKind = Literal["goal", "initiative", "strategy"]
MARK = re.compile(
    r"\A(?:\d{1,2}(?:\.\d{1,2}){1,3}[.):]? +(?=\S)|[•·▪◦‣●○■➢*–-] *(?=\S)|\(?(?:\d{1,2}|[a-zæøå])[.):] *(?=\S))"
)
"""Only before words, and only where the line begins."""
MOST = 200
"""Lines that are taken at once: several times as many as the largest theme has."""


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part that a plan is to get. `theme` is the slug of the theme that it is to be in, or nothing for the plan."""

    kind: PartKind
    title: str
    body: str = ""
    theme: str = ""
    responsible_unit: str = ""
    partners: str = ""
    targets: tuple[tree.Target, ...] = ()


def parts_in(text: str, kind: PartKind, theme: str) -> tuple[NewPart, ...]:
    """One for each line, whatever mark or number it begins with; a line that is set in goes on with the one before.
    Targets that a goal's words say are with it, for somebody to say yes to."""
    found: list[NewPart] = []
    for line in text.splitlines():
        words = standard_line(MARK.sub("", line.strip(), count=1))
        if not words:
            continue
        goes_on = line[:1] in (" ", "\t") and not MARK.match(line.strip())
        if found and goes_on:
            found[-1] = replace(found[-1], body=f"{found[-1].body} {words}".strip())
        elif kind == "goal":
            targets = tuple(target for _words, target in targets_in(words))
            found.append(NewPart(kind, words, theme=theme, targets=targets))
        else:
            title, body = title_and_body(words)
            found.append(NewPart(kind, title, body, theme))
    return tuple(found)


@transaction.atomic
def add_parts(plan: Plan, parts: Iterable[NewPart], reason: str, by: User) -> None:
    """After those that are there. Raises `RefusedError`, also while the plan is with its
    approvers."""
    begin_edit(plan, by)
    document = document_of(plan)
    for part in parts:
        document = with_part(document, part)
    store_onto(document, plan, reason)


def with_part(document: tree.PlanDocument, part: NewPart) -> tree.PlanDocument:
    if not part.theme:
        return _with_part_of_plan(document, part)
    themes = tuple(
        _with_part_of_theme(theme, part) if theme.slug == part.theme else theme for theme in document.themes
    )
    return replace(document, themes=themes)


def _with_part_of_plan(document: tree.PlanDocument, part: NewPart) -> tree.PlanDocument:
    """The plan has no initiatives of its own: they are strategies."""
    if part.kind == "goal":
        return replace(document, goals=(*document.goals, _goal(part, document.goals)))
    return replace(document, strategies=(*document.strategies, _strategy(part)))


def _with_part_of_theme(theme: tree.Theme, part: NewPart) -> tree.Theme:
    if part.kind == "goal":
        return replace(theme, goals=(*theme.goals, _goal(part, theme.goals)))
    if part.kind == "strategy":
        return replace(theme, strategies=(*theme.strategies, _strategy(part)))
    initiative = tree.Initiative(part.title, standardise(part.body), part.responsible_unit, part.partners)
    return replace(theme, initiatives=(*theme.initiatives, initiative))


def _goal(part: NewPart, before: tuple[tree.Goal, ...]) -> tree.Goal:
    made = goal_of(max((goal.number for goal in before), default=0) + 1, standardise(part.title))
    return replace(
        made,
        note=standardise(part.body),
        targets=part.targets,
        quality="quantified" if part.targets else made.quality,
        responsible_unit=part.responsible_unit,
        partners=part.partners,
    )


def _strategy(part: NewPart) -> tree.Strategy:
    return tree.Strategy(part.title, standardise(part.body), part.responsible_unit)
