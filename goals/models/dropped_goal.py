from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.annual_goal import AnnualGoal
from plans.models import Plan


class DroppedGoal(models.Model):
    """A goal of the plan before that this plan does not continue, and why."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="dropped_goals"
    )
    goal = models.ForeignKey(
        AnnualGoal, verbose_name=_("goal"), on_delete=models.CASCADE, related_name="dropped_in"
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="dropped_goals",
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("dropped goal")
        verbose_name_plural = _("dropped goals")
        ordering = ["plan", "goal__theme__number", "goal__number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "goal"], name="goal_is_dropped_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="goal_is_dropped_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.reason[:80]}"
