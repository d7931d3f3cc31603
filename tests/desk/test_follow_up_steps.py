"""A follow-up's page: its own steps, the edition that it is of, and what becomes of it when that is withdrawn."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goals.models import AnnualGoal, FollowUp, ReportDecision
from plans.enums import PlanState
from plans.models import Decision, Plan
from publishing.domain.basis import basis_of, begin
from publishing.domain.withdraw import withdraw
from publishing.enums import Step
from publishing.models import Edition, Suspension
from tests.desk.forms import send
from tests.factories import AnnualGoalFactory, EditionFactory, FollowUpFactory, PlanFactory, ThemeFactory
from tests.plans.people import approver_of, editor_of
from tests.steps import read_by, take
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan: Plan = PlanFactory(year=2020)
    theme = ThemeFactory(plan=plan, number=1, slug="unge", title="Unge")
    AnnualGoalFactory(theme=theme, number=1, text="Flere unge i job.")
    return plan


@pytest.fixture
def edition(plan: Plan) -> Edition:
    edition: Edition = EditionFactory(plan=plan)
    return edition


@pytest.fixture
def follow_up(plan: Plan, edition: Edition) -> FollowUp:
    follow_up: FollowUp = FollowUpFactory(plan=plan)
    begin(follow_up)
    return follow_up


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(follow_up: FollowUp) -> str:
    return f"/admin/goals/followup/{follow_up.pk}/change/"


def here(follow_up: FollowUp) -> str:
    return f"/admin/opfoelgning/{follow_up.pk}/"


def judged(follow_up: FollowUp, editor: Client) -> None:
    send(editor, address(follow_up), **{"assessments-0-verdict": "met", "assessments-0-text": "Nået."})


def test_page_shows_the_goals_of_the_edition_and_stores_the_verdict_on_them(
    plan: Plan, follow_up: FollowUp
) -> None:
    AnnualGoal.objects.update(text="Andre ord i kladden.", number=5)
    editor = signed_in(editor_of(plan))
    content = editor.get(address(follow_up)).content.decode()
    assert content.count("<q>Flere unge i job.</q>") == 1
    assert "Andre ord i kladden." not in content
    assert "Målene er fra planens udgave 1, udgivet 2. januar 2019." in content
    judged(follow_up, editor)
    assert [row.goal_key for row in follow_up.assessments.all()] == ["unge/1"]


def test_page_offers_the_steps_and_stands_still_while_it_waits(plan: Plan, follow_up: FollowUp) -> None:
    person, approver = editor_of(plan), approver_of(plan)
    editor = signed_in(person)
    judged(follow_up, editor)
    assert f'href="{here(follow_up)}trin/indsend/"' in editor.get(address(follow_up)).content.decode()
    take(follow_up, Step.SUBMIT, person)
    content = editor.get(address(follow_up)).content.decode()
    assert "Teksten er sendt til godkendelse." in content
    assert 'name="_save"' not in content
    assert editor.post(address(follow_up), {"title": "Andet"}).status_code == 403
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    waiting = signed_in(approver).get("/admin/").context["front"].reports
    assert [(card.follow_up, len(card.tasks)) for card in waiting] == [(follow_up, 1)]
    read = read_by(follow_up)
    approved = signed_in(approver).post(f"{here(follow_up)}trin/godkend/", {"read": read, "reason": ""})
    assert approved.headers["Location"] == address(follow_up)
    follow_up.refresh_from_db()
    assert follow_up.state == PlanState.APPROVED


def test_decision_added_to_a_waiting_follow_up_is_the_reports_own(plan: Plan, follow_up: FollowUp) -> None:
    person, approver = editor_of(plan), signed_in(approver_of(plan))
    judged(follow_up, signed_in(person))
    take(follow_up, Step.SUBMIT, person)
    data = {
        "body": "Byrådet",
        "date": "2021-04-27",
        "outcome": "heard",
        "case_number": "",
        "kle_number": "15.20.00-P22",
        "parties": "Handicaprådet",
        "hearing_deadline": "2021-04-20",
        "minutes_url": "www.herning.dk/referat",
        "votes": "Enstemmigt",
        "minority_statement": "",
        "annex_title": "",
        "read": read_by(follow_up),
    }
    refused: Any = approver.post(f"{here(follow_up)}beslutning/", {**data, "outcome": "noted"})
    assert list(refused.context["form"].errors) == ["parties", "hearing_deadline"]
    answered = approver.post(f"{here(follow_up)}beslutning/", data)
    assert answered.headers["Location"] == address(follow_up)
    assert [(row.body, row.follow_up) for row in ReportDecision.objects.all()] == [("Byrådet", follow_up)]
    assert not Decision.objects.exists()
    last = follow_up.workflowsteps.order_by("-pk").first()
    assert last
    [found] = last.text.document.decisions
    assert (found.body, found.outcome, found.minutes_url) == (
        "Byrådet",
        "heard",
        "https://www.herning.dk/referat",
    )
    assert (found.kle_number, found.parties, found.hearing_deadline) == (
        "15.20.00-P22",
        "Handicaprådet",
        date(2021, 4, 20),
    )


def test_edition_in_force_is_chosen_on_a_page_that_says_what_changes(
    plan: Plan, edition: Edition, follow_up: FollowUp
) -> None:
    editor = signed_in(editor_of(plan))
    judged(follow_up, editor)
    AnnualGoal.objects.update(text="Mange flere unge i job.")
    newer = EditionFactory(plan=plan, number=2)
    assert f'href="{here(follow_up)}plan/"' in editor.get(address(follow_up)).content.decode()
    page = editor.get(f"{here(follow_up)}plan/")
    assert "Mange flere" in page.content.decode().replace("<ins>", "").replace("</ins>", "")
    assert editor.post(f"{here(follow_up)}plan/", {"edition": edition.pk}).status_code == 409
    assert basis_of(follow_up) == edition
    editor.post(f"{here(follow_up)}plan/", {"edition": newer.pk})
    assert basis_of(follow_up) == newer
    assert editor.get(f"{here(follow_up)}plan/").context["refused"]


def test_page_that_chooses_says_which_verdicts_are_lost(plan: Plan, follow_up: FollowUp) -> None:
    editor = signed_in(editor_of(plan))
    judged(follow_up, editor)
    follow_up.assessments.update(goal=None)
    Theme.objects.all().delete()
    EditionFactory(plan=plan, number=2)
    assert editor.get(f"{here(follow_up)}plan/").context["lost"] == ("Flere unge i job.",)


@pytest.fixture
def suspension(edition: Edition, follow_up: FollowUp) -> Suspension:
    EditionFactory(plan=follow_up.plan, follow_up=follow_up, basis=edition, title=follow_up.title)
    FollowUp.objects.filter(pk=follow_up.pk).update(state=PlanState.PUBLISHED)
    withdraw(edition, by=None, reason="Forkerte tal.")
    return Suspension.objects.get()


@pytest.mark.parametrize(("becomes", "withdrawn"), [("keep", False), ("withdraw", True)])
def test_who_approves_says_what_becomes_of_a_suspended_follow_up(
    plan: Plan, follow_up: FollowUp, suspension: Suspension, becomes: str, withdrawn: bool
) -> None:
    approver = signed_in(approver_of(plan))
    (card,) = approver.get("/admin/").context["front"].reports
    (task,) = card.tasks
    assert task.address == f"{here(follow_up)}trukket-plan/"
    assert "Forkerte tal." in approver.get(task.address).content.decode()
    assert signed_in(editor_of(plan)).post(task.address, {"becomes": becomes}).status_code == 403
    approver.post(task.address, {"becomes": becomes})
    edition = follow_up.editions.get()
    assert (edition.is_suspended, hasattr(edition, "withdrawal")) == (False, withdrawn)
    assert "ikke tilbageholdt" in approver.get(task.address).content.decode()


@pytest.mark.parametrize("becomes", ["keep", "withdraw", "later"])
def test_withdraw_page_of_the_plan_asks(
    plan: Plan, edition: Edition, follow_up: FollowUp, becomes: str
) -> None:
    report = EditionFactory(plan=plan, follow_up=follow_up, basis=edition, title="Målopfølgning 2020")
    approver = signed_in(approver_of(plan))
    where = f"/admin/publishing/edition/{edition.pk}/traek-tilbage/"
    page = approver.get(where)
    assert page.context["form"].fields["reports"].help_text == "Målopfølgning 2020"
    data = {"reason": "Forkerte tal.", "in_force": edition.pk, "sure": "on"}
    assert approver.post(where, data).context["form"].errors.keys() == {"reports"}
    approver.post(where, {**data, "reports": becomes})
    report = Edition.objects.get(pk=report.pk)
    shown = (report.is_suspended, hasattr(report, "withdrawal"))
    assert shown == {"keep": (False, False), "withdraw": (False, True), "later": (True, False)}[becomes]


def test_withdraw_page_does_not_ask_where_no_follow_up_has_the_text(plan: Plan, edition: Edition) -> None:
    page = signed_in(approver_of(plan)).get(f"/admin/publishing/edition/{edition.pk}/traek-tilbage/")
    assert "reports" not in page.context["form"].fields
