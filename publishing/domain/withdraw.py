"""Withdrawing: an edition is kept, but its content is no longer served. In its place the edition before is in
force again, or none: whoever withdraws it chooses. A follow-up holds the text of its plan: when that is
withdrawn, nothing of the follow-up is shown until somebody has said what becomes of it."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.models import FollowUp
from plans.domain.access import Permission, has_permission
from plans.errors import RefusedError
from plans.models import Plan
from publishing.checks.cpr_number import cpr_numbers
from publishing.domain import proof
from publishing.domain.public_changes import announce
from publishing.domain.renditions import enqueue_missing
from publishing.domain.workflow import lock_subject, note, take_step
from publishing.enums import PublicChange, Step
from publishing.models import Edition, Subject, Suspension, Withdrawal
from publishing.models.edition import EditionQuerySet


def suspend_follow_ups(withdrawal: Withdrawal) -> None:
    """Called in the transaction that withdraws an edition. Of a follow-up's own there is nothing to ask."""
    for edition in reports_with(withdrawal.edition, withdrawal.in_force):
        Suspension.objects.update_or_create(
            edition=edition,
            defaults={
                "withdrawal": withdrawal,
                "keep": None,
                "answered_at": None,
                "answered_by": None,
            },
        )


def reports_with(edition: Edition, in_force: Edition | None) -> EditionQuerySet:
    """The editions of follow-ups that show text of an edition of the plan that is to be withdrawn, newest
    first: those that are of it, and where no edition is in force any more, all."""
    if edition.follow_up_id or edition.is_proposal:
        return Edition.objects.none()
    reports = Edition.objects.of_follow_ups().served().filter(plan=edition.plan_id).light()
    reports = reports if in_force is None else reports.filter(basis=edition)
    return reports.order_by("-published_at", "-pk")


def waiting_of(follow_up: FollowUp) -> list[Suspension]:
    """Those that nobody has answered for, newest first."""
    rows = Suspension.objects.filter(edition__follow_up=follow_up, keep=None)
    return list(rows.select_related("edition", "withdrawal__edition").order_by("-edition__published_at"))


def waiting_in(plan: Plan) -> list[FollowUp]:
    """The follow-ups on a plan that nobody has answered for."""
    rows = FollowUp.objects.filter(
        plan=plan, editions__suspension__isnull=False, editions__suspension__keep=None
    )
    return list(rows.distinct().order_by("pk"))


@dataclass(frozen=True, slots=True)
class Consequence:
    """What withdrawing an edition would mean: `in_force` is the edition in force now, `before` the one that
    can be in force again in its place, where it is the one that would be withdrawn. Of a proposal, both are
    proposals: the one that is shown, and the one before it."""

    in_force: Edition | None
    before: Edition | None


def consequence(edition: Edition) -> Consequence:
    of_series = Edition.objects.filter(series=edition.series, follow_up=edition.follow_up_id).light()
    in_force = of_series.in_force_or_proposed().first()
    if in_force != edition:
        return Consequence(in_force, None)
    below = Q(number__lt=edition.number) | Q(number=edition.number, correction__lt=edition.correction)
    earlier = of_series.filter(below).select_related("withdrawal").order_by("-number", "-correction")
    before = next((row for row in earlier if not row.is_passed_over), None)
    return Consequence(in_force, None if hasattr(before, "withdrawal") else before)


@transaction.atomic
def withdraw(edition: Edition, *, by: User | None, reason: str, again: Edition | None = None) -> Withdrawal:
    """`again` is the edition before, where that one is to be in force again. Raises `RefusedError`, also
    where it is another by now that would be."""
    if not reason.strip():
        raise RefusedError(_("Write why the edition is withdrawn. The public sees the reason."))
    if cpr_numbers(reason, timezone.localdate()):
        raise RefusedError(_("This looks like a CPR number, and the public can read the reason."))
    subject: Subject = edition.follow_up or edition.plan
    lock_subject(subject)  # whoever publishes at this moment has made the newest edition when we look
    if Withdrawal.objects.filter(edition=edition).exists():
        raise RefusedError(_("The edition has been withdrawn already."))
    outcome = consequence(edition)
    if again not in (None, outcome.before):
        raise RefusedError(_("Another edition has been published or withdrawn meanwhile. Look again."))
    is_in_force = outcome.in_force == edition
    _record(subject, edition, by, reason, is_in_force=is_in_force)
    withdrawal: Withdrawal = Withdrawal.objects.create(
        edition=edition,
        reason=reason.strip(),
        withdrawn_at=timezone.now(),
        withdrawn_by=by,
        in_force=again if is_in_force else outcome.in_force,
    )
    proof.record_withdrawal(withdrawal)
    suspend_follow_ups(withdrawal)
    enqueue_missing(edition.plan)
    announce(edition, PublicChange.WITHDRAWN)
    return withdrawal


@transaction.atomic
def answer(follow_up: FollowUp, *, keep: bool, by: User) -> None:
    """What becomes of a follow-up that is suspended with its plan: it is shown as before, or it is withdrawn
    too, for the reason that the plan was. Raises `RefusedError`."""
    lock_subject(follow_up)
    if not has_permission(by, Permission.PUBLISH, follow_up.plan.municipality_id):
        raise RefusedError(_("Your role does not let you do this."))
    waiting = waiting_of(follow_up)
    if not waiting:
        raise RefusedError(_("Somebody has answered already. Look again."))
    given = {"keep": keep, "answered_at": timezone.now(), "answered_by": by}
    Suspension.objects.filter(pk__in=[row.pk for row in waiting]).update(**given)
    for row in waiting:
        if keep:
            announce(row.edition, PublicChange.PUBLISHED)
        else:
            withdraw(row.edition, by=by, reason=row.withdrawal.reason)
    enqueue_missing(follow_up.plan)


def _record(subject: Subject, edition: Edition, by: User | None, reason: str, *, is_in_force: bool) -> None:
    """Only with the edition in force is the plan or follow-up itself no longer published as it is written:
    whichever is in force then, its rows are a draft. A proposal is what is written until an edition is in
    force."""
    if edition.is_proposal and Edition.objects.filter(plan=edition.plan_id).of_plans().in_force().exists():
        is_in_force = False
    if not is_in_force:
        note(subject, Step.WITHDRAW, by, reason, edition=edition.mark)
        return
    take_step(subject, Step.WITHDRAW, by, reason, edition=edition.mark)
