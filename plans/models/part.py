"""Fields and rules that parts of a plan have in common."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plans.fields import MarkdownField


class ContinuingPart(models.Model):
    """A part that may continue one of an earlier plan."""

    predecessor: "models.ForeignKey[Self | None, Self | None]" = models.ForeignKey(
        "self",
        verbose_name=_("continues"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="successors",
    )

    class Meta:
        abstract = True


def does_not_continue_itself(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(predecessor=F("id")), name=f"{name}_does_not_continue_itself")


class SituatedPart(models.Model):
    """A part that says how things are now, below the plan's own headings for that."""

    status = MarkdownField(
        _("status today"),
        blank=True,
        help_text=_("Where the municipality is today. Stands under the plan's own heading."),
    )
    challenge = MarkdownField(
        _("challenge"),
        blank=True,
        help_text=_("What makes it hard. Stands under the plan's own heading."),
    )

    class Meta:
        abstract = True


class PrintedPart(models.Model):
    """A text with a title, an address, and its number as printed."""

    label = models.CharField(
        _("number"), max_length=40, blank=True, help_text=_("As printed, e.g. Kapitel 2 or Bilag 1.")
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80)
    body = MarkdownField(_("text"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return " ".join(filter(None, [self.label, self.title]))
