"""What the desk stores about a plan's parts while they are written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models import AnnualGoal
from plans.models import Plan, Section
from themes.models import Strategy, Theme, ThemeGroup


class Mark(models.TextChoices):
    UNREVIEWED = "unreviewed", _("not looked through")
    READY = "ready", _("ready")


PARTS = ("section", "theme_group", "theme", "goal", "strategy")


def _exactly_one_part() -> Q:
    rule = Q()
    for part in PARTS:
        rule |= Q(**{f"{other}__isnull": other != part for other in PARTS})
    return rule


class PartMark(models.Model):
    """How far a part of a plan has come, where a person has said so or it was copied from the year before. A
    part without a mark is empty or in work. A theme's strategies and initiatives are on the theme's own page
    and follow its mark; only those of the whole plan have their own."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="part_marks"
    )
    section = models.OneToOneField(
        Section,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mark",
    )
    theme_group = models.OneToOneField(
        ThemeGroup,
        verbose_name=_("level above the theme"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mark",
    )
    theme = models.OneToOneField(
        Theme, verbose_name=_("theme"), null=True, blank=True, on_delete=models.CASCADE, related_name="mark"
    )
    goal = models.OneToOneField(
        AnnualGoal,
        verbose_name=_("goal"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mark",
    )
    strategy = models.OneToOneField(
        Strategy,
        verbose_name=_("strategy"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mark",
    )
    mark = models.CharField(_("mark"), max_length=10, choices=Mark.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="part_marks",
    )
    at = models.DateTimeField(_("when"), auto_now=True)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(mark__in=Mark.values), name="part_mark_is_known"),
            models.CheckConstraint(condition=_exactly_one_part(), name="part_mark_is_of_one_part"),
        ]

    def __str__(self) -> str:
        part = self.section or self.theme_group or self.theme or self.goal or self.strategy
        return f"{part}: {self.get_mark_display()}"
