from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from goals.enums import AreaKind, Direction, Unit
from goals.models.figure_import import FigureChange
from plans.models import Municipality
from plans.models.validity import Replaceable, validity_in_order
from plans.text_length import LimitedText, text_lengths

OF_COUNTRY, OF_MUNICIPALITY = Q(owner=None), Q(owner__isnull=False)


def owner_field() -> "models.ForeignKey[Any, Any]":
    """Empty: the country's, which all municipalities share and superusers keep."""
    return models.ForeignKey(
        Municipality,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="own_%(class)s",
        help_text=_("Left empty, it is the whole country's."),
    )


def for_municipality(key: int | None) -> Q:
    """What a municipality may use: the country's, and what is its own."""
    return OF_COUNTRY if key is None else OF_COUNTRY | Q(owner=key)


def is_for(row: "Area | Indicator", owner: int | None) -> bool:
    """Whether a row of that owner may name it: another municipality's is never told of."""
    return row.owner_id in (None, owner)


class Area(models.Model):
    """What a figure is about: a municipality, region, labour market area, the country, a group.

    A group's members are the municipalities that it is compared as the mean of, where it has no
    figure of its own, and those among which a place is counted; for that any area may have members. A municipality has groups of its own; all other areas are the country's.
    """

    owner = owner_field()
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
        help_text=_("The municipalities in a group; also of a region where places in it are counted."),
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
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=OF_COUNTRY,
                name="area_name_in_country_is_unique",
                violation_error_message=_("There is already an area of this kind and name."),
            ),
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=OF_MUNICIPALITY,
                name="area_name_of_owner_is_unique",
                violation_error_message=_("The municipality has a group of this name."),
            ),
            models.CheckConstraint(
                condition=OF_COUNTRY | Q(kind=AreaKind.CLUSTER, code=""),
                name="area_of_municipality_is_a_group",
                violation_error_message=_(
                    "A municipality's own is a group of municipalities, and has no code."
                ),
            ),
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


class Indicator(Replaceable):
    """What is counted. Its figures belong to whoever it belongs to."""

    owner = owner_field()
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80)
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices)
    unit_one = models.CharField(
        _("the unit's own name, one"),
        max_length=60,
        blank=True,
        help_text=_("Only where the unit is “other”: what one is called, e.g. borger pr. rådgiver."),
    )
    unit_many = models.CharField(
        _("the unit's own name, several"),
        max_length=60,
        blank=True,
        help_text=_("What several are called, e.g. borgere pr. rådgiver."),
    )
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
            validity_in_order("indicator"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="indicator_unit_is_known"),
            models.CheckConstraint(
                condition=Q(unit=Unit.OTHER) | Q(unit_one="", unit_many=""),
                name="indicator_names_a_unit_of_its_own",
                violation_error_message=_("Only the unit “other” has a name of its own."),
            ),
            models.CheckConstraint(
                condition=Q(better__in=Direction.values), name="indicator_direction_is_known"
            ),
            *(
                constraint
                for field, taken in (
                    ("name", _("There is already an indicator of this name.")),
                    ("slug", _("There is already an indicator with this address.")),
                )
                for constraint in (
                    models.UniqueConstraint(
                        fields=[field],
                        condition=OF_COUNTRY,
                        name=f"indicator_{field}_in_country_is_unique",
                        violation_error_message=taken,
                    ),
                    models.UniqueConstraint(
                        fields=["owner", field],
                        condition=OF_MUNICIPALITY,
                        name=f"indicator_{field}_of_owner_is_unique",
                        violation_error_message=taken,
                    ),
                )
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_name(self) -> str:
        """Of several: the municipality's own word, else the portal's."""
        return self.unit_many or str(Unit(self.unit).label)


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
    source = models.CharField(
        _("source"),
        max_length=300,
        help_text=_(
            "Where the figure comes from: publisher, table and day of extraction, e.g. jobindsats.dk, tabel Y01A02, "
            "udtræk 10.06.2026. Not the follow-up that it is used in."
        ),
    )
    history = HistoricalRecords(bases=[FigureChange])

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

    def clean(self) -> None:
        """A group of one municipality has no figures of the country's, nor of another municipality."""
        if self.indicator_id and self.area_id and not is_for(self.area, self.indicator.owner_id):
            raise ValidationError({"area": _("The group is not of the same owner as the indicator.")})

    def __str__(self) -> str:
        return f"{self.indicator}, {self.area}, {self.period_start:%Y-%m-%d}–{self.period_end:%Y-%m-%d}: {self.value}"
