"""Publishing and withdrawing from the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from plans.enums import PlanState
from plans.models import Municipality, Plan
from publishing.domain.addresses import Addresses
from publishing.domain.withdraw import withdraw
from publishing.enums import RenditionKind
from publishing.models import Edition, Withdrawal
from tests.factories import (
    AssessmentFactory,
    EditionFactory,
    FollowUpFactory,
    PlanFactory,
    SectionFactory,
    WithdrawalFactory,
)
from tests.publishing.edition_factory import make
from tests.steps import read_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    """Approved: what only awaits to be published."""
    plan: Plan = SectionFactory(
        plan__municipality=municipality, plan__year=2019, plan__state=PlanState.APPROVED
    ).plan
    return plan


def publish_address(plan: Plan) -> str:
    return f"/admin/plans/plan/{plan.pk}/udgiv/"


def test_approver_publishes_a_plan(approver: Client, plan: Plan) -> None:
    data = {"note": "Vedtaget af byrådet", "when": "now", "read": read_by(plan)}
    response = approver.post(publish_address(plan), data)
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("desk-plan", args=[plan.pk])
    edition = Edition.objects.get()
    assert (edition.plan, edition.number, edition.change_note) == (plan, 1, "Vedtaget af byrådet")
    assert edition.published_by == response.wsgi_request.user
    [message] = get_messages(response.wsgi_request)
    assert f'<a href="/{plan.municipality.slug}/2019/">' in str(message)
    assert LogEntry.objects.filter(object_id=str(plan.pk)).count() == 1


def test_approver_publishes_a_follow_up(approver: Client, municipality: Municipality) -> None:
    follow_up = AssessmentFactory(
        follow_up__plan__municipality=municipality, follow_up__state=PlanState.APPROVED
    ).follow_up
    data = {"note": "Godkendt", "reason": "Set", "when": "now", "read": read_by(follow_up)}
    response = approver.post(f"/admin/goals/followup/{follow_up.pk}/udgiv/", data)
    assert response.headers["Location"] == reverse("admin:goals_followup_change", args=[follow_up.pk])
    assert [(edition.plan, edition.follow_up) for edition in Edition.objects.all()] == [
        (follow_up.plan, follow_up)
    ]


def test_publishing_asks_for_a_note(approver: Client, plan: Plan) -> None:
    response = approver.post(publish_address(plan), {"note": "  ", "when": "now"})
    assert list(response.context["form"].errors) == ["note"]
    assert not Edition.objects.exists()


def test_what_stops_publishing_is_shown(approver: Client, municipality: Municipality) -> None:
    empty = PlanFactory(municipality=municipality, state=PlanState.APPROVED)
    data = {"note": "Vedtaget", "when": "now", "read": read_by(empty)}
    response = approver.post(publish_address(empty), data)
    assert len(response.context["form"].non_field_errors()) == 1
    assert response.context["form"]["note"].value() == "Vedtaget"


def test_editor_and_manager_may_not_publish_and_see_why(editor: Client, manager: Client, plan: Plan) -> None:
    for client in (editor, manager):
        assert client.post(publish_address(plan), {"note": "Vedtaget"}).status_code == 403
        page = client.get(reverse("admin:plans_plan_change", args=[plan.pk]))
        assert page.context["publication"].may_publish is False
        assert "udgiv/" not in page.content.decode()
    assert not Edition.objects.exists()


def test_approver_sees_the_button_and_the_newest_edition(approver: Client, plan: Plan) -> None:
    EditionFactory(plan=plan, number=1)
    newest = EditionFactory(plan=plan, number=2)
    page = approver.get(reverse("admin:plans_plan_change", args=[plan.pk]))
    publication = page.context["publication"]
    assert (publication.newest, publication.may_publish) == (newest, True)
    assert f'href="{publish_address(plan)}"' in page.content.decode()
    assert f'href="/{plan.municipality.slug}/2019/"' in page.content.decode()


def test_desk_offers_the_newest_edition_s_files_when_they_are_there(approver: Client, plan: Plan) -> None:
    edition = EditionFactory(plan=plan, number=1)
    root, page = f"/{plan.municipality.slug}/2019", reverse("desk-plan", args=[plan.pk])
    before = approver.get(page).content.decode()
    make(edition, RenditionKind.PRESS)
    after = approver.get(page).content.decode()

    offered = [f'href="{root}/{name}.pdf"' for name in ("plan", "trykkeri")]
    assert [[link in shown for link in offered] for shown in (before, after)] == [[True, False], [True, True]]


def test_foreign_plan_cannot_be_published(approver: Client) -> None:
    foreign = SectionFactory().plan
    assert approver.get(publish_address(foreign)).status_code == 404
    assert approver.post(publish_address(foreign), {"note": "Vedtaget"}).status_code == 404


@pytest.mark.parametrize("what", ["plan", "follow-up"])
def test_stranger_cannot_publish(client: Client, what: str) -> None:
    follow_up = FollowUpFactory()
    address = (
        publish_address(follow_up.plan) if what == "plan" else f"/admin/goals/followup/{follow_up.pk}/udgiv/"
    )
    response = client.post(address, {"note": "Vedtaget"})
    assert response.headers["Location"].startswith("/admin/login/")


def withdraw_address(edition: Edition) -> str:
    return f"/admin/publishing/edition/{edition.pk}/traek-tilbage/"


def test_approver_withdraws_an_edition(approver: Client, plan: Plan) -> None:
    edition = EditionFactory(plan=plan)
    data = {"reason": "Forkerte tal", "sure": "on", "in_force": edition.pk}
    response = approver.post(withdraw_address(edition), data)
    assert response.headers["Location"] == reverse("admin:publishing_edition_change", args=[edition.pk])
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.edition, withdrawal.reason) == (edition, "Forkerte tal")
    page = approver.get(response.headers["Location"])
    assert page.context["edition"]["may_withdraw"] is False
    assert "Forkerte tal" in page.content.decode()


@pytest.mark.parametrize("data", [{"reason": "Forkerte tal"}, {"sure": "on"}, {"reason": " ", "sure": "on"}])
def test_withdrawing_asks_for_a_reason_and_to_be_sure(
    approver: Client, plan: Plan, data: dict[str, str]
) -> None:
    response = approver.post(withdraw_address(EditionFactory(plan=plan)), data)
    assert len(response.context["form"].errors) == 1
    assert not Withdrawal.objects.exists()


def test_an_edition_is_withdrawn_once(approver: Client, plan: Plan) -> None:
    edition = WithdrawalFactory(edition__plan=plan).edition
    response = approver.post(withdraw_address(edition), {"reason": "Igen", "sure": "on"})
    assert len(response.context["form"].non_field_errors()) == 1
    assert Withdrawal.objects.count() == 1


def test_editor_reads_editions_and_withdraws_none(editor: Client, plan: Plan) -> None:
    edition = EditionFactory(plan=plan)
    page = editor.get(reverse("admin:publishing_edition_change", args=[edition.pk]))
    assert page.context["edition"]["may_withdraw"] is False
    assert edition.document_sha256 in page.content.decode()
    assert editor.post(withdraw_address(edition), {"reason": "Nej", "sure": "on"}).status_code == 403
    assert not Withdrawal.objects.exists()


def test_plan_list_tells_the_newest_edition(superuser: Client, plan: Plan) -> None:
    EditionFactory(plan=plan, number=1)
    EditionFactory(plan=plan, number=2)
    unpublished = PlanFactory()
    rows = superuser.get(reverse("admin:plans_plan_changelist")).context["cl"].queryset
    assert {row.pk: row.edition_number for row in rows} == {plan.pk: 2, unpublished.pk: None}


def test_edition_before_is_in_force_again_where_the_approver_chooses_it(approver: Client, plan: Plan) -> None:
    first, second = EditionFactory(plan=plan), EditionFactory(plan=plan, number=2)
    page = approver.get(withdraw_address(second))
    assert [key for key, _label in page.context["form"].fields["again"].choices] == [first.pk, 0]
    data = {"reason": "Forkerte tal", "sure": "on", "in_force": second.pk}
    assert list(approver.post(withdraw_address(second), data).context["form"].errors) == ["again"]
    approver.post(withdraw_address(second), {**data, "again": first.pk})
    assert list(Edition.objects.current()) == [first]
    assert Client().get(Addresses(first).front).context["edition"] == first


def test_withdrawing_what_became_the_edition_in_force_meanwhile_asks_again(
    approver: Client, plan: Plan
) -> None:
    first, second = EditionFactory(plan=plan), EditionFactory(plan=plan, number=2)
    withdraw(second, by=None, reason="Forkert", again=first)
    data = {"reason": "Forkerte tal", "sure": "on", "in_force": second.pk}
    answer = approver.post(withdraw_address(first), data)
    assert len(answer.context["form"].non_field_errors()) == 1
    assert list(Edition.objects.current()) == [first]
