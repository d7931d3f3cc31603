"""From draft to published and back, by two people in two browsers."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from plans.enums import PlanState
from plans.models import Plan
from publishing.enums import JobKind, JobState
from publishing.models import Job, ScheduledPublication
from tests.browser.people import PATIENCE, sign_in, until_submitted
from tests.browser.pictures import DESK, PHONE, TABLET, look
from tests.factories import (
    AnnualGoalFactory,
    EditionFactory,
    JobFactory,
    PlanFactory,
    SectionFactory,
    TargetFactory,
    ThemeFactory,
)
from tests.plans.people import approver_of, editor_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = (
    "Et afsnit med en titel, der er så lang, at hverken menuen, forsiden eller en søgning har plads til hele den "
    * 2
)


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    """Warned of once, for a long title."""
    plan: Plan = PlanFactory(
        year=2019,
        title="Beskæftigelsesplan 2019",
        municipality__slug="proeve",
        municipality__name="Prøve Kommune",
        municipality__short_name="Prøve",
    )
    SectionFactory(plan=plan, title=LONG.strip()[:190], slug="forord", body="Vi vil have flere i job.")
    theme = ThemeFactory(plan=plan, number=1, title="Unge", slug="unge", ambition="Flere unge i jop.")
    TargetFactory(goal=AnnualGoalFactory(theme=theme, number=1))
    return plan


@pytest.fixture
def editor(page: Page, plan: Plan) -> Page:
    sign_in(page, editor_of(plan))
    return page


@pytest.fixture
def approver(plan: Plan, signed_in: Callable[[User], Page]) -> Page:
    """Another person, in a browser of their own."""
    return signed_in(approver_of(plan))


def take(page: Page, plan: Plan, step: str, reason: str = "") -> None:
    page.goto(f"/admin/plan/{plan.pk}/")
    page.get_by_role("link", name=step, exact=True).click()
    page.locator("textarea[name=reason]").fill(reason)
    look(page, f"forloeb-{step}".lower().replace(" ", "-"))
    page.get_by_role("button", name=step, exact=True).click()
    expect(page).to_have_url(re.compile(rf"/admin/plan/{plan.pk}/$"))


def read(page: Page, plan: Plan, sentence: str) -> None:
    """The text that waits, as the public will see it."""
    page.goto(f"/admin/plan/{plan.pk}/")
    page.get_by_role("link", name="Læs den tekst, der venter").click()
    page.get_by_role("link", name="Unge").first.click()
    expect(page).to_have_url(re.compile(r"/admin/tekst/\d+/tema/unge/$"))
    expect(page.get_by_text(sentence)).to_be_visible()
    look(page, "laes-teksten", DESK, PHONE)


def shows(page: Page, plan: Plan, state: PlanState) -> None:
    page.goto(f"/admin/plan/{plan.pk}/")
    expect(page.locator(f".desk-steps .desk-state.{state.value}")).to_have_count(1)


def submit(page: Page, plan: Plan, reason: str = "") -> None:
    """Until the PDF has been made and others can read the text."""
    take(page, plan, "Send til godkendelse", reason)
    until_submitted(page)


def rewrite(page: Page, plan: Plan, text: str) -> None:
    page.goto(f"/admin/themes/theme/{plan.themes.get().pk}/change/")
    page.locator("#id_ambition").fill(text)
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def publish_due() -> str:
    """As the timer would, a moment after the time has come."""
    past = timezone.now() - timedelta(minutes=1)
    ScheduledPublication.objects.filter(state="waiting").update(due_at=past)
    output = StringIO()
    call_command("publish_due", stdout=output)
    return output.getvalue()


def test_plan_goes_from_draft_to_published_corrected_and_withdrawn(
    editor: Page, approver: Page, plan: Plan
) -> None:
    is_sent_back_and_approved(editor, approver, plan)
    is_published_when_its_time_comes(editor, approver, plan)
    is_corrected(editor, approver, plan)
    is_withdrawn(editor, approver, plan)
    tells_its_steps(editor, plan)
    assert len(mail.outbox) >= 8


def is_sent_back_and_approved(editor: Page, approver: Page, plan: Plan) -> None:
    submit(editor, plan, "Klar til gennemlæsning")
    shows(editor, plan, PlanState.SUBMITTED)
    expect(editor.get_by_role("link", name="Godkend", exact=True)).to_have_count(0)
    editor.goto(f"/admin/themes/theme/{plan.themes.get().pk}/change/")
    expect(editor.locator("#id_ambition")).to_have_count(0)
    expect(editor.locator(".publication")).to_contain_text("sendt til godkendelse")
    look(editor, "forloeb-lukket-tema")

    take(approver, plan, "Send tilbage", "Job er stavet forkert")
    shows(editor, plan, PlanState.DRAFT)
    editor.goto("/admin/")
    expect(editor.get_by_text("Job er stavet forkert")).to_be_visible()
    look(editor, "forside-redaktoer", DESK, PHONE)
    rewrite(editor, plan, "Flere unge i job.")
    submit(editor, plan)
    read(approver, plan, "Flere unge i job.")
    take(approver, plan, "Godkend")
    shows(approver, plan, PlanState.APPROVED)


def is_published_when_its_time_comes(editor: Page, approver: Page, plan: Plan) -> None:
    approver.get_by_role("link", name="Udgiv", exact=True).click()
    approver.get_by_label("Ændringsnote").fill("Vedtaget af byrådet")
    approver.locator("textarea[name=reason]").fill("Titlen er byrådets")
    approver.locator("input[value=later]").check()
    tomorrow = timezone.localtime() + timedelta(days=1)
    approver.locator("input[name=at]").fill(tomorrow.strftime("%Y-%m-%dT%H:%M"))
    look(approver, "udgiv", DESK, TABLET, PHONE)
    approver.locator(".submit-row input[type=submit]").click()
    expect(approver.locator(".desk-steps .publication")).to_contain_text(tomorrow.strftime("%H:%M"))
    look(approver, "planlagt", DESK, PHONE)
    assert approver.request.get("/proeve/2019/").status == 404

    assert "udgave 1 er udgivet" in publish_due()
    assert publish_due() == ""
    approver.goto("/proeve/2019/")
    expect(approver.get_by_role("heading", level=1)).to_have_text("Beskæftigelsesplan 2019")
    shows(editor, plan, PlanState.PUBLISHED)


def is_corrected(editor: Page, approver: Page, plan: Plan) -> None:
    rewrite(editor, plan, "Flere unge skal i job.")
    shows(editor, plan, PlanState.DRAFT)
    submit(editor, plan)
    take(approver, plan, "Godkend")
    approver.goto(f"/admin/plan/{plan.pk}/")
    approver.get_by_role("link", name="Udgiv", exact=True).click()
    approver.locator("input[name=correction]").check()
    approver.locator(".submit-row input[type=submit]").click()
    expect(approver.locator(".messagelist .success")).to_contain_text("1.1")
    look(approver, "rettet")
    approver.goto("/proeve/2019/udgave/1.1/tema/unge/")
    expect(approver.get_by_text("Flere unge skal i job.")).to_be_visible()


def is_withdrawn(editor: Page, approver: Page, plan: Plan) -> None:
    approver.goto(f"/admin/plan/{plan.pk}/")
    approver.get_by_role("link", name="Træk den nyeste udgave tilbage").click()
    approver.locator("textarea[name=reason]").fill("Tallene var forkerte")
    nothing = approver.locator("input[name=again]").last
    nothing.check()
    expect(nothing).to_have_value("0")
    approver.locator("input[name=sure]").check()
    look(approver, "traek-tilbage")
    approver.locator("input.deletelink").click()
    expect(approver.locator(".messagelist .success")).to_be_visible()
    assert approver.request.get("/proeve/2019/").status == 410
    approver.goto("/admin/")
    look(approver, "forside-godkender", DESK, PHONE)
    shows(editor, plan, PlanState.DRAFT)


def tells_its_steps(editor: Page, plan: Plan) -> None:
    editor.goto(f"/admin/plan/{plan.pk}/forloeb/")
    look(editor, "forloeb", DESK, PHONE)
    lines = editor.locator(".desk-history > li > p:first-child strong").all_inner_texts()
    assert [line.lower() for line in lines] == [
        "trukket tilbage",
        "udgivet",
        "godkendt",
        "klar til at blive læst",
        "sendt til godkendelse",
        "ny kladde begyndt",
        "udgivet",
        "udgivelse planlagt",
        "godkendt",
        "klar til at blive læst",
        "sendt til godkendelse",
        "sendt tilbage",
        "klar til at blive læst",
        "sendt til godkendelse",
    ]


def test_page_follows_the_submission_by_itself(editor: Page, plan: Plan) -> None:
    take(editor, plan, "Send til godkendelse")
    expect(editor.locator(".desk-steps .desk-state.submitted")).to_be_visible(timeout=PATIENCE * 1000)
    expect(editor.locator("#jobs")).to_have_count(0)


def test_message_and_focus_stay_when_work_in_the_background_ends(editor: Page, plan: Plan) -> None:
    """Further PDFs of the edition are made while somebody goes on writing."""
    edition = EditionFactory(plan=plan)
    job = JobFactory(plan=plan, kind=JobKind.RENDITIONS, text=None, edition=edition, state=JobState.RUNNING)
    editor.goto(f"/admin/plan/{plan.pk}/")
    expect(editor.locator("#jobs [data-busy]")).to_be_visible()
    expect(editor.locator("#jobs [data-hint]")).to_be_hidden()
    link = editor.locator(".desk-link-list a").first
    link.focus()
    editor.evaluate("window.isTheSame = true")
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE)
    expect(editor.locator("#jobs [data-busy]")).to_have_count(0)
    expect(link).to_be_focused()
    assert editor.evaluate("window.isTheSame")


def test_waiting_publication_is_stopped_and_nothing_is_published(approver: Page, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED)
    approver.goto(f"/admin/plans/plan/{plan.pk}/udgiv/")
    approver.get_by_label("Ændringsnote").fill("Vedtaget")
    approver.locator("textarea[name=reason]").fill("Titlen er byrådets")
    approver.locator("input[value=later]").check()
    approver.locator("input[name=at]").fill("2090-01-01T08:00")
    approver.locator(".submit-row input[type=submit]").click()
    approver.locator(".desk-steps .publication a").click()
    approver.locator(".submit-row input[type=submit]").click()
    expect(approver.locator(".desk-steps .publication")).to_have_count(0)
    assert publish_due() == ""


WATCH = """addEventListener("pagehide", () => {
  const sign = document.getElementById("working");
  const buttons = [...document.querySelectorAll(".submit-row input[type=submit]")];
  if (sign) sessionStorage.setItem("seen", JSON.stringify([sign.hidden, ...buttons.map((one) => one.disabled)]));
})"""
"""Keeps what the page looked like when the answer came and it went away."""


def test_progress_is_shown_until_the_answer_comes_and_nobody_can_click_twice(
    approver: Page, plan: Plan
) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED)
    approver.add_init_script(WATCH)
    approver.goto(f"/admin/plans/plan/{plan.pk}/udgiv/")
    expect(approver.locator("#working")).to_be_hidden()
    approver.get_by_label("Ændringsnote").fill("Vedtaget")
    approver.locator("textarea[name=reason]").fill("Titlen er byrådets")
    approver.locator(".submit-row input[type=submit]").click()
    expect(approver.locator(".messagelist .success")).to_be_visible()
    assert approver.evaluate("JSON.parse(sessionStorage.getItem('seen'))") == [False, True]
    assert plan.editions.count() == 1


def test_plan_is_published_without_scripts(browser: Browser, live_server: LiveServer, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED)
    context = browser.new_context(base_url=live_server.url, locale="da-DK", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, approver_of(plan))
    page.goto(f"/admin/plans/plan/{plan.pk}/udgiv/")
    page.get_by_label("Ændringsnote").fill("Vedtaget")
    page.locator("textarea[name=reason]").fill("Titlen er byrådets")
    page.locator(".submit-row input[type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    context.close()
    assert plan.editions.count() == 1


def test_warning_is_waived_by_keyboard(editor: Page, plan: Plan) -> None:
    editor.goto(f"/admin/plan/{plan.pk}/kontrol/")
    editor.locator("input[name=reason]").focus()
    editor.keyboard.type("Titlen er byrådets")
    editor.keyboard.press("Tab")
    expect(editor.locator(".desk-waive button")).to_be_focused()
    editor.keyboard.press("Enter")
    expect(editor.get_by_text("Titlen er byrådets")).to_be_visible()
    expect(editor.locator("input[name=found]")).to_have_count(0)


def test_checks_come_beside_the_outline_and_lead_to_the_field(editor: Page, plan: Plan) -> None:
    editor.goto(f"/admin/plan/{plan.pk}/")
    found = editor.locator("#checks details")
    expect(found).to_have_count(1)
    expect(editor.locator("#checks-told")).to_contain_text("1 advarsel")
    found.locator("summary").click()
    found.locator("a").click()
    expect(editor).to_have_url(re.compile(r"/admin/plans/section/\d+/change/#id_title$"))


def test_finding_leads_to_the_field_where_it_is_put_right(editor: Page, plan: Plan) -> None:
    editor.goto(f"/admin/plan/{plan.pk}/kontrol/")
    editor.locator(".desk-checks .desk-links a").first.click()
    expect(editor.locator("#id_title")).to_be_visible()
    expect(editor).to_have_url(re.compile(r"/admin/plans/section/\d+/change/#id_title$"))


PAGES = ["plan/{}/trin/send-tilbage/", "plan/{}/trin/godkend/", "plan/{}/kontrol/", "plan/{}/forloeb/"]
PAGES += ["plans/plan/{}/udgiv/", "plan/{}/planlagt/stop/", "plan/{}/", "plans/plan/{}/change/"]
PAGES += ["plans/plan/{}/history/", "plan/{}/siden-udgaven/"]


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_pass_axe_and_are_never_wider_than_the_screen(approver: Page, plan: Plan, width: int) -> None:
    SectionFactory(plan=plan, title="Sagen", slug="sagen", body="Ring om 010190-1234.")
    page = (
        approver.context.new_page()
    )  # axe sets styles of its own, and the browser logs that they are refused
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = []
    for state in (PlanState.SUBMITTED, PlanState.APPROVED):
        Plan.objects.filter(pk=plan.pk).update(state=state)
        for address in PAGES:
            page.goto("/admin/" + address.format(plan.pk))
            violations = Axe().run(page, options={"preload": False}).response["violations"]
            found += [f"{address} {one['id']}: {node['html']}" for one in violations for node in one["nodes"]]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address} is wider than {width}")
    assert found == []
