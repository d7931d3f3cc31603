from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.models import Mark
from plans.enums import PlanState, Role
from plans.models import Deadline, Membership, Municipality, Plan
from publishing.enums import Step
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    PartMarkFactory,
    PlanFactory,
    SectionFactory,
    SeriesFactory,
    ThemeEditorFactory,
    ThemeFactory,
    UserFactory,
)
from tests.steps import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    plan: Plan = PlanFactory(municipality=municipality, year=2019)
    return plan


def front(client: Client) -> Any:
    return client.get(reverse("admin:index")).context["front"]


def in_state(plan: Plan, state: PlanState) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=state)


def test_front_page_is_the_admins_first_and_the_tables_are_one_click_away(editor: Client) -> None:
    assert reverse("admin:index") == reverse("desk-front") == "/admin/"
    assert f'href="{reverse("desk-tables")}"' in editor.get("/admin/").content.decode()
    tables = editor.get(reverse("desk-tables"))
    assert "plans" in [app["app_label"] for app in tables.context["app_list"]]


def test_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_own_plans_are_shown_newest_first(editor: Client, plan: Plan) -> None:
    newer = PlanFactory(municipality=plan.municipality, year=2020)
    done = PlanFactory(municipality=plan.municipality, year=2018, state=PlanState.PUBLISHED)
    PlanFactory()
    shown = front(editor)
    assert [card.plan for card in shown.open] == [newer, plan]
    assert [(one.plan, one.following) for one in shown.published] == [(done, plan)]


def test_next_year_of_one_series_is_no_next_year_of_another(
    editor: Client, municipality: Municipality
) -> None:
    """Both stand in the same years."""
    done = PlanFactory(municipality=municipality, year=2019, state=PlanState.PUBLISHED)
    other = SeriesFactory(municipality=municipality)
    PlanFactory(municipality=municipality, year=2020, series=other)
    assert [(one.plan, one.following) for one in front(editor).published] == [(done, None)]
    own = PlanFactory(municipality=municipality, year=2020)
    action = PlanFactory(municipality=municipality, year=2021, series=other, state=PlanState.PUBLISHED)
    after = PlanFactory(municipality=municipality, year=2022, series=other)
    assert [(one.plan, one.following) for one in front(editor).published] == [(action, after), (done, own)]


def test_editor_is_told_what_is_missing(editor: Client, plan: Plan) -> None:
    SectionFactory(plan=plan, body="")
    copied, ready = SectionFactory.create_batch(2, plan=plan)
    PartMarkFactory(plan=plan, section=copied, mark=Mark.UNREVIEWED)
    PartMarkFactory(plan=plan, section=ready, mark=Mark.READY)
    ThemeFactory(plan=plan)
    (card,) = front(editor).open
    assert [(state, number) for state, _label, number in card.progress] == [
        ("empty", 1),
        ("unreviewed", 1),
        ("in_work", 1),
        ("ready", 1),
    ]
    assert len(card.tasks) == 3


def test_editor_whose_parts_are_all_ready_is_told_to_send_it(editor: Client, plan: Plan) -> None:
    PartMarkFactory(plan=plan, mark=Mark.READY)
    (card,) = front(editor).open
    assert len(card.tasks) == 1


def test_editor_of_named_themes_is_told_what_is_missing_in_them(
    municipality: Municipality, plan: Plan
) -> None:
    membership = MembershipFactory(municipality=municipality, role=Role.THEME_EDITOR)
    ThemeEditorFactory(membership=membership, theme=ThemeFactory(plan=plan, ambition="", actions=""))
    ThemeFactory(plan=plan, ambition="", actions="")
    SectionFactory(plan=plan)
    client = Client()
    client.force_login(membership.person)
    (card,) = front(client).open
    assert [task.text[:2] for task in card.tasks] == ["1 "]
    in_state(plan, PlanState.SUBMITTED)
    (card,) = front(client).open
    assert card.tasks == ()


