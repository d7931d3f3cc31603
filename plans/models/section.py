from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plans.enums import SectionKind
from plans.models.adoption import AdoptionFields, adoption_rules
from plans.models.part import ContinuingPart, PrintedPart, does_not_continue_itself
from plans.models.plan import Plan
from plans.text_length import text_lengths


class Section(ContinuingPart, PrintedPart, AdoptionFields):
    """A part of the plan's text. Its number ("Kapitel 2", "Bilag 1") is data, as printed."""

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=16, choices=SectionKind.choices, default=SectionKind.TEXT)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["plan", "position", "pk"]
        constraints = [
            *text_lengths("section", "body"),
            *adoption_rules("section"),
            models.UniqueConstraint(fields=["plan", "slug"], name="section_slug_is_unique"),
            models.CheckConstraint(condition=Q(kind__in=SectionKind.values), name="section_kind_is_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="section_is_not_its_own_parent"),
            does_not_continue_itself("section"),
        ]

    def clean(self) -> None:
        super().clean()
        parent = self.parent
        if parent and parent.plan_id != self.plan_id:
            raise ValidationError({"parent": _("The section must be part of the same plan.")})
        seen = {self.pk}
        while parent:
            if parent.pk in seen:
                raise ValidationError({"parent": _("A section cannot be part of itself.")})
            seen.add(parent.pk)
            parent = parent.parent
