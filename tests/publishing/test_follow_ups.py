"""A follow-up is of an edition of its plan: nothing of a draft becomes public through it, and nothing of a
plan that has been withdrawn."""

import subprocess
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from desk.domain.next_year import copy_plan
from documents.tree import GoalRef
from goals.enums import AreaKind, FollowUpKind, Operator, Unit
from goals.models import AnnualGoal, FollowUp, Target
from plans.domain.lock import begin_edit
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Plan
from publishing.domain.basis import begin, goals_to_judge, renew
from publishing.domain.texts import document_now
from publishing.domain.withdraw import answer, withdraw
from publishing.enums import Step
from publishing.models import Edition
from publishing.numbering import EditionNumber
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    DecisionFactory,
    FollowUpFactory,
    IndicatorFactory,
    InitiativeFactory,
    ObservationFactory,
    PlanFactory,
    ReportDecisionFactory,
    SectionFactory,
    StrategyFactory,
    TargetFactory,
    ThemeFactory,
)
from tests.plans.people import approver_of, editor_of
from tests.steps import publish, take
from themes.models import Theme

pytestmark = pytest.mark.django_db

SECRET = "Kanariefugl"
"""A word of a draft: in no page and in no file."""


@pytest.fixture
def plan() -> Plan:
    plan: Plan = PlanFactory(
        municipality__slug="skive", municipality__short_name="Skive", municipality__code="779", year=2020
    )
    SectionFactory(plan=plan, title="Indledning", slug="indledning", body="En indledning.")
    theme = ThemeFactory(plan=plan, number=1, title="Unge", slug="unge", ambition="Alle unge med.")
    AnnualGoalFactory(theme=theme, number=1, text="Flere unge i job.")
    AnnualGoalFactory(theme=theme, number=2, text="Færre unge på gaden.")
    return plan


def begun(plan: Plan, kind: FollowUpKind = FollowUpKind.FINAL) -> FollowUp:
    title = "Midtvejsstatus 2020" if kind == FollowUpKind.INTERIM else "Målopfølgning 2020"
    follow_up: FollowUp = FollowUpFactory(plan=plan, kind=kind, title=title)
    begin(follow_up)
    return follow_up


def judge(follow_up: FollowUp, *places: str, verdict: str = "met") -> None:
    """As the desk's page stores it."""
    for goal in goals_to_judge(follow_up):
        if not places or goal.ref.key in places:
            follow_up.assessments.create(
                goal_id=goal.row,
                theme_slug=goal.ref.theme,
                number=goal.ref.number,
                verdict=verdict,
                text="Det gik godt.",
            )


def addresses(plan: Plan) -> Iterator[str]:
    """Every public address that could show something of the plan or its follow-ups."""
    town, year = f"/{plan.municipality.slug}/", f"/{plan.municipality.slug}/{plan.year}/"
    yield from ("/", town, year)
    below = ["", "plan.pdf", "plan.json", "maal/", "maal.csv", "maal.xlsx", "tal.csv", "udgaver/"]
    yield from (f"{year}{each}" for each in below)
    for theme in plan.themes.all():
        yield from (f"{year}tema/{theme.slug}/", f"{year}tema/{theme.slug}/gennem-aarene/")
        for goal in theme.goals.all():
            yield f"{year}tema/{theme.slug}/maal/{goal.number}/gennem-aarene/"
            yield f"{year}tema/{theme.slug}/maal/{goal.number}/gennem-aarene.csv"
    yield from (f"{year}afsnit/{section.slug}/" for section in plan.sections.all())
    files = ["opfoelgning.pdf", "opfoelgning.json", "opfoelgning.csv", "opfoelgning.xlsx", "tal.csv"]
    yield from (f"{year}opfoelgning/", *(f"{year}{name}" for name in files))
    yield f"{year}opfoelgning/udgaver/"
    for edition in Edition.objects.of_follow_ups().filter(plan=plan):
        for start in (f"{year}opfoelgning/{edition.report_slug}/", edition.get_absolute_url()):
            yield from (start, *(f"{start}{name}" for name in files))


