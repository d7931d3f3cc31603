"""When an approver leaves: what waits for them, who can take over, and who gets an e-mail when nobody can."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts.models import PeopleEvent, PeopleStep
from goals.models import FollowUp
from plans.enums import PlanState, Role
from plans.models import Membership, Municipality, Plan
from publishing.domain.notices import addresses_of, deliver
from publishing.enums import ScheduleState
from publishing.models import ScheduledPublication, Subject

FOR_APPROVERS = (PlanState.SUBMITTED, PlanState.APPROVED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A text that an approver must see to, or that is going to be published; `address` is of its page."""

    subject: Subject
    reason: str
    address: str


def waiting_in(municipality: Municipality) -> list[Waiting]:
    """Three queries."""
    of_town = Q(plan__municipality=municipality, plan__archived_at=None)
    planned = ScheduledPublication.objects.filter(of_town, state=ScheduleState.WAITING)
    due = {(row.plan_id, row.follow_up_id): row.due_at for row in planned}
    plans = Plan.objects.active().filter(municipality=municipality, state__in=FOR_APPROVERS)
    reports = FollowUp.objects.filter(of_town, state__in=FOR_APPROVERS).select_related("plan__municipality")
    found: list[Waiting] = []
    for plan in plans.select_related("municipality"):
        address = reverse("desk-plan", args=[plan.pk])
        found.append(Waiting(plan, _told(plan, due.get((plan.pk, None))), address))
    for report in reports:
        address = reverse("admin:goals_followup_change", args=[report.pk])
        found.append(Waiting(report, _told(report, due.get((report.plan_id, report.pk))), address))
    return found


def _told(subject: Subject, due: object) -> str:
    if due is None:
        return str(PlanState(subject.state).label)
    when = formats.date_format(timezone.localtime(due), "j. F Y H:i")  # type: ignore[arg-type]
    return _("is published automatically on %(when)s") % {"when": when}


def approvers_of(municipality: Municipality) -> list[User]:
    members = User.objects.filter(
        is_active=True, memberships__municipality=municipality, memberships__role=Role.APPROVER
    )
    return list(members.order_by("first_name", "last_name", "username"))


@dataclass(frozen=True, slots=True)
class HandingOver:
    """What follows when the person no longer approves; `others` are those who take over."""

    waiting: tuple[Waiting, ...]
    others: tuple[User, ...]


def handing_over(person: User, municipality: Municipality) -> HandingOver | None:
    """None for who is no approver."""
    approvers = approvers_of(municipality)
    if person not in approvers:
        return None
    others = tuple(one for one in approvers if one != person)
    return HandingOver(tuple(waiting_in(municipality)), others)


@contextmanager
def telling_when_nobody_approves(municipalities: Iterable[int]) -> Iterator[None]:
    """Wraps whatever may take the role from somebody. Where the last approver goes, managers and editors get
    a mail when the change is stored."""
    keys = set(municipalities)
    before = _with_approver(keys)
    yield
    for municipality in Municipality.objects.filter(pk__in=before - _with_approver(keys)):
        transaction.on_commit(lambda town=municipality: _tell(town))  # type: ignore[misc]


def without_approver(keys: Iterable[int]) -> QuerySet[Municipality]:
    """Those of the municipalities whose plans nobody can approve; an account that is closed approves
    nothing."""
    staffed = Membership.objects.filter(role=Role.APPROVER, person__is_active=True)
    rows = Municipality.objects.filter(pk__in=keys)
    return rows.exclude(pk__in=staffed.values("municipality"))


def _with_approver(keys: set[int]) -> set[int]:
    rows = Membership.objects.filter(municipality__in=keys, role=Role.APPROVER, person__is_active=True)
    return set(rows.order_by().values_list("municipality_id", flat=True))


def _tell(municipality: Municipality) -> None:
    to = addresses_of(municipality, [Role.MANAGER, Role.EDITOR]) - {""}
    if not to:
        return
    with translation.override("da"):
        lines = [
            _("%(town)s no longer has an approver: nobody can approve or publish its plans.")
            % {"town": municipality.name},
            _("A manager can give somebody the role:"),
            settings.SITE_URL + reverse("desk-people", args=[municipality.pk]),
            *(
                f"{one.subject}: {one.reason}\n{settings.SITE_URL}{one.address}"
                for one in waiting_in(municipality)
            ),
        ]
        error = deliver(sorted(to), _("No approver is left: %(town)s") % {"town": municipality.name}, lines)
    if error:
        PeopleStep.objects.create(
            municipality=municipality,
            event=PeopleEvent.MAIL_FAILED,
            who=", ".join(sorted(to))[:500],
            reason=error,
        )
