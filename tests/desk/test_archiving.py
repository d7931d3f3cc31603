"""A plan with a history is not deleted but archived, vanishes from the desk, and can be unarchived."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.domain.next_year import copy_plan
from desk.domain.sharing import ClosedLinkError, open_link, share
from plans.domain.lock import begin_edit
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Municipality, Plan
from publishing.domain.archiving import archive, unarchive
from publishing.domain.workflow import RULES, refusal
from publishing.enums import Step
from publishing.models import WorkflowStep
from tests.factories import (
    AnnualGoalFactory,
    FollowUpFactory,
    PlanFactory,
    SectionFactory,
    ThemeFactory,
    WorkflowStepFactory,
)
from tests.plans.people import approver_of, editor_of, manager_of
from tests.steps import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    theme = ThemeFactory(
        plan__municipality=municipality, plan__year=2019, plan__last_year=2019, plan__title="Fejlkopi"
    )
    AnnualGoalFactory(theme=theme)
    SectionFactory(plan=theme.plan, title="Fejlkopiens kapitel")
    WorkflowStepFactory(plan=theme.plan)
    found: Plan = theme.plan
    return found


def test_deleting_a_plan_with_a_history_offers_to_put_it_away(manager: Client, plan: Plan) -> None:
    delete = reverse("admin:plans_plan_delete", args=[plan.pk])
    away = reverse("desk-archive", args=[plan.pk])
    for answer in (manager.get(delete), manager.post(delete, {"post": "yes"})):
        assert (answer.status_code, answer.headers["Location"]) == (302, away)
    assert manager.get(away).status_code == 200
    assert manager.post(away, {"reason": "Forkert år"}).status_code == 302
    plan.refresh_from_db()
    assert plan.archived_at is not None
    step = WorkflowStep.objects.filter(plan=plan).latest("pk")
    assert (step.step, step.reason) == (Step.ARCHIVE, "Forkert år")


def test_plan_without_a_history_is_deleted_as_before(manager: Client, municipality: Municipality) -> None:
    plan = PlanFactory(municipality=municipality)
    delete = reverse("admin:plans_plan_delete", args=[plan.pk])
    assert manager.get(reverse("desk-archive", args=[plan.pk])).headers["Location"] == delete
    manager.post(delete, {"post": "yes"})
    assert not Plan.objects.filter(pk=plan.pk).exists()


def addresses_of(plan: Plan) -> list[str]:
    report = FollowUpFactory(plan=plan)
    theme = plan.themes.get()
    rows = [plan, theme, plan.sections.get(), theme.goals.get(), report]
    return [
        *(
            reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
            for row in rows
        ),
        reverse("desk-plan", args=[plan.pk]),
        reverse("desk-share", args=["plan", plan.pk]),
        reverse("desk-share", args=["opfoelgning", report.pk]),
        reverse("desk-steps", args=["plan", plan.pk]),
        reverse("own:plan", args=["plan", plan.pk]),
        reverse("admin:plans_plan_history", args=[plan.pk]),
    ]


LISTS: list[Callable[[], str]] = [
    lambda: reverse("desk-front"),
    lambda: reverse("admin:plans_plan_changelist"),
    lambda: reverse("admin:plans_section_changelist"),
    lambda: reverse("admin:plans_section_add"),
]


def test_plan_that_archived_refusal_vanishes_and_comes_back(
    approver: Client, manager: Client, plan: Plan
) -> None:
    pages = addresses_of(plan)
    assert [approver.get(page).status_code for page in pages] == [200] * len(pages)
    archive(plan, by=manager_of(plan))
    assert [approver.get(page).status_code for page in pages] == [404] * len(pages)
    for address in LISTS:
        assert "Fejlkopi" not in approver.get(address()).content.decode()
    listed = reverse("desk-archived-plans")
    assert "Fejlkopi" in manager.get(listed).content.decode()
    manager.post(reverse("desk-unarchive", args=[plan.pk]))
    assert [approver.get(page).status_code for page in pages] == [200] * len(pages)
    assert list(manager.get(listed).context["plans"]) == []
    assert WorkflowStep.objects.filter(plan=plan).latest("pk").step == Step.UNARCHIVE


def test_nothing_is_done_with_what_archived_refusal(plan: Plan) -> None:
    link, token = share(plan, "Udvalget", 30, editor_of(plan))
    archive(plan, by=manager_of(plan))
    with pytest.raises(RefusedError):
        begin_edit(plan, editor_of(plan))
    with pytest.raises(ClosedLinkError):
        open_link(token)
    with pytest.raises(RefusedError):
        copy_plan(PlanFactory(municipality=plan.municipality, year=2018, last_year=2018), 2019)
    person = approver_of(plan)
    allowed = [step for step in RULES if not refusal(plan, step, person)]
    assert set(allowed) <= {Step.WITHDRAW}
    assert refusal(plan, Step.PUBLISH, None)
    unarchive(plan, by=manager_of(plan))
    assert open_link(token).link == link


@pytest.mark.parametrize("state", [PlanState.SUBMITTED, PlanState.APPROVED])
def test_what_waits_is_not_archived(plan: Plan, state: PlanState) -> None:
    for row in (plan, FollowUpFactory(plan=plan)):
        type(row)._default_manager.filter(pk=row.pk).update(state=state)
        with pytest.raises(RefusedError):
            archive(plan, by=manager_of(plan))
        type(row)._default_manager.filter(pk=row.pk).update(state=PlanState.DRAFT)


def test_what_another_plan_continues_archived_refusal_after_it(plan: Plan) -> None:
    later = PlanFactory(municipality=plan.municipality, year=2020, last_year=2020, predecessor=plan)
    with pytest.raises(RefusedError):
        archive(plan, by=manager_of(plan))
    for row in (later, plan):
        archive(row, by=manager_of(plan))


def test_what_is_published_stays_public(plan: Plan, manager: Client) -> None:
    publish(plan, by=None, note="Vedtaget")
    page = manager.get(reverse("desk-archive", args=[plan.pk]))
    address = f"/{plan.municipality.slug}/2019/"
    assert f'href="{address}"' in page.content.decode()
    archive(plan, by=manager_of(plan))
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_list_makes_the_same_queries(
    manager: Client, municipality: Municipality, rows: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(rows):
        PlanFactory(
            municipality=municipality,
            year=2010 + number,
            last_year=2010 + number,
            archived_at=timezone.now() - timedelta(days=number),
        )
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        manager.get(reverse("desk-archived-plans"))
