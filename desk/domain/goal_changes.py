"""Changing a goal that continues one of the year before needs a reason."""

import re

from django.utils.translation import gettext as _

from goals.models import AnnualGoal
from plans.domain.owning_plan import plan_of

YEAR = re.compile(r"\b20\d\d\b")


def says_the_same(text: str, before: str) -> bool:
    """But for the years in it and how its lines are broken: those follow by themselves."""
    return _essence(text) == _essence(before)


def _essence(text: str) -> str:
    return " ".join(YEAR.sub("…", text).split())


def missing_reason(goal: AnnualGoal) -> str:
    """The message for a person who changed a goal without saying why; empty where nothing is missing."""
    before = goal.predecessor
    if before is None or goal.change_reason.strip() or says_the_same(goal.text, before.text):
        return ""
    return _("The goal is not the one of %(year)d any more. Write why, under “Reason for the change”.") % {
        "year": plan_of(before).year
    }
