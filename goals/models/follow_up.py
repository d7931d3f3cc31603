from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.enums import FollowUpKind, Verdict
from goals.models.annual_goal import AnnualGoal
from plans.enums import PlanState
from plans.fields import MarkdownField
from plans.models import Plan
from plans.text_length import LimitedText, text_lengths


class FollowUp(models.Model):
    """A report on how a plan's goals went."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="follow_ups"
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=FollowUpKind.choices, default=FollowUpKind.FINAL
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT, editable=False
    )
    title = models.CharField(_("title"), max_length=200)
    service_area = models.CharField(
        _("service area"),
        max_length=200,
        blank=True,
        help_text=_("The budget's number and name, e.g. 17 Forsørgelse og Beskæftigelse."),
    )
    introduction = MarkdownField(_("introduction"), blank=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["plan", "kind"]
        constraints = [
            *text_lengths("followup", "introduction"),
            models.UniqueConstraint(fields=["plan", "kind"], name="follow_up_kind_is_unique"),
            models.CheckConstraint(condition=Q(kind__in=FollowUpKind.values), name="follow_up_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="follow_up_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.plan.municipality.short_name}: {self.title}"


class Assessment(models.Model):
    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="assessments"
    )
    goal = models.ForeignKey(
        AnnualGoal, verbose_name=_("goal"), on_delete=models.RESTRICT, related_name="assessments"
    )
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    text = MarkdownField(_("text"), blank=True)
    reason = LimitedText(
        _("reason for departing"),
        blank=True,
        help_text=_("Why the municipality's verdict is another than the one computed from the figures."),
    )

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["follow_up", "goal__theme__number", "goal__number"]
        constraints = [
            *text_lengths("assessment", "text", "reason"),
            models.UniqueConstraint(fields=["follow_up", "goal"], name="assessment_is_unique"),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="assessment_verdict_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.get_verdict_display()}"

    def clean(self) -> None:
        if not (self.goal_id and self.follow_up_id):
            return
        goal_plan = self.goal.theme.plan_id if self.goal.theme else self.goal.plan_id
        if goal_plan != self.follow_up.plan_id:
            raise ValidationError({"goal": _("The goal belongs to another plan than the follow-up.")})
