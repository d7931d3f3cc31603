"""The parts of a plan that are written, marked, moved and removed one by one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404

from desk.domain.theme_order import in_order_of_groups, number_in_order, runs_of
from desk.models import Mark, PartMark
from goals.models import AnnualGoal
from plans.domain.lock import begin_edit, lock
from plans.domain.ordering import next_number, renumber
from plans.domain.owning_plan import plan_key
from plans.models import Plan, Section
from plans.number_input import whole_number
from themes.models import Strategy, Theme, ThemeGroup

Part = Section | ThemeGroup | Theme | AnnualGoal | Strategy
MODELS: Mapping[str, type[Model]] = {
    "section": Section,
    "theme_group": ThemeGroup,
    "theme": Theme,
    "goal": AnnualGoal,
    "strategy": Strategy,
}
NUMBERED = (Theme, AnnualGoal)
"""Their numbers are printed, and unique; the others only have a position."""


def name_of(part: Part) -> str:
    """E.g. `theme-12`: names the part in forms and is its anchor on the plan's page."""
    return f"{_kind(part)}-{part.pk}"


def marks_of(plans: Iterable[Plan]) -> dict[str, str]:
    """By the names of the parts. One query."""
    rows = PartMark.objects.filter(plan__in=list(plans)).values(*(f"{kind}_id" for kind in MODELS), "mark")
    return {
        f"{kind}-{row[f'{kind}_id']}": row["mark"] for row in rows for kind in MODELS if row[f"{kind}_id"]
    }


def part_named(plan: Plan, name: str) -> Part:
    """Raises `Http404` for what is not a part of this plan."""
    kind, _dash, key = name.partition("-")
    part: Any = MODELS[kind]._default_manager.filter(pk=whole_number(key)).first() if kind in MODELS else None
    if part is None or plan_key(part) != plan.pk:
        raise Http404
    found: Part = part
    return found


@transaction.atomic
def set_mark(plan: Plan, part: Part, mark: Mark | None, by: User) -> None:
    """None: the part is in work."""
    lock(plan)
    of_part = PartMark.objects.filter(**{_kind(part): part})
    if mark is None:
        of_part.delete()
    else:
        row = of_part.first() or PartMark(plan=plan, **{_kind(part): part})
        row.mark, row.by = mark, by
        row.save()


def mark_reviewed(rows: Iterable[object]) -> None:
    """Somebody has had these open and saved them: those that were copied are copies no longer."""
    for row in rows:
        if isinstance(row, Part):
            PartMark.objects.filter(**{_kind(row): row}, mark=Mark.UNREVIEWED).delete()


def siblings(part: Part) -> QuerySet[Any]:
    """Those that the part can change places with, itself included, in printed order."""
    rows: QuerySet[Any]
    if isinstance(part, Section):
        rows = Section.objects.filter(plan=part.plan_id, parent=part.parent_id)
    elif isinstance(part, Theme):
        rows = Theme.objects.filter(plan=part.plan_id, group=part.group_id)
    elif isinstance(part, ThemeGroup):
        rows = ThemeGroup.objects.filter(plan=part.plan_id)
    elif isinstance(part, Strategy):
        rows = Strategy.objects.filter(plan=part.plan_id, theme=part.theme_id, parent=part.parent_id)
    else:
        rows = AnnualGoal.objects.filter(plan=part.plan_id, theme=part.theme_id)
    return rows.order_by(_order(part), "pk")


@transaction.atomic
def move(plan: Plan, part: Part, to: int, by: User) -> None:
    """To that place among its siblings, counted from 0; beyond the ends is the end. The printed numbers
    stay the same and change owners; those of themes follow the levels above them. Raises `RefusedError` while the plan is with its approvers."""
    begin_edit(plan, by)
    field, runs = _order(part), runs_of(plan) if isinstance(part, ThemeGroup) else []
    rows = list(siblings(part))
    numbers = [getattr(row, field) for row in rows] if isinstance(part, NUMBERED) else list(range(len(rows)))
    rows.remove(part)
    rows.insert(max(0, to), part)
    changed = [
        (row, number) for row, number in zip(rows, numbers, strict=True) if getattr(row, field) != number
    ]
    plan_wide = Theme.objects.filter(plan=plan) if isinstance(part, Theme) else siblings(part)
    renumber(changed, field, next_number(plan_wide, field) if isinstance(part, NUMBERED) else None)
    number_in_order(in_order_of_groups(runs, rows) if runs else [])


def _order(part: Part) -> str:
    return "number" if isinstance(part, NUMBERED) else "position"


def _kind(part: Part) -> str:
    return next(kind for kind, model in MODELS.items() if isinstance(part, model))
