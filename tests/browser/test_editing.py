"""The editing pages in a real browser, under the real Content-Security-Policy: `page` fails a test
whose page logs an error, and a refused style or script is one."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from plans.enums import Role
from plans.models import Municipality
from tests.browser.people import sign_in
from tests.factories import (
    AnnualGoalFactory,
    MembershipFactory,
    PlanFactory,
    StrategyFactory,
    ThemeFactory,
)
from themes.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def theme(page: Page) -> Theme:
    """Of the municipality whose editor is signed in on the page."""
    theme: Theme = ThemeFactory(number=1, plan__year=2019)
    AnnualGoalFactory(theme=theme, number=1)
    StrategyFactory(theme=theme)
    sign_in(page, editor_in(theme.plan.municipality))
    return theme


def editor_in(municipality: Municipality) -> User:
    person: User = MembershipFactory(municipality=municipality, role=Role.EDITOR).person
    return person


def open_theme(page: Page, theme: Theme) -> None:
    page.goto(f"/admin/themes/theme/{theme.pk}/change/")


def test_preview_follows_the_text(page: Page, theme: Theme) -> None:
    open_theme(page, theme)
    box = page.locator(".field-ambition .markdownx")
    expect(box.locator(".markdownx-preview strong")).to_have_text("med")
    box.locator("textarea").fill("Flere i **arbejde**")
    expect(box.locator(".markdownx-preview strong")).to_have_text("arbejde")


def test_preview_below_what_is_seen_is_there_before_one_comes_to_it(page: Page, theme: Theme) -> None:
    Theme.objects.update(ambition="Vi vil have flere i job.\n\n" * 20, actions="Vi **ringer** til alle.")
    page.set_viewport_size({"width": 1280, "height": 600})
    open_theme(page, theme)
    text = page.locator(".field-actions textarea").bounding_box()
    assert text is not None
    assert text["y"] > 600
    expect(page.locator(".field-actions .markdownx-preview strong")).to_have_text("ringer")
    assert page.evaluate("scrollY") == 0


def test_text_and_preview_stand_side_by_side_where_there_is_room(page: Page, theme: Theme) -> None:
    open_theme(page, theme)
    text = page.locator(".field-ambition textarea")
    preview = page.locator(".field-ambition .markdownx-preview")

    def places() -> tuple[float, float]:
        first, second = text.bounding_box(), preview.bounding_box()
        assert first is not None
        assert second is not None
        return second["x"] - first["x"], second["y"] - first["y"]

    for width in (1280, 1024):  # a desk, and a tablet held across
        page.set_viewport_size({"width": width, "height": 900})
        beside, level = places()
        assert beside > 300
        assert level == 0
    page.set_viewport_size({"width": 768, "height": 900})
    under, below = places()
    assert under == 0
    assert below > 100


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_page_is_never_wider_than_the_screen(page: Page, theme: Theme, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_theme(page, theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_tab_leaves_the_text_field(page: Page, theme: Theme) -> None:
    open_theme(page, theme)
    text = page.locator(".field-ambition textarea")
    before = text.input_value()
    text.focus()
    page.keyboard.press("Tab")
    expect(text).not_to_be_focused()
    expect(text).to_have_value(before)


def test_a_row_that_is_added_has_a_preview(page: Page, theme: Theme) -> None:
    open_theme(page, theme)
    page.locator("#strategies-group .add-row a").click()
    box = page.locator("#strategies-1 .field-body .markdownx")
    box.locator("textarea").fill("En **mentor** til hver")
    expect(box.locator(".markdownx-preview strong")).to_have_text("mentor")
    assert box.locator(".markdown-bar").count() == 1


def test_address_is_made_of_the_title_with_danish_letters_spelt_out(page: Page, theme: Theme) -> None:
    page.goto("/admin/themes/theme/add/")
    page.locator("#id_title").press_sequentially("Økonomi på ærlig vis")
    expect(page.locator("#id_slug")).to_have_value("oekonomi-paa-aerlig-vis")


def test_double_click_adds_one_theme(page: Page, theme: Theme) -> None:
    page.goto(f"/admin/themes/theme/add/?plan={theme.plan_id}")
    page.locator("#id_title").fill("Ledige")
    page.locator("input[name=_save]").dblclick()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert list(Theme.objects.order_by("number").values_list("title", flat=True)) == [theme.title, "Ledige"]


def test_plan_is_found_while_one_types(page: Page, theme: Theme) -> None:
    PlanFactory(title="En fremmed plan")
    page.goto("/admin/themes/theme/add/")
    page.locator(".field-plan .select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").press_sequentially("plan")
    results = page.locator(".select2-results__option")
    expect(results).to_have_text([str(theme.plan)])
    results.click()
    expect(page.locator(".field-plan .select2-selection__rendered")).to_contain_text(theme.plan.title)


def test_language_is_switched_in_the_header(page: Page, theme: Theme) -> None:
    open_theme(page, theme)
    page.locator(".language-switch button").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(page.url)
    page.locator(".language-switch button").click()
    expect(page.locator("html")).to_have_attribute("lang", "da")
