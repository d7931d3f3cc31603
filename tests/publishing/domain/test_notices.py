"""E-mail over a real connection to a real port; and what happens when nobody answers there."""

import logging
from collections.abc import Iterator

import pytest
from django.core import mail
from pytest_django import Settings

from plans.enums import PlanState, Role
from plans.models import Plan
from publishing.domain import jobs, notices
from publishing.domain.workflow import note
from publishing.enums import JobKind, JobState, Step
from publishing.models import WorkflowStep
from tests.factories import MembershipFactory, PlanFactory
from tests.mail_server import Post, closed_port, mail_server
from tests.plans.people import approver_of, editor_of, manager_of
from tests.steps import take

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def plan() -> Plan:
    plan: Plan = PlanFactory()
    return plan


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    with mail_server() as server:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, "127.0.0.1"
        settings.EMAIL_PORT = server.port
        yield server


def test_submission_is_told_to_the_approvers_when_it_can_be_read(plan: Plan, post: Post) -> None:
    editor, approver, manager = editor_of(plan), approver_of(plan), manager_of(plan)
    take(plan, Step.SUBMIT, editor, "Læs især tema 2 på ærø")
    list(jobs.run_waiting(JobKind.MAIL))
    [letter] = post.letters
    assert letter["To"] == approver.email
    assert manager.email not in str(letter)
    assert letter["Subject"].endswith(str(plan))
    body = letter.get_content()
    assert "Læs især tema 2 på ærø" in body
    assert body.startswith(f"{editor.username}: sendt til godkendelse.")
    assert body.rstrip().endswith(f"/admin/plan/{plan.pk}/")


def told(plan: Plan, step: Step, by: object) -> list[str]:
    mail.outbox.clear()
    notices.tell(note(plan, step, by, "Fordi"))  # type: ignore[arg-type]
    return sorted(address for message in mail.outbox for address in message.to)


def test_each_step_is_told_to_those_whom_it_concerns(plan: Plan) -> None:
    editor, approver, second = editor_of(plan), approver_of(plan), approver_of(plan)
    named = MembershipFactory(municipality=plan.municipality, role=Role.THEME_EDITOR).person
    stranger, manager = approver_of(PlanFactory()), manager_of(plan)
    take(plan, Step.SUBMIT, editor)
    everybody = sorted(person.email for person in (editor, approver, second, named))
    assert told(plan, Step.RETURN, approver) == [editor.email]
    assert told(plan, Step.APPROVE, approver) == [editor.email]
    assert told(plan, Step.PUBLISH, approver) == everybody
    assert told(plan, Step.WITHDRAW, None) == everybody
    assert told(plan, Step.PUBLISH_FAILED, editor) == sorted([editor.email, approver.email, second.email])
    assert Step.SCHEDULE not in notices.NOTICE_TITLES
    assert not {stranger.email, manager.email} & set(everybody)


def test_person_who_submits_is_not_told_of_it(plan: Plan) -> None:
    both = approver_of(plan)
    other = approver_of(plan)
    note(plan, Step.SUBMIT, both)
    assert told(plan, Step.READY, None) == [other.email]


def test_those_who_wait_are_told_what_became_of_the_text(plan: Plan) -> None:
    editor, approver = editor_of(plan), approver_of(plan)
    note(plan, Step.SUBMIT, editor)
    assert told(plan, Step.SUBMIT_FAILED, None) == [editor.email]
    assert told(plan, Step.DECISION, approver) == [editor.email]
    assert told(plan, Step.TAKE_BACK, editor) == [approver.email]


def test_inactive_people_and_those_without_an_address_are_left_out(plan: Plan) -> None:
    for changes in ({"is_active": False}, {"email": ""}):
        person = approver_of(plan)
        type(person).objects.filter(pk=person.pk).update(**changes)
    note(plan, Step.SUBMIT, editor_of(plan))
    assert told(plan, Step.READY, None) == []


@pytest.mark.parametrize("how", ["nobody listens", "refuses"])
def test_failing_mail_server_never_stops_a_step(
    plan: Plan,
    how: str,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = SMTP, "127.0.0.1", 2
    editor, approver = editor_of(plan), approver_of(plan)
    with mail_server(refuses=True) as server, caplog.at_level(logging.WARNING, "publishing.domain.notices"):
        settings.EMAIL_PORT = server.port if how == "refuses" else closed_port()
        take(plan, Step.SUBMIT, editor)
        [job] = jobs.run_waiting(JobKind.MAIL)
    plan.refresh_from_db()
    assert plan.state == PlanState.SUBMITTED
    failed, *before = WorkflowStep.objects.order_by("-pk")
    assert [line.step for line in before] == [Step.READY, Step.SUBMIT]
    assert failed.step == Step.MAIL_FAILED
    assert (job.state, job.error in failed.reason, job.error != "") == (JobState.FAILED, True, True)
    assert (failed.from_state, failed.to_state) == (PlanState.SUBMITTED, PlanState.SUBMITTED)
    assert approver.email in failed.reason
    [record] = caplog.records
    assert approver.email in record.getMessage()


def test_title_that_spans_lines_cannot_add_headers(plan: Plan, post: Post) -> None:
    approver = approver_of(plan)
    plan.title = "Plan\nBcc: fremmed@eksempel.dk"
    plan.save()
    notices.send(plan, [approver.email], f"Om {plan.title}", ["Tekst"])
    [letter] = post.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Om Plan Bcc: fremmed@eksempel.dk"
