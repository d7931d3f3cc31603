from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.enums import HEARING, DecisionOutcome
from plans.fields import HttpsField
from plans.models.adoption import AdoptionFields, adoption_rules
from plans.models.plan import Plan
from plans.models.section import Section
from plans.text_length import LimitedText, text_lengths
from plans.uploads import attachment_path
from plans.validators import KLE, attachment_type, kle_number

ONLY_OF_A_HEARING = _("Only a hearing has this. Choose “sent into hearing” or “heard”, or leave it empty.")


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
    kle_number = models.CharField(
        _("KLE number"),
        max_length=12,
        blank=True,
        validators=[kle_number],
        help_text=_("The subject of the case in KLE, e.g. 15.20.00 or 15.20.00-P22."),
    )
    minutes_url = HttpsField(
        _("address of the minutes"),
        max_length=500,
        blank=True,
        help_text=_("The page with the minutes of the meeting. Begins with https://."),
    )
    parties = LimitedText(
        _("parties of the hearing"),
        blank=True,
        help_text=_("Who is asked, or has answered. Only for a hearing."),
    )
    hearing_deadline = models.DateField(
        _("deadline of the hearing"), null=True, blank=True, help_text=_("Only for a hearing.")
    )
    votes = models.CharField(
        _("votes"), max_length=200, blank=True, help_text=_("E.g. 24 for, 7 against, 0 abstained.")
    )
    minority_statement = LimitedText(_("minority statement"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.body}, {self.date:%d.%m.%Y}: {self.get_outcome_display()}"

    def clean(self) -> None:
        if self.outcome not in HEARING:
            errors = {
                name: ONLY_OF_A_HEARING for name in ("parties", "hearing_deadline") if getattr(self, name)
            }
            if errors:
                raise ValidationError(errors)
        sent = self.date if self.outcome == DecisionOutcome.IN_HEARING else None
        if sent and self.hearing_deadline and self.hearing_deadline < sent:
            text = _("The deadline cannot come before the day of the decision.")
            raise ValidationError({"hearing_deadline": text})


def decision_rules(name: str) -> list[models.CheckConstraint]:
    """What the database refuses of a decision; `name` begins the names of the constraints."""
    hearing = Q(outcome__in=HEARING) | Q(parties="", hearing_deadline__isnull=True)
    number = Q(kle_number="") | Q(kle_number__regex=rf"^{KLE}$")
    return [
        models.CheckConstraint(
            condition=Q(outcome__in=DecisionOutcome.values), name=f"{name}_outcome_is_known"
        ),
        models.CheckConstraint(condition=hearing, name=f"{name}_hearing_has_its_outcome"),
        models.CheckConstraint(condition=number, name=f"{name}_kle_number_is_one"),
        models.CheckConstraint(
            condition=Q(minutes_url="") | Q(minutes_url__startswith="https://"),
            name=f"{name}_minutes_are_fetched_by_https",
        ),
    ]


class Decision(DecisionFields):
    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="decisions")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["plan", "date", "pk"]
        constraints = [
            *text_lengths("decision", "minority_statement", "parties"),
            *decision_rules("decision"),
        ]


class Attachment(AdoptionFields):
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
        constraints = [*adoption_rules("attachment")]

    def __str__(self) -> str:
        return self.title
