"""A follow-up's tree → rows, below a plan that is there already."""

from django.core.exceptions import ValidationError
from django.db import transaction

from documents import tree
from documents.from_rows import goal_ref
from documents.to_rows import CannotStoreError
from goals.models import AnnualGoal, Assessment, FollowUp
from plans.models import Plan


@transaction.atomic
def store_follow_up(follow_up: tree.FollowUp, plan: Plan) -> FollowUp:
    """Writes the follow-up with its assessments, or nothing. The plan must have none of its kind."""
    if FollowUp.objects.filter(plan=plan, kind=follow_up.kind).exists():
        raise CannotStoreError(
            f"{plan.municipality.name} har allerede en målopfølgning for {plan.year}. Der er ikke ændret noget."
        )
    rows = AnnualGoal.objects.filter(theme__plan=plan) | AnnualGoal.objects.filter(plan=plan)
    goals = {goal_ref(row): row for row in rows.select_related("theme__plan", "plan")}
    try:
        return _stored(follow_up, plan, goals)
    except ValidationError as error:
        raise CannotStoreError("; ".join(error.messages)) from error


def _stored(follow_up: tree.FollowUp, plan: Plan, goals: dict[tree.GoalRef, AnnualGoal]) -> FollowUp:
    row = FollowUp(
        plan=plan,
        kind=follow_up.kind,
        title=follow_up.title,
        service_area=follow_up.service_area,
        introduction=follow_up.introduction,
    )
    row.full_clean()
    row.save()
    for found in follow_up.assessments:
        assessment = Assessment(
            follow_up=row,
            goal=goals[found.goal],
            verdict=found.verdict,
            text=found.text,
            reason=found.reason,
        )
        assessment.full_clean()
        assessment.save()
    return row
