"""A follow-up holds the text of its plan: when that is withdrawn, nothing of the follow-up is shown until
somebody has said what becomes of it."""

from goals.models import FollowUp
from plans.models import Plan
from publishing.models import Edition, Suspension, Withdrawal
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
