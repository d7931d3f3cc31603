"""Who sent a text for approval may take it back, with a reason, until it is approved."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from plans.enums import PlanState
from plans.models import Municipality, Plan
from publishing.enums import Step
from publishing.models import WorkflowStep
from tests.factories import SectionFactory
from tests.plans.people import approver_of, editor_of
from tests.steps import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    plan: Plan = SectionFactory(plan__municipality=municipality, body="Indledning.").plan
    return plan


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_who_sent_it_takes_it_back_with_a_reason(plan: Plan) -> None:
    author = editor_of(plan)
    take(plan, Step.SUBMIT, author)
    address = reverse("desk-step", args=["plan", plan.pk, "tag-tilbage"])
    client = signed_in(author)
    assert address in client.get(reverse("desk-plan", args=[plan.pk])).content.decode()
    assert list(client.post(address, {"reason": " "}).context["form"].errors) == ["reason"]
    assert client.post(address, {"reason": "En fejl i tallene"}).status_code == 302
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    step = WorkflowStep.objects.filter(plan=plan).latest("pk")
    assert (step.step, step.by, step.reason) == (Step.TAKE_BACK, author, "En fejl i tallene")


@pytest.mark.parametrize("approved", [False, True])
def test_nobody_else_takes_it_back_and_nobody_after_it_is_approved(plan: Plan, approved: bool) -> None:
    author = editor_of(plan)
    take(plan, Step.SUBMIT, author)
    if approved:
        take(plan, Step.APPROVE, approver_of(plan))
    person = author if approved else editor_of(plan)
    before = Plan.objects.get(pk=plan.pk).state
    address = reverse("desk-step", args=["plan", plan.pk, "tag-tilbage"])
    client = signed_in(person)
    assert address not in client.get(reverse("desk-plan", args=[plan.pk])).content.decode()
    assert client.post(address, {"reason": "En fejl"}).status_code == 409
    assert Plan.objects.get(pk=plan.pk).state == before
