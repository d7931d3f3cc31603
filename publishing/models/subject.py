from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.models import FollowUp
from plans.models import Plan

Subject = Plan | FollowUp
"""What is written, approved and published as one text: a plan, or a follow-up on it."""


def plan_of(subject: Subject) -> Plan:
    return subject.plan if isinstance(subject, FollowUp) else subject


def follow_up_of(subject: Subject) -> FollowUp | None:
    return subject if isinstance(subject, FollowUp) else None


def of(subject: Subject) -> models.Q:
    """The rows of `SubjectRow` that are about the subject itself."""
    return models.Q(plan=plan_of(subject), follow_up=follow_up_of(subject))


class SubjectRow(models.Model):
    """A row about one publication subject: the plan, or, where `follow_up` is set, a follow-up on it.
    What has such rows is not deleted."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="%(class)ss"
    )
    follow_up = models.ForeignKey(
        FollowUp,
        verbose_name=_("follow-up"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        return self.follow_up or self.plan
