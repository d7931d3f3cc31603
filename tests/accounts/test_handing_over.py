"""When an approver leaves, what waits is listed, who takes over is named, and nobody is left in the dark."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.views.single_sign_on import give
from plans.enums import PlanState, Role
from plans.models import Membership, Municipality, Plan
from publishing.domain.due import carry_out_due
from publishing.domain.schedule import schedule
from publishing.enums import ScheduleState, Step
from publishing.models import Edition, ScheduledPublication
from tests.factories import MembershipFactory, SectionFactory, UserFactory
from tests.plans.people import editor_of
from tests.steps import read_by, take

pytestmark = pytest.mark.django_db
Capture = Callable[..., Any]


@pytest.fixture
def last(municipality: Municipality) -> User:
    """The only approver of the municipality."""
    person: User = MembershipFactory(
        municipality=municipality,
        role=Role.APPROVER,
        person__first_name="Sidste",
        person__last_name="Godkender",
    ).person
    MembershipFactory(municipality=municipality, role=Role.EDITOR, person__email="redaktoer@example.dk")
    return person


@pytest.fixture
def plan(municipality: Municipality, last: User) -> Plan:
    """Approved, and planned by the one who will leave."""
    plan: Plan = SectionFactory(plan__municipality=municipality, body="Indledning.").plan
    take(plan, Step.SUBMIT, editor_of(plan))
    take(plan, Step.APPROVE, last)
    schedule(
        plan,
        by=last,
        due_at=timezone.now() + timedelta(days=1),
        change_note="Vedtaget",
        read=read_by(plan),
        waiving="Set",
    )
    return plan


def end(client: Client, municipality: Municipality, person: User) -> Any:
    return client.post(reverse("desk-end", args=[municipality.pk, person.pk]))


def delete(_client: Client, municipality: Municipality, person: User) -> Any:
    superuser = Client()
    superuser.force_login(UserFactory(is_superuser=True, is_staff=True))
    row = Membership.objects.get(person=person, municipality=municipality)
    return superuser.post(reverse("admin:plans_membership_delete", args=[row.pk]), {"post": "yes"})


def sign_on(_client: Client, _municipality: Municipality, person: User) -> Any:
    Membership.objects.filter(person=person).update(from_claim=True)
    give(person, set())


WAYS: dict[str, Callable[[Client, Municipality, User], Any]] = {
    "end": end,
    "delete": delete,
    "sign on": sign_on,
}


@pytest.mark.parametrize("way", WAYS)
def test_managers_and_editors_are_told_when_no_approver_is_left(
    manager: Client,
    municipality: Municipality,
    last: User,
    plan: Plan,
    way: str,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        WAYS[way](manager, municipality, last)
    (letter,) = mail.outbox
    assert "redaktoer@example.dk" in letter.to
    assert plan.title in letter.body
    assert reverse("desk-people", args=[municipality.pk]) in letter.body


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_told_while_another_approves(
    manager: Client,
    municipality: Municipality,
    last: User,
    way: str,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    MembershipFactory(municipality=municipality, role=Role.APPROVER)
    with django_capture_on_commit_callbacks(execute=True):
        WAYS[way](manager, municipality, last)
    assert mail.outbox == []


@pytest.mark.parametrize("page", ["desk-end", "desk-person"])
def test_page_lists_what_waits_and_names_who_takes_over(
    manager: Client, municipality: Municipality, last: User, plan: Plan, page: str
) -> None:
    address = reverse(page, args=[municipality.pk, last.pk])
    alone = manager.get(address)
    told = alone.context["handing_over"]
    assert ([one.subject for one in told.waiting], told.others) == ([plan], ())
    assert reverse("desk-plan", args=[plan.pk]) in alone.content.decode()
    other = MembershipFactory(
        municipality=municipality, role=Role.APPROVER, person__first_name="Anden", person__last_name="Leder"
    ).person
    page_now = manager.get(address)
    assert page_now.context["handing_over"].others == (other,)
    assert "Anden Leder" in page_now.content.decode()


def test_who_is_no_approver_hands_nothing_over(manager: Client, municipality: Municipality) -> None:
    person = MembershipFactory(municipality=municipality, role=Role.EDITOR).person
    page = manager.get(reverse("desk-end", args=[municipality.pk, person.pk]))
    assert page.context["handing_over"] is None


@pytest.mark.parametrize("way", WAYS)
def test_planned_publication_goes_out_although_its_planner_has_left(
    manager: Client, municipality: Municipality, last: User, plan: Plan, way: str
) -> None:
    WAYS[way](manager, municipality, last)
    assert not Membership.objects.filter(person=last).exists()
    (row,) = carry_out_due(timezone.now() + timedelta(days=2))
    assert (row.state, row.error) == (ScheduleState.DONE, "")
    assert Edition.objects.get().plan == plan
    assert ScheduledPublication.objects.get().edition == Edition.objects.get()
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED
