from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from goals.models.annual_goal import AnnualGoal, goals_of_plan
from plans.models import Plan
from plans.text_length import text_lengths
from themes.models import Dropped


class DroppedGoalQuerySet(models.QuerySet["DroppedGoal"]):
    def of(self, plan: Plan) -> Self:
        """Without those that a goal of the plan continues after all."""
        of_plan = goals_of_plan(plan)
        continuing = Q(predecessor=OuterRef("goal")) | Q(also_continues=OuterRef("goal"))
        return self.filter(~Exists(of_plan.filter(continuing)), plan=plan)


class DroppedGoal(Dropped):
    goal = models.ForeignKey(
        AnnualGoal, verbose_name=_("goal"), on_delete=models.CASCADE, related_name="dropped_in"
    )

    objects = DroppedGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("dropped goal")
        verbose_name_plural = _("dropped goals")
        ordering = ["plan", "goal__theme__number", "goal__number"]
        constraints = [
            *text_lengths("droppedgoal", "reason"),
            models.UniqueConstraint(fields=["plan", "goal"], name="goal_is_dropped_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="goal_is_dropped_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {Truncator(self.reason).chars(80)}"
