"""Whom a citizen or a company calls. A public fact beside the editions: it is shown as it is now, not as it was when
a plan was published."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.fields import HttpsField
from plans.models import Municipality
from plans.validators import phone_number
from themes.models.target_group import TargetGroup


class TargetGroupContact(models.Model):
    """Of one target group in one municipality."""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        on_delete=models.CASCADE,
        related_name="target_group_contacts",
    )
    target_group = models.ForeignKey(
        TargetGroup, verbose_name=_("target group"), on_delete=models.CASCADE, related_name="contacts"
    )
    who = models.CharField(_("who"), max_length=120, help_text=_("A unit or a desk, e.g. Ungeenheden."))
    phone = models.CharField(_("telephone"), max_length=20, blank=True, validators=[phone_number])
    email = models.EmailField(_("e-mail"), blank=True)
    website = HttpsField(_("web address"), blank=True)
    hours = models.CharField(
        _("opening hours"),
        max_length=200,
        blank=True,
        help_text=_("Short, e.g. Monday to Thursday 9–15, Friday 9–13."),
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["municipality", "target_group"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "target_group"],
                name="contact_of_target_group_is_unique",
                violation_error_message=_("The target group has a contact in the municipality already."),
            ),
            models.CheckConstraint(
                condition=~Q(phone="", email="", website=""),
                name="contact_can_be_reached",
                violation_error_message=_("Write a telephone number, an e-mail address or a web address."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_group}: {self.who}"
