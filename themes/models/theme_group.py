from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models import Plan
from plans.models.part import ContinuingPart, PrintedPart, does_not_continue_itself
from plans.text_length import text_lengths


class ThemeGroup(ContinuingPart, PrintedPart):
    """A level above the themes, where a plan has one: "Pejlemærke A", "Spor: virksomheder". What the level is
    called is data on the plan, and its number or letter is data, as printed."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="theme_groups"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label = models.CharField(
        _("number or letter"),
        max_length=20,
        blank=True,
        help_text=_("As printed, e.g. A, 1 or I. May be left empty."),
    )

    class Meta:
        verbose_name = _("level above the theme")
        verbose_name_plural = _("levels above the themes")
        ordering = ["plan", "position", "pk"]
        constraints = [
            *text_lengths("themegroup", "body"),
            models.UniqueConstraint(fields=["plan", "slug"], name="theme_group_slug_is_unique"),
            does_not_continue_itself("theme_group"),
        ]

    def clean(self) -> None:
        if not self.title.strip():
            raise ValidationError({"title": _("Write a title.")})
