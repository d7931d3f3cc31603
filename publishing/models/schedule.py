from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.enums import ScheduleState
from publishing.models.edition import Edition
from publishing.models.frozen_text import FrozenText
from publishing.models.subject import SubjectRow


class ScheduledPublication(SubjectRow):
    """A publication that waits for its moment; `manage.py publish_due` carries it out. It is of the text:
    it goes out although whoever planned it has left."""

    text = models.ForeignKey(
        FrozenText,
        verbose_name=_("text"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="scheduled_publications",
        help_text=_("Empty for what was planned before texts were frozen."),
    )
    due_at = models.DateTimeField(_("to be published"))
    note = models.TextField(_("change note"), blank=True)
    correction = models.BooleanField(_("correction of language"), default=False)
    is_proposal = models.BooleanField(_("proposal"), default=False)
    noindex = models.BooleanField(_("hidden from search engines"), default=False)
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
                condition=Q(state=ScheduleState.WAITING, follow_up=None),
                name="one_publication_of_a_plan_waits",
            ),
            models.UniqueConstraint(
                fields=["follow_up"],
                condition=Q(state=ScheduleState.WAITING, follow_up__isnull=False),
                name="one_publication_of_a_follow_up_waits",
            ),
            models.CheckConstraint(
                condition=Q(state=ScheduleState.DONE, edition__isnull=False)
                | ~Q(state=ScheduleState.DONE) & Q(edition__isnull=True),
                name="scheduled_publication_done_has_its_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.due_at:%d.%m.%Y %H:%M}"