def text_at(client: Client, address: str) -> str:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if address.endswith(".pdf") and response.status_code == 200:
        with pikepdf.open(BytesIO(content)) as pdf:
            attached = [file.get_file().read_bytes().decode() for file in pdf.attachments.values()]
        pages = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
        return "\n".join([pages.stdout.decode(), *attached])
    return content.decode("utf-8", "replace")


def test_follow_up_publishes_nothing_of_the_plans_draft(client: Client, plan: Plan) -> None:
    publish(plan, by=None, note="Vedtaget")
    Theme.objects.update(ambition=f"Alle unge med. {SECRET}.", actions=SECRET)
    AnnualGoal.objects.filter(number=2).update(text=f"{SECRET} i stedet.")
    AnnualGoalFactory(theme=Theme.objects.get(), number=3, text=f"{SECRET} er et nyt mål.")
    SectionFactory(plan=plan, title=SECRET, slug="ny", body=SECRET)
    follow_up = begun(plan, FollowUpKind.INTERIM)
    judge(follow_up)
    publish(follow_up, by=None, note="Halvvejs")
    assert "Alle unge med." in text_at(client, "/skive/2020/opfoelgning/")
    assert [address for address in addresses(plan) if SECRET in text_at(client, address)] == []


def test_plan_that_was_never_approved_stays_unknown(client: Client, plan: Plan) -> None:
    """But for the goals that are judged, below the titles of their themes."""
    copied = copy_plan(plan, 2021)
    theme = Theme.objects.get(plan=copied)
    Theme.objects.filter(pk=theme.pk).update(ambition=SECRET, actions=SECRET)
    theme.goals.filter(number=2).update(text=SECRET)
    SectionFactory(plan=copied, title=SECRET, slug="hemmeligt", body=SECRET)
    StrategyFactory(theme=theme, title=SECRET)
    InitiativeFactory(theme=theme, title=SECRET)
    ThemeFactory(plan=copied, number=9, title=SECRET, slug="niende")
    DecisionFactory(plan=copied, minority_statement=SECRET)
    Plan.objects.filter(pk=copied.pk).update(title=SECRET, summary=SECRET, notice=SECRET)
    copied.refresh_from_db()
    follow_up = begun(copied)
    judge(follow_up, "unge/1")
    document = publish(follow_up, by=None, note="Sådan gik det").document
    assert [(theme.title, [goal.text for goal in theme.goals]) for theme in document.themes] == [
        ("Unge", ["Flere unge i job."])
    ]
    assert (document.sections, document.strategies, document.decisions) == ((), (), ())
    assert document.title == "Beskæftigelsesplan 2021"
    answered = client.get("/skive/2021/")
    assert (answered.status_code, answered.headers["Location"]) == (302, "/skive/2021/opfoelgning/")
    for below in ("plan.pdf", "plan.json", "maal/", "maal.csv", "tal.csv", "udgaver/", "tema/unge/"):
        assert client.get(f"/skive/2021/{below}").status_code == 404
    assert [address for address in addresses(copied) if SECRET in text_at(client, address)] == []


@pytest.fixture
def reported(plan: Plan) -> tuple[Edition, FollowUp]:
    """A published plan and its published follow-up."""
    edition = publish(plan, by=None, note="Vedtaget")
    follow_up = begun(plan)
    judge(follow_up)
    publish(follow_up, by=None, note="Sådan gik det")
    return edition, follow_up


WORDS = ("Flere unge i job", "Alle unge med", "En indledning")


def test_withdrawn_plan_is_not_read_in_its_follow_up(
    client: Client, plan: Plan, reported: tuple[Edition, FollowUp]
) -> None:
    edition, _follow_up = reported
    withdraw(edition, by=None, reason="Fejl i teksten.")
    assert client.get("/skive/2020/opfoelgning/").status_code == 410
    assert client.get("/skive/2020/opfoelgning/maalopfoelgning/").status_code == 410
    for address in addresses(plan):
        shown = text_at(client, address)
        assert [word for word in WORDS if word in shown] == [], address


