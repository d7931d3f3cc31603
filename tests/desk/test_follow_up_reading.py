"""A follow-up's unsent draft is read as the public will see it, on pages and as a PDF, and beside the edition in
force, as a plan's is."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from goals.models import FollowUp
from plans.models import Municipality, Plan
from publishing.domain.basis import begin, goals_to_judge
from tests.documents.printing.reading import page_texts
from tests.factories import (
    AnnualGoalFactory,
    FollowUpFactory,
    MembershipFactory,
    PlanFactory,
    ReportDecisionFactory,
    ThemeFactory,
)
from tests.steps import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    """Published, with a draft that nobody has been sent; its key is not the follow-up's."""
    PlanFactory.create_batch(2, municipality=municipality)
    plan: Plan = PlanFactory(municipality=municipality)
    theme = ThemeFactory(plan=plan, number=1, slug="unge", title="Unge", ambition="Alle unge med.")
    AnnualGoalFactory(theme=theme, number=1, text="Flere unge i job.")
    publish(plan, by=None, note="Vedtaget")
    plan.themes.update(title="Hemmelig titel")
    return plan


@pytest.fixture
def follow_up(plan: Plan) -> FollowUp:
    follow_up: FollowUp = FollowUpFactory(
        plan=plan, title="Status", kind="mid_year", introduction="Hidtil godt."
    )
    begin(follow_up)
    for goal in goals_to_judge(follow_up):
        follow_up.assessments.create(
            goal_id=goal.row, theme_slug=goal.ref.theme, number=goal.ref.number, verdict="met", text="Nået."
        )
    return follow_up


def own(follow_up: FollowUp, name: str = "plan", *rest: str) -> str:
    return reverse(f"own:{name}", args=["opfoelgning", follow_up.pk, *rest])


def since(follow_up: FollowUp) -> str:
    return reverse("desk-since-edition", args=["opfoelgning", follow_up.pk])


def test_draft_is_read_as_the_public_will_see_it(editor: Client, follow_up: FollowUp) -> None:
    shown = editor.get(own(follow_up)).content.decode()
    assert "Hidtil godt." in shown
    assert "Flere unge i job." in shown
    assert "Hemmelig titel" not in shown
    assert f'href="{reverse("admin:goals_followup_change", args=[follow_up.pk])}"' in shown
    assert f'href="{own(follow_up, "pdf")}"' in shown


def test_pdf_of_the_draft_is_named_after_this_follow_up_and_prints_no_public_address(
    editor: Client, follow_up: FollowUp, tmp_path: Path
) -> None:
    FollowUpFactory(plan=follow_up.plan, title="Den endelige")
    file = tmp_path / "kladde.pdf"
    answer = editor.get(own(follow_up, "pdf"))
    assert f'-{follow_up.plan.year}-opfoelgning-{follow_up.slug}-udkast.pdf"' in answer["Content-Disposition"]
    file.write_bytes(answer.content)
    text = " ".join(page_texts(file))
    assert "Hidtil godt." in text
    assert settings.SITE_URL.partition("//")[2] not in "".join(text.split())


def test_annex_of_a_decision_in_the_draft_is_reached(editor: Client, follow_up: FollowUp) -> None:
    file = ContentFile(b"Referat", name="referat.txt")
    annex = ReportDecisionFactory(follow_up=follow_up, annex=file, annex_title="Referat").annex
    assert b"".join(editor.get(own(follow_up, "file", annex.name))) == b"Referat"


def test_what_the_public_does_not_read_yet_is_told(editor: Client, follow_up: FollowUp) -> None:
    desk = reverse("admin:goals_followup_change", args=[follow_up.pk])
    assert editor.get(since(follow_up)).context["edition"] is None
    assert since(follow_up) not in editor.get(desk).content.decode()
    edition = publish(follow_up, by=None, note="Ny")
    context = editor.get(since(follow_up)).context
    assert (context["edition"], bool(context["changes"])) == (edition, False)
    FollowUp.objects.filter(pk=follow_up.pk).update(introduction="Hidtil rigtig godt.")
    assert "rigtig" in editor.get(since(follow_up)).content.decode()
    for address in (since(follow_up), own(follow_up), own(follow_up, "pdf")):
        assert f'href="{address}"' in editor.get(desk).content.decode()


def test_missing_annex_is_told(editor: Client, follow_up: FollowUp) -> None:
    publish(follow_up, by=None, note="Ny")
    file = ContentFile(b"Referat", name="referat.txt")
    annex = ReportDecisionFactory(follow_up=follow_up, annex=file, annex_title="Referat").annex
    annex.storage.delete(annex.name)
    assert editor.get(own(follow_up)).status_code == 503
    answer = editor.get(since(follow_up))
    desk = reverse("admin:goals_followup_change", args=[follow_up.pk])
    assert (answer.status_code, answer.headers["Location"]) == (302, desk)


@pytest.mark.parametrize("of_archived_plan", [False, True])
def test_nobody_else_reads_it(follow_up: FollowUp, editor: Client, of_archived_plan: bool) -> None:
    client = editor
    if of_archived_plan:
        Plan.objects.filter(pk=follow_up.plan_id).update(archived_at="2026-01-01T12:00Z")
    else:
        client = Client()
        client.force_login(MembershipFactory().person)
    for address in (own(follow_up), own(follow_up, "pdf"), since(follow_up)):
        assert client.get(address).status_code == 404


def test_who_owes_the_second_step_reads_nothing(
    editor: Client, follow_up: FollowUp, municipality: Municipality
) -> None:
    Municipality.objects.filter(pk=municipality.pk).update(two_step_required=True)
    for address in (own(follow_up), own(follow_up, "pdf"), since(follow_up)):
        answer = editor.get(address)
        assert (answer.status_code, reverse("two-step") in answer.headers["Location"]) == (302, True)


def test_checks_are_led_to_once(editor: Client, follow_up: FollowUp) -> None:
    for address in (
        reverse("admin:goals_followup_change", args=[follow_up.pk]),
        reverse("desk-plan", args=[follow_up.plan_id]),
    ):
        assert editor.get(address).content.decode().count("Kontrol før udgivelse") == 1


def test_who_may_not_publish_is_told_so_in_a_line_of_its_own(editor: Client, follow_up: FollowUp) -> None:
    shown = editor.get(reverse("admin:goals_followup_change", args=[follow_up.pk])).content.decode()
    assert "<p>Kun en godkender kan udgive.</p>" in shown
