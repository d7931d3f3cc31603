from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models.municipality import Municipality
from plans.validators import not_an_address_of_a_municipality

FIRST = {"name": "Beskæftigelsesplaner", "word": "Beskæftigelsesplan"}
"""What a municipality's first series is called until it says otherwise."""


class Series(models.Model):
    """What a municipality's plans of one kind have in common. The first one has no address of its own: its
    plans are at `/herning/2019/`, those of another at `/herning/handleplan/2019/`."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.CASCADE, related_name="series"
    )
    name = models.CharField(
        _("name"), max_length=80, help_text=_("In the plural, as a heading over its plans.")
    )
    word = models.CharField(
        _("word for its kind"), max_length=60, help_text=_("What one of them is called, e.g. Handleplan.")
    )
    rhythm = models.CharField(
        _("rhythm"),
        max_length=60,
        blank=True,
        help_text=_("How often there is a new one, e.g. hvert fjerde år."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=40,
        blank=True,
        validators=[not_an_address_of_a_municipality],
        help_text=_(
            "Part of its plans' public addresses. Empty for the municipality's first series. Cannot change once one of its plans is published."
        ),
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series of plans")
        ordering = ["municipality", "slug"]
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="series_slug_is_unique")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def first_of(cls, municipality: Municipality) -> "Series":
        """Made where the municipality has none yet."""
        return cls.objects.get_or_create(municipality=municipality, slug="", defaults=FIRST)[0]