def test_answer_shows_the_follow_up_again(
    client: Client, plan: Plan, reported: tuple[Edition, FollowUp]
) -> None:
    edition, follow_up = reported
    withdraw(edition, by=None, reason="Fejl i teksten.")
    with pytest.raises(RefusedError):
        answer(follow_up, keep=True, by=editor_of(plan))
    answer(follow_up, keep=True, by=approver_of(plan))
    assert "Flere unge i job" in text_at(client, "/skive/2020/opfoelgning/")
    with pytest.raises(RefusedError, match="allerede"):
        answer(follow_up, keep=False, by=approver_of(plan))


def test_answer_withdraws_the_follow_up_too(
    client: Client, plan: Plan, reported: tuple[Edition, FollowUp]
) -> None:
    edition, follow_up = reported
    withdraw(edition, by=None, reason="Fejl i teksten.")
    answer(follow_up, keep=False, by=approver_of(plan))
    follow_up.refresh_from_db()
    assert follow_up.state == PlanState.DRAFT
    assert "Fejl i teksten." in text_at(client, "/skive/2020/opfoelgning/")
    assert follow_up.editions.get().withdrawal.withdrawn_by is not None


def test_follow_up_on_a_withdrawn_edition_is_not_sent_on(
    plan: Plan, reported: tuple[Edition, FollowUp]
) -> None:
    edition, follow_up = reported
    withdraw(edition, by=None, reason="Fejl i teksten.")
    follow_up.assessments.update(text="Andre ord.")
    with pytest.raises(RefusedError, match="trukket tilbage"):
        publish(follow_up, by=None, note="Igen")
    FollowUp.objects.update(state=PlanState.DRAFT)
    follow_up.refresh_from_db()
    with pytest.raises(RefusedError, match="trukket tilbage"):
        take(follow_up, Step.SUBMIT, editor_of(plan))
    Theme.objects.update(ambition="Bedre.")
    renew(follow_up, publish(plan, by=None, note="Rettet"), editor_of(plan))
    assert publish(follow_up, by=None, note="Igen").basis == Edition.objects.get(
        plan=plan, number=2, follow_up=None
    )


def test_follow_up_on_an_edition_that_stays_is_shown_when_a_later_one_is_withdrawn(
    client: Client, plan: Plan, reported: tuple[Edition, FollowUp]
) -> None:
    first, _follow_up = reported
    Theme.objects.update(ambition="Bedre.")
    withdraw(publish(plan, by=None, note="Rettet"), by=None, reason="Forkert.", again=first)
    assert client.get("/skive/2020/opfoelgning/").status_code == 200


def test_plan_that_is_withdrawn_while_the_pdf_is_made_is_not_published_in_its_follow_up(
    client: Client, plan: Plan
) -> None:
    edition = publish(plan, by=None, note="Vedtaget")
    follow_up = begun(plan)
    judge(follow_up)
    withdrawn: list[int] = []

    def meanwhile(*_far: int | None) -> None:
        if not withdrawn:
            withdrawn.append(withdraw(edition, by=None, reason="Fejl i teksten.").pk)

    with pytest.raises(RefusedError, match="trukket tilbage"):
        publish(follow_up, by=None, note="Sådan gik det", on_progress=meanwhile)
    assert withdrawn != []
    assert not follow_up.editions.exists()
    assert client.get("/skive/2020/opfoelgning/").status_code == 404


def texts_of(follow_up: FollowUp) -> dict[str, str]:
    """By the words of the goal in the report, the verdict on it."""
    document = document_now(follow_up)
    assert document.follow_up
    words = {document.goal_ref(theme, goal): goal.text for theme, goal in document.all_goals()}
    return {words[each.goal]: each.verdict for each in document.follow_up.assessments}


def test_assessment_names_the_goal_as_its_edition_has_it(plan: Plan) -> None:
    publish(plan, by=None, note="Vedtaget")
    follow_up = begun(plan)
    judge(follow_up, "unge/1", verdict="met")
    judge(follow_up, "unge/2", verdict="not_met")
    wanted = {"Flere unge i job.": "met", "Færre unge på gaden.": "not_met"}
    assert texts_of(follow_up) == wanted
    first, second = AnnualGoal.objects.order_by("number")
    AnnualGoal.objects.filter(pk=first.pk).update(number=7, text="Helt andre ord.")
    AnnualGoal.objects.filter(pk=second.pk).update(number=1)
    Theme.objects.update(number=4, slug="unge-mennesker", title="Unge mennesker")
    assert texts_of(follow_up) == wanted


