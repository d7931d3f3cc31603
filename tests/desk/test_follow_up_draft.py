"""A follow-up has what a plan has while it is written: the checks on a page of their own, the word that a draft has
begun, and the way back to the edition in force."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from desk.domain.discarding import discard, draft_seen
from documents.codec import to_json
from goals.models import AnnualGoal, FollowUp
from plans.enums import PlanState
from plans.models import Municipality, Plan
from publishing.domain.basis import basis_of, begin, goals_to_judge, renew
from publishing.domain.texts import document_now
from publishing.enums import Step
from publishing.models import CheckWaiver, Edition, WorkflowStep
from tests.desk.forms import send
from tests.factories import (
    AnnualGoalFactory,
    FollowUpFactory,
    PlanFactory,
    ReportDecisionFactory,
    SectionFactory,
    ThemeFactory,
)
from tests.plans.people import approver_of, editor_of
from tests.steps import publish, read_by, take

pytestmark = pytest.mark.django_db
LONG = "Et ord " * 20


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    """A draft with a key of its own, so that no page can take the one for the other."""
    PlanFactory.create_batch(2, municipality=municipality)
    plan: Plan = SectionFactory(plan__municipality=municipality, body="Indledning.").plan
    theme = ThemeFactory(plan=plan, number=1, slug="unge", ambition="Alle unge med.")
    for number in (1, 2):
        AnnualGoalFactory(theme=theme, number=number, text=f"Mål nummer {number}.")
    publish(plan, by=None, note="Vedtaget")
    return plan


@pytest.fixture
def follow_up(plan: Plan) -> FollowUp:
    follow_up: FollowUp = FollowUpFactory(plan=plan, title="Målopfølgning", introduction="Sådan gik det.")
    begin(follow_up)
    for goal in goals_to_judge(follow_up):
        follow_up.assessments.create(
            goal_id=goal.row,
            theme_slug=goal.ref.theme,
            number=goal.ref.number,
            verdict="met",
            text="Det gik godt.",
        )
    return follow_up


@pytest.fixture
def public(follow_up: FollowUp) -> FollowUp:
    publish(follow_up, by=None, note="Sådan gik det")
    return follow_up


def page_of(follow_up: FollowUp) -> str:
    return reverse("admin:goals_followup_change", args=[follow_up.pk])


def here(name: str, follow_up: FollowUp) -> str:
    return reverse(name, args=["opfoelgning", follow_up.pk])


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_checks_of_a_follow_up_have_a_page_and_stand_beside_its_text(
    editor: Client, follow_up: FollowUp
) -> None:
    FollowUp.objects.filter(pk=follow_up.pk).update(title=LONG, introduction="Ring om 010190-1234.")
    content = editor.get(page_of(follow_up)).content.decode()
    assert f'data-address="{here("desk-checks-beside", follow_up)}"' in content
    assert f'href="{here("desk-checks", follow_up)}"' in content
    for name in ("desk-checks", "desk-checks-beside"):
        page = editor.get(here(name, follow_up))
        report, content = page.context["report"], page.content.decode()
        assert {one.check.id for one in report.stops} == {"cpr_number"}
        assert {one.check.id for one in report.warnings} == {"long_title"}
        for field in ("title", "introduction"):
            assert f'href="{page_of(follow_up)}#id_{field}"' in content
        assert reverse("desk-checks", args=["plan", follow_up.plan_id]) not in content


def test_page_of_a_follow_up_leads_to_sharing_and_its_pages_lead_back_to_it(
    editor: Client, follow_up: FollowUp
) -> None:
    share = here("desk-share", follow_up)
    assert f'href="{share}"' in editor.get(page_of(follow_up)).content.decode()
    plan = reverse("desk-plan", args=[follow_up.plan_id])
    trail = f'<a href="{plan}">{follow_up.plan}</a> › <a href="{page_of(follow_up)}">{follow_up}</a> ›'
    content = editor.get(share).content.decode()
    assert trail in " ".join(content.split())


def test_warning_about_a_follow_up_is_waived_as_its_own(editor: Client, follow_up: FollowUp) -> None:
    FollowUp.objects.filter(pk=follow_up.pk).update(title=LONG)
    (found,) = editor.get(here("desk-checks", follow_up)).context["report"].warnings
    data = {"found": [found.key], "reason": "Byrådets ord"}
    answer = editor.post(here("desk-waive", follow_up), data)
    assert answer.headers["Location"] == here("desk-checks", follow_up)
    row = CheckWaiver.objects.get(follow_up=follow_up)
    assert (row.reason, row.plan) == ("Byrådets ord", follow_up.plan)
    assert editor.get(here("desk-checks", follow_up)).context["report"].warnings == ()


def test_warnings_stand_on_the_submit_and_the_publish_page_of_a_follow_up(
    editor: Client, approver: Client, follow_up: FollowUp
) -> None:
    FollowUp.objects.filter(pk=follow_up.pk).update(title=LONG)
    page = editor.get(reverse("desk-step", args=["opfoelgning", follow_up.pk, "indsend"]))
    assert [one.check.id for one in page.context["report"].warnings] == ["long_title"]
    assert "waiving" in page.context["form"].fields
    assert f'href="{here("desk-checks", follow_up)}"' in page.content.decode()
    take(follow_up, Step.SUBMIT, editor_of(follow_up.plan))
    take(follow_up, Step.APPROVE, approver_of(follow_up.plan))
    address = reverse("admin:goals_followup_publish", args=[follow_up.pk])
    page = approver.get(address)
    assert [one.check.id for one in page.context["report"].warnings] == ["long_title"]
    data = {"note": "Sådan gik det", "when": "now", "read": read_by(follow_up)}
    assert list(approver.post(address, data).context["form"].errors) == ["reason"]
    assert not follow_up.editions.exists()
    assert approver.post(address, {**data, "reason": "Byrådets ord"}).status_code == 302
    assert follow_up.editions.count() == 1
    assert [row.reason for row in CheckWaiver.objects.filter(follow_up=follow_up)] == ["Byrådets ord"]


def test_first_change_of_a_published_follow_up_says_that_a_draft_of_it_has_begun(
    editor: Client, public: FollowUp
) -> None:
    """Also where another plan, still a draft, has the follow-up's key."""
    Plan.objects.filter(pk=public.pk).update(state=PlanState.DRAFT)
    response = send(editor, page_of(public), introduction="Skrevet om.")
    way_back = here("desk-discard", public)
    assert [text.count("/kasser/") for text in told(response) if "/kasser/" in text] == [1]
    assert [way_back in text for text in told(response)].count(True) == 1
    again = send(editor, page_of(public), introduction="Og igen.")
    assert not any("kladde" in text for text in told(again)[len(told(response)) :])
    public.refresh_from_db()
    public.plan.refresh_from_db()
    assert (public.state, public.plan.state) == (PlanState.DRAFT, PlanState.PUBLISHED)


