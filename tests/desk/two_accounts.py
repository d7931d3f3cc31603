"""A person who sends a text and one who approves it, as they come by their accounts."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from accounts.domain import people
from accounts.models import Invitation
from plans.enums import PlanState, Role
from plans.models import Municipality, Plan
from publishing.domain.workflow import refusal
from publishing.enums import Step
from tests.factories import InvitationFactory, MembershipFactory, UserFactory
from tests.steps import read_by, take

NEW = {"new_password1": "tre gode ord i en række", "new_password2": "tre gode ord i en række"}


def member(plan: Plan, *roles: Role, **named: Any) -> User:
    person: User = UserFactory(**named)
    for role in roles:
        MembershipFactory(person=person, municipality=plan.municipality, role=role)
    return person


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def invitation_of(municipality: Municipality, by: User, **named: Any) -> Invitation:
    found: Invitation = InvitationFactory(
        municipality=municipality, invited_by=by, email="ny@herning.dk", roles=[Role.APPROVER], **named
    )
    return found


def step_of(invitation: Invitation, by: User, name: str) -> Any:
    address = reverse("desk-invitation", args=[invitation.municipality_id, invitation.pk, name])
    return signed_in(by).post(address, follow=True)


def accept(invitation: Invitation, client: Client | None = None) -> User:
    link = "/admin/invitation/" + people.link_of(invitation).rstrip("/").rpartition("/")[2] + "/"
    assert (client or Client()).post(link, NEW)["Location"] == "/admin/"
    invitation.refresh_from_db()
    assert invitation.accepted_by
    return invitation.accepted_by


def refused(plan: Plan, sender: User, approver: User) -> str:
    """Why the approver may not approve what the sender sends, or nothing."""
    plan.refresh_from_db()
    if plan.state != PlanState.DRAFT:
        Plan.objects.filter(pk=plan.pk).update(state=PlanState.DRAFT)
        plan.refresh_from_db()
    take(plan, Step.SUBMIT, sender)
    approver = User.objects.get(pk=approver.pk)
    told = refusal(plan, Step.APPROVE, approver)
    page = signed_in(approver).post(
        f"/admin/plan/{plan.pk}/trin/godkend/", {"reason": "", "read": read_by(plan)}
    )
    assert (page.status_code, PlanState(Plan.objects.get(pk=plan.pk).state)) == (
        (409, PlanState.SUBMITTED) if told else (302, PlanState.APPROVED)
    )
    return told
