from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.models.national_goal import NationalGoal
from plans.fields import MarkdownField
from plans.text_length import text_lengths
from themes.models import Theme


class ThemeAnswer(models.Model):
    """What a whole theme answers national goals with, beside the answers of its goals."""

    theme = models.OneToOneField(
        Theme, verbose_name=_("theme"), on_delete=models.CASCADE, related_name="answer"
    )
    answers = models.ManyToManyField(
        NationalGoal, verbose_name=_("answers"), related_name="answered_by_themes"
    )
    text = MarkdownField(
        _("text"), blank=True, help_text=_("How the theme answers them, in the municipality's own words.")
    )

    class Meta:
        verbose_name = _("theme's answer to national goals")
        verbose_name_plural = _("themes' answers to national goals")
        ordering = ["theme__plan", "theme__number"]
        constraints = [*text_lengths("themeanswer", "text")]

    def __str__(self) -> str:
        return str(self.theme)
