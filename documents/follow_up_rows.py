"""A follow-up's tree → rows, below a plan that is there already."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from documents import tree
from documents.from_rows import goal_ref
from documents.references import CannotStoreError
from documents.to_rows import saved, saved_follow_up
from goals.models import AnnualGoal, Assessment, FollowUp
from plans.models import Plan


@transaction.atomic
def store_follow_up(
    follow_up: tree.FollowUp, plan: Plan, keys: Mapping[tree.GoalRef, int] | None = None
) -> FollowUp:
    """Writes the follow-up with its assessments, or nothing. The plan must have none of its kind for the
    period. `keys` are
    those of the goals' rows, where the goals are called otherwise than their rows are now."""
    same = {
        "kind": follow_up.kind,
        "period_end": follow_up.period_end,
        "period_start": follow_up.period_start,
    }
    if FollowUp.objects.filter(plan=plan, **same).exists():
        raise CannotStoreError(
            _("%(municipality)s has a follow-up for %(year)d already. Nothing has been changed.")
            % {"municipality": plan.municipality.name, "year": plan.year}
        )
    if keys is None:
        rows = AnnualGoal.objects.filter(theme__plan=plan) | AnnualGoal.objects.filter(plan=plan)
        keys = {goal_ref(row): row.pk for row in rows.select_related("theme__plan__series", "plan__series")}
    row = saved_follow_up(follow_up, plan)
    for found in follow_up.assessments:
        saved(
            Assessment(
                follow_up=row,
                goal_id=keys.get(found.goal),
                theme_slug=found.goal.theme,
                number=found.goal.number,
                verdict=found.verdict,
                text=found.text,
                reason=found.reason,
            )
        )
    return row
