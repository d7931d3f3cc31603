"""Every page of a follow-up's workflow, and those about withdrawing, discarding and archiving, make the same number
of queries for one of everything and for three."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from desk.domain.sharing import share
from goals.models import AnnualGoal, FollowUp
from plans.enums import PlanState, Role
from plans.models import Municipality, Plan
from publishing.domain.texts import freeze
from publishing.domain.workflow import note
from publishing.enums import Step
from publishing.models import Edition, FollowUpBasis, Subject
from publishing.models.subject import follow_up_of, plan_of
from tests.desk.test_page_queries import fill
from tests.factories import (
    EditionFactory,
    FollowUpFactory,
    JobFactory,
    MembershipFactory,
    PlanFactory,
    ReportDecisionFactory,
    ShareLinkFactory,
    SuspensionFactory,
    UserFactory,
    WithdrawalFactory,
    WorkflowStepFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]

OF_REPORTS = {
    "change": 22,
    "publish": 17,
    "history": 14,
    "desk-checks": 11,
    "desk-checks-beside": 11,
    "desk-steps": 6,
    "desk-share": 6,
    "desk-stop": 5,
    "desk-decision": 6,
    "desk-discard": 18,
    "desk-jobs": 5,
    "desk-since-edition": 11,
    "own:plan": 10,
    "own:goals": 10,
    "indsend": 12,
    "tag-tilbage": 6,
    "send-tilbage": 7,
    "godkend": 11,
    "desk-renew-basis": 8,
    "desk-suspended": 5,
    "withdraw": 9,
    "text:plan": 9,
    "text:goals": 9,
    "text:changes": 10,
    "shared:plan": 6,
    "shared:goals": 6,
    "own:theme-goal": 10,
    "text:theme-goal": 9,
    "shared:theme-goal": 6,
}
OF_PLANS = {
    "withdraw": 10,
    "desk-discard": 58,
    "desk-archive": 6,
    "desk-archived-plans": 4,
    "tag-tilbage": 6,
    "send-tilbage": 7,
    "text:goals": 5,
    "shared:goals": 4,
    "shared:section": 4,
    "own:section": 30,
}
STATES = {
    "publish": PlanState.APPROVED,
    "tag-tilbage": PlanState.SUBMITTED,
    "send-tilbage": PlanState.APPROVED,
    "godkend": PlanState.SUBMITTED,
    "desk-decision": PlanState.SUBMITTED,
    "text:plan": PlanState.SUBMITTED,
    "text:goals": PlanState.SUBMITTED,
    "text:changes": PlanState.SUBMITTED,
    "text:theme-goal": PlanState.SUBMITTED,
}
STEPS = ("indsend", "tag-tilbage", "send-tilbage", "godkend")
numbers = count(1)


@pytest.fixture
def person(municipality: Municipality) -> User:
    """Approves, and archives."""
    ContentType.objects.get_for_models(*apps.get_models())  # read once for each process
    person: User = MembershipFactory(municipality=municipality, role=Role.APPROVER).person
    MembershipFactory(municipality=municipality, role=Role.MANAGER, person=person)
    return person


@pytest.fixture
def report(municipality: Municipality) -> FollowUp:
    before = PlanFactory(municipality=municipality, year=2018)
    report: FollowUp = FollowUpFactory(
        plan=PlanFactory(municipality=municipality, year=2019, predecessor=before)
    )
    EditionFactory(plan=report.plan, number=next(numbers))
    return report


def fill_report(report: FollowUp, rows: int, person: User | None) -> None:
    """So many of everything that a follow-up holds; it is of the plan's edition before the newest."""
    plan = report.plan
    fill(plan, rows)
    ReportDecisionFactory.create_batch(rows, follow_up=report)
    basis, _newest = (EditionFactory(plan=plan, number=next(numbers)) for _each in range(2))
    FollowUpBasis.objects.update_or_create(follow_up=report, defaults={"edition": basis})
    for _number in range(rows):
        WorkflowStepFactory(plan=plan, follow_up=report, by=UserFactory())
        ShareLinkFactory(plan=plan, follow_up=report)
        EditionFactory(plan=plan, follow_up=report, number=next(numbers), basis=basis)
        PlanFactory(municipality=plan.municipality, archived_at=now())
    for subject in (plan, report):
        text = freeze(subject, person)
        JobFactory.create_batch(rows, plan=plan, follow_up=follow_up_of(subject), text=text)
        note(subject, Step.SUBMIT, person, text=text)