def change_everything(editor: Client, follow_up: FollowUp) -> None:
    send(
        editor,
        page_of(follow_up),
        title="Helt anden titel",
        introduction="Skrevet om.",
        **{"assessments-0-verdict": "not_met", "assessments-0-reason": "Fordi"},
    )
    follow_up.assessments.get(number=2).delete()
    ReportDecisionFactory(follow_up=follow_up, body="Udvalget")


def test_draft_of_a_follow_up_is_discarded_after_a_page_that_shows_what_is_lost(
    editor: Client, public: FollowUp
) -> None:
    before = to_json(document_now(public))
    change_everything(editor, public)
    address = here("desk-discard", public)
    assert f'href="{address}"' in editor.get(page_of(public)).content.decode()
    page = editor.get(address)
    shown = page.content.decode()
    for lost in ("Skrevet om.", "Helt anden titel", "Udvalget"):
        assert lost in shown.replace("<ins>", "").replace("</ins>", "")
    response = editor.post(address, {"seen": page.context["form"].initial["seen"]})
    assert response.headers["Location"] == page_of(public)
    public.refresh_from_db()
    assert to_json(document_now(public)) == before
    assert public.state == PlanState.PUBLISHED
    step = WorkflowStep.objects.filter(follow_up=public).latest("pk")
    assert (step.step, step.edition, step.text) == (Step.DISCARD, "1", public.frozentexts.get())
    assert address not in editor.get(page_of(public)).content.decode()


