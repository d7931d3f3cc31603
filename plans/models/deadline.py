from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.models.plan import Plan
from plans.text_length import LimitedText, text_lengths


class Deadline(models.Model):
    """Something that must be done with the plan before a day: sent to a council, adopted, published."""

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="deadlines")
    what = models.CharField(
        _("what"), max_length=200, help_text=_("What must be done, e.g. The plan is sent to the council.")
    )
    date = models.DateField(_("date"), help_text=_("The last day."))
    remind_days = models.PositiveSmallIntegerField(
        _("remind before"),
        default=14,
        validators=[MaxValueValidator(366)],
        help_text=_("So many days before, all who write the plan get an e-mail."),
    )
    done_on = models.DateField(
        _("done on"), null=True, blank=True, help_text=_("All who write the plan get a receipt by e-mail.")
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    receipt_at = models.DateTimeField(_("receipt sent"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["plan", "date", "pk"]

    def __str__(self) -> str:
        return f"{self.what}, {self.date:%d.%m.%Y}"


class Recipient(models.Model):
    """Somebody whom the plan is to be sent to."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="recipients"
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    address = LimitedText(
        pgettext_lazy("by post", "address"), blank=True, help_text=_("Where it is not sent by e-mail.")
    )
    sent_on = models.DateField(_("sent on"), null=True, blank=True)

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["plan", "name", "pk"]
        constraints = text_lengths("recipient", "address")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not (self.email or self.address):
            raise ValidationError(_("Write an e-mail or an address: one of them is needed."))
