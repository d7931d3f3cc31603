from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from plans.models import Plan
from plans.text_length import LimitedText, text_lengths
from themes.models.theme import Theme


class Dropped(models.Model):
    """A part of the plan before that this plan does not continue, and why."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="%(class)ss"
    )
    reason = LimitedText(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        abstract = True


class DroppedThemeQuerySet(models.QuerySet["DroppedTheme"]):
    def of(self, plan: Plan) -> Self:
        """Without those that a theme of the plan continues after all."""
        continuing = Q(predecessor=OuterRef("theme")) | Q(also_continues=OuterRef("theme"))
        return self.filter(~Exists(Theme.objects.filter(continuing, plan=plan)), plan=plan)


class DroppedTheme(Dropped):
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), on_delete=models.CASCADE, related_name="dropped_in"
    )

    objects = DroppedThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dropped theme")
        verbose_name_plural = _("dropped themes")
        ordering = ["plan", "theme__number"]
        constraints = [
            *text_lengths("droppedtheme", "reason"),
            models.UniqueConstraint(fields=["plan", "theme"], name="theme_is_dropped_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="theme_is_dropped_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {Truncator(self.reason).chars(80)}"
