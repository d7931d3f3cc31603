"""The forvalter keeps the municipality's people and settings, and writes in no plan."""

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from plans.enums import Role
from plans.models import Plan
from tests.browser.people import sign_in
from tests.browser.pictures import DESK, PHONE, look
from tests.factories import PlanFactory, ThemeFactory
from tests.plans.people import editor_of, manager_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan(page: Page) -> Plan:
    """Of a municipality without an approver and without an accessibility statement."""
    plan: Plan = PlanFactory(year=2019, municipality__accessibility_statement_url="")
    ThemeFactory(plan=plan, number=1, title="Unge", ambition="Flere unge i job.")
    sign_in(page, manager_of(plan))
    return plan


def test_manager_sees_to_what_is_missing_until_nothing_is(page: Page, plan: Plan) -> None:
    colleague = editor_of(plan)
    municipality = plan.municipality
    page.goto("/admin/")
    look(page, "forside-forvalter", DESK, PHONE)
    page.get_by_role("link", name="har ingen godkender").click()
    page.get_by_role("link", name="Ret rollerne").filter(has_text=str(colleague)).click()
    page.get_by_label("Godkender:").check()
    look(page, "forvalter-roller", DESK, PHONE)
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert set(colleague.memberships.values_list("role", flat=True)) == {Role.EDITOR, Role.APPROVER}

    page.goto("/admin/")
    page.get_by_role("link", name="mangler adressen på sin tilgængelighedserklæring").click()
    page.get_by_label("Tilgængelighedserklæring").fill("https://www.was.digst.dk/proeve-dk")
    look(page, "forvalter-kommune", DESK, PHONE)
    page.locator("input[name=_save]").click()
    municipality.refresh_from_db()
    assert municipality.accessibility_statement_url == "https://www.was.digst.dk/proeve-dk"
    page.goto("/admin/")
    expect(page.locator("#desk-keeping")).to_have_count(0)


def test_manager_invites_and_the_new_person_comes_in_by_keyboard_alone(
    page: Page, browser: Browser, live_server: LiveServer, plan: Plan, settings: Settings
) -> None:
    settings.SITE_URL = live_server.url
    page.goto("/admin/")
    page.get_by_role("link", name="Medlemmer").press("Enter")
    page.get_by_role("link", name="Invitér et nyt medlem").press("Enter")
    for label, text in (("E-mail", "anna@eksempel.dk"), ("Fornavn", "Anna"), ("Efternavn", "Holm")):
        page.get_by_label(label).press_sequentially(text)
    page.get_by_label("Redaktør for navngivne temaer").press("Space")
    page.get_by_label("1 Unge").press("Space")
    look(page, "forvalter-inviterer", DESK, PHONE)
    page.get_by_label("1 Unge").press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("anna@eksempel.dk")
    look(page, "forvalter-medlemmer", DESK, PHONE)
    page.get_by_role("button", name="Vis linket").press("Enter")
    link = page.get_by_label("Linket til Anna Holm").input_value()
    assert link in str(mail.outbox[0].body)

    own = browser.new_context(locale="da-DK").new_page()
    own.goto(link)
    look(own, "invitation", DESK, PHONE)
    own.get_by_label("Ny adgangskode:", exact=True).press_sequentially("tre gode ord i en række")
    own.get_by_label("Bekræftelse").press_sequentially("tre gode ord i en række")
    own.keyboard.press("Enter")
    expect(own.get_by_role("heading", level=1)).to_have_text("Mine planer")
    own.get_by_role("link", name=str(plan)).click()
    own.get_by_role("link", name="Unge", exact=True).click()
    expect(own.locator("textarea[name=ambition]")).to_be_editable()
    own.context.close()


def test_manager_reads_a_theme_and_changes_nothing_in_it(page: Page, plan: Plan) -> None:
    page.goto(f"/admin/plan/{plan.pk}/")
    expect(page.locator(".outline button, .outline-delete, .desk-adds a")).to_have_count(0)
    page.get_by_role("link", name="Unge").click()
    expect(page.get_by_text("Flere unge i job.")).to_be_visible()
    expect(page.locator("textarea[name=ambition], input[name=_save]")).to_have_count(0)
    page.locator(".breadcrumbs").get_by_role("link", name=str(plan)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(plan.title)
