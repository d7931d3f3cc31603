from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.enums import Role
from plans.models import Membership
from themes.models.theme import Theme


class ThemeEditor(models.Model):
    """One of the themes that an editor of named themes may write. Without any they write nothing,
    so that a deleted theme never gives anybody more than they had."""

    membership = models.ForeignKey(
        Membership,
        verbose_name=_("membership"),
        on_delete=models.CASCADE,
        related_name="named_themes",
        limit_choices_to={"role": Role.THEME_EDITOR},
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), on_delete=models.CASCADE, related_name="named_editors"
    )

    class Meta:
        verbose_name = _("named theme")
        verbose_name_plural = _("named themes")
        ordering = ["membership", "theme"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "theme"], name="theme_editor_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.membership.person}: {self.theme}"

    def clean(self) -> None:
        if self.membership_id is None or self.theme_id is None:
            return
        if self.membership.role != Role.THEME_EDITOR:
            raise ValidationError(_("Only an editor of named themes is given themes."))
        if self.membership.municipality_id != self.theme.plan.municipality_id:
            raise ValidationError({"theme": _("The theme belongs to another municipality.")})
