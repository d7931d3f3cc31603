"""Withdrawing: an edition is kept, but its content is no longer served."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.checks.cpr_number import cpr_numbers
from publishing.domain import proof
from publishing.domain.workflow import StepError, lock_subject, note, take_step
from publishing.enums import Step
from publishing.models import Edition, Subject, Withdrawal


class WithdrawError(Exception):
    """Nothing was withdrawn; the message says to a person why."""


@transaction.atomic
def withdraw(edition: Edition, *, by: User | None, reason: str) -> Withdrawal:
    if not reason.strip():
        raise WithdrawError(_("Write why the edition is withdrawn. The public sees the reason."))
    if cpr_numbers(reason, timezone.localdate()):
        raise WithdrawError(_("This looks like a CPR number, and the public can read the reason."))
    subject: Subject = edition.follow_up or edition.plan
    lock_subject(subject)  # whoever publishes at this moment has made the newest edition when we look
    if Withdrawal.objects.filter(edition=edition).exists():
        raise WithdrawError(_("The edition has been withdrawn already."))
    _record(subject, edition, by, reason)
    withdrawal: Withdrawal = Withdrawal.objects.create(
        edition=edition, reason=reason.strip(), withdrawn_at=timezone.now(), withdrawn_by=by
    )
    proof.record_withdrawal(withdrawal)
    return withdrawal


def _record(subject: Subject, edition: Edition, by: User | None, reason: str) -> None:
    """Only with its newest edition is the plan or follow-up itself no longer published."""
    newest = Edition.objects.filter(series=edition.series).newest().filter(pk=edition.pk).exists()
    if not newest:
        note(subject, Step.WITHDRAW, by, reason, edition=str(edition.label))
        return
    try:
        take_step(subject, Step.WITHDRAW, by, reason, edition=str(edition.label))
    except StepError as error:
        raise WithdrawError(str(error)) from error
