"""The edition of the plan that a follow-up is based on, and what happens when that is withdrawn."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.models import FollowUp
from publishing.models.edition import Edition, Withdrawal


class FollowUpBasis(models.Model):
    """The edition of the plan that a follow-up is of. A follow-up without one is on a plan that was not
    published when it was begun."""

    follow_up = models.OneToOneField(
        FollowUp, verbose_name=_("follow-up"), on_delete=models.CASCADE, related_name="basis"
    )
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition of the plan"),
        on_delete=models.PROTECT,
        related_name="follow_ups_begun",
    )

    class Meta:
        verbose_name = _("edition that a follow-up is of")
        verbose_name_plural = _("editions that follow-ups are of")

    def __str__(self) -> str:
        return f"{self.follow_up}: {self.edition}"


class Suspension(models.Model):
    """An edition of a follow-up whose plan has been withdrawn: nothing of it is shown to the public until
    somebody has said what becomes of it (`keep` is None until then)."""

    edition = models.OneToOneField(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="suspension"
    )
    withdrawal = models.ForeignKey(
        Withdrawal, verbose_name=_("withdrawal"), on_delete=models.PROTECT, related_name="suspensions"
    )
    keep = models.BooleanField(_("stays public"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="suspensions_answered",
    )

    class Meta:
        verbose_name = _("suspended follow-up")
        verbose_name_plural = _("suspended follow-ups")
        ordering = ["-pk"]
        db_table = "publishing_heldreport"

    def __str__(self) -> str:
        return str(self.edition)
