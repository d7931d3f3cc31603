"""The page of the checks, and waving warnings through."""

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from plans.models import Municipality, Plan
from publishing.domain.checking import report_of
from publishing.models import CheckWaiver
from tests.factories import AnnualGoalFactory, PlanFactory, SectionFactory, TargetFactory

pytestmark = pytest.mark.django_db
LONG = "Et ord " * 20


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    """Two sections with long titles, and one text that looks like a CPR number."""
    plan: Plan = PlanFactory(municipality=municipality)
    SectionFactory.create_batch(2, plan=plan, title=LONG)
    SectionFactory(plan=plan, body="Ring om 010190-1234.")
    TargetFactory(goal=AnnualGoalFactory(theme__plan=plan))
    return plan


def address(plan: Plan, rest: str = "") -> str:
    return f"/admin/plan/{plan.pk}/kontrol/{rest}"


def level(response: HttpResponse) -> list[str]:
    return [message.level_tag for message in get_messages(response.wsgi_request)]


def test_page_lists_stops_and_warnings_with_links_to_the_places(editor: Client, plan: Plan) -> None:
    content = editor.get(address(plan)).content.decode()
    for section in plan.sections.all():
        field = "title" if section.title == LONG else "body"
        wanted = reverse("admin:plans_section_change", args=[section.pk]) + f"#id_{field}"
        assert f'href="{wanted}"' in content
    assert content.count('name="found"') == 2
    assert "010190-1234" not in content


def test_checks_stand_beside_the_outline(editor: Client, plan: Plan) -> None:
    beside = reverse("desk-checks-beside", args=["plan", plan.pk])
    page = editor.get(reverse("desk-plan", args=[plan.pk])).content.decode()
    assert f'data-address="{beside}"' in page
    assert f'href="{address(plan)}"' in page  # for those without a script
    content = editor.get(beside).content.decode()
    found = [one.address for one in report_of(plan).found]
    assert [one for one in found if f'href="{one}"' not in content] == []
    assert (content.count("<details"), content.count(" open>"), content.count("<li>")) == (2, 1, 3)


def test_manager_reads_the_checks_and_waves_nothing_through(manager: Client, plan: Plan) -> None:
    content = manager.get(address(plan)).content.decode()
    assert content.count('name="found"') == 0
    data = {"found": [one.key for one in report_of(plan).warnings], "reason": "Fordi"}
    assert manager.post(address(plan, "se-bort/"), data).status_code == 403
    assert not CheckWaiver.objects.exists()


def test_chosen_warnings_are_waived_with_the_reason(editor: Client, plan: Plan) -> None:
    first, second = report_of(plan).warnings
    response = editor.post(address(plan, "se-bort/"), {"found": [first.key], "reason": "Byrådets ord"})
    assert (response.headers["Location"], level(response)) == (address(plan), ["success"])
    row = CheckWaiver.objects.get()
    assert (row.reason, row.by) == ("Byrådets ord", response.wsgi_request.user)
    assert [one.key for one in report_of(plan).warnings] == [second.key]
    assert "Byrådets ord" in editor.get(address(plan)).content.decode()


@pytest.mark.parametrize(
    ("found", "reason"), [("shown", " "), ("none", "Fordi"), ("stop", "Fordi"), ("old", "Fordi")]
)
def test_nothing_is_waived_without_a_reason_or_unseen(
    editor: Client, plan: Plan, found: str, reason: str
) -> None:
    report = report_of(plan)
    keys = {
        "shown": [report.warnings[0].key],
        "none": [],
        "stop": [report.stops[0].key],
        "old": [report.warnings[0].key],
    }[found]
    if found == "old":
        plan.sections.filter(title=LONG).update(title=LONG + "nyt")
    response = editor.post(address(plan, "se-bort/"), {"found": keys, "reason": reason})
    assert level(response) == ["error"]
    assert not CheckWaiver.objects.exists()


def test_approver_waves_through_while_the_plan_waits(approver: Client, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state="submitted")
    data = {"found": [one.key for one in report_of(plan).warnings], "reason": "Byrådets ord"}
    assert level(approver.post(address(plan, "se-bort/"), data)) == ["success"]
    assert CheckWaiver.objects.count() == 2


def test_foreign_plan_has_no_checks_here(editor: Client) -> None:
    foreign = PlanFactory(title=LONG)
    assert editor.get(address(foreign)).status_code == 404
    data = {"found": [one.key for one in report_of(foreign).warnings], "reason": "Fordi"}
    assert editor.post(address(foreign, "se-bort/"), data).status_code == 404
    assert not CheckWaiver.objects.exists()


def test_plan_without_findings_is_said_to_have_none(editor: Client, municipality: Municipality) -> None:
    page = editor.get(address(PlanFactory(municipality=municipality)))
    assert page.context["report"].found == ()
    assert 'class="desk-none"' in page.content.decode()
