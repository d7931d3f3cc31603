"""What one plan continues of the plan before, and what it leaves without a successor."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from goals.models import AnnualGoal, DroppedGoal
from goals.models.annual_goal import goals_of_plan
from plans.models import Plan
from themes.models import DroppedTheme, Theme

Continuing = AnnualGoal | Theme


def of_plan(model: type[Continuing], plan: Any) -> QuerySet[Any]:
    return goals_of_plan(plan) if model is AnnualGoal else Theme.objects.filter(plan=plan)


def left_open(plan: Plan, model: type[Continuing]) -> QuerySet[Any]:
    """What the plan before has and nothing in this one continues, with `dropped` where a reason is kept."""
    kept: QuerySet[Any] = (DroppedGoal if model is AnnualGoal else DroppedTheme)._default_manager.filter(
        plan=plan
    )
    name = "goal" if model is AnnualGoal else "theme"
    continuing = Q(predecessor=OuterRef("pk")) | Q(also_continues=OuterRef("pk"))
    rows = of_plan(model, plan.predecessor_id) if plan.predecessor_id else model._default_manager.none()
    return rows.filter(~Exists(of_plan(model, plan).filter(continuing))).annotate(
        dropped=Exists(kept.filter(**{name: OuterRef("pk")}))
    )
