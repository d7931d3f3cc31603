"""Moving a part of a plan to another place in it: a theme to another level above, a goal to another theme, an
initiative to another theme or strategy.

The row stays the same, and with it its history, what it continues, what continues it and who has judged it. Only
what it lies in is another, and its number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from desk.domain.theme_order import number_in_order, runs_of
from goals.models import AnnualGoal
from goals.models.annual_goal import goals_of_plan
from plans.domain.lock import begin_edit
from plans.domain.ordering import next_number
from plans.errors import RefusedError
from plans.models import Plan
from themes.models import Initiative, Strategy, Theme, ThemeGroup
from themes.models.strategy import initiatives_of_plan, strategies_of_plan

Movable = Theme | AnnualGoal | Initiative
OF_PLAN = "plan"
"""The place of what lies in the plan itself."""


@dataclass(frozen=True, slots=True)
class MovePlace:
    """`key` names it in a form: "theme-12"."""

    key: str
    name: str
    row: Any


def movable_in(plan: Plan, kind: str, key: int) -> Movable | None:
    """`kind`: "theme", "goal" or "initiative"."""
    if kind == "theme":
        return Theme.objects.filter(plan=plan, pk=key).first()
    if kind == "goal":
        return goals_of_plan(plan).filter(pk=key).first()
    return initiatives_of_plan(plan).filter(pk=key).first()


def places_for(plan: Plan, part: Movable) -> list[MovePlace]:
    """Where it can be moved to: all of the kind but the one that it is in."""
    places = {Theme: _above_themes, AnnualGoal: _of_goals, Initiative: _of_initiatives}[type(part)](plan)
    here = {_key(row) for row in _owners(part)} or {OF_PLAN}
    return [place for place in places if place.key not in here]


@transaction.atomic
def move_to(plan: Plan, part: Movable, key: str, by: User) -> MovePlace:
    """Raises `RefusedError`, also while the plan is with its approvers."""
    begin_edit(plan, by)
    place = next((place for place in places_for(plan, part) if place.key == key), None)
    if place is None:
        raise RefusedError(_("Choose where to move it to."))
    if isinstance(part, Theme):
        _move_theme(plan, part, place.row)
    elif isinstance(part, AnnualGoal):
        _move_goal(plan, part, place.row)
    else:
        part.theme = place.row if isinstance(place.row, Theme) else None
        part.strategy = place.row if isinstance(place.row, Strategy) else None
        part.position = next_number(place.row.initiatives.all(), "position")
        part.save(update_fields=["theme", "strategy", "position"])
    return place


def _move_theme(plan: Plan, theme: Theme, group: ThemeGroup | None) -> None:
    """It becomes the last there."""
    runs = [(above, [each for each in run if each != theme]) for above, run in runs_of(plan)]
    theme.group = group
    theme.save(update_fields=["group"])
    if group is None:
        runs.append((None, [theme]))
    number_in_order([(above, [*run, theme] if group and above == group else run) for above, run in runs])


def _move_goal(plan: Plan, goal: AnnualGoal, theme: Theme | None) -> None:
    """It becomes the last there, and those after it where it was move up."""
    left = AnnualGoal.objects.filter(plan=goal.plan_id, theme=goal.theme_id).order_by("number")
    rest = list(left.exclude(pk=goal.pk))
    numbers = list(left.values_list("number", flat=True))
    goal.number = next_number((theme or plan).goals.all(), "number")
    goal.plan, goal.theme = (None, theme) if theme else (plan, None)
    goal.save(update_fields=["plan", "theme", "number"])
    for row, number in zip(rest, numbers, strict=False):  # upwards: the number before is free by then
        if row.number != number:
            row.number = number
            row.save(update_fields=["number"])


def _above_themes(plan: Plan) -> Iterator[MovePlace]:
    for row in plan.theme_groups.order_by("position", "pk"):
        yield MovePlace(_key(row), f"{plan.theme_group_label} {row}", row)
    yield MovePlace(OF_PLAN, _("None of them"), None)


def _of_goals(plan: Plan) -> Iterator[MovePlace]:
    yield MovePlace(OF_PLAN, _("The whole plan"), None)
    yield from _themes(plan)


def _of_initiatives(plan: Plan) -> Iterator[MovePlace]:
    strategies = strategies_of_plan(plan).select_related("theme")
    for theme in _themes(plan):
        yield theme
        yield from (_strategy(row) for row in strategies if row.theme_id == theme.row.pk)
    yield from (_strategy(row) for row in strategies if row.theme_id is None)


def _themes(plan: Plan) -> Iterator[MovePlace]:
    rows = (row for _group, run in runs_of(plan) for row in run)
    return (MovePlace(_key(row), f"{plan.theme_label} {row}", row) for row in rows)


def _strategy(row: Strategy) -> MovePlace:
    above = f"{row.theme.printed_number} › " if row.theme else ""
    return MovePlace(_key(row), _("%(above)sstrategy “%(title)s”") % {"above": above, "title": row}, row)


def _owners(part: Movable) -> Iterator[Model]:
    names = {Theme: ("group",), AnnualGoal: ("theme",), Initiative: ("theme", "strategy")}[type(part)]
    return filter(None, (getattr(part, name) for name in names))


def _key(row: Model) -> str:
    return f"{row._meta.model_name}-{row.pk}"


def name_of(part: Movable) -> str:
    name = f"{part.printed_number} {part.text}" if isinstance(part, AnnualGoal) else str(part)
    return Truncator(name).chars(120)
