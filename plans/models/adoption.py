from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ADOPTION_FIELDS: list[str | tuple[str, ...]] = ["document_owner", ("decided_by", "decided_on", "case_number")]
NAMED_TOGETHER = _("Write both who decided it and when.")


class AdoptionFields(models.Model):
    """Of a part or an annex with papers of its own: an action plan that a committee has adopted by itself, or
    somebody else's plan."""

    document_owner = models.CharField(
        _("whose document it is"),
        max_length=200,
        blank=True,
        help_text=_("Where it is not the municipality's own, e.g. Det Regionale Arbejdsmarkedsråd."),
    )
    decided_by = models.CharField(
        _("decided by"),
        max_length=120,
        blank=True,
        help_text=_("Where it was decided by itself, beside the plan: committee, council or board."),
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    case_number = models.CharField(_("case number"), max_length=60, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if bool(self.decided_by) != bool(self.decided_on):
            raise ValidationError({"decided_on" if self.decided_by else "decided_by": NAMED_TOGETHER})


def adoption_rules(name: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(decided_by="", decided_on=None) | (~Q(decided_by="") & Q(decided_on__isnull=False)),
            name=f"{name}_is_decided_by_somebody_some_day",
            violation_error_message=NAMED_TOGETHER,
        )
    ]