def test_goal_that_is_moved_reworded_or_deleted_before_the_follow_up_is_begun_is_still_judged(
    plan: Plan,
) -> None:
    publish(plan, by=None, note="Vedtaget")
    AnnualGoal.objects.get(number=1).delete()
    moved = AnnualGoal.objects.get(number=2)
    AnnualGoal.objects.filter(pk=moved.pk).update(number=1)
    follow_up = begun(plan)
    assert [(goal.label, goal.text, goal.row) for goal in goals_to_judge(follow_up)] == [
        ("1.1", "Flere unge i job.", None),
        ("1.2", "Færre unge på gaden.", moved.pk),
    ]
    judge(follow_up)
    assert texts_of(follow_up) == {"Flere unge i job.": "met", "Færre unge på gaden.": "met"}


def test_verdict_is_computed_from_the_editions_target(plan: Plan) -> None:
    goal = AnnualGoal.objects.get(number=1)
    indicator = IndicatorFactory(unit=Unit.COURSES)
    TargetFactory(
        goal=goal,
        indicator=indicator,
        operator=Operator.AT_LEAST,
        value=Decimal(400),
        unit=Unit.COURSES,
        comparator=None,
    )
    publish(plan, by=None, note="Vedtaget")
    follow_up = begun(plan)
    judge(follow_up, "unge/1")
    own = AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779")
    days = {"period_start": date(2020, 1, 1), "period_end": date(2020, 12, 31)}
    ObservationFactory(indicator=indicator, area=own, value=Decimal(406), **days)
    Target.objects.update(value=Decimal(500))
    report = document_now(follow_up)
    assert report.follow_up
    (found,) = report.follow_up.assessments
    assert found.computed
    assert (found.computed.verdict, found.computed.results[0].limit) == ("met", Decimal(400))
    assert [figure.value for figure in report.themes[0].goals[0].targets[0].figures] == [Decimal(406)]


def test_report_has_decisions_of_its_own(plan: Plan) -> None:
    DecisionFactory(plan=plan, body="Byrådet")
    publish(plan, by=None, note="Vedtaget")
    follow_up = begun(plan)
    judge(follow_up)
    assert document_now(follow_up).decisions == ()
    ReportDecisionFactory(follow_up=follow_up, body="Udvalget", votes="Enstemmigt")
    assert [(each.body, each.votes) for each in document_now(follow_up).decisions] == [
        ("Udvalget", "Enstemmigt")
    ]


def test_renewing_takes_verdicts_along_to_the_same_goals(plan: Plan) -> None:
    publish(plan, by=None, note="Vedtaget")
    follow_up = begun(plan)
    judge(follow_up, "unge/1", verdict="met")
    judge(follow_up, "unge/2", verdict="not_met")
    first, second = AnnualGoal.objects.order_by("number")
    AnnualGoal.objects.filter(pk=first.pk).update(number=9)
    AnnualGoal.objects.filter(pk=second.pk).update(number=1)
    AnnualGoal.objects.filter(pk=first.pk).update(number=2)
    renew(follow_up, publish(plan, by=None, note="Byttet om"), editor_of(plan))
    assert texts_of(follow_up) == {"Færre unge på gaden.": "not_met", "Flere unge i job.": "met"}
    document = document_now(follow_up)
    assert document.follow_up
    met = [each.goal for each in document.follow_up.assessments if each.verdict == "met"]
    assert met == [GoalRef(2020, "unge", 2)]


@pytest.fixture
def author(plan: Plan) -> User:
    return editor_of(plan)


