"""A goal that continues one of the year before is not changed or dropped without a word."""

import re

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from goals.models import AnnualGoal, DroppedGoal
from plans.domain.workflow import begin_edit
from plans.models import Plan

YEAR = re.compile(r"\b20\d\d\b")


def plan_of(goal: AnnualGoal) -> Plan:
    plan = goal.theme.plan if goal.theme else goal.plan
    if plan is None:
        raise ValueError(f"goal {goal.pk} is of no plan and no theme")  # the database refuses it
    return plan


def says_the_same(text: str, before: str) -> bool:
    """But for the years in it and how its lines are broken: those follow by themselves."""
    return _essence(text) == _essence(before)


def _essence(text: str) -> str:
    return " ".join(YEAR.sub("…", text).split())


def missing_reason(goal: AnnualGoal) -> str:
    """What to tell the person who changed a goal without saying why; empty where nothing is missing."""
    before = goal.predecessor
    if before is None or goal.change_reason.strip() or says_the_same(goal.text, before.text):
        return ""
    return _("The goal is not the one of %(year)d any more. Write why, under “Reason for the change”.") % {
        "year": plan_of(before).year
    }


def refuse_delete(goal: AnnualGoal) -> str:
    """What to tell the person who would delete a continued goal without a reason."""
    if goal.predecessor is None:
        return ""
    text = _("“%(goal)s” continues a goal of %(year)d. Let it go on its own page, where you write why.")
    return text % {"goal": goal, "year": plan_of(goal.predecessor).year}


def drop(goal: AnnualGoal, reason: str, by: User) -> DroppedGoal:
    """Deletes a goal that continues another, and keeps the reason with the plan. Raises `ClosedError`
    while the plan is with its approvers."""
    before = goal.predecessor
    if before is None:
        raise ValueError(f"goal {goal.pk} continues no other")
    plan = plan_of(goal)
    with transaction.atomic():
        begin_edit(plan, by)
        dropped, _new = DroppedGoal.objects.update_or_create(
            plan=plan, goal=before, defaults={"reason": reason.strip(), "by": by}
        )
        goal.delete()
    return dropped
