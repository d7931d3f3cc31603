from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.fields import MarkdownField
from plans.text_length import text_lengths


def in_period(first: int, last: int | None) -> Q:
    """National goals of any year of a plan's period, which has no last year where the plan has no end."""
    return Q(year__gte=first) if last is None else Q(year__gte=first, year__lte=last)


class NationalGoal(models.Model):
    """A goal announced by the minister for one year. Optional everywhere: the duty was abolished
    by law no. 1656 of 30 December 2024, and plans from before keep theirs."""

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2099)]
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    text = MarkdownField(_("text"), blank=True)

    class Meta:
        verbose_name = _("national goal")
        verbose_name_plural = _("national goals")
        ordering = ["-year", "number"]
        constraints = [
            *text_lengths("nationalgoal", "text"),
            models.UniqueConstraint(fields=["year", "number"], name="national_goal_number_is_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="national_goal_number_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.number}: {self.title}"
