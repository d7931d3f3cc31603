from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plans.fields import MarkdownField
from plans.models import Plan
from plans.models.part import ContinuingPart, SituatedPart, does_not_continue_itself
from plans.text_length import text_lengths
from themes.models.target_group import TargetGroup
from themes.models.theme import Theme


def strategies_of_plan(plan: Plan) -> "models.QuerySet[Strategy]":
    """The plan's own and those of its themes, with their parts."""
    return Strategy.objects.filter(Q(plan=plan) | Q(theme__plan=plan))


def initiatives_of_plan(plan: Plan) -> "models.QuerySet[Initiative]":
    of_plan = Q(theme__plan=plan) | Q(strategy__plan=plan) | Q(strategy__theme__plan=plan)
    return Initiative.objects.filter(of_plan)


class Strategy(ContinuingPart, SituatedPart):
    """How a theme, or the whole plan, is carried out. May have parts, but no parts of parts."""

    plan = models.ForeignKey(
        Plan,
        verbose_name=_("plan"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="strategies",
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="strategies",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    body = MarkdownField(_("text"), blank=True)
    responsible_unit = models.CharField(_("responsible unit"), max_length=200, blank=True)
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="strategies"
    )

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["position", "pk"]
        constraints = [
            *text_lengths("strategy", "body", "status", "challenge"),
            models.CheckConstraint(
                condition=Q(plan__isnull=False, theme__isnull=True)
                | Q(plan__isnull=True, theme__isnull=False),
                name="strategy_is_of_plan_or_theme",
                violation_error_message=_("A strategy belongs to a plan or to a theme: choose one of them."),
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="strategy_is_not_its_own_parent"),
            does_not_continue_itself("strategy"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if not self.parent:
            return
        if self.parent.parent_id or self.parent.pk == self.pk or (self.pk and self.children.exists()):
            raise ValidationError({"parent": _("A strategy may have parts, but no parts of parts.")})
        if (self.parent.plan_id, self.parent.theme_id) != (self.plan_id, self.theme_id):
            raise ValidationError(
                {"parent": _("A part must belong to the same plan or theme as the strategy itself.")}
            )


class Initiative(ContinuingPart):
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="initiatives",
    )
    strategy = models.ForeignKey(
        Strategy,
        verbose_name=_("strategy"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="initiatives",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    body = MarkdownField(_("text"), blank=True)
    responsible_unit = models.CharField(_("responsible unit"), max_length=200, blank=True)
    partners = models.CharField(_("partners"), max_length=300, blank=True)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="initiatives"
    )

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["position", "pk"]
        constraints = [
            *text_lengths("initiative", "body"),
            models.CheckConstraint(
                condition=Q(theme__isnull=False, strategy__isnull=True)
                | Q(theme__isnull=True, strategy__isnull=False),
                name="initiative_is_of_theme_or_strategy",
                violation_error_message=_(
                    "An initiative belongs to a theme or to a strategy: choose one of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="initiative_ends_after_it_starts",
                violation_error_message=_("The initiative ends before it starts."),
            ),
            does_not_continue_itself("initiative"),
        ]

    def __str__(self) -> str:
        return self.title
