"""Withdrawing: an edition is kept, but its content is no longer served."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.domain.workflow import StepError, lock, note, take_step
from plans.enums import Step
from publishing.domain import proof
from publishing.models import Edition, Withdrawal


class WithdrawError(Exception):
    """Nothing was withdrawn; the message says to a person why."""


@transaction.atomic
def withdraw(edition: Edition, *, by: User | None, reason: str) -> Withdrawal:
    if not reason.strip():
        raise WithdrawError(_("Write why the edition is withdrawn. The public sees the reason."))
    lock(edition.plan)  # whoever publishes at this moment has made the newest edition when we look
    if Withdrawal.objects.filter(edition=edition).exists():
        raise WithdrawError(_("The edition has been withdrawn already."))
    if not edition.follow_up_id:
        _record(edition, by, reason)
    withdrawal: Withdrawal = Withdrawal.objects.create(
        edition=edition, reason=reason.strip(), withdrawn_at=timezone.now(), withdrawn_by=by
    )
    proof.record_withdrawal(withdrawal)
    return withdrawal


def _record(edition: Edition, by: User | None, reason: str) -> None:
    """Only with its newest edition is the plan itself no longer published."""
    newest = Edition.objects.filter(series=edition.series).newest().filter(pk=edition.pk).exists()
    if not newest:
        note(edition.plan, Step.WITHDRAW, by, reason, edition=str(edition.label))
        return
    try:
        take_step(edition.plan, Step.WITHDRAW, by, reason, edition=str(edition.label))
    except StepError as error:
        raise WithdrawError(str(error)) from error
