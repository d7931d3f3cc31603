"""The first change after publication says that a draft has begun; the draft is discarded as a whole."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from desk.domain.discarding import discard
from desk.domain.parts import name_of
from desk.domain.past import seen_now
from documents.codec import to_json
from documents.from_rows import document_of
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Municipality, Plan
from publishing.domain.withdraw import withdraw
from publishing.enums import Step
from publishing.models import Edition, WorkflowStep
from tests.desk.forms import send
from tests.factories import (
    AnnualGoalFactory,
    DecisionFactory,
    NationalGoalFactory,
    SectionFactory,
    TargetFactory,
    ThemeAnswerFactory,
    ThemeFactory,
    UserFactory,
)
from tests.plans.people import editor_of
from tests.steps import publish
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    """Published, with two of what can be moved."""
    plan: Plan = SectionFactory(plan__municipality=municipality, body="Indledning.").plan
    for number in (1, 2):
        theme = ThemeFactory(plan=plan, number=number, ambition=f"Vi vil {number}.")
        goal = AnnualGoalFactory(theme=theme)
        national = NationalGoalFactory(year=plan.year, number=number)
        goal.answers.add(national)
        ThemeAnswerFactory(theme=theme, answers=[national])
    TargetFactory(goal=theme.goals.get())
    publish(plan, by=None, note="Vedtaget")
    return plan


def move(client: Client, plan: Plan) -> Any:
    data = {"part": name_of(plan.themes.order_by("number")[0]), "to": "1"}
    return client.post(reverse("desk-move", args=[plan.pk]), data)


def save(client: Client, plan: Plan) -> Any:
    theme = plan.themes.order_by("number")[0]
    return send(client, reverse("admin:themes_theme_change", args=[theme.pk]), ambition="Skrevet om.")


def add(client: Client, plan: Plan) -> Any:
    return send(
        client,
        reverse("admin:plans_section_add"),
        plan=plan.pk,
        title="Ny",
        slug="ny",
        kind="text",
        body="Nyt",
    )


def delete(client: Client, plan: Plan) -> Any:
    section = plan.sections.order_by("pk")[0]
    return client.post(reverse("admin:plans_section_delete", args=[section.pk]), {"post": "yes"})


CHANGES: dict[str, Callable[[Client, Plan], Any]] = {"move": move, "save": save, "add": add, "delete": delete}


@pytest.mark.parametrize("name", CHANGES)
def test_first_change_of_a_published_plan_says_that_a_draft_has_begun(
    editor: Client, plan: Plan, name: str
) -> None:
    response = CHANGES[name](editor, plan)
    assert response.status_code == 302
    told = [str(message) for message in get_messages(response.wsgi_request)]
    way_back = reverse("desk-discard", args=["plan", plan.pk])
    assert [way_back in text for text in told].count(True) == 1
    again = move(editor, plan)
    assert not any(
        way_back in str(message) for message in list(get_messages(again.wsgi_request))[len(told) :]
    )


def test_saving_without_a_change_begins_no_draft(editor: Client, plan: Plan) -> None:
    theme = plan.themes.order_by("number")[0]
    response = send(editor, reverse("admin:themes_theme_change", args=[theme.pk]))
    assert not any("kladde" in str(message) for message in get_messages(response.wsgi_request))
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED


def change_everything(editor: Client, plan: Plan) -> None:
    for change in CHANGES.values():
        assert change(editor, plan).status_code == 302
    for row in (ThemeFactory(plan=plan, number=9), DecisionFactory(plan=plan)):
        row.save()
    plan.themes.get(number=2).delete()


def test_a_move_alone_is_shown_as_lost(editor: Client, plan: Plan) -> None:
    move(editor, plan)
    loss = editor.get(reverse("desk-discard", args=["plan", plan.pk])).context["loss"]
    assert loss
    assert {place.kind for place in loss.places} & {"moved", "renumbered"}


def test_draft_is_discarded_after_a_page_that_shows_what_is_lost(editor: Client, plan: Plan) -> None:
    before = to_json(document_of(plan))
    change_everything(editor, plan)
    address = reverse("desk-discard", args=["plan", plan.pk])
    page = editor.get(address)
    assert "Skrevet om." in page.content.decode()
    response = editor.post(address, {"seen": page.context["form"].initial["seen"]})
    assert response.headers["Location"] == reverse("desk-plan", args=[plan.pk])
    assert to_json(document_of(plan)) == before
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED
    step = WorkflowStep.objects.filter(plan=plan).latest("pk")
    assert (step.step, step.edition, step.text) == (Step.DISCARD, "1", plan.frozentexts.get())


def test_what_the_plan_shares_with_others_stays_as_it_is_now(editor: Client, plan: Plan) -> None:
    save(editor, plan)
    plan.municipality.phone = "12345678"
    plan.municipality.save()
    goal = Theme.objects.filter(plan=plan).order_by("number")[0].goals.get().answers.get()
    goal.title = "Rettet titel"
    goal.save()
    discard(plan, by=editor_of(plan), seen=seen_now(plan))
    goal.refresh_from_db()
    assert (plan.state, goal.title) == (PlanState.PUBLISHED, "Rettet titel")


def test_what_cannot_be_made_again_is_refused_with_the_place(editor: Client, plan: Plan) -> None:
    """Changed behind the back of the history, as a command may."""
    save(editor, plan)
    type(plan.themes.get(number=1)).history.all().delete()
    with pytest.raises(RefusedError, match="Tema"):
        discard(plan, by=editor_of(plan), seen=seen_now(plan))
    plan.refresh_from_db()
    assert (plan.state, plan.themes.get(number=1).ambition) == (PlanState.DRAFT, "Skrevet om.")


def test_colleagues_newer_work_is_not_discarded_unseen(editor: Client, plan: Plan) -> None:
    save(editor, plan)
    address = reverse("desk-discard", args=["plan", plan.pk])
    seen = editor.get(address).context["form"].initial["seen"]
    theme = plan.themes.get(number=2)
    theme.ambition = "En kollegas nye arbejde."
    theme.save()
    answer = editor.post(address, {"seen": seen})
    assert (answer.status_code, "kollegas" in answer.content.decode()) == (409, True)
    theme.refresh_from_db()
    assert theme.ambition == "En kollegas nye arbejde."


def test_draft_goes_back_to_the_edition_in_force_not_to_the_newest(editor: Client, plan: Plan) -> None:
    first = Edition.objects.get()
    save(editor, plan)
    second = publish(plan, by=None, note="Ny tekst")
    withdraw(second, by=None, reason="Forkert", again=first)
    discard(plan, by=editor_of(plan), seen=seen_now(plan))
    assert to_json(document_of(plan)) == first.document_json


def test_there_must_be_an_edition_to_go_back_to(editor: Client, municipality: Municipality) -> None:
    plan = SectionFactory(plan__municipality=municipality).plan
    address = reverse("desk-discard", args=["plan", plan.pk])
    assert editor.post(address, {"seen": seen_now(plan)}).status_code == 409
    with pytest.raises(RefusedError):
        discard(plan, by=editor_of(plan), seen=seen_now(plan))
    stranger = UserFactory()
    with pytest.raises(RefusedError):
        discard(plan, by=stranger, seen=seen_now(plan))
