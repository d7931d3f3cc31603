"""What was done on a text's way from draft to published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.account_facts import AccountFact
from plans.enums import PlanState
from plans.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from publishing.enums import Step
from publishing.models.edition import PROPOSAL_MARK
from publishing.models.frozen_text import FrozenText
from publishing.models.subject import SubjectRow


class WorkflowStep(SubjectRow, AppendOnlyModel):
    """One line of the history of a plan or follow-up: who did what to it, when and why; `text` is the
    text that the step is about."""

    step = models.CharField(_("step"), max_length=16, choices=Step.choices)
    from_state = models.CharField(_("from"), max_length=10, choices=PlanState.choices)
    to_state = models.CharField(_("to"), max_length=10, choices=PlanState.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="workflow_steps",
        help_text=_("Nobody: a command of the installation."),
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    reason = models.TextField(_("reason"), blank=True)
    edition = models.CharField(_("edition"), max_length=10, blank=True)
    text = models.ForeignKey(
        FrozenText,
        verbose_name=_("text"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="steps",
    )
    by_author = models.BooleanField(
        _("approved by the author"),
        default=False,
        help_text=_("Approved by the person who had sent it for approval."),
    )
    one_hand = models.BooleanField(
        _("perhaps one person"),
        default=False,
        help_text=_("Approved with an account that the person who had sent it may have access to as well."),
    )
    account = models.JSONField(
        _("the approver's account"),
        default=list,
        blank=True,
        help_text=_("Of an approval: how the account came about, as it was known then."),
    )

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("workflow step")
        verbose_name_plural = _("workflow steps")
        ordering = ["plan", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(step__in=Step.values), name="workflow_step_is_known"),
            models.CheckConstraint(
                condition=Q(from_state__in=PlanState.values, to_state__in=PlanState.values),
                name="workflow_states_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_step_display()}"

    @property
    def edition_name(self) -> str:
        if not self.edition:
            return ""
        number = self.edition.removeprefix(PROPOSAL_MARK)
        name = gettext("edition %(number)s") if number == self.edition else gettext("proposal %(number)s")
        return name % {"number": number}

    @property
    def account_lines(self) -> list[str]:
        return [AccountFact(**fact).line for fact in self.account]


class CheckWaiver(SubjectRow, AppendOnlyModel):
    """A warning that somebody has waived, with the reason. It holds for the text as it was: when the text at
    the place changes, `text_hash` no longer fits and the warning is back."""

    check_id = models.CharField(_("check"), max_length=40)
    place = models.CharField(_("place"), max_length=500)
    text_hash = models.CharField(_("checksum of the text"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.PROTECT, related_name="waivers"
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    reason = models.TextField(_("reason"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["plan", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "check_id", "place", "text_hash"],
                condition=Q(follow_up=None),
                name="waiver_is_unique",
            ),
            models.UniqueConstraint(
                fields=["follow_up", "check_id", "place", "text_hash"],
                condition=Q(follow_up__isnull=False),
                name="waiver_of_follow_up_is_unique",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.check_id}, {self.place}"
