"""The forvalter keeps the municipality's people and settings, and writes in no plan."""

import pytest
from playwright.sync_api import Page, expect

from plans.enums import Role
from plans.models import Plan
from tests.browser.pictures import DESK, PHONE, look
from tests.browser.test_editing import sign_in
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
    page.get_by_label("Person").select_option(label=str(colleague))
    expect(page.get_by_label("Rolle")).to_have_value(Role.APPROVER)
    look(page, "forvalter-medlemskab", DESK, PHONE)
    page.locator("input[name=_save]").click()
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


def test_manager_reads_a_theme_and_changes_nothing_in_it(page: Page, plan: Plan) -> None:
    page.goto(f"/admin/plan/{plan.pk}/")
    expect(page.locator(".outline button, .outline-delete, .desk-adds a")).to_have_count(0)
    page.get_by_role("link", name="Unge").click()
    expect(page.get_by_text("Flere unge i job.")).to_be_visible()
    expect(page.locator("textarea[name=ambition], input[name=_save]")).to_have_count(0)
    page.locator(".breadcrumbs").get_by_role("link", name=str(plan)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(plan.title)
