"""What a plan says of the plans before it: their goals' words and numbers, their themes' and parts' titles,
as these are published. A draft of one of them is no part of this plan, and nobody has approved it with it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from documents.same_goals import texts_of
from documents.traversal import every_part, rebuilt
from documents.tree import (
    CarriedOutGoal,
    DroppedGoal,
    DroppedTheme,
    Goal,
    GoalRef,
    PartRef,
    PlanDocument,
    ThemeRef,
)
from plans.enums import PlanState
from plans.models import Plan
from publishing.domain.names import names_in, names_of_rows, same_names
from publishing.models import Edition


def with_earlier_as_published(document: PlanDocument, plan: Plan) -> PlanDocument:
    """One query more for a document below another."""
    return _with_goals_above(_with_names_as_published(document, plan), plan)


def _with_goals_above(document: PlanDocument, plan: Plan) -> PlanDocument:
    """Of the document above, only what is published is said to be carried out: the rest is nobody's to read."""
    above = document.above
    if above is None or not document.carried_out:
        return document
    rows = Edition.objects.of_plans().current().filter(plan__municipality=plan.municipality_id)
    edition = rows.filter(year=above.year, plan_series=above.series).first()
    texts = texts_of(edition.document) if edition else {}

    def said(goals: Iterable[Goal]) -> tuple[Goal, ...]:
        return tuple(
            replace(
                goal,
                carries_out=tuple(
                    replace(each, text=texts[each.goal]) for each in goal.carries_out if each.goal in texts
                ),
            )
            for goal in goals
        )

    themes = tuple(replace(theme, goals=said(theme.goals)) for theme in document.themes)
    return replace(document, goals=said(document.goals), themes=themes)


def _with_names_as_published(document: PlanDocument, plan: Plan) -> PlanDocument:
    """One query where no earlier plan has a draft beside its edition in force: its rows are the edition
    then."""
    plans = {part.plan for part in every_part(document) if isinstance(part, GoalRef | ThemeRef | PartRef)}
    if not plans:
        return document
    of_town = Edition.objects.of_plans().current().filter(plan__municipality=plan.municipality_id)
    drafts = of_town.filter(plan__year__in={plan.year for plan in plans}).exclude(
        plan__state=PlanState.PUBLISHED
    )
    found = drafts.exclude(plan=plan.pk).select_related("plan__series")
    editions = [edition for edition in found if edition.plan_ref in plans]
    if not editions:
        return document
    result: PlanDocument = rebuilt(document, _Names(editions).known)
    return result


class _Names:
    """From what the rows call a goal or a part now to what its plan's edition calls it; None for a part that
    the edition does not have."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self.same: dict[Any, Any] = {}
        self.texts: dict[GoalRef, str] = {}
        self.titles: dict[ThemeRef, str] = {}
        for edition in editions:
            document = edition.document
            rows, names = names_of_rows(edition.plan), names_in(document)
            self.texts |= names.goals
            self.same |= dict.fromkeys(rows.parts) | same_names(rows, names)
            self.titles |= {document.ref.theme(theme.slug): theme.title for theme in document.themes}

    def known(self, part: Any) -> Any:
        match part:
            case GoalRef() | PartRef():
                return self.same.get(part, part)
            case CarriedOutGoal() | DroppedGoal():
                return replace(part, text=self.texts.get(part.goal, part.text))
            case DroppedTheme():
                return replace(part, title=self.titles.get(part.theme, part.title))
        return part