def withdraw_plan(report: FollowUp, rows: int) -> None:
    """So many editions of the follow-up are suspended."""
    withdrawal = WithdrawalFactory(edition=EditionFactory(plan=report.plan, number=next(numbers)))
    for edition in report.editions.filter(suspension=None)[:rows]:
        SuspensionFactory(edition=edition, withdrawal=withdrawal)


def withdrawing(subject: Subject) -> str:
    edition = Edition.objects.filter(plan=plan_of(subject), follow_up=follow_up_of(subject)).in_force().get()
    return reverse("admin:publishing_edition_withdraw", args=[edition.pk])


def address_of(name: str, subject: Subject) -> str:
    kind = "opfoelgning" if isinstance(subject, FollowUp) else "plan"
    section = plan_of(subject).sections.order_by("pk")[0].slug
    slug: list[str | int] = [section] if name.endswith(":section") else []
    if name.endswith(":theme-goal"):
        goal = AnnualGoal.objects.filter(theme__plan=plan_of(subject)).select_related("theme").earliest("pk")
        slug = [goal.theme.slug, goal.number]
    if name == "withdraw":
        return withdrawing(subject)
    if name in STEPS:
        return reverse("desk-step", args=[kind, subject.pk, name])
    if name.startswith("text:"):
        return reverse(name, args=[subject.frozentexts.latest("pk").pk, *slug])
    if name.startswith("shared:"):
        return reverse(name, args=[share(subject, "Udvalget", 30, UserFactory())[1], *slug])
    if name.startswith("own:"):
        return reverse(name, args=[kind, subject.pk, *slug])
    if name in ("desk-renew-basis", "desk-suspended", "desk-archive"):
        return reverse(name, args=[subject.pk, *slug])
    if name.startswith("desk-"):
        return reverse(name, args=[] if name == "desk-archived-plans" else [kind, subject.pk])
    return reverse(f"admin:goals_followup_{name}", args=[subject.pk])


def made(report: FollowUp, person: User, name: str, of: Callable[[FollowUp], Subject]) -> list[int]:
    client, found = Client(), []
    client.force_login(person)
    for more in (1, 2):
        fill_report(report, more, None if name == "godkend" else person)  # nobody approves what is their own
        if name == "desk-suspended":
            withdraw_plan(report, more)
        subject = of(report)
        state = STATES.get(name, PlanState.DRAFT)
        type(subject)._default_manager.filter(pk=subject.pk).update(state=state)
        address = address_of(name, subject)
        with CaptureQueriesContext(connection) as queries:
            response: Any = client.get(address)
        assert (response.status_code, response.context.get("refused", "")) == (200, "")
        found.append(len(queries))
    return found


@pytest.mark.parametrize("name", OF_REPORTS)
def test_page_of_a_follow_up_makes_the_same_queries_for_one_and_for_three(
    report: FollowUp, person: User, name: str
) -> None:
    assert made(report, person, name, lambda row: row) == [OF_REPORTS[name]] * 2


def plan_of_report(report: FollowUp) -> Plan:
    return report.plan


@pytest.mark.parametrize("name", OF_PLANS)
def test_page_of_a_plan_makes_the_same_queries_for_one_and_for_three(
    report: FollowUp, person: User, name: str
) -> None:
    assert made(report, person, name, plan_of_report) == [OF_PLANS[name]] * 2
