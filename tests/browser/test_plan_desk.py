"""The plan's page, next year's copy and a shared draft, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from desk.models import PartMark, ShareLink
from goals.models import DroppedGoal
from plans.models import Municipality, Plan
from tests.browser.people import sign_in
from tests.browser.pictures import DESK, PHONE, TABLET, look
from tests.browser.test_editing import editor_in
from tests.factories import AnnualGoalFactory, MunicipalityFactory, PlanFactory, SectionFactory, ThemeFactory
from themes.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan(page: Page) -> Plan:
    """Of the municipality whose editor is signed in on the page."""
    municipality: Municipality = MunicipalityFactory()
    plan: Plan = PlanFactory(municipality=municipality, year=2019, title="Beskæftigelsesplan 2019")
    SectionFactory(plan=plan, title="Forord", slug="forord")
    for number, title in ((1, "Unge"), (2, "Virksomheder")):
        theme = ThemeFactory(plan=plan, number=number, title=title, slug=title.lower())
        AnnualGoalFactory(theme=theme, number=1, text=f"Flere mål om {title.lower()}")
        AnnualGoalFactory(theme=theme, number=2, text=f"Bedre mål om {title.lower()}")
    sign_in(page, editor_in(municipality))
    return plan


def faults_of(page: Page) -> list[str]:
    """Without `preload`, which would fetch style sheets against the Content-Security-Policy."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [f"{violation['id']}: {node['html']}" for violation in found for node in violation["nodes"]]


def test_plan_is_copied_to_next_year_and_looked_through(page: Page, plan: Plan) -> None:
    page.goto(f"/admin/plan/{plan.pk}/naeste-aar/")
    look(page, "naeste-aar-1")
    page.locator(".submit-row input[type=submit]").click()
    copy = Plan.objects.get(year=2020)
    expect(page).to_have_url(re.compile(rf"/admin/plan/{copy.pk}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Beskæftigelsesplan 2020")
    expect(page.locator(".outline .desk-state.unreviewed")).to_have_count(7)
    look(page, "naeste-aar-2", DESK, TABLET, PHONE)
    theme = page.locator(".outline-theme").first
    theme.locator("> .outline-line button[name=mark]").click()
    expect(page.locator(".outline .desk-state.unreviewed")).to_have_count(6)

    theme.locator(".outline-goal .outline-delete").first.click()
    page.locator("textarea[name=reason]").fill("Målet er nået.")
    page.locator("input.deletelink").click()
    expect(page.get_by_text("Målet er nået.", exact=True)).to_be_visible()
    look(page, "naeste-aar-3-maal-udgaar")
    assert DroppedGoal.objects.get().goal.theme == Theme.objects.get(plan=plan, number=1)
    assert PartMark.objects.filter(plan=copy).count() == 5

    page.locator(".outline-goal .outline-title a").first.click()
    page.locator("#id_text").fill("Noget helt andet")
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".field-change_reason .errorlist")).to_be_visible()
    look(page, "naeste-aar-4-grund")
    page.locator("#id_change_reason").fill("Det gamle mål kunne ikke måles.")
    page.locator("input[name=_save]").first.click()
    expect(page).to_have_url(re.compile(rf"/admin/plan/{copy.pk}/#goal-\d+$"))


def test_draft_is_shared_read_without_an_account_and_recalled(
    page: Page, plan: Plan, browser: Browser, live_server: LiveServer
) -> None:
    page.goto(f"/admin/plan/{plan.pk}/del/")
    page.locator("#id_recipient").fill("Udvalget")
    page.locator(".submit-row input[type=submit]").click()
    address = page.locator("#new-address").input_value()
    look(page, "del-1", DESK, PHONE)
    path = "/udkast/" + address.partition("/udkast/")[2]

    context = browser.new_context(base_url=live_server.url)
    reader = context.new_page()
    reader.goto(path)
    expect(reader.locator(".banner strong")).to_be_visible()
    look(reader, "del-2-laeser", DESK, PHONE)
    reader.get_by_role("heading", level=3).get_by_role("link").filter(has_text="Unge").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Unge")
    expect(reader.locator(".banner strong")).to_be_visible()
    assert faults_of(reader) == []
    pdf = reader.request.get(path + "plan.pdf")
    assert pdf.body().startswith(b"%PDF-")
    assert context.cookies() == []

    page.goto(f"/admin/plan/{plan.pk}/del/")
    link = ShareLink.objects.get()
    assert (link.pages_read, link.pdfs_read) == (2, 1)
    page.locator(".desk-links").get_by_role("button", name="Luk linket").click()
    expect(page.locator(".desk-links .desk-state.empty")).to_be_visible()
    look(page, "del-3-tilbagekaldt")
    response = reader.goto(path)
    assert response is not None
    assert response.status == 410
    look(reader, "del-4-lukket", DESK, PHONE)
    context.close()


def test_theme_is_moved_by_keyboard_and_by_drag(page: Page, plan: Plan) -> None:
    page.set_viewport_size({"width": 1280, "height": 1200})  # both lines are in sight: a hand does not scroll
    page.goto(f"/admin/plan/{plan.pk}/")
    themes = page.locator(".outline-theme > .outline-line a:not(.outline-delete)")
    page.locator(".outline-theme").first.locator("> .outline-line .arrow").focus()
    page.keyboard.press("Enter")
    expect(themes).to_have_text(["Virksomheder", "Unge"])
    unge = page.locator(".outline-theme").last
    expect(unge.locator("> .outline-line .arrow")).to_be_focused()  # the other arrow: it cannot go further
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(unge.locator("> .outline-line .desk-state")).to_have_text("klar")
    expect(unge.locator("> .outline-line button[name=mark]")).to_be_focused()
    grips = page.locator(".outline-theme > .outline-line .outline-grip")
    grips.nth(1).drag_to(page.locator(".outline-theme").first.locator("> .outline-line"))
    expect(themes).to_have_text(["Unge", "Virksomheder"])


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("address", ["", "plan/{}/", "plan/{}/del/", "plan/{}/naeste-aar/"])
def test_pages_fit_the_screen_and_have_no_fault(page: Page, plan: Plan, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/admin/" + address.format(plan.pk))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults_of(page) == []
