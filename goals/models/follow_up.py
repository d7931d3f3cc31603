from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goals.enums import FollowUpKind, Verdict
from goals.models.annual_goal import AnnualGoal
from plans.enums import PlanState
from plans.fields import MarkdownField
from plans.models import Plan
from plans.models.decision import DecisionFields, decision_rules
from plans.text_length import LimitedText, text_lengths
from plans.uploads import attachment_path
from plans.validators import attachment_type

RESERVED = ("udgaver", "udgave", "tal", "maal", "tema", "trykkeri", "opfoelgning")
"""Addresses below `/opfoelgning/` that are not follow-ups."""

TAKEN = _("There is a follow-up of this kind for the period already.")


def address_allowed(slug: str) -> None:
    if slug in RESERVED:
        raise ValidationError(_("This web address is used for something else. Choose another."))


class FollowUp(models.Model):
    """A report on how a plan's goals went, or go. Which edition of the plan it is of is in `publishing`.

    Without a period it is about the whole plan; `status_on` is the day as of which an interim one tells."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="follow_ups"
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=FollowUpKind.choices, default=FollowUpKind.FINAL
    )
    period_start = models.DateField(_("first day of the period"), null=True, blank=True)
    period_end = models.DateField(_("last day of the period"), null=True, blank=True)
    status_on = models.DateField(
        _("status as of"),
        null=True,
        blank=True,
        help_text=_("Figures of later periods are left out. Empty: the end of the period."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT, editable=False
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        blank=True,
        validators=[address_allowed],
        help_text=_("Part of the public address. Left empty, it is made from the title."),
    )
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
        ordering = ["plan", "pk"]
        constraints = [
            *text_lengths("followup", "introduction"),
            models.UniqueConstraint(
                fields=["plan", "kind"],
                condition=Q(period_end=None),
                name="follow_up_on_whole_plan_is_unique",
                violation_error_message=TAKEN,
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "period_start", "period_end"],
                name="follow_up_period_is_unique",
                violation_error_message=TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(period_start=None, period_end=None)
                | Q(period_start__isnull=False, period_end__isnull=False, period_end__gte=F("period_start")),
                name="follow_up_period_is_in_order",
                violation_error_message=_("The period ends before it starts."),
            ),
            models.UniqueConstraint(fields=["plan", "slug"], name="follow_up_address_is_unique"),
            models.CheckConstraint(condition=~Q(slug=""), name="follow_up_has_an_address"),
            models.CheckConstraint(condition=Q(kind__in=FollowUpKind.values), name="follow_up_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="follow_up_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.plan.municipality.short_name}: {self.title}"


class ReportDecision(DecisionFields):
    """What a council or committee decided on a follow-up, with the annex to it."""

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="decisions"
    )
    annex_title = models.CharField(_("title of the annex"), max_length=200, blank=True)
    annex = models.FileField(
        _("annex to the decision"), upload_to=attachment_path, validators=[attachment_type], blank=True
    )

    class Meta:
        verbose_name = _("decision on a follow-up")
        verbose_name_plural = _("decisions on follow-ups")
        ordering = ["follow_up", "date", "pk"]
        constraints = [
            *text_lengths("reportdecision", "minority_statement", "parties"),
            *decision_rules("report_decision"),
        ]

    @property
    def plan(self) -> Plan:
        """For the folder that the annex is kept in."""
        return self.follow_up.plan


class Assessment(models.Model):
    """A verdict on one goal, named by its theme's address and its number as in the edition that the
    follow-up is of. The row of the goal is for continuity only: it may have been moved, reworded or
    deleted since."""

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="assessments"
    )
    goal = models.ForeignKey(
        AnnualGoal,
        verbose_name=_("goal"),
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="assessments",
    )
    theme_slug = models.CharField(_("address of the theme"), max_length=80, blank=True, editable=False)
    number = models.PositiveSmallIntegerField(_("number of the goal"), null=True, editable=False)
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
        ordering = ["follow_up", "theme_slug", "number"]
        constraints = [
            *text_lengths("assessment", "text", "reason"),
            models.UniqueConstraint(
                fields=["follow_up", "theme_slug", "number"], name="assessment_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="assessment_verdict_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal or self.goal_key}: {self.get_verdict_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Where nobody said what the goal is called, it is called as its row is now."""
        if self._state.adding and self.number is None and self.goal:
            self.theme_slug = self.goal.theme.slug if self.goal.theme else ""
            self.number = self.goal.number
        super().save(*args, **kwargs)

    @property
    def goal_key(self) -> str:
        """Of the goal in the edition: `unge/1`, or `/1` for a goal of the whole plan; empty where the
        edition does not have it."""
        return "" if self.number is None else f"{self.theme_slug}/{self.number}"

    def clean(self) -> None:
        if not (self.goal_id and self.follow_up_id):
            return
        goal = self.goal
        goal_plan = goal.theme.plan_id if goal and goal.theme else goal.plan_id if goal else None
        if goal_plan != self.follow_up.plan_id:
            raise ValidationError({"goal": _("The goal belongs to another plan than the follow-up.")})
