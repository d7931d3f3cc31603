from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.fields import MarkdownField
from plans.models import Plan
from plans.models.part import ContinuingPart, SituatedPart, does_not_continue_itself
from plans.text_length import LimitedText, text_lengths
from themes.models.target_group import TargetGroup
from themes.models.theme_group import ThemeGroup


class Theme(ContinuingPart, SituatedPart):
    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="themes")
    group = models.ForeignKey(
        ThemeGroup,
        verbose_name=_("level above"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="themes",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(
        _("number as printed"),
        max_length=12,
        blank=True,
        help_text=_("Only where it is another, e.g. A.1 where themes are numbered anew below each level."),
    )
    title = models.CharField(_("title"), max_length=200)
    short_title = models.CharField(
        _("short title"), max_length=60, blank=True, help_text=_("For menus, when the title is long.")
    )
    slug = models.SlugField(_("address"), max_length=80)
    ambition = MarkdownField(_("will"), blank=True, help_text=_("What the municipality wants."))
    actions = MarkdownField(_("actions"), blank=True, help_text=_("What the municipality does."))
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="themes"
    )
    also_continues = models.ManyToManyField(
        "self",
        verbose_name=_("continues also"),
        blank=True,
        symmetrical=False,
        related_name="merged_into",
        help_text=_("Where several themes were merged into this one: the others."),
    )
    change_reason = LimitedText(
        _("reason for the change"),
        blank=True,
        help_text=_("Why the theme is split, merged or another than the one that it continues."),
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["plan", "number"]
        constraints = [
            *text_lengths("theme", "ambition", "actions", "status", "challenge", "change_reason"),
            models.UniqueConstraint(fields=["plan", "number"], name="theme_number_is_unique"),
            models.UniqueConstraint(fields=["plan", "slug"], name="theme_slug_is_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="theme_number_is_positive"),
            does_not_continue_itself("theme"),
        ]

    def __str__(self) -> str:
        return f"{self.printed_number} {self.title}"

    @property
    def printed_number(self) -> str:
        """ "2", or as its own label has it: "A.1"."""
        return self.label or str(self.number)

    def clean(self) -> None:
        if self.group and self.group.plan_id != self.plan_id:
            raise ValidationError({"group": _("It must be of the same plan.")})
