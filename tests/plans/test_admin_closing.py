"""While a plan is with its approvers its text stands still, on every page of the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from plans.admin_policy import PlanLock, policies
from plans.domain.lock import CLOSED, closed_reason
from plans.enums import PlanState, Role
from plans.models import Deadline, Decision, Municipality, Plan, Recipient
from publishing.domain.workflow import history
from publishing.enums import Step
from tests.desk.forms import send
from tests.desk.rows import OWNED, address, name_of, row_in
from tests.factories import (
    DecisionFactory,
    FollowUpFactory,
    MembershipFactory,
    PlanFactory,
    SectionFactory,
    ThemeEditorFactory,
    ThemeFactory,
)
from themes.models import Theme

pytestmark = pytest.mark.django_db
closed_states = pytest.mark.parametrize("state", CLOSED)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture(params=CLOSED)
def plan(request: pytest.FixtureRequest, municipality: Municipality) -> Plan:
    plan: Plan = PlanFactory(municipality=municipality, state=request.param)
    return plan


CLOSING_WITH_PLAN = [model for model in OWNED if policies[model].lock == PlanLock()]


def test_only_what_is_no_part_of_the_approved_text_stays_open() -> None:
    assert {model.__name__ for model in CLOSING_WITH_PLAN} == {
        "Plan",
        "Section",
        "Attachment",
        "Decision",
        "Theme",
        "Strategy",
        "Initiative",
        "AnnualGoal",
        "Target",
        "ThemeAnswer",
        "ThemeGroup",
        "ShownKeyFigures",
    }
    open_ones = {model.__name__ for model in OWNED if not policies[model].lock.closes}
    assert open_ones >= {"Deadline", "Recipient", "Edition"}


TEXTS = [model for model in CLOSING_WITH_PLAN if model is not Plan]


@pytest.mark.parametrize("model", TEXTS, ids=name_of)
@closed_states
def test_text_is_shown_to_read_with_the_reason_and_refuses_a_save(
    superuser: Client, municipality: Municipality, model: type[Model], state: PlanState
) -> None:
    row = row_in(model, municipality)
    found = policies[model].lock.plan_of(row)
    assert found
    before = model._default_manager.filter(pk=row.pk).values().get()
    Plan.objects.filter(pk=found.pk).update(state=state)
    found.refresh_from_db()
    name, args = address("change", row)
    page = superuser.get(reverse(name, args=args))
    assert page.context["has_change_permission"] is False
    assert closed_reason(found) in page.content.decode()
    assert superuser.post(reverse(name, args=args), {}).status_code == 403
    name, args = address("delete", row)
    assert superuser.post(reverse(name, args=args), {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=row.pk).values().get() == before


def test_plans_own_page_shows_its_text_to_read_and_keeps_the_rest_open(editor: Client, plan: Plan) -> None:
    SectionFactory(plan=plan)
    page = editor.get(reverse("admin:plans_plan_change", args=[plan.pk]))
    assert list(page.context["adminform"].form.fields) in ([], ["opened_state"])
    open_inlines = {
        inline.opts.model.__name__
        for inline in page.context["inline_admin_formsets"]
        if inline.has_change_permission
    }
    assert open_inlines == {"Deadline", "Recipient"}
    assert closed_reason(plan) in page.content.decode()


def test_deadlines_and_recipients_are_written_while_the_plan_waits(editor: Client, plan: Plan) -> None:
    data = {
        "plan": plan.pk,
        "what": "Sendes til RAR",
        "date": "2018-12-15",
        "remind_days": "7",
        "repeat_months": "0",
    }
    assert editor.post(reverse("admin:plans_deadline_add"), data).status_code == 302
    data = {"plan": plan.pk, "name": "RAR Østjylland", "email": "rar@eksempel.dk"}
    assert editor.post(reverse("admin:plans_recipient_add"), data).status_code == 302
    assert (Deadline.objects.get().plan, Recipient.objects.get().plan) == (plan, plan)


DECISION = {"body": "Byrådet", "date": "2018-12-11", "outcome": "adopted", "votes": "24 for, 7 imod"}


def test_decision_on_a_text_that_waits_is_added_on_a_page_of_its_own(
    editor: Client, approver: Client, plan: Plan
) -> None:
    """As a row it would not be in the text that is published."""
    data = {"plan": plan.pk, **DECISION}
    for client in (editor, approver):
        refused: Any = client.post(reverse("admin:plans_decision_add"), data)
        assert list(refused.context["adminform"].form.errors) == ["plan"]
    page = reverse("desk-decision", args=["plan", plan.pk])
    if plan.state == PlanState.SUBMITTING:
        assert approver.post(page, DECISION).status_code == 409
        assert not Decision.objects.exists()
        return
    text = approver.get(page).context["form"].initial["read"]
    assert editor.post(page, {**DECISION, "read": text}).status_code == 403
    assert approver.post(page, {**DECISION, "read": text}).status_code == 302
    row = Decision.objects.get()
    assert (row.plan, row.votes) == (plan, "24 for, 7 imod")
    name, args = address("change", row)
    assert send(approver, reverse(name, args=args), votes="Enstemmigt").status_code == 403


def test_approver_writes_no_text_while_the_plan_waits(approver: Client, plan: Plan) -> None:
    section = SectionFactory(plan=plan, body="før")
    name, args = address("change", section)
    assert approver.post(reverse(name, args=args), {"title": "x", "body": "efter"}).status_code == 403
    section.refresh_from_db()
    assert section.body == "før"


def test_new_row_cannot_be_put_into_a_plan_that_waits(editor: Client, plan: Plan) -> None:
    page = editor.post(reverse("admin:themes_theme_add"), {"plan": plan.pk, "title": "Indsneget"})
    assert list(page.context["adminform"].form.errors) == ["plan"]
    theme = ThemeFactory(plan=plan)
    data = {"theme": theme.pk, "text": "Indsneget", "scope": "local", "quality": "qualitative"}
    page = editor.post(reverse("admin:goals_annualgoal_add"), data)
    assert "theme" in page.context["adminform"].form.errors
    assert Theme.objects.get() == theme


def test_bulk_delete_leaves_what_stands_still(editor: Client, plan: Plan) -> None:
    theme = ThemeFactory(plan=plan)
    data = {"action": "delete_selected", "_selected_action": [theme.pk], "post": "yes"}
    editor.post(reverse("admin:themes_theme_changelist"), data)
    assert Theme.objects.filter(pk=theme.pk).exists()


def test_save_of_a_page_opened_before_the_plan_was_sent_is_refused(
    editor: Client, municipality: Municipality
) -> None:
    section = SectionFactory(plan__municipality=municipality, body="før")
    name, args = address("change", section)
    data = {
        "title": section.title,
        "kind": section.kind,
        "slug": section.slug,
        "position": "0",
        "body": "efter",
    }
    editor.get(reverse(name, args=args))
    Plan.objects.filter(pk=section.plan_id).update(state=PlanState.SUBMITTED)
    assert editor.post(reverse(name, args=args), data).status_code == 403
    section.refresh_from_db()
    assert section.body == "før"


def steps(plan: Plan) -> list[tuple[str, User | None]]:
    return [(step.step, step.by) for step in history(plan)]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_first_change_after_publishing_begins_a_new_draft(municipality: Municipality, role: Role) -> None:
    person = MembershipFactory(municipality=municipality, role=role).person
    client = signed_in(person)
    section = SectionFactory(plan__municipality=municipality, plan__state=PlanState.PUBLISHED)
    name, args = address("change", section)
    for text in ("efter", "endnu senere"):
        assert send(client, reverse(name, args=args), body=text).status_code == 302
    assert Plan.objects.get(pk=section.plan_id).state == PlanState.DRAFT
    assert steps(section.plan) == [(Step.NEW_DRAFT, person)]


def test_editor_of_a_named_theme_begins_a_new_draft_too(municipality: Municipality) -> None:
    theme = ThemeFactory(plan__municipality=municipality, plan__state=PlanState.PUBLISHED)
    person = ThemeEditorFactory(theme=theme, membership__municipality=municipality).membership.person
    name, args = address("change", theme)
    assert send(signed_in(person), reverse(name, args=args), ambition="Ny tekst").status_code == 302
    assert steps(theme.plan) == [(Step.NEW_DRAFT, person)]


def test_saving_a_page_as_it_stands_begins_nothing(editor: Client, municipality: Municipality) -> None:
    section = SectionFactory(plan__municipality=municipality, plan__state=PlanState.PUBLISHED)
    for row in (section, section.plan):
        name, args = address("change", row)
        assert send(editor, reverse(name, args=args)).status_code == 302
    assert (Plan.objects.get(pk=section.plan_id).state, steps(section.plan)) == (PlanState.PUBLISHED, [])


def test_changing_a_row_of_an_inline_begins_a_new_draft(editor: Client, municipality: Municipality) -> None:
    section = SectionFactory(plan__municipality=municipality, plan__state=PlanState.PUBLISHED)
    name, args = address("change", section.plan)
    assert send(editor, reverse(name, args=args), **{"sections-0-title": "Nyt"}).status_code == 302
    assert Plan.objects.get(pk=section.plan_id).state == PlanState.DRAFT
    assert [step for step, _by in steps(section.plan)] == [Step.NEW_DRAFT]


def test_deadline_or_follow_up_of_a_published_plan_begins_nothing(
    editor: Client, municipality: Municipality
) -> None:
    follow_up = FollowUpFactory(plan__municipality=municipality, plan__state=PlanState.PUBLISHED)
    name, args = address("change", follow_up)
    assert send(editor, reverse(name, args=args), introduction="Sådan gik det så").status_code == 302
    data = {
        "plan": follow_up.plan_id,
        "what": "Sendes",
        "date": "2018-12-15",
        "remind_days": "7",
        "repeat_months": "0",
    }
    assert editor.post(reverse("admin:plans_deadline_add"), data).status_code == 302
    assert Plan.objects.get(pk=follow_up.plan_id).state == PlanState.PUBLISHED


def test_decision_on_a_published_plan_begins_a_new_draft_because_it_is_printed(
    approver: Client, municipality: Municipality
) -> None:
    decision = DecisionFactory(plan__municipality=municipality, plan__state=PlanState.PUBLISHED)
    name, args = address("change", decision)
    assert send(approver, reverse(name, args=args), votes="Enstemmigt").status_code == 302
    assert Plan.objects.get(pk=decision.plan_id).state == PlanState.DRAFT


def test_deleting_a_part_begins_a_new_draft(editor: Client, municipality: Municipality) -> None:
    section = SectionFactory(plan__municipality=municipality, plan__state=PlanState.PUBLISHED)
    name, args = address("delete", section)
    assert editor.post(reverse(name, args=args), {"post": "yes"}).status_code == 302
    assert Plan.objects.get(pk=section.plan_id).state == PlanState.DRAFT


def test_new_theme_in_a_published_plan_begins_a_new_draft(editor: Client, municipality: Municipality) -> None:
    plan = PlanFactory(municipality=municipality, state=PlanState.PUBLISHED)
    page = editor.get(reverse("admin:themes_theme_add") + f"?plan={plan.pk}")
    assert page.status_code == 200
    assert send(editor, reverse("admin:themes_theme_add"), plan=plan.pk, title="Nyt tema").status_code == 302
    assert Plan.objects.get(pk=plan.pk).state == PlanState.DRAFT


def test_state_cannot_be_sent_along_with_the_plan(editor: Client, municipality: Municipality) -> None:
    plan = PlanFactory(municipality=municipality)
    name, args = address("change", plan)
    assert send(editor, reverse(name, args=args), title="Ny titel", state="published").status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.state) == ("Ny titel", PlanState.DRAFT)


@pytest.mark.parametrize("name", ["plans_decision", "plans_section", "plans_deadline"])
def test_plan_that_stands_still_is_no_choice_for_a_new_row(
    editor: Client, approver: Client, municipality: Municipality, plan: Plan, name: str
) -> None:
    """A deadline is nothing that is approved."""
    still = PlanFactory(municipality=municipality)
    field = {"plans_decision": set(), "plans_section": set(), "plans_deadline": {editor, approver}}
    query = {"app_label": "plans", "model_name": name.removeprefix("plans_"), "field_name": "plan"}
    for client in (editor, approver):
        page: Any = client.get(reverse(f"admin:{name}_add"))
        offered = set(page.context["adminform"].form.fields["plan"].queryset)
        found = client.get("/admin/autocomplete/", query).json()["results"]
        expected = {still, plan} if client in field[name] else {still}
        assert offered == expected
        assert {result["id"] for result in found} == {str(each.pk) for each in expected}
