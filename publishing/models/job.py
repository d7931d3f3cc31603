from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.enums import JobKind, JobState
from publishing.models.edition import Edition
from publishing.models.frozen_text import FrozenText
from publishing.models.subject import SubjectRow
from publishing.models.workflow import WorkflowStep


class Job(SubjectRow):
    """Work that nobody waits for. A thread takes it up at once; what a restart interrupts is taken up by
    `manage.py run_jobs`."""

    kind = models.CharField(_("kind"), max_length=10, choices=JobKind.choices)
    state = models.CharField(_("state"), max_length=8, choices=JobState.choices, default=JobState.WAITING)
    error = models.TextField(_("what went wrong"), blank=True)
    refused_by = models.CharField(
        _("refused by"),
        max_length=16,
        blank=True,
        editable=False,
        help_text=_("The program that finds the same wrong with it whenever it tries."),
    )
    created_at = models.DateTimeField(_("ordered"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    text = models.ForeignKey(
        FrozenText,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="jobs",
        verbose_name=_("text"),
    )
    edition = models.ForeignKey(
        Edition,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="jobs",
        verbose_name=_("edition"),
    )
    step = models.ForeignKey(
        WorkflowStep,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="jobs",
        verbose_name=_("step"),
    )

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=JobKind.values), name="job_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind=JobKind.SUBMISSION, text__isnull=False)
                | Q(kind=JobKind.RENDITIONS, edition__isnull=False)
                | Q(kind=JobKind.MAIL, step__isnull=False),
                name="job_names_what_it_works_on",
            ),
        ]
        indexes = [models.Index(fields=["state", "kind"], name="job_state_and_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"
