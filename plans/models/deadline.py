import datetime
from calendar import monthrange
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.enums import Repeat
from plans.models.plan import Plan
from plans.text_length import LimitedText, text_lengths

LAST_YEAR = 2099
"""As of plans. What comes again is counted step by step, which must have an end."""


class Deadline(models.Model):
    """Something that must be done with the plan before a day: sent to a council, adopted, published, evaluated.
    What comes again is a row for each time: the next one is made when one is done."""

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
    repeat_months = models.PositiveSmallIntegerField(
        _("comes again"),
        choices=Repeat.choices,
        default=Repeat.NEVER,
        help_text=_("When it has been done, the next one is added by itself."),
    )
    continues = models.OneToOneField(
        "self",
        verbose_name=_("the time before"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="next",
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    missed_at = models.DateTimeField(_("told that it was missed"), null=True, blank=True, editable=False)
    receipt_at = models.DateTimeField(_("receipt sent"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["plan", "date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(repeat_months__in=Repeat.values), name="deadline_repeat_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what}, {self.date:%d.%m.%Y}"

    def clean(self) -> None:
        super().clean()
        for name, day in (("date", self.date), ("done_on", self.done_on)):
            if day and day.year > LAST_YEAR:
                raise ValidationError(
                    {name: _("Write a day before the year %(year)d.") % {"year": LAST_YEAR + 1}}
                )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """One that is put off, or brought forward, is told of anew."""
        with transaction.atomic():
            if self.pk and Deadline.objects.filter(pk=self.pk).exclude(date=self.date).exists():
                self.reminded_at = self.missed_at = None
            super().save(*args, **kwargs)
            if self.done_on and self.repeat_months:
                self._add_next(self.done_on)

    def _add_next(self, done_on: datetime.date) -> None:
        """Counted from the day that was set, not from the day when it was done; what is past by then is left
        out."""
        times = 1
        while (day := months_later(self.date, times * self.repeat_months)) <= done_on:
            if day == datetime.date.max:
                return
            times += 1
        same = {"plan": self.plan, "what": self.what, "remind_days": self.remind_days}
        given = {**same, "date": day, "repeat_months": self.repeat_months}
        Deadline.objects.get_or_create(continues=self, defaults=given)


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The 31st becomes the last of a shorter month. Beyond the calendar's end, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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
