"""Two people at a text that waits, each in a browser session of their own: what is approved and published is
what was read, and what has changed meanwhile is told before the click counts."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from plans.enums import DecisionOutcome, PlanState, Role
from plans.models import Decision, Plan
from publishing.domain.texts import current_text
from tests.browser.pictures import DESK, PHONE, look
from tests.browser.test_workflow import rewrite, shows, submit, take
from tests.factories import (
    AnnualGoalFactory,
    MembershipFactory,
    NationalGoalFactory,
    PlanFactory,
    SectionFactory,
    TargetFactory,
    ThemeFactory,
    UserFactory,
)
from tests.plans.people import approver_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DECIDED = "[tilføjet: Byrådet, 11. december 2018 · vedtaget · 24 for, 7 imod]"


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    """Without a warning."""
    plan: Plan = PlanFactory(
        year=2019,
        last_year=2019,
        title="Beskæftigelsesplan 2019",
        municipality__slug="proeve",
        municipality__name="Prøve Kommune",
        municipality__short_name="Prøve",
    )
    SectionFactory(plan=plan, title="Forord", slug="forord", body="Vi vil have flere i job.")
    theme = ThemeFactory(plan=plan, number=1, title="Unge", slug="unge", ambition="Alle unge skal med.")
    TargetFactory(goal=AnnualGoalFactory(theme=theme, number=1))
    return plan


@pytest.fixture
def anna(plan: Plan, signed_in: Callable[[User], Page]) -> Page:
    """Approves."""
    return signed_in(approver_of(plan))


@pytest.fixture
def bo(plan: Plan, signed_in: Callable[[User], Page]) -> Page:
    """Writes and sends, and may approve what others send."""
    person: User = approver_of(plan)
    MembershipFactory(person=person, municipality=plan.municipality, role=Role.EDITOR)
    return signed_in(person)


def approve_page(page: Page, plan: Plan) -> None:
    page.goto(f"/admin/plan/{plan.pk}/")
    page.get_by_role("link", name="Godkend", exact=True).click()


def press(page: Page, button: str, status: int) -> None:
    """The button answers with this status."""
    with page.expect_response(lambda one: one.request.method == "POST") as answered:
        page.get_by_role("button", name=button, exact=True).click()
    assert answered.value.status == status


def faults_of(page: Page) -> list[str]:
    violations = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in violations for node in one["nodes"]]


def test_old_tab_is_shown_the_difference_before_its_approval_counts(anna: Page, bo: Page, plan: Plan) -> None:
    submit(bo, plan)
    approve_page(anna, plan)
    take(bo, plan, "Send tilbage", "Der mangler et ord")
    rewrite(bo, plan, "Alle unge skal hurtigt med.")
    submit(bo, plan)

    press(anna, "Godkend", 409)
    told = anna.locator(".desk-step").first
    expect(told.locator(".errornote")).to_contain_text("Teksten er ændret, siden du åbnede siden.")
    expect(told.locator("ins")).to_have_text(["[tilføjet: hurtigt ]"])
    expect(told.locator("del")).to_have_count(0)
    look(anna, "gammel-fane", DESK, PHONE)
    assert faults_of(anna) == []
    assert Plan.objects.get(pk=plan.pk).state == PlanState.SUBMITTED

    press(anna, "Godkend", 302)
    shows(anna, plan, PlanState.APPROVED)
    text = current_text(Plan.objects.get(pk=plan.pk))
    assert text is not None
    assert text.document.themes[0].ambition == "Alle unge skal hurtigt med."


def test_publisher_is_told_of_a_national_goal_changed_since_and_publishes_what_was_approved(
    anna: Page, plan: Plan, signed_in: Callable[[User], Page]
) -> None:
    goal = NationalGoalFactory(year=2019, number=1, title="Flere skal i uddannelse")
    keeper = signed_in(UserFactory(is_superuser=True))
    submit(keeper, plan)
    take(anna, plan, "Godkend")
    anna.goto(f"/admin/plans/plan/{plan.pk}/udgiv/")
    expect(anna.locator("input[name=as_approved]")).to_have_count(0)

    keeper.goto(f"/admin/goals/nationalgoal/{goal.pk}/change/")
    keeper.locator("#id_title").fill("Færre skal i uddannelse")
    keeper.locator("input[name=_save]").first.click()
    expect(keeper.locator(".messagelist .success")).to_be_visible()

    anna.get_by_label("Ændringsnote").fill("Vedtaget af byrådet")
    anna.get_by_label("Hvorfor teksten alligevel udgives").fill("Temaet om unge svarer på det")
    press(anna, "Udgiv", 200)
    expect(anna.get_by_text("Ministermål 1 for 2019: Færre skal i uddannelse")).to_be_visible()
    expect(anna.get_by_text("Vælg: Udgiv teksten, som den blev godkendt")).to_be_visible()
    look(anna, "udgiv-aendret-ministermaal", DESK, PHONE)
    assert faults_of(anna) == []
    assert plan.editions.count() == 0

    anna.get_by_label("Udgiv teksten, som den blev godkendt").check()
    press(anna, "Udgiv", 302)
    expect(anna.locator(".messagelist .success")).to_contain_text("Udgave 1")
    edition = plan.editions.get()
    assert [one.title for one in edition.document.national_goals] == ["Flere skal i uddannelse"]


def test_approver_sees_exactly_the_decision_that_was_added_to_the_text(
    anna: Page, bo: Page, plan: Plan
) -> None:
    submit(bo, plan)
    approve_page(anna, plan)

    bo.get_by_role("link", name="Tilføj en beslutning").click()
    bo.locator("#id_body").fill("Byrådet")
    bo.locator("#id_date").fill("2018-12-11")
    bo.locator("#id_outcome").select_option(DecisionOutcome.ADOPTED)
    bo.locator("#id_votes").fill("24 for, 7 imod")
    look(bo, "tilfoej-beslutning", DESK, PHONE)
    assert faults_of(bo) == []
    press(bo, "Tilføj beslutningen", 302)
    decision = str(Decision.objects.get(plan=plan))

    press(anna, "Godkend", 409)
    told = anna.locator(".desk-step").first
    expect(told.locator("ins")).to_have_text([DECIDED])
    expect(told.locator("del")).to_have_count(0)
    expect(told.get_by_text("Alle unge skal med.")).to_have_count(0)
    look(anna, "beslutning-gammel-fane", DESK, PHONE)

    approve_page(anna, plan)
    added = anna.locator("h2", has_text="Tilføjet, siden teksten blev sendt").locator("+ ul > li")
    expect(added).to_have_count(1)
    expect(added).to_contain_text(decision)
    expect(anna.locator(".history ins")).to_have_text([DECIDED])
    expect(anna.locator(".history del")).to_have_count(0)
    look(anna, "godkend-beslutning", DESK, PHONE)
    assert faults_of(anna) == []
    press(anna, "Godkend", 302)
    shows(anna, plan, PlanState.APPROVED)
    text = current_text(Plan.objects.get(pk=plan.pk))
    assert text is not None
    assert [(one.body, one.votes) for one in text.document.decisions] == [("Byrådet", "24 for, 7 imod")]
