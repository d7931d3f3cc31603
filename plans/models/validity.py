"""What holds for a time and is replaced: a target group when the law changes, an indicator when its source does."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

OUT_OF_ORDER = _("It ends before it begins.")


class Replaceable(models.Model):
    """Both days are included; without them it has always held, and holds on. What ended is still what the plans of its
    time say; `successors` take its place in later ones."""

    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("Left empty, it has always been valid.")
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day. Plans that begin later are not offered it. Left empty, it has no end."),
    )
    successors = models.ManyToManyField(
        "self",
        verbose_name=_("replaced by"),
        blank=True,
        symmetrical=False,
        related_name="predecessors",
        help_text=_("Next year's copy puts it in its place, where there is only one."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": OUT_OF_ORDER})

    def has_ended(self, day: date) -> bool:
        return self.valid_until is not None and self.valid_until < day


def validity_in_order(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
        name=f"{model}_validity_is_in_order",
        violation_error_message=OUT_OF_ORDER,
    )


def valid_between(first: date, last: date | None) -> Q:
    """On some day of these; without a last one, of all that come."""
    begun = Q() if last is None else Q(valid_from=None) | Q(valid_from__lte=last)
    return begun & (Q(valid_until=None) | Q(valid_until__gte=first))


def today() -> date:
    return timezone.localdate()


def with_validity(row: Any) -> str:
    """A choice that stays chosen after its end says so."""
    if not isinstance(row, Replaceable) or not row.has_ended(today()):
        return str(row)
    return gettext("%(name)s (ended %(day)s)") % {"name": row, "day": f"{row.valid_until:%d.%m.%Y}"}
