"""A follow-up is written beside what the figures say of each goal."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.follow_up_rows import store_follow_up
from goals.enums import AreaKind, Operator, Unit
from goals.models import AnnualGoal, Assessment, FollowUp, Observation
from plans.errors import RefusedError
from plans.models import Plan
from tests.desk.forms import send
from tests.documents.rows import with_report
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    AssessmentFactory,
    EditionFactory,
    FollowUpFactory,
    IndicatorFactory,
    ObservationFactory,
    PlanFactory,
    TargetFactory,
)
from tests.plans.people import editor_of
from tests.steps import publish

pytestmark = pytest.mark.django_db

SENTENCE = "Ikke opfyldt: 406 forløb i Skive (2020). Målet var mindst 408 forløb."
REASON = "Antallet af forløb er på niveau med året før."


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(municipality__short_name="Skive", municipality__code="779", year=2020, last_year=2020)


@pytest.fixture
def goal(plan: Plan) -> AnnualGoal:
    """406 courses in the year, where 408 were aimed at."""
    goal = AnnualGoalFactory(plan=plan, theme=None, number=1, text="Vi gennemfører mindst 408 forløb.")
    indicator = IndicatorFactory(unit=Unit.COURSES)
    TargetFactory(
        goal=goal,
        indicator=indicator,
        operator=Operator.AT_LEAST,
        value=Decimal(408),
        unit=Unit.COURSES,
        comparator=None,
    )
    own = AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779")
    days = {"period_start": date(2020, 1, 1), "period_end": date(2020, 12, 31)}
    ObservationFactory(indicator=indicator, area=own, value=Decimal(406), **days)
    return goal


@pytest.fixture
def follow_up(plan: Plan, goal: AnnualGoal) -> FollowUp:
    return FollowUpFactory(plan=plan)


@pytest.fixture
def editor(client: Client, plan: Plan) -> Client:
    client.force_login(editor_of(plan))
    return client


def address(follow_up: FollowUp) -> str:
    return f"/admin/goals/followup/{follow_up.pk}/change/"


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_follow_up_is_begun_on_the_plans_page_once(editor: Client, plan: Plan, goal: AnnualGoal) -> None:
    here = f"/admin/plan/{plan.pk}/"
    assert editor.get(here).context["follow_ups"].proposed_period == "2020"
    half = {"kind": "mid_year", "period": "1. halvår 2020"}
    response = editor.post(f"{here}opfoelgning/", half)
    row = FollowUp.objects.get(plan=plan)
    assert (row.kind, row.title, row.slug) == (
        "mid_year",
        "Status for 1. halvår 2020",
        "status-for-1-halvaar",
    )
    assert (row.period_start, row.period_end) == (date(2020, 1, 1), date(2020, 6, 30))
    assert response.headers["Location"] == address(row)
    assert editor.get(address(row)).content.decode().count("<q>Vi gennemfører mindst 408 forløb.</q>") == 1
    assert SENTENCE not in editor.get(address(row)).content.decode()  # the year is not over then
    assert editor.post(f"{here}opfoelgning/", half).headers["Location"] == address(row)
    assert editor.post(f"{here}opfoelgning/", {"kind": "final"}).status_code == 302
    assert [row.title for row, _edition in editor.get(here).context["follow_ups"].rows] == [
        "Målopfølgning 2020",
        "Status for 1. halvår 2020",
    ]
    assert editor.post(f"{here}opfoelgning/", {"kind": "andet"}).status_code == 404


@pytest.mark.parametrize(
    ("kind", "period", "said"),
    [
        ("mid_year", "", "Skriv perioden for status, fx 1. halvår 2020, 1. kvartal 2020, maj 2020."),
        ("final", "1. kvartal 2021", "Perioden ligger uden for planen, som gælder 2020."),
        (
            "mid_year",
            "ved juletid",
            "»ved juletid« kan ikke læses som en periode. Skriv fx 1. halvår 2020, 1. kvartal 2020, maj 2020.",
        ),
    ],
)
def test_period_that_cannot_be_used_is_refused_where_it_is_typed(
    editor: Client, plan: Plan, follow_up: FollowUp, kind: str, period: str, said: str
) -> None:
    response = editor.post(f"/admin/plan/{plan.pk}/opfoelgning/", {"kind": kind, "period": period})
    assert (told(response), response.headers["Location"]) == ([said], f"/admin/plan/{plan.pk}/")
    kept = send(editor, address(follow_up), kind=kind, period=period or "juleaften")
    assert kept.status_code == 200
    assert "period" in kept.context["adminform"].form.errors


def test_begun_follow_up_takes_over_nothing_that_was_said(
    editor: Client, plan: Plan, goal: AnnualGoal
) -> None:
    before = FollowUpFactory(plan=plan, kind="mid_year", service_area="17 Beskæftigelse", title="Først")
    AssessmentFactory(follow_up=before, goal=goal)
    editor.post(f"/admin/plan/{plan.pk}/opfoelgning/", {"kind": "final"})
    row = FollowUp.objects.get(kind="final")
    assert (row.service_area, row.introduction, row.assessments.count()) == ("17 Beskæftigelse", "", 0)


def test_title_and_address_are_made_from_the_day_of_the_status(editor: Client, follow_up: FollowUp) -> None:
    send(
        editor,
        address(follow_up),
        **{"kind": "mid_year", "period": "januar 2020 – maj 2020", "status_on": "31.05.2020"},
        **{"title": "", "slug": ""},
    )
    row = FollowUp.objects.get()
    assert (row.title, row.slug) == ("Status pr. 31.05.2020", "status-pr-31-05-2020")
    assert (row.period_end, row.status_on) == (date(2020, 5, 31), date(2020, 5, 31))


def test_second_of_a_kind_and_period_is_refused(editor: Client, plan: Plan, follow_up: FollowUp) -> None:
    FollowUpFactory(
        plan=plan, title="Anden", kind="mid_year", period_start=date(2020, 1, 1), period_end=date(2020, 3, 31)
    )
    kept = send(editor, address(follow_up), kind="mid_year", period="1. kvartal 2020")
    assert kept.context["adminform"].form.non_field_errors() == [
        "Der findes allerede en målopfølgning af denne type for perioden."
    ]


def test_what_is_saved_leads_back_to_the_plan(editor: Client, follow_up: FollowUp) -> None:
    response = send(editor, address(follow_up), title="Sådan gik det")
    assert response.headers["Location"] == f"/admin/plan/{follow_up.plan_id}/#desk-follow-ups"


def test_plans_page_tells_which_edition_of_a_follow_up_is_in_force(
    editor: Client, follow_up: FollowUp
) -> None:
    here = f"/admin/plan/{follow_up.plan_id}/"
    assert editor.get(here).context["follow_ups"].rows == ((follow_up, None),)
    edition = EditionFactory(plan=follow_up.plan, follow_up=follow_up)
    assert editor.get(here).context["follow_ups"].rows == ((follow_up, edition),)


def test_computed_verdict_stands_beside_each_goal_before_anything_is_written(
    editor: Client, follow_up: FollowUp
) -> None:
    content = editor.get(address(follow_up)).content.decode()
    assert content.count("<q>Vi gennemfører mindst 408 forløb.</q>") == 1
    assert content.count(f"<p>{SENTENCE}</p>") == 1
    assert "Skriv hvorfor" not in content


def test_each_row_is_headed_by_its_goal(editor: Client, follow_up: FollowUp, goal: AnnualGoal) -> None:
    heading = '<span class="inline_label">Mål 1: Vi gennemfører mindst 408 forløb.</span>'
    assert heading in editor.get(address(follow_up)).content.decode()
    AssessmentFactory(follow_up=follow_up, goal=goal)
    assert heading in editor.get(address(follow_up)).content.decode()


def test_departing_verdict_is_saved_with_a_warning_and_marked_on_the_page(
    editor: Client, follow_up: FollowUp
) -> None:
    response = send(editor, address(follow_up), **{"assessments-0-verdict": "met"})
    assert told(response)[0] == (
        "En vurdering afviger fra den, tallene giver. Den skal begrundes, før den udgives: 1 Vi gennemfører mindst 408 forløb."
    )
    assert (
        "Din vurdering afviger fra den beregnede. Skriv hvorfor."
        in editor.get(address(follow_up)).content.decode()
    )


def test_reason_is_written_on_the_same_page(editor: Client, follow_up: FollowUp) -> None:
    changes = {"assessments-0-verdict": "met", "assessments-0-reason": REASON}
    response = send(editor, address(follow_up), **changes)
    assert [text for text in told(response) if "begrundes" in text] == []
    assert [(row.verdict, row.reason) for row in follow_up.assessments.all()] == [("met", REASON)]


def test_goal_without_verdict_is_not_stored(editor: Client, follow_up: FollowUp) -> None:
    send(editor, address(follow_up), title="Status midt i året", kind="mid_year", period="1. halvår 2020")
    row = FollowUp.objects.get()
    assert (row.title, row.kind, row.assessments.count()) == ("Status midt i året", "mid_year", 0)


def test_goal_without_target_says_that_nothing_is_computed(
    editor: Client, plan: Plan, follow_up: FollowUp
) -> None:
    AnnualGoalFactory(plan=plan, theme=None, text="Vi taler pænt.")
    content = editor.get(address(follow_up)).content.decode()
    assert content.count("Målet er ikke sat i tal, så der er ikke noget at beregne.") == 1


@pytest.mark.parametrize("verdict", ["met", "partly"])
def test_publishing_a_departing_verdict_without_reason_is_refused(verdict: str, follow_up: FollowUp) -> None:
    follow_up.assessments.create(goal=AnnualGoal.objects.get(), verdict=verdict)
    with pytest.raises(RefusedError) as refused:
        publish(follow_up, by=None, note="Sådan gik det")
    assert str(refused.value) == (
        f"Vurderingen af mål 1 i »{follow_up.plan.title}« afviger fra den, der er beregnet ud fra tallene. Skriv en begrundelse for afvigelsen."
    )


def test_publishing_a_departing_verdict_with_a_reason_keeps_both(follow_up: FollowUp) -> None:
    follow_up.assessments.create(goal=AnnualGoal.objects.get(), verdict="met", reason=REASON)
    edition = publish(follow_up, by=None, note="Sådan gik det")
    assert edition.document.follow_up
    (found,) = edition.document.follow_up.assessments
    assert (found.verdict, found.reason) == ("met", REASON)
    assert found.computed
    assert (found.computed.verdict, found.computed.sentence) == ("not_met", SENTENCE)


def test_tree_of_a_follow_up_to_rows_and_back_loses_nothing(follow_up: FollowUp) -> None:
    goal = AnnualGoal.objects.get()
    follow_up.assessments.create(goal=goal, verdict="met", text="**Godt** år.", reason=REASON)
    document = with_report(follow_up.plan)
    assert document.follow_up
    follow_up.delete()
    store_follow_up(document.follow_up, follow_up.plan)
    assert with_report(follow_up.plan) == document


def test_page_makes_the_same_queries_for_one_goal_and_for_three(
    editor: Client, plan: Plan, follow_up: FollowUp
) -> None:
    editor.get(address(follow_up))
    with CaptureQueriesContext(connection) as one:
        editor.get(address(follow_up))
    indicator = Observation.objects.get().indicator
    for _number in (2, 3):
        new = AnnualGoalFactory(plan=plan, theme=None)
        TargetFactory(
            goal=new, indicator=indicator, operator="no_increase", value=None, unit="", comparator=None
        )
    with CaptureQueriesContext(connection) as three:
        page = editor.get(address(follow_up))
    inlines = {each.formset.model: each.formset for each in page.context["inline_admin_formsets"]}
    assert len(inlines[Assessment].forms) == 3
    assert len(three) == len(one)


@pytest.mark.parametrize(
    ("period", "said"),
    [((date(2020, 1, 1), date(2020, 3, 31)), "1. kvartal 2020"), ((None, None), "Hele perioden")],
)
def test_period_is_said_where_the_page_is_only_read(
    editor: Client, follow_up: FollowUp, period: tuple[date | None, date | None], said: str
) -> None:
    FollowUp.objects.update(period_start=period[0], period_end=period[1], state="submitted")
    page = " ".join(editor.get(address(follow_up)).content.decode().split())
    assert f'<div class="readonly">{said}</div>' in page


def test_kind_of_a_new_follow_up_is_asked_for_where_no_page_has_proposed_one(
    editor: Client, plan: Plan
) -> None:
    page = "/admin/goals/followup/add/"
    form = editor.get(page).context["adminform"].form
    assert (
        form["kind"].value(),
        editor.get(f"{page}?kind=review").context["adminform"].form["kind"].value(),
    ) == (
        "",
        "review",
    )
    answer = send(editor, page, plan=plan.pk, period="oktober 2020")
    assert answer.context["adminform"].form.errors == {"kind": ["Dette felt er påkrævet."]}
    assert not FollowUp.objects.exists()
