"""Publishing from the desk: the checks stand before it, now or at a time, a full edition or a correction."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from desk.views.publish import LOCAL, DayAndTime
from goals.models import FollowUp
from plans.enums import PlanState, Role
from plans.models import Membership, Municipality, Plan
from publishing.domain.due import carry_out_due
from publishing.domain.progress import page_progress
from publishing.domain.schedule import waiting_for
from publishing.domain.withdraw import withdraw
from publishing.domain.workflow import history
from publishing.enums import Step
from publishing.models import CheckWaiver, Edition
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    DecisionFactory,
    EditionFactory,
    PlanFactory,
    ScheduledPublicationFactory,
    SectionFactory,
    TargetFactory,
    WithdrawalFactory,
)
from tests.steps import read_by

pytestmark = pytest.mark.django_db
LONG = "Et ord " * 20


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    """Approved, and nothing is found in it."""
    plan: Plan = PlanFactory(municipality=municipality, year=2019, state=PlanState.APPROVED)
    TargetFactory(goal=AnnualGoalFactory(theme__plan=plan))
    return plan


@pytest.fixture
def person(approver: Client, municipality: Municipality) -> User:
    return Membership.objects.get(municipality=municipality, role=Role.APPROVER).person


def address(plan: Plan) -> str:
    return f"/admin/plans/plan/{plan.pk}/udgiv/"


def send(client: Client, plan: Plan, **data: Any) -> Any:
    return client.post(address(plan), {"note": "Vedtaget", "when": "now", "read": read_by(plan), **data})


def test_published_plan_says_so_in_its_history(approver: Client, person: User, plan: Plan) -> None:
    response = send(approver, plan)
    assert response.headers["Location"] == f"/admin/plan/{plan.pk}/"
    assert [(line.step, line.by, line.edition) for line in history(plan)] == [(Step.PUBLISH, person, "1")]
    assert Plan.objects.get(pk=plan.pk).state == PlanState.PUBLISHED


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.SUBMITTED, PlanState.PUBLISHED])
def test_plan_that_is_not_approved_is_not_offered_to_publish_and_refused(
    approver: Client, plan: Plan, state: PlanState
) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=state)
    page = approver.get(address(plan))
    assert page.context["refused"] != ""
    assert '<form method="post">' not in page.content.decode()
    response = send(approver, plan)
    assert response.context["form"].non_field_errors() == [page.context["refused"]]
    assert not Edition.objects.exists()


def test_stop_is_shown_with_its_place_and_refused(approver: Client, plan: Plan) -> None:
    section = SectionFactory(plan=plan, body="Ring om 010190-1234.")
    content = approver.get(address(plan)).content.decode()
    assert f'href="/admin/plans/section/{section.pk}/change/#id_body"' in content
    assert 'type="submit" value="Udgiv"' not in content
    response = send(approver, plan)
    assert len(response.context["form"].non_field_errors()) == 1
    assert (Edition.objects.count(), CheckWaiver.objects.count()) == (0, 0)


def test_warnings_ask_for_a_reason_which_is_kept(approver: Client, person: User, plan: Plan) -> None:
    SectionFactory.create_batch(2, plan=plan, title=LONG)
    response = send(approver, plan)
    assert list(response.context["form"].errors) == ["reason"]
    assert not Edition.objects.exists()
    send(approver, plan, reason="Byrådets egne ord")
    assert Edition.objects.count() == 1
    assert set(CheckWaiver.objects.values_list("reason", "by")) == {("Byrådets egne ord", person.pk)}
    assert CheckWaiver.objects.count() == 2


def test_nothing_is_waived_for_an_edition_that_does_not_come(approver: Client, plan: Plan) -> None:
    SectionFactory(plan=plan, title=LONG)
    EditionFactory(plan=plan)
    response = send(approver, plan, reason="Byrådets egne ord")
    assert list(response.context["form"].errors) == ["__all__"]
    assert not CheckWaiver.objects.exists()


def test_without_warnings_no_reason_is_asked_for(approver: Client, plan: Plan) -> None:
    assert list(approver.get(address(plan)).context["form"].fields) == ["note", "when", "at", "read"]


def corrected(plan: Plan) -> None:
    """Published once, and changed since."""
    EditionFactory(plan=plan, number=1)
    plan.themes.update(ambition="Alle skal **med** nu.")


def test_correction_becomes_the_next_number_behind_the_point(approver: Client, plan: Plan) -> None:
    corrected(plan)
    send(approver, plan, note="", correction="on")
    newest = Edition.objects.current().get()
    assert (str(newest.label), newest.change_note) == ("1.1", "Sproglig rettelse")


def test_full_edition_asks_for_a_note(approver: Client, plan: Plan) -> None:
    corrected(plan)
    assert list(send(approver, plan, note=" ").context["form"].errors) == ["note"]


@pytest.mark.parametrize("withdrawn", [False, True])
def test_correction_is_offered_where_there_is_something_to_correct(
    approver: Client, plan: Plan, withdrawn: bool
) -> None:
    fields = approver.get(address(plan)).context["form"].fields
    assert "correction" not in fields
    corrected(plan)
    if withdrawn:
        WithdrawalFactory(edition=plan.editions.get())
    fields = approver.get(address(plan)).context["form"].fields
    assert ("correction" in fields) is not withdrawn


def test_note_with_something_like_a_cpr_number_is_refused(approver: Client, plan: Plan) -> None:
    response = send(approver, plan, note="Efter samtale med 010190-1234")
    assert list(response.context["form"].errors) == ["note"]
    assert not Edition.objects.exists()


def local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_plan_is_published_at_a_time(approver: Client, person: User, plan: Plan) -> None:
    moment = (timezone.now() + timedelta(days=3)).replace(second=0, microsecond=0)
    response = send(approver, plan, when="later", at=local(moment))
    assert response.headers["Location"] == f"/admin/plan/{plan.pk}/"
    waiting = waiting_for(plan)
    assert waiting is not None
    assert (waiting.due_at, waiting.by, waiting.note, waiting.correction) == (
        moment,
        person,
        "Vedtaget",
        False,
    )
    assert not Edition.objects.exists()
    assert [line.step for line in history(plan)] == [Step.SCHEDULE]


def test_correction_at_a_time_keeps_what_it_is(approver: Client, plan: Plan) -> None:
    corrected(plan)
    moment = timezone.now() + timedelta(days=3)
    send(approver, plan, when="later", at=local(moment), note="", correction="on")
    waiting = waiting_for(plan)
    assert waiting is not None
    assert (waiting.note, waiting.correction) == ("Sproglig rettelse", True)


@pytest.mark.parametrize("at", ["", "i morgen"])
def test_publishing_at_a_time_asks_for_it(approver: Client, plan: Plan, at: str) -> None:
    assert list(send(approver, plan, when="later", at=at).context["form"].errors) == ["at"]
    assert waiting_for(plan) is None


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2027-03-28T02:30", "Klokken 02:30 findes ikke den dag, fordi uret stilles frem."),
        (
            "2027-10-31T02:30",
            "Klokken 02:30 kommer to gange den dag, fordi uret stilles tilbage. Vælg et andet tidspunkt.",
        ),
    ],
)
def test_hour_of_changing_the_clock_is_refused_in_plain_words(at: str, told: str) -> None:
    with pytest.raises(ValidationError) as error:
        DayAndTime(input_formats=[LOCAL]).clean(at)
    assert error.value.messages == [told]


def test_moment_that_has_passed_is_refused(approver: Client, plan: Plan) -> None:
    response = send(approver, plan, when="later", at="2018-01-01T08:00")
    assert len(response.context["form"].non_field_errors()) == 1
    assert waiting_for(plan) is None


def test_stop_is_refused_before_it_waits(approver: Client, plan: Plan) -> None:
    SectionFactory(plan=plan, body="Ring om 010190-1234.")
    page = send(approver, plan, when="later", at=local(timezone.now() + timedelta(days=3)))
    assert len(page.context["form"].non_field_errors()) == 1
    assert waiting_for(plan) is None


def test_plan_that_waits_says_when_and_offers_no_second(approver: Client, plan: Plan) -> None:
    row = ScheduledPublicationFactory(plan=plan)
    page = approver.get(address(plan))
    assert page.context["waiting"] == row
    assert '<form method="post">' not in page.content.decode()


def test_follow_up_is_published_when_it_is_approved(approver: Client, municipality: Municipality) -> None:
    follow_up = AssessmentFactory(follow_up__plan__municipality=municipality).follow_up
    where = f"/admin/goals/followup/{follow_up.pk}/udgiv/"
    assert approver.get(where).context["refused"] != ""
    approver.post(where, {"note": "Sådan gik det", "when": "now"})
    assert not Edition.objects.exists()
    FollowUp.objects.filter(pk=follow_up.pk).update(state=PlanState.APPROVED)
    page = approver.get(where)
    assert (list(page.context["form"].fields), page.context["refused"]) == (
        ["note", "when", "at", "read"],
        "",
    )
    approver.post(where, {"note": "Sådan gik det", "when": "now", "read": read_by(follow_up)})
    assert Edition.objects.get().follow_up == follow_up
    assert Plan.objects.get(pk=follow_up.plan_id).state == PlanState.DRAFT


def test_follow_up_with_something_like_a_cpr_number_is_stopped(
    approver: Client, municipality: Municipality
) -> None:
    assessment = AssessmentFactory(
        follow_up__plan__municipality=municipality,
        follow_up__state=PlanState.APPROVED,
        text="Om 010190-1234.",
    )
    where = f"/admin/goals/followup/{assessment.follow_up_id}/udgiv/"
    data = {"note": "Sådan gik det", "when": "now", "read": read_by(assessment.follow_up)}
    page: Any = approver.post(where, data)
    assert len(page.context["form"].non_field_errors()) == 1
    assert not Edition.objects.exists()


def test_progress_is_there_to_be_shown_and_hidden_until_then(approver: Client, plan: Plan) -> None:
    content = approver.get(address(plan)).content.decode()
    sign = '<p id="working" class="desk-progress" role="status" data-address="sider/" hidden>'
    assert content.count(sign) == 1
    assert content.count("<progress") == 1


def test_withdrawing_for_a_reason_with_something_like_a_cpr_number_is_refused(
    approver: Client, plan: Plan
) -> None:
    edition = EditionFactory(plan=plan)
    where = f"/admin/publishing/edition/{edition.pk}/traek-tilbage/"
    response = approver.post(where, {"reason": "Nævner 010190-1234", "sure": "on"})
    assert list(response.context["form"].errors) == ["reason"]
    assert not hasattr(Edition.objects.get(), "withdrawal")


def test_page_that_waits_is_told_how_many_pages_have_been_set(approver: Client, plan: Plan) -> None:
    asked = f"{address(plan)}sider/"
    assert approver.get(asked).json() == {"done": 0, "total": 0}
    with page_progress(plan) as told:
        told(1)
        told(2)
        assert approver.get(asked).json() == {"done": 2, "total": 0}
    assert approver.get(asked).json() == {"done": 0, "total": 0}


def test_publishing_tells_of_every_page(
    approver: Client, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    really_set = caches["progress"].set
    monkeypatch.setattr(
        caches["progress"], "set", lambda key, said: (seen.append(said.done), really_set(key, said))
    )
    send(approver, plan)
    pages = Edition.objects.get().pdf_pages
    assert set(range(1, pages + 1)) <= set(seen)
    assert (seen[0], seen[-1]) == (1, pages)  # a page that is laid out again is told again


@pytest.fixture
def in_hearing(plan: Plan) -> Plan:
    DecisionFactory(plan=plan, outcome="in_hearing", date=date(2018, 11, 1))
    return plan


def test_plan_in_hearing_is_published_as_what_the_person_chose(
    approver: Client, person: User, in_hearing: Plan
) -> None:
    """Nothing is guessed: a proposal that went out as the plan could not be taken back."""
    assert "kind" in approver.get(address(in_hearing)).context["form"].fields
    unsaid = send(approver, in_hearing)
    assert unsaid.context["form"].errors == {"kind": ["Vælg, om det er forslaget eller planen."]}
    hidden = send(approver, in_hearing, kind="plan", noindex="on")
    assert list(hidden.context["form"].errors) == ["noindex"]
    send(approver, in_hearing, kind="proposal", noindex="on")
    edition = Edition.objects.get()
    assert (edition.is_proposal, edition.noindex) == (True, True)
    assert edition.title == f"Forslag til {in_hearing.title}"
    page = approver.get(f"/admin/plan/{in_hearing.pk}/").content.decode()
    assert "Forslag 1, offentliggjort" in page
    assert "forslag 1" in approver.get(f"/admin/plan/{in_hearing.pk}/forloeb/").content.decode()
    front = approver.get("/admin/").content.decode()
    assert "Den er offentliggjort som forslag." in front
    withdraw = approver.get(f"/admin/publishing/edition/{edition.pk}/traek-tilbage/")
    assert withdraw.status_code == 200


def test_draft_is_compared_with_the_proposal_that_the_public_reads(
    approver: Client, editor: Client, in_hearing: Plan
) -> None:
    since = reverse("desk-since-edition", args=["plan", in_hearing.pk])
    assert since not in approver.get(f"/admin/plan/{in_hearing.pk}/").content.decode()
    send(approver, in_hearing, kind="proposal")
    proposal = Edition.objects.get()
    listed = approver.get("/admin/plans/plan/").content.decode()
    assert f"Forslag 1, {date_format(localtime(proposal.published_at))}" in listed
    assert since in approver.get(f"/admin/plan/{in_hearing.pk}/").content.decode()
    same = approver.get(since)
    assert (same.context["edition"], bool(same.context["changes"])) == (proposal, False)
    Plan.objects.filter(pk=in_hearing.pk).update(summary="Efter høringen.")
    page = approver.get(since).content.decode()
    assert "Sammenlignet med forslag 1 fra" in page
    assert "Efter høringen.<span" in page
    assert "Forslag til" not in page
    withdraw(proposal, by=None, reason="Fejl")
    assert approver.get(since).context["edition"] is None


def test_proposal_at_a_time_keeps_what_it_is(approver: Client, in_hearing: Plan) -> None:
    moment = timezone.now() + timedelta(days=3)
    send(approver, in_hearing, when="later", at=local(moment), kind="proposal")
    waiting = waiting_for(in_hearing)
    assert waiting is not None
    assert (waiting.is_proposal, waiting.noindex) == (True, False)
    assert [row.state for row in carry_out_due(moment + timedelta(minutes=1))] == ["done"]
    assert Edition.objects.get().is_proposal


def test_plan_that_was_not_sent_into_hearing_is_offered_no_proposal(approver: Client, plan: Plan) -> None:
    assert {"kind", "noindex"} & set(approver.get(address(plan)).context["form"].fields) == set()
