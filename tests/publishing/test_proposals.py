"""Publishing a plan as a proposal: when it can be, how it is numbered, and what it leaves alone."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.domain.sharing import PublishedLinkError, open_link, share
from desk.publication import publication_of
from documents.from_rows import document_of
from documents.to_rows import store
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.basis import in_force
from publishing.domain.schedule import schedule
from publishing.domain.texts import freeze
from publishing.domain.verifying import verify
from publishing.domain.withdraw import consequence, withdraw
from publishing.models import Edition, ProofEntry
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    DecisionFactory,
    EditionFactory,
    FollowUpFactory,
    PlanFactory,
    SectionFactory,
    ThemeFactory,
    UserFactory,
)
from tests.plans.people import approver_of, editor_of, manager_of
from tests.steps import publish, read_by
from tests.website.pages import body

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    """As it is sent into hearing."""
    plan: Plan = PlanFactory(municipality__slug="herning", year=2027, last_year=2027, title="Plan 2027")
    SectionFactory(plan=plan, slug="indledning")
    AnnualGoalFactory(theme=ThemeFactory(plan=plan, slug="unge"), number=1)
    DecisionFactory(
        plan=plan, outcome="in_hearing", date=date(2026, 11, 1), hearing_deadline=date(2099, 3, 1)
    )
    return plan


def propose(plan: Plan, note: str = "Sendt i høring", **named: Any) -> Edition:
    return publish(plan, by=None, note=note, proposal=True, **named)


def decide(plan: Plan, outcome: str = "adopted") -> None:
    DecisionFactory(plan=plan, outcome=outcome, date=date(2026, 11, 20))
    plan.refresh_from_db()


def change(plan: Plan, text: str) -> None:
    Plan.objects.filter(pk=plan.pk).update(summary=text)
    plan.refresh_from_db()


def test_proposal_has_its_own_numbers_and_leaves_those_of_the_plan(plan: Plan) -> None:
    first = propose(plan, noindex=True)
    change(plan, "Andet forslag.")
    second = propose(plan)
    decide(plan)
    adopted = publish(plan, by=None, note="Vedtaget")
    assert [(one.name, one.title, one.noindex) for one in (first, second, adopted)] == [
        ("forslag 1", "Forslag i høring til Plan 2027", True),
        ("forslag 2", "Forslag i høring til Plan 2027", False),
        ("udgave 1", "Plan 2027", False),
    ]
    assert list(Edition.objects.current()) == list(Edition.objects.of_plans()) == [adopted]
    assert list(Edition.objects.proposals().last_of_each()) == [second]
    assert first.document.proposal
    assert not adopted.document.proposal
    assert not [one for one in verify() if one.faults]
    facts = [entry.content for entry in ProofEntry.objects.filter(kind="edition").order_by("pk")]
    assert ['"proposal":true' in one for one in facts] == [True, True, False]


def test_proposal_is_not_what_others_build_on(plan: Plan) -> None:
    propose(plan)
    assert in_force(plan) is None
    report = FollowUpFactory(plan=plan)
    AssessmentFactory(follow_up=report, goal=plan.themes.get().goals.get())
    with pytest.raises(RefusedError, match="endnu kun et forslag"):
        publish(report, by=None, note="Opfølgning")


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda plan: plan.decisions.all().delete(), "kræver en beslutning om at sende planen i høring"),
        (decide, "Planen er vedtaget"),
        (lambda plan: publish(plan, by=None, note="Planen"), "allerede udgivet en gældende udgave"),
        (propose, "ikke ændret noget siden forslag 1"),
    ],
    ids=["not sent", "adopted", "published", "unchanged"],
)
def test_what_is_no_proposal_is_not_published_as_one(plan: Plan, prepare: Any, said: str) -> None:
    prepare(plan)
    with pytest.raises(RefusedError, match=said):
        propose(plan)


def test_proposal_is_no_correction_and_what_is_rejected_no_plan(plan: Plan) -> None:
    propose(plan)
    with pytest.raises(RefusedError, match="ikke få en sproglig rettelse"):
        propose(plan, correction=True)
    decide(plan, "rejected")
    with pytest.raises(RefusedError, match="Planen er forkastet"):
        publish(plan, by=None, note="Planen")
    assert propose(plan).label.number == 2


def test_withdrawing_a_proposal_leaves_the_plan_published(plan: Plan) -> None:
    first, person = propose(plan), UserFactory(is_superuser=True)
    change(plan, "Andet forslag.")
    second = propose(plan)
    assert consequence(second).before == first
    withdraw(second, by=person, reason="Fejl.", again=first)
    assert Plan.objects.get().state == PlanState.DRAFT
    assert list(Edition.objects.proposals().in_force_or_proposed()) == [first]
    decide(plan)
    adopted = publish(plan, by=None, note="Vedtaget")
    report = FollowUpFactory(plan=plan)
    AssessmentFactory(follow_up=report, goal=plan.themes.get().goals.get())
    followed = publish(report, by=None, note="Opfølgning")
    withdraw(first, by=person, reason="Fejl.")
    assert Plan.objects.get().state == PlanState.PUBLISHED
    assert set(Edition.objects.current()) == {adopted, followed}
    assert not [one for one in verify() if one.faults]


def test_command_publishes_a_proposal(plan: Plan, client: Client) -> None:
    call_command("publish", "herning", 2027, "--proposal", "--noindex", "--note", "Sendt i høring")
    response = client.get("/herning/2027/forslag/1/plan.pdf")
    assert body(response).startswith(b"%PDF")
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "wrong",
    [{"noindex": True}, {"is_proposal": True, "correction": 1}, {"is_proposal": True, "report": True}],
    ids=["plan hidden", "proposal corrected", "report proposed"],
)
def test_database_refuses_what_no_proposal_is(plan: Plan, wrong: dict[str, Any]) -> None:
    named = dict(wrong)
    if named.pop("report", False):
        named["follow_up"] = FollowUpFactory(plan=plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionFactory(plan=plan, **named)


def test_file_of_a_proposal_is_read_back_as_the_text_that_was_proposed(plan: Plan) -> None:
    document = replace(propose(plan).document, year=2030, last_year=2030)
    stored = store(document)
    assert (stored.title, document_of(stored).proposal) == ("Plan 2027", False)


def test_longest_title_has_room_for_what_it_is(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(title="Plan " * 40)
    plan.refresh_from_db()
    edition = propose(plan)
    edition.full_clean(exclude=["published_by", "basis", "follow_up"])
    assert edition.title == f"Forslag i høring til {'Plan ' * 40}"


def test_plan_in_force_is_published_again_whatever_was_rejected_since(plan: Plan) -> None:
    decide(plan)
    publish(plan, by=None, note="Vedtaget")
    DecisionFactory(plan=plan, outcome="rejected", date=date(2026, 12, 20))
    change(plan, "Ny tekst.")
    assert publish(plan, by=None, note="Rettet").name == "udgave 2"


@pytest.mark.parametrize(
    ("outcome", "proposal", "said"),
    [("rejected", False, "Planen er forkastet"), ("adopted", True, "Planen er vedtaget")],
)
def test_what_would_be_refused_at_its_moment_is_not_planned(
    plan: Plan, outcome: str, proposal: bool, said: str
) -> None:
    decide(plan, outcome)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED)
    plan.refresh_from_db()
    freeze(plan, None)
    later, by = timezone.now() + timedelta(days=1), approver_of(plan)
    with pytest.raises(RefusedError, match=said):
        schedule(plan, by=by, due_at=later, change_note="Ny", read=read_by(plan), proposal=proposal)


def test_proposal_after_a_withdrawn_edition_is_what_the_desk_and_a_link_lead_to(plan: Plan) -> None:
    person = UserFactory(is_superuser=True)
    _link, token = share(plan, "Udvalget", 30, person)
    mistaken = publish(plan, by=None, note="Ved en fejl")
    withdraw(mistaken, by=person, reason="Det var et forslag.")
    proposal = propose(Plan.objects.get(pk=plan.pk))
    found = publication_of(plan, person)
    assert (found.newest, found.withdrawn, found.proposal) == (mistaken, True, proposal)
    with pytest.raises(PublishedLinkError) as published:
        open_link(token)
    assert published.value.edition == proposal


def test_archiving_says_that_a_proposal_stays_public(plan: Plan, client: Client) -> None:
    proposal = propose(plan)
    client.force_login(manager_of(plan))
    page = client.get(reverse("desk-archive", args=[plan.pk])).content.decode()
    assert proposal.get_absolute_url() in page


@pytest.mark.parametrize(
    ("outcome", "said"), [("rejected", "Forslaget er forkastet."), ("heard", "Tilføj beslutningen")]
)
def test_front_says_what_is_next_for_a_proposal(plan: Plan, client: Client, outcome: str, said: str) -> None:
    propose(plan)
    decide(plan, outcome)
    client.force_login(editor_of(plan))
    assert said in client.get(reverse("admin:index")).content.decode()
