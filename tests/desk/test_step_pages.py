"""The steps as a person takes them in the browser: what is offered, asked, refused and remembered."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.domain.workflow_status import WorkflowStatus, workflow_status_of
from plans.enums import PlanState, Role
from plans.models import Membership, Municipality, Plan
from publishing.domain import jobs
from publishing.domain.schedule import waiting_for
from publishing.domain.workflow import history
from publishing.enums import JobKind, ScheduleState, Step
from publishing.models import ScheduledPublication
from tests.factories import (
    EditionFactory,
    MembershipFactory,
    PlanFactory,
    ScheduledPublicationFactory,
    SectionFactory,
    WithdrawalFactory,
    WorkflowStepFactory,
)
from tests.plans.people import editor_of
from tests.steps import read_by, take

pytestmark = pytest.mark.django_db
DRAFT, SUBMITTING, SUBMITTED, APPROVED, PUBLISHED = PlanState


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    plan: Plan = SectionFactory(plan__municipality=municipality, plan__year=2019).plan
    return plan


def put(plan: Plan, state: PlanState) -> Plan:
    Plan.objects.filter(pk=plan.pk).update(state=state)
    plan.refresh_from_db()
    return plan


def step(plan: Plan, name: str) -> str:
    return f"/admin/plan/{plan.pk}/trin/{name}/"


def state_of(plan: Plan) -> str:
    return Plan.objects.values_list("state", flat=True).get(pk=plan.pk)


def signed_in_user(municipality: Municipality, role: Role) -> User:
    return Membership.objects.get(municipality=municipality, role=role).person


@pytest.mark.parametrize(
    ("name", "before", "after", "taken"),
    [
        ("indsend", DRAFT, SUBMITTING, Step.SUBMIT),
        ("send-tilbage", SUBMITTED, DRAFT, Step.RETURN),
        ("send-tilbage", APPROVED, DRAFT, Step.RETURN),
        ("godkend", SUBMITTED, APPROVED, Step.APPROVE),
    ],
)
def test_step_is_taken_and_leads_back_to_the_plan(
    approver: Client, municipality: Municipality, plan: Plan, name: str, before: str, after: str, taken: Step
) -> None:
    put(plan, PlanState(before))
    page = approver.get(step(plan, name))
    assert (page.status_code, page.context["refused"]) == (200, "")
    response = approver.post(step(plan, name), {"reason": "Fordi det er bedst", "read": read_by(plan)})
    assert response.headers["Location"] == f"/admin/plan/{plan.pk}/"
    assert state_of(plan) == after
    [line] = history(plan)
    assert (line.step, line.by, line.reason) == (
        taken,
        signed_in_user(municipality, Role.APPROVER),
        "Fordi det er bedst",
    )
    assert len(list(get_messages(response.wsgi_request))) == 1


def test_sending_back_asks_for_a_reason(approver: Client, plan: Plan) -> None:
    put(plan, SUBMITTED)
    page = approver.post(step(plan, "send-tilbage"), {"reason": " "})
    assert list(page.context["form"].errors) == ["reason"]
    assert state_of(plan) == SUBMITTED


def test_sending_for_approval_needs_no_remark(editor: Client, plan: Plan) -> None:
    assert editor.post(step(plan, "indsend"), {"reason": ""}).status_code == 302
    assert state_of(plan) == SUBMITTING


@pytest.mark.parametrize(
    ("name", "state"), [("indsend", SUBMITTED), ("godkend", DRAFT), ("send-tilbage", PUBLISHED)]
)
def test_impossible_step_says_why_and_changes_nothing(
    approver: Client, plan: Plan, name: str, state: PlanState
) -> None:
    put(plan, state)
    page = approver.get(step(plan, name))
    assert page.context["refused"] != ""
    assert '<form method="post">' not in page.content.decode()
    response = approver.post(step(plan, name), {"reason": "Fordi"})
    assert (response.status_code, state_of(plan)) == (409, state)
    assert not list(history(plan))


def test_author_cannot_approve_and_is_told_so_on_the_plans_page(
    approver: Client, municipality: Municipality, plan: Plan
) -> None:
    person = signed_in_user(municipality, Role.APPROVER)
    take(plan, Step.SUBMIT, person)
    assert approver.post(step(plan, "godkend"), {"reason": ""}).status_code == 409
    assert state_of(plan) == SUBMITTED
    progress = workflow_status_of(plan, person)
    assert progress.hint != ""
    assert progress.hint in approver.get(f"/admin/plan/{plan.pk}/").content.decode()


def test_history_says_when_the_author_approved(
    approver: Client, municipality: Municipality, plan: Plan
) -> None:
    municipality.author_may_approve = True
    municipality.save()
    approver.post(step(plan, "indsend"), {"reason": ""})
    list(jobs.run_waiting(JobKind.SUBMISSION))
    approver.post(step(plan, "godkend"), {"reason": "", "read": read_by(plan)})
    assert state_of(plan) == APPROVED
    page = approver.get(f"/admin/plan/{plan.pk}/forloeb/")
    assert [line.by_author for line in page.context["steps"]] == [True, False, False]
    assert page.content.decode().count('class="desk-returned"') == 1


def test_unknown_step_does_not_exist(approver: Client, plan: Plan) -> None:
    assert approver.get(step(plan, "udgiv")).status_code == 404
    assert approver.get(step(plan, "vedtag")).status_code == 404


@pytest.mark.parametrize("page", ["trin/indsend/", "trin/godkend/", "forloeb/", "planlagt/stop/", "kontrol/"])
def test_page_of_a_foreign_plan_does_not_exist(approver: Client, page: str) -> None:
    foreign = PlanFactory()
    assert approver.get(f"/admin/plan/{foreign.pk}/{page}").status_code == 404
    assert approver.post(f"/admin/plan/{foreign.pk}/{page}").status_code in {404, 405}


def test_sending_back_stops_what_waits(approver: Client, municipality: Municipality, plan: Plan) -> None:
    put(plan, APPROVED)
    row = ScheduledPublicationFactory(plan=plan)
    assert approver.get(step(plan, "send-tilbage")).context["waiting"] == row
    approver.post(step(plan, "send-tilbage"), {"reason": "Tallene er nye", "read": read_by(plan)})
    row.refresh_from_db()
    assert (state_of(plan), row.state) == (DRAFT, ScheduleState.STOPPED)
    assert [line.step for line in history(plan)] == [Step.STOP, Step.RETURN]


def test_waiting_publication_is_stopped(approver: Client, plan: Plan) -> None:
    put(plan, APPROVED)
    ScheduledPublicationFactory(plan=plan)
    response = approver.post(f"/admin/plan/{plan.pk}/planlagt/stop/", {"reason": ""})
    assert response.headers["Location"] == f"/admin/plan/{plan.pk}/"
    assert (waiting_for(plan), state_of(plan)) == (None, APPROVED)
    again = approver.post(f"/admin/plan/{plan.pk}/planlagt/stop/", {"reason": ""})
    *_, message = get_messages(again.wsgi_request)
    assert message.level_tag == "error"


def shown(plan: Plan, person: User) -> tuple[list[str], WorkflowStatus]:
    progress = workflow_status_of(plan, person)
    return [button.address for button in progress.buttons], progress


@pytest.mark.parametrize(
    ("role", "state", "names"),
    [
        (Role.EDITOR, DRAFT, ["indsend"]),
        (Role.EDITOR, SUBMITTED, []),
        (Role.APPROVER, SUBMITTED, ["send-tilbage", "godkend"]),
        (Role.APPROVER, PUBLISHED, []),
        (Role.MANAGER, DRAFT, []),
    ],
)
def test_buttons_are_the_steps_that_the_person_may_take(
    plan: Plan, role: Role, state: PlanState, names: list[str]
) -> None:
    person = MembershipFactory(municipality=plan.municipality, role=role).person
    addresses, _progress = shown(put(plan, state), person)
    assert addresses == [step(plan, name) for name in names]


def test_approved_plan_offers_to_publish(plan: Plan) -> None:
    person = MembershipFactory(municipality=plan.municipality, role=Role.APPROVER).person
    addresses, progress = shown(put(plan, APPROVED), person)
    assert addresses == [step(plan, "send-tilbage"), f"/admin/plans/plan/{plan.pk}/udgiv/"]
    assert [button.is_forward for button in progress.buttons] == [False, True]


def test_newest_edition_can_be_withdrawn_by_approvers_until_it_is(plan: Plan) -> None:
    approver = MembershipFactory(municipality=plan.municipality, role=Role.APPROVER).person
    assert shown(plan, approver)[1].withdraw_address == ""
    EditionFactory(plan=plan, number=1)
    newest = EditionFactory(plan=plan, number=1, correction=1)
    wanted = reverse("admin:publishing_edition_withdraw", args=[newest.pk])
    assert shown(plan, approver)[1].withdraw_address == wanted
    assert shown(plan, editor_of(plan))[1].withdraw_address == ""
    WithdrawalFactory(edition=newest)
    assert shown(plan, approver)[1].withdraw_address == ""


@pytest.mark.parametrize(("minutes", "overdue"), [(60, False), (-5, False), (-11, True)])
def test_publication_that_the_timer_has_forgotten_is_said_to_be_late(
    plan: Plan, minutes: int, overdue: bool
) -> None:
    due_at = timezone.now() + timedelta(minutes=minutes)
    ScheduledPublicationFactory(plan=put(plan, APPROVED), due_at=due_at)
    person = MembershipFactory(municipality=plan.municipality, role=Role.APPROVER).person
    progress = shown(plan, person)[1]
    assert (progress.waiting is not None, progress.overdue, progress.may_stop) == (True, overdue, True)
    assert shown(plan, editor_of(plan))[1].may_stop is False


@pytest.mark.parametrize("address", ["/admin/plan/{}/", "/admin/plans/plan/{}/change/"])
def test_both_pages_of_the_plan_show_its_steps(approver: Client, plan: Plan, address: str) -> None:
    put(plan, SUBMITTED)
    content = approver.get(address.format(plan.pk)).content.decode()
    for wanted in (step(plan, "godkend"), step(plan, "send-tilbage"), f"/admin/plan/{plan.pk}/kontrol/"):
        assert f'href="{wanted}"' in content


@pytest.mark.parametrize("rows", [1, 5])
def test_history_page_makes_the_same_queries_whatever_it_holds(
    editor: Client, plan: Plan, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    WorkflowStepFactory.create_batch(rows, plan=plan)
    for _ in range(rows):
        ScheduledPublicationFactory(plan=plan, state=ScheduleState.STOPPED)
    with django_assert_num_queries(HISTORY_QUERIES):
        editor.get(f"/admin/plan/{plan.pk}/forloeb/")


HISTORY_QUERIES = 6


def test_history_shows_failures_of_planned_publications(editor: Client, plan: Plan) -> None:
    ScheduledPublicationFactory(plan=plan, state=ScheduleState.FAILED, error="Billedet mangler")
    content = editor.get(f"/admin/plan/{plan.pk}/forloeb/").content.decode()
    assert "Billedet mangler" in content
    assert ScheduledPublication.objects.get().note in content


def test_text_of_a_reason_is_shown_as_text(editor: Client, plan: Plan) -> None:
    WorkflowStepFactory(plan=plan, reason="<script>alert(1)</script>")
    content = editor.get(f"/admin/plan/{plan.pk}/forloeb/").content.decode()
    assert re.findall(r"<script>alert", content) == []
