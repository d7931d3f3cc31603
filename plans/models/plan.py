from datetime import date
from typing import Any

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plans.enums import PlanKind, PlanState
from plans.models.municipality import Municipality
from plans.models.series import Series
from plans.text_length import LimitedText, text_lengths
from plans.years import year_span

MAX_YEARS = 12
"""The longest period that a plan may cover."""


class PlanQuerySet(models.QuerySet["Plan"]):
    def active(self) -> "PlanQuerySet":
        """Without those that have been archived."""
        return self.filter(archived_at=None)


class Plan(models.Model):
    """The working draft of one municipality's plan. The public reads editions, never this."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="plans"
    )
    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        blank=True,
        on_delete=models.PROTECT,
        related_name="plans",
        help_text=_("Left empty, the plan is of the municipality's first series."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind.choices, default=PlanKind.PLAN)
    state = models.CharField(
        _("state"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT, editable=False
    )
    title = models.CharField(_("title"), max_length=200)
    year = models.PositiveSmallIntegerField(
        _("first year"),
        validators=[MinValueValidator(2000), MaxValueValidator(2099)],
        help_text=_("Part of the public address. Cannot change once the plan is published."),
    )
    last_year = models.PositiveSmallIntegerField(
        _("last year"),
        null=True,
        blank=True,
    )
    summary = LimitedText(
        _("short description"), blank=True, help_text=_("One or two sentences on the plan's front page.")
    )
    notice = LimitedText(
        _("note to the reader"),
        blank=True,
        help_text=_("Shown above the plan, e.g. when only a part of it is in the portal."),
    )
    figures_until = models.DateField(
        _("figures as of"),
        null=True,
        blank=True,
        help_text=_(
            "The last day of the figures that the plan stands on. Shown with them. Left empty, figures of periods that ended before the plan's first day are shown; later ones belong to the follow-up."
        ),
    )
    theme_label = models.CharField(_("word for a theme"), max_length=40, default="Tema")
    theme_label_plural = models.CharField(_("word for the themes"), max_length=40, default="Temaer")
    theme_group_label = models.CharField(
        _("word for the level above a theme"), max_length=40, default="Hovedtema"
    )
    theme_group_label_plural = models.CharField(
        _("word for the level above the themes"), max_length=40, default="Hovedtemaer"
    )
    goal_label = models.CharField(_("word for a goal"), max_length=40, default="Mål")
    ambition_heading = models.CharField(
        _("heading of the will"),
        max_length=80,
        default="Det vil vi i {year}",
        help_text=_("{year} becomes the plan's year or years."),
    )
    actions_heading = models.CharField(
        _("heading of the actions"),
        max_length=80,
        default="Det gør vi i {year}",
        help_text=_("{year} becomes the plan's year or years."),
    )
    status_heading = models.CharField(
        _("heading of the status"),
        max_length=80,
        default="Hvor er vi i dag",
        help_text=_("{year} becomes the plan's year or years."),
    )
    challenge_heading = models.CharField(
        _("heading of the challenge"),
        max_length=80,
        default="Udfordring",
        help_text=_("{year} becomes the plan's year or years."),
    )
    predecessor = models.ForeignKey(
        "self",
        verbose_name=_("continues"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successors",
    )

    above = models.ForeignKey(
        "self",
        verbose_name=_("document above"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="below",
        help_text=_("The document whose goals this one carries out, e.g. the vision above a strategy."),
    )

    archived_at = models.DateTimeField(
        _("archived"),
        db_column="put_away_at",
        null=True,
        blank=True,
        editable=False,
        help_text=_("Kept with its history, and shown nowhere until it is unarchived."),
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["municipality", "-year"]
        constraints = [
            *text_lengths("plan", "summary", "notice"),
            models.UniqueConstraint(fields=["series", "year"], name="plan_year_is_unique"),
            models.CheckConstraint(
                condition=Q(last_year=None)
                | Q(last_year__gte=F("year"), last_year__lt=F("year") + MAX_YEARS),
                name="plan_period_is_at_most_twelve_years",
                violation_error_message=_(
                    "A plan covers one to twelve years, or is without an end: the last year cannot come before the first, nor more than eleven years after it."
                ),
            ),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2099), name="plan_year_is_in_range"),
            models.CheckConstraint(condition=Q(kind__in=PlanKind.values), name="plan_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_is_known"),
            models.CheckConstraint(condition=~Q(predecessor=F("id")), name="plan_does_not_continue_itself"),
            models.CheckConstraint(condition=~Q(above=F("id")), name="plan_is_not_below_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality.short_name}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.series_id is None:
            self.series = Series.first_of(self.municipality)
        super().save(*args, **kwargs)

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    @property
    @display(description=_("without an end"), boolean=True)
    def open_ended(self) -> bool:
        return self.last_year is None

    @property
    def last_day(self) -> date | None:
        """None for a plan without an end."""
        return date(self.last_year, 12, 31) if self.last_year else None

    @property
    def years(self) -> str:
        return year_span(self.year, self.last_year)

    def unique_error_message(self, *_args: Any, **_named: Any) -> ValidationError:
        """Of the one thing that is unique: a year of a series."""
        return ValidationError(_("There is a plan of this series for that year."))

    def clean(self) -> None:
        """A plan cannot be based on figures measured after it ended."""
        if self.figures_until and self.last_day and self.figures_until > self.last_day:
            raise ValidationError({"figures_until": _("The day cannot come after the plan's last year.")})
