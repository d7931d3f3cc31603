"""Withdrawing: an edition is kept, but its content is no longer served."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.models import Edition, Withdrawal


class WithdrawError(Exception):
    """Nothing was withdrawn; the message says to a person why."""


@transaction.atomic
def withdraw(edition: Edition, *, by: User | None, reason: str) -> Withdrawal:
    if not reason.strip():
        raise WithdrawError(_("Write why the edition is withdrawn. The public sees the reason."))
    if Withdrawal.objects.filter(edition=edition).exists():
        raise WithdrawError(_("The edition has been withdrawn already."))
    return Withdrawal.objects.create(
        edition=edition, reason=reason.strip(), withdrawn_at=timezone.now(), withdrawn_by=by
    )