def test_follow_up_takes_the_plans_own_steps_and_leaves_the_plan_alone(plan: Plan, author: User) -> None:
    publish(plan, by=None, note="Vedtaget")
    follow_up, approver = begun(plan), approver_of(plan)
    judge(follow_up)
    take(follow_up, Step.SUBMIT, author)
    with pytest.raises(RefusedError):
        take(follow_up, Step.APPROVE, author)
    with pytest.raises(RefusedError, match="sendt til godkendelse"):
        begin_edit(follow_up, author)
    take(follow_up, Step.APPROVE, approver)
    edition = publish(follow_up, by=approver, note="Sådan gik det")
    assert edition.basis == plan.editions.get(follow_up=None)
    follow_up.refresh_from_db()
    assert begin_edit(follow_up, author)
    plan.refresh_from_db()
    assert (follow_up.state, plan.state) == (PlanState.DRAFT, PlanState.PUBLISHED)


def test_old_rule_that_a_person_publishes_a_follow_up_without_approval_is_gone(plan: Plan) -> None:
    follow_up = begun(plan)
    judge(follow_up)
    with pytest.raises(RefusedError):
        publish(follow_up, by=approver_of(plan), note="Sådan gik det")
    assert not Edition.objects.exists()


def test_each_follow_up_is_a_series_of_its_own(client: Client, plan: Plan) -> None:
    publish(plan, by=None, note="Vedtaget")
    mid, final = begun(plan, FollowUpKind.INTERIM), begun(plan)
    judge(mid, verdict="partly")
    judge(final)
    editions = [publish(each, by=None, note="Sådan gik det") for each in (final, mid)]
    assert [(edition.label, edition.get_absolute_url()) for edition in editions] == [
        (EditionNumber(1), "/skive/2020/opfoelgning/maalopfoelgning/udgave/1/"),
        (EditionNumber(1), "/skive/2020/opfoelgning/midtvejsstatus/udgave/1/"),
    ]
    for address in ("", "maalopfoelgning/", "maalopfoelgning/udgave/1/"):
        assert "<h1>Målopfølgning 2020</h1>" in text_at(client, f"/skive/2020/opfoelgning/{address}")
    for address in ("midtvejsstatus/", "midtvejsstatus/udgave/1/"):
        assert "<h1>Midtvejsstatus 2020</h1>" in text_at(client, f"/skive/2020/opfoelgning/{address}")
    assert client.get("/skive/2020/opfoelgning.json").content == editions[0].document_json.encode()
    for below in ("opfoelgning.pdf", "opfoelgning.csv", "opfoelgning.xlsx", "tal.csv", "udgaver/"):
        assert text_at(client, f"/skive/2020/opfoelgning/midtvejsstatus/{below}")
    answered = client.get("/skive/2020/opfoelgning/midtvejsstatus/opfoelgning.json")
    assert answered.content == editions[1].document_json.encode()
    assert client.get("/skive/2020/opfoelgning/udgave/1/").status_code == 404
    assert client.get("/skive/2020/opfoelgning/ukendt/").status_code == 404


def test_newest_speaks_for_the_plan_until_there_is_a_final_report(client: Client, plan: Plan) -> None:
    mid = begun(plan, FollowUpKind.INTERIM)
    judge(mid)
    publish(mid, by=None, note="Halvvejs")
    assert "<h1>Midtvejsstatus 2020</h1>" in text_at(client, "/skive/2020/opfoelgning/")


def test_address_is_free_and_never_one_of_the_others(plan: Plan) -> None:
    first = FollowUpFactory(plan=plan, title="Udgaver", kind=FollowUpKind.FINAL)
    second = FollowUpFactory(plan=plan, title="Udgaver 2", kind=FollowUpKind.INTERIM)
    assert (first.slug, second.slug) == ("udgaver-2", "udgaver-2-2")


def test_command_names_which_follow_up(plan: Plan) -> None:
    for kind in (FollowUpKind.FINAL, FollowUpKind.INTERIM):
        judge(begun(plan, kind))
    with pytest.raises(CommandError, match="maalopfoelgning, midtvejsstatus"):
        call_command("publish", "skive", "2020", "--note", "x", "--follow-up")
    for name in ("mid_year", "maalopfoelgning"):
        call_command("publish", "skive", "2020", "--note", "x", "--follow-up", name, verbosity=0)
    assert set(Edition.objects.values_list("report_kind", flat=True)) == {"final", "mid_year"}
