"""Where something cannot be printed, every page that offers the PDF gives the reason for which the submission fails, with
the place."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.domain.sharing import share
from desk.domain.workflow_status import kind_of
from plans.enums import PlanState
from publishing.domain import draft_pdf, jobs
from publishing.domain.checking import ChecksError
from publishing.domain.submitting import submit
from publishing.domain.workflow import take_step
from publishing.enums import JobKind, Step
from publishing.models import Subject, TextPdf
from publishing.models.subject import plan_of
from tests.factories import AssessmentFactory, ThemeFactory
from tests.plans.people import editor_of

pytestmark = pytest.mark.django_db
SIGNS = {"Tamil": "\u0ba4\u0bae\u0bbf\u0bb4\u0bcd", "private use": "\uf0b8"}


def plan_with(sign: str) -> Subject:
    plan: Subject = ThemeFactory(title="Unge i job", actions=f"Vi hjælper {sign} hver dag.").plan
    return plan


def report_with(sign: str) -> Subject:
    judged = AssessmentFactory(goal__theme__title="Unge i job", text=f"Vi hjalp {sign} hver dag.")
    report: Subject = judged.follow_up
    return report


def pdf_pages(subject: Subject) -> list[str]:
    """Of the text that was sent, of a link to it, and of the own draft."""
    text = subject.frozentexts.get()
    _link, token = share(subject, "Udvalget", 30, editor_of(plan_of(subject)))
    pages = [reverse("text:pdf", args=[text.pk]), reverse("shared:pdf", args=[token])]
    return [*pages, reverse("own:pdf", args=[kind_of(subject), subject.pk])]


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
@pytest.mark.parametrize("make", [plan_with, report_with])
def test_pdf_pages_give_the_reason_that_the_submission_gives(
    client: Client, make: Callable[[str], Subject], sign: str
) -> None:
    subject = make(sign)
    editor = editor_of(plan_of(subject))
    with pytest.raises(ChecksError, match=f"U\\+{ord(sign[0]):04X}"):  # already at the click
        submit(subject, editor)
    take_step(subject, Step.SUBMIT, editor)
    list(jobs.run_waiting(JobKind.SUBMISSION))
    subject.refresh_from_db()
    failed = subject.workflowsteps.latest("pk")
    assert (failed.step, subject.state) == (Step.SUBMIT_FAILED, PlanState.DRAFT)
    assert f"U+{ord(sign[0]):04X}" in failed.reason
    assert "Unge i job" in failed.reason
    client.force_login(editor)
    for address in pdf_pages(subject):
        page: Any = client.get(address)
        assert (page.status_code, page.context["fault"]) == (503, failed.reason), address
        assert failed.reason in unescape(page.content.decode())
    assert not TextPdf.objects.exists()


def test_text_whose_file_is_not_valid_is_a_draft_again_with_the_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No text is known of which that is so: here its page is spoilt on the way."""
    subject = plan_with("og støtter")
    editor = editor_of(plan_of(subject))
    monkeypatch.setattr(draft_pdf, "_mark", lambda: "</style></head><h6>x</h6><style>")
    take_step(subject, Step.SUBMIT, editor)
    list(jobs.run_waiting(JobKind.SUBMISSION))
    subject.refresh_from_db()
    failed = subject.workflowsteps.latest("pk")
    assert (failed.step, subject.state) == (Step.SUBMIT_FAILED, PlanState.DRAFT)
    assert "Overskriften »x« springer et niveau over" in failed.reason
    assert not TextPdf.objects.exists()
