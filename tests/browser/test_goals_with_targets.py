"""A goal and what it is measured by are written on the theme's page, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from goals.enums import Unit
from plans.models import Municipality
from tests.browser.people import sign_in
from tests.browser.pictures import DESK, PHONE, TABLET, look
from tests.browser.test_editing import editor_in
from tests.browser.test_plan_desk import faults_of
from tests.factories import (
    AnnualGoalFactory,
    IndicatorFactory,
    MunicipalityFactory,
    TargetFactory,
    ThemeFactory,
)
from themes.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def theme(page: Page) -> Theme:
    municipality: Municipality = MunicipalityFactory()
    theme: Theme = ThemeFactory(plan__municipality=municipality, plan__year=2019, number=1, title="Unge")
    goal = AnnualGoalFactory(theme=theme, number=1, text="Flere unge skal i uddannelse eller job.")
    unemployed = IndicatorFactory(name="Ledige under 30 år", unit=Unit.PERCENT)
    TargetFactory(goal=goal, indicator=unemployed)
    sign_in(page, editor_in(municipality))
    page.goto(f"/admin/themes/theme/{theme.pk}/change/")
    return theme


def test_new_goal_gets_its_target_on_the_page_of_the_theme(page: Page, theme: Theme) -> None:
    look(page, "goals-with-targets", DESK, PHONE)
    page.locator("#goals-group .add-row a").click()
    new = page.locator("#goals-1")
    new.locator("[name=goals-1-text]").fill("Flere skal i fleksjob.")
    new.get_by_text("Tilføj: mål i tal").click()
    new.locator("[name=goals-1-targets-0-operator]").select_option("at_least")
    new.locator("[name=goals-1-targets-0-unit]").select_option("percent")
    new.locator("[name=goals-1-targets-0-value]").fill("80,5")
    expect(new.locator(".nested-row .field-sentence .readonly")).to_contain_text("80,5")
    expect(page.locator("#goals-0 .nested-row .field-sentence .readonly").first).to_contain_text("3,5")
    look(page, "goals-with-targets-new", DESK, TABLET, PHONE)
    assert faults_of(page) == []
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert page.evaluate(
        "[...document.querySelectorAll('.nested-row *')].every(e => e.getBoundingClientRect().right <= innerWidth)"
    )
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".outline")).to_be_visible()
    written = theme.goals.get(number=2)
    assert [str(row.value.normalize()) for row in written.targets.all() if row.value] == ["80.5"]


def test_target_is_opened_changed_and_deleted_by_keyboard(page: Page, theme: Theme) -> None:
    row = page.locator("#goals-0 .nested-row").first
    expect(row.locator("summary").first).to_have_text("Ledige under 30 år: lavere end 3,5 %")
    row.locator("summary").first.focus()
    page.keyboard.press("Enter")
    value = row.locator("[name=goals-0-targets-0-value]")
    expect(value).to_be_visible()
    value.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("4,25")
    expect(row.locator(".field-sentence .readonly")).to_contain_text("4,25")
    page.keyboard.press("Enter")
    expect(page.locator(".outline")).to_be_visible()
    page.goto(f"/admin/themes/theme/{theme.pk}/change/")
    row.locator("summary").first.press("Enter")
    row.locator("[name=goals-0-targets-0-DELETE]").press("Space")
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".outline")).to_be_visible()
    assert not theme.goals.get().targets.exists()