def test_discarding_goes_back_to_the_plans_edition_that_the_report_was_on(
    editor: Client, public: FollowUp
) -> None:
    before, basis = to_json(document_now(public)), basis_of(public)
    AnnualGoal.objects.filter(number=1, theme__plan=public.plan).update(number=7)
    newer = publish(public.plan, by=None, note="Nyt nummer")
    renew(public, newer, editor_of(public.plan))
    assert [row.number for row in public.assessments.order_by("number")] == [2, 7]
    discard(public, by=editor_of(public.plan), seen=draft_seen(public))
    assert basis_of(public) == basis
    assert [row.number for row in public.assessments.order_by("number")] == [1, 2]
    assert to_json(document_now(public)) == before


def test_goal_deleted_since_does_not_hinder_discarding(public: FollowUp) -> None:
    before = to_json(document_now(public))
    FollowUp.objects.filter(pk=public.pk).update(state=PlanState.DRAFT)
    public.assessments.get(number=1).delete()
    AnnualGoal.objects.get(number=1, theme__plan=public.plan).delete()
    discard(public, by=editor_of(public.plan), seen=draft_seen(public))
    assert to_json(document_now(public)) == before


def test_edition_chosen_meanwhile_is_not_discarded_unseen(editor: Client, public: FollowUp) -> None:
    send(editor, page_of(public), introduction="Skrevet om.")
    address = here("desk-discard", public)
    seen = editor.get(address).context["form"].initial["seen"]
    AnnualGoal.objects.filter(number=1, theme__plan=public.plan).update(text="Andre ord.")
    newer = publish(public.plan, by=None, note="Ny udgave")
    public.basis.edition = newer
    public.basis.save()
    assert editor.post(address, {"seen": seen}).status_code == 409
    assert basis_of(public) == newer


def test_report_on_a_plan_that_was_not_published_is_discarded_although_the_plan_has_been_written_on(
    editor: Client, municipality: Municipality
) -> None:
    goal = AnnualGoalFactory(theme__plan__municipality=municipality, text="Flere i job.")
    follow_up: FollowUp = FollowUpFactory(plan=goal.theme.plan)
    follow_up.assessments.create(goal=goal, verdict="met", text="Det gik godt.")
    publish(follow_up, by=None, note="Sådan gik det")
    send(editor, page_of(follow_up), introduction="Skrevet om.")
    AnnualGoal.objects.filter(pk=goal.pk).update(text="Andre ord i kladden.")
    page = editor.get(here("desk-discard", follow_up))
    assert "Andre ord" not in page.content.decode()
    editor.post(here("desk-discard", follow_up), {"seen": page.context["form"].initial["seen"]})
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.introduction) == (PlanState.PUBLISHED, "Sådan gik det.")


def test_follow_up_that_was_never_published_has_nothing_to_go_back_to(
    editor: Client, follow_up: FollowUp
) -> None:
    address = here("desk-discard", follow_up)
    assert address not in editor.get(page_of(follow_up)).content.decode()
    page = editor.post(address, {"seen": draft_seen(follow_up)})
    assert (page.status_code, bool(page.context["refused"])) == (409, True)
    assert not Edition.objects.of_follow_ups().exists()
