from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.enums import DecisionOutcome
from plans.models.plan import Plan
from plans.models.section import Section
from plans.text_length import LimitedText, text_lengths
from plans.uploads import attachment_path
from plans.validators import attachment_type


class DecisionFields(models.Model):
    """What is known of a decision, on a plan or on something else that is published."""

    body = models.CharField(
        _("body"), max_length=120, help_text=_("Who decided, e.g. Byrådet or Beskæftigelsesudvalget.")
    )
    date = models.DateField(_("date"))
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=DecisionOutcome.choices, default=DecisionOutcome.ADOPTED
    )
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    votes = models.CharField(
        _("votes"), max_length=200, blank=True, help_text=_("E.g. 24 for, 7 against, 0 abstained.")
    )
    minority_statement = LimitedText(_("minority statement"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.body}, {self.date:%d.%m.%Y}: {self.get_outcome_display()}"


class Decision(DecisionFields):
    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="decisions")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["plan", "date", "pk"]
        constraints = [
            *text_lengths("decision", "minority_statement"),
            models.CheckConstraint(
                condition=Q(outcome__in=DecisionOutcome.values), name="decision_outcome_is_known"
            ),
        ]


class Attachment(models.Model):
    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="attachments"
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="attachments",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to=attachment_path, validators=[attachment_type])

    class Meta:
        verbose_name = _("annex file")
        verbose_name_plural = _("annex files")
        ordering = ["plan", "position", "pk"]

    def __str__(self) -> str:
        return self.title
