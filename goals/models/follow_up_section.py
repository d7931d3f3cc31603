from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.enums import SectionPlace
from goals.models.follow_up import FollowUp
from goals.models.key_figures import OTHERS_TABLE, KeyFigureTable
from plans.models import Plan
from plans.models.part import PrintedPart
from plans.text_length import text_lengths
from plans.uploads import attachment_path
from plans.validators import attachment_type


class FollowUpSection(PrintedPart):
    """A chapter of a follow-up's own, before or after its goals: text, a table of key figures, an annex file."""

    follow_up = models.ForeignKey(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="sections"
    )
    place = models.CharField(
        _("place"), max_length=6, choices=SectionPlace.choices, default=SectionPlace.BEFORE
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    key_figures = models.ForeignKey(
        KeyFigureTable,
        verbose_name=_("table of key figures"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reported_in",
    )
    annex_title = models.CharField(_("title of the annex"), max_length=200, blank=True)
    annex = models.FileField(
        _("annex file"), upload_to=attachment_path, validators=[attachment_type], blank=True
    )

    class Meta:
        verbose_name = _("chapter of a follow-up")
        verbose_name_plural = _("chapters")
        ordering = ["follow_up", "-place", "position", "pk"]
        constraints = [
            *text_lengths("followupsection", "body"),
            models.UniqueConstraint(fields=["follow_up", "slug"], name="follow_up_section_slug_is_unique"),
            models.CheckConstraint(
                condition=Q(place__in=SectionPlace.values), name="follow_up_section_place_is_known"
            ),
        ]

    @property
    def plan(self) -> Plan:
        """For the folder that the annex is kept in."""
        return self.follow_up.plan

    def clean(self) -> None:
        table = self.key_figures
        if table and self.follow_up_id and table.municipality_id != self.plan.municipality_id:
            raise ValidationError({"key_figures": OTHERS_TABLE})
