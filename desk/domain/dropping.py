"""Dropping a goal or a theme that continues one of the year before needs a reason."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, RestrictedError
from django.utils.translation import gettext as _

from goals.domain.continued import Continuing, of_plan
from goals.models import DroppedGoal
from plans.domain.lock import begin_edit
from plans.domain.owning_plan import plan_of
from plans.errors import RefusedError
from plans.models import Plan
from themes.models import DroppedTheme, Theme


def orphaned_by(part: Continuing) -> list[Any]:
    """What it continues and nothing else in its plan does, in printed order. Without the part, these are
    what a reader of both plans would miss."""
    model = type(part)
    others = of_plan(model, plan_of(part)).exclude(pk=part.pk)
    continuing = Q(predecessor=OuterRef("pk")) | Q(also_continues=OuterRef("pk"))
    befores = model._default_manager.filter(Q(successors=part) | Q(merged_into=part)).distinct()
    return list(befores.filter(~Exists(others.filter(continuing))).order_by("number"))


def refuse_delete(part: Continuing) -> str:
    """The message for a person who would delete what continues another, without a reason."""
    if part.predecessor is None:
        return ""
    text = _("“%(part)s” continues one of %(year)d. Let it go on its own page, where you write why.")
    return text % {"part": part, "year": plan_of(part.predecessor).year}


@transaction.atomic
def drop(part: Continuing, reason: str, by: User) -> None:
    """Deletes a goal, or a theme with its goals, and keeps the reason with the plan for each that is not
    continued any more. Raises `RefusedError`, also while the plan is with its approvers."""
    plan = plan_of(part)
    begin_edit(plan, by)
    inside = list(part.goals.all()) if isinstance(part, Theme) else []
    for each in [*inside, part]:
        for before in orphaned_by(each):
            keep_reason(plan, before, reason, by)
        try:
            each.delete()
        except RestrictedError as error:
            text = _("“%(part)s” cannot be dropped: a follow-up has assessed it.")
            raise RefusedError(text % {"part": each}) from error


def keep_reason(plan: Plan, before: Continuing, reason: str, by: User) -> None:
    """Why the plan does not continue what was there before; an earlier reason is replaced."""
    given = {"reason": reason.strip(), "by": by}
    if isinstance(before, Theme):
        DroppedTheme.objects.update_or_create(plan=plan, theme=before, defaults=given)
    else:
        DroppedGoal.objects.update_or_create(plan=plan, goal=before, defaults=given)
