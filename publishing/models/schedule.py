from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Plan
from publishing.enums import ScheduleState
from publishing.models.edition import Edition


class ScheduledPublication(models.Model):
    """A publication that waits for its moment; `manage.py publish_due` carries it out."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="scheduled_publications"
    )
    due_at = models.DateTimeField(_("to be published"))
    note = models.TextField(_("change note"), blank=True)
    correction = models.BooleanField(_("correction of language"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("planned by"),
        on_delete=models.PROTECT,
        related_name="scheduled_publications",
    )
    at = models.DateTimeField(_("planned"), auto_now_add=True)
    state = models.CharField(
        _("state"), max_length=8, choices=ScheduleState.choices, default=ScheduleState.WAITING
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)
    edition = models.OneToOneField(
        Edition,
        verbose_name=_("edition"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="scheduled_publication",
    )

    class Meta:
        verbose_name = _("planned publication")
        verbose_name_plural = _("planned publications")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ScheduleState.values), name="scheduled_publication_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state=ScheduleState.WAITING),
                name="one_publication_of_a_plan_waits",
            ),
            models.CheckConstraint(
                condition=Q(state=ScheduleState.DONE, edition__isnull=False)
                | ~Q(state=ScheduleState.DONE) & Q(edition__isnull=True),
                name="scheduled_publication_done_has_its_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.due_at:%d.%m.%Y %H:%M}"