@pytest.mark.parametrize(
    ("role", "waiting"),
    [
        (Role.EDITOR, {PlanState.DRAFT}),
        (Role.APPROVER, {PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED}),
        (Role.MANAGER, set()),
    ],
)
def test_what_waits_follows_the_role(
    municipality: Municipality, plan: Plan, role: Role, waiting: set[PlanState]
) -> None:
    SectionFactory(plan=plan, body="")
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=role).person)
    found = set()
    for state in (PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED):
        in_state(plan, state)
        if front(client).open[0].tasks:
            found.add(state)
    assert found == waiting


def test_reason_of_a_plan_that_was_sent_back_is_shown(municipality: Municipality, plan: Plan) -> None:
    approver: User = MembershipFactory(municipality=municipality, role=Role.APPROVER).person
    in_state(plan, PlanState.SUBMITTED)
    take(plan, Step.RETURN, approver, "Tema 2 mangler mål.")
    client = Client()
    client.force_login(approver)
    assert "Tema 2 mangler mål." in client.get("/admin/").content.decode()


def test_next_deadline_is_the_first_that_is_not_met(editor: Client, plan: Plan) -> None:
    for what, day, done in [
        ("Vedtages", date(2019, 12, 1), None),
        ("Sendes", date(2019, 11, 1), None),
        ("Begyndes", date(2019, 8, 1), date(2019, 7, 1)),
    ]:
        Deadline.objects.create(plan=plan, what=what, date=day, done_on=done)
    (card,) = front(editor).open
    assert card.deadline.what == "Sendes"


def test_manager_is_told_what_keeps_the_others_from_working(
    manager: Client, municipality: Municipality
) -> None:
    assert len(front(manager).keeping) == 2
    MembershipFactory(municipality=municipality, role=Role.APPROVER)
    Municipality.objects.update(accessibility_statement_url="https://www.was.digst.dk/herning")
    assert front(manager).keeping == ()
    MunicipalityFactory()
    assert front(manager).keeping == ()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.EDITOR, Role.THEME_EDITOR])
def test_where_the_last_approvers_account_is_closed_writers_and_managers_are_told(
    municipality: Municipality, role: Role
) -> None:
    """A theme's editor sends nothing for approval."""
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=role).person)
    approver = MembershipFactory(municipality=municipality, role=Role.APPROVER)
    assert "har ingen godkender" not in client.get("/admin/").content.decode()
    User.objects.filter(pk=approver.person_id).update(is_active=False)
    assert client.get("/admin/").content.decode().count("har ingen godkender") == (role != Role.THEME_EDITOR)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_finds_help_where_there_is_nothing(municipality: Municipality, role: Role) -> None:
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=role).person)
    page = client.get("/admin/").content.decode()
    assert page.count('class="desk-none"') == 1


def test_person_without_a_membership_is_told_whom_to_ask(db: None) -> None:
    client = Client()
    client.force_login(UserFactory())
    page = client.get("/admin/").content.decode()
    assert page.count('class="desk-none"') == 1
    assert not Membership.objects.exists()


@pytest.mark.parametrize("plans", [1, 3])
def test_front_page_makes_the_same_queries_for_one_and_for_three(
    editor: Client, municipality: Municipality, plans: int
) -> None:
    for _number in range(plans):
        plan = PlanFactory(municipality=municipality)
        SectionFactory.create_batch(2, plan=plan)
        ThemeFactory(plan=plan)
    with CaptureQueriesContext(connection) as queries:
        shown = front(editor)
    assert (len(shown.open), len(queries)) == (plans, 18)


def test_copy_is_offered_only_where_one_may_write(municipality: Municipality) -> None:
    """Whoever writes in one municipality and keeps another's people is not led to a refusal."""
    own = PlanFactory(municipality=municipality, year=2018, state=PlanState.PUBLISHED)
    elsewhere = PlanFactory(year=2017, state=PlanState.PUBLISHED)
    person = MembershipFactory(municipality=elsewhere.municipality, role=Role.MANAGER).person
    MembershipFactory(municipality=municipality, role=Role.EDITOR, person=person)
    client = Client()
    client.force_login(person)
    html = client.get("/admin/").content.decode()
    assert f'href="{reverse("desk-next-year", args=[own.pk])}"' in html
    assert f'href="{reverse("desk-next-year", args=[elsewhere.pk])}"' not in html
