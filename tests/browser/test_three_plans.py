"""Three documents from file to draft by hand, with a clock and the clicks counted: a plan of several years with a target
for each, a report on results, and one without styles by keyboard alone."""

from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from documents.from_rows import document_of
from goals.models import FollowUp
from intake.models import Placing
from plans.models import Plan
from tests.browser.people import sign_in
from tests.browser.pictures import DESK, TABLET, look
from tests.browser.test_editing import editor_in
from tests.browser.test_placing import PLANS, bring
from tests.factories import MunicipalityFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUICK = 60
"""Seconds from the front page to the draft, the machine's own waiting with them."""


def test_a_plan_of_four_years_with_a_target_for_each(page: Page) -> None:
    begun = monotonic()
    clicks = bring(page, "hoeje-taastrup-2019.docx", "Høje-Taastrup")
    look(page, "three-years", DESK, TABLET)
    clicks.on("button", "Ja til alle")
    expect(page.locator(".placing-offer b").first).to_be_visible()
    clicks.on("button", "Gør til kladde")
    expect(page.locator(".outline")).to_be_visible(timeout=30_000)
    look(page, "three-years-draft", DESK, TABLET)
    document = document_of(Plan.objects.get())
    assert (document.year, document.last_year) == (2019, 2022)
    assert [len(theme.goals) for theme in document.themes] == [3, 2, 2]
    assert sum(len(goal.targets) for _theme, goal in document.all_goals()) == 28
    assert clicks.count == 7
    assert monotonic() - begun < QUICK


def test_a_report_on_results_becomes_a_follow_up(page: Page) -> None:
    begun = monotonic()
    clicks = bring(page, "aarhus-2010.docx", "Aarhus")
    look(page, "three-review", DESK, TABLET)
    clicks.on("button", "Gør til kladde")
    page.wait_for_url("**/admin/**", timeout=30_000)
    expect(page.locator(".messagelist")).to_be_visible(timeout=30_000)
    look(page, "three-review-draft", DESK, TABLET)
    report = FollowUp.objects.get()
    assert sorted(report.assessments.values_list("verdict", flat=True)) == ["met", "not_met", "partly"]
    assert clicks.count == 6
    assert monotonic() - begun < QUICK


def _by_keys(page: Page, wanted: str) -> int:
    """Tab until the focus is on a thing of that name; how many times."""
    for pressed in range(1, 60):
        page.keyboard.press("Tab")
        text = page.evaluate("document.activeElement.innerText || document.activeElement.value || ''")
        if wanted in text:
            return pressed
    raise AssertionError(f"{wanted} is reached by no key")


def test_one_without_styles_by_keyboard_alone(page: Page) -> None:
    begun = monotonic()
    sign_in(page, editor_in(MunicipalityFactory(short_name="Holstebro", name="Holstebro Kommune")))
    page.goto("/admin/indlaes/")
    page.locator("input[type=file]").focus()
    page.locator("input[type=file]").set_input_files(
        PLANS / "holstebro-2019.plain.docx"
    )  # the system's own window
    pressed = _by_keys(page, "Indlæs")
    page.keyboard.press("Enter")
    expect(page.locator(".placing-rows")).to_be_visible(timeout=60_000)
    look(page, "three-unstyled", DESK, TABLET)
    goal = next(piece for piece in Placing.objects.get().read_recognised().pieces if piece.role == "goal")
    row = page.locator(f"#p{goal.id}")
    row.locator(".placing-choose").focus()
    for key, role in (("i", "initiative"), ("z", "goal")):  # a mistake, and it undone
        page.keyboard.press(key)
        expect(row).to_have_class(f"placing-row {role} is-chosen")
        expect(row.locator(".placing-choose")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("#placing-make")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".outline")).to_be_visible(timeout=30_000)
    document = document_of(Plan.objects.get())
    assert [len(theme.goals) for theme in document.themes] == [2, 2, 2, 1]
    assert pressed < 20
    assert monotonic() - begun < QUICK
