"""Tables of key figures that a municipality keeps, and where in its plans they are shown."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.enums import Frequency
from goals.models.indicator import Area, Indicator, is_for
from plans.models import Municipality, Plan, Section
from plans.text_length import LimitedText, text_lengths
from themes.models import Theme

PERIODS = (1, 25)
"""As many as a small picture has room for: two years of months, and one to compare with."""


class KeyFigureTable(models.Model):
    """One row for each indicator, such as persons on a benefit, with its newest figure and what has changed
    since the period before and the year before. What has changed is computed, never typed."""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="key_figure_tables",
    )
    title = models.CharField(_("title"), max_length=200)
    frequency = models.CharField(
        _("periods"), max_length=10, choices=Frequency.choices, default=Frequency.MONTH
    )
    periods = models.PositiveSmallIntegerField(
        _("number of periods"),
        default=13,
        validators=[MinValueValidator(PERIODS[0]), MaxValueValidator(PERIODS[1])],
        help_text=_("How many the picture shows. 1: the table alone."),
    )
    comparator = models.ForeignKey(
        Area,
        verbose_name=_("compared with"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="key_figure_tables",
    )
    note = LimitedText(_("note"), blank=True, help_text=_("Shown below the table."))

    class Meta:
        verbose_name = _("table of key figures")
        verbose_name_plural = _("tables of key figures")
        ordering = ["municipality", "title"]
        constraints = [
            *text_lengths("keyfiguretable", "note"),
            models.UniqueConstraint(
                fields=["municipality", "title"],
                name="key_figure_title_is_unique",
                violation_error_message=_("The municipality has a table of this title."),
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=Frequency.values), name="key_figure_frequency_is_known"
            ),
            models.CheckConstraint(
                condition=Q(periods__gte=PERIODS[0], periods__lte=PERIODS[1]),
                name="key_figure_periods_have_room",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.comparator and self.municipality_id and not is_for(self.comparator, self.municipality_id):
            raise ValidationError({"comparator": _("The group belongs to another municipality.")})


class KeyFigureRow(models.Model):
    table = models.ForeignKey(
        KeyFigureTable, verbose_name=_("table"), on_delete=models.CASCADE, related_name="rows"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label = models.CharField(
        _("name in the table"), max_length=120, blank=True, help_text=_("Empty: the indicator's name.")
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="key_figure_rows"
    )

    class Meta:
        verbose_name = _("row of key figures")
        verbose_name_plural = _("rows of key figures")
        ordering = ["table", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "indicator"],
                name="key_figure_indicator_is_unique",
                violation_error_message=_("The table has this indicator already."),
            )
        ]

    def __str__(self) -> str:
        return self.label or str(self.indicator)

    def clean(self) -> None:
        table = getattr(self, "table", None)
        if self.indicator_id and table and not is_for(self.indicator, table.municipality_id):
            raise ValidationError({"indicator": _("The indicator belongs to another municipality.")})


class ShownKeyFigures(models.Model):
    """A table in a section or a theme of a plan. Its figures are frozen with the plan's text."""

    table = models.ForeignKey(
        KeyFigureTable,
        verbose_name=_("table of key figures"),
        on_delete=models.PROTECT,
        related_name="shown_in",
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="key_figures",
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="key_figures",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("shown key figures")
        verbose_name_plural = _("key figures")
        ordering = ["section", "theme", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(section=None, theme__isnull=False) | Q(section__isnull=False, theme=None),
                name="key_figures_are_shown_in_one_place",
            ),
            models.UniqueConstraint(fields=["section", "table"], name="key_figures_once_in_a_section"),
            models.UniqueConstraint(fields=["theme", "table"], name="key_figures_once_in_a_theme"),
        ]

    def __str__(self) -> str:
        return f"{self.section or self.theme}: {self.table}"

    @property
    def plan(self) -> Plan | None:
        held = self.section or self.theme
        return held.plan if held else None

    def clean(self) -> None:
        plan = self.plan
        if plan and self.table_id and self.table.municipality_id != plan.municipality_id:
            raise ValidationError({"table": OTHERS_TABLE})


OTHERS_TABLE = _("The table belongs to another municipality.")
