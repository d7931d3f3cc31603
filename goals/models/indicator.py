from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goals.enums import AreaKind, Direction, Unit
from plans.text_length import LimitedText, text_lengths


class Area(models.Model):
    """What a figure is about: a municipality, region, labour market area, the country, a group.

    A group's members are the municipalities that it is compared as the mean of, where it has no
    figure of its own.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=AreaKind.choices)
    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("As within a sentence, e.g. klyngen for Herning; Region Midtjylland."),
    )
    code = models.CharField(
        _("code"), max_length=10, blank=True, help_text=_("As in the statistics, e.g. 657. Files may use it.")
    )
    members = models.ManyToManyField(
        "self",
        verbose_name=_("members"),
        blank=True,
        symmetrical=False,
        related_name="clusters",
        help_text=_("Only for a group of municipalities."),
    )
    reason = LimitedText(
        _("reason for the group"),
        blank=True,
        help_text=_("Why these municipalities can be compared. Shown beside the comparison."),
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["kind", "name"]
        constraints = [
            *text_lengths("area", "reason"),
            models.UniqueConstraint(fields=["kind", "name"], name="area_name_is_unique"),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="area_code_is_unique",
                violation_error_message=_("Another area has this code."),
            ),
            models.CheckConstraint(condition=Q(kind__in=AreaKind.values), name="area_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices)
    better = models.CharField(_("direction"), max_length=6, choices=Direction.choices)
    description = LimitedText(
        _("description"), blank=True, help_text=_("What is counted, and from which source.")
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["name"]
        constraints = [
            *text_lengths("indicator", "description"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="indicator_unit_is_known"),
            models.CheckConstraint(
                condition=Q(better__in=Direction.values), name="indicator_direction_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="observations"
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="observations"
    )
    period_start = models.DateField(_("first day"))
    period_end = models.DateField(_("last day"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4)
    decimals = models.PositiveSmallIntegerField(
        _("published decimals"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(4)],
        help_text=_("As many as the source prints: 10.0 has one. Left empty, those that the value has."),
    )
    provisional = models.BooleanField(_("provisional"), default=False)
    series_break = models.BooleanField(
        _("new series"),
        default=False,
        help_text=_("The first figure of a new series: it cannot be compared with those before."),
    )
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["indicator", "area", "period_start"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "period_start", "period_end"],
                name="observation_is_unique",
                violation_error_message=_("There is already a figure for this indicator, area and period."),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="observation_period_is_in_order",
                violation_error_message=_("The period ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__isnull=True) | Q(decimals__lte=4),
                name="observation_decimals_are_stored",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.area}, {self.period_start:%Y-%m-%d}–{self.period_end:%Y-%m-%d}: {self.value}"
