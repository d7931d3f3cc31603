"""A plan is brought in by hand, with the clicks counted; lines are changed by keyboard alone; nothing for axe to find."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from documents.from_rows import document_of
from intake.models import Placing
from plans.models import Plan
from tests.browser.people import sign_in
from tests.browser.pictures import DESK, PHONE, TABLET, look
from tests.browser.test_editing import editor_in
from tests.browser.test_plan_desk import faults_of
from tests.factories import MunicipalityFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLANS = Path(__file__).parents[1] / "intake" / "plans"


class Clicks:
    """Counts what a person does."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.count += 1

    def choose(self, file: Path) -> None:
        """A click on the field, one on the file, one on “Open”."""
        self.page.locator("input[type=file]").set_input_files(file)
        self.count += 3


def bring(page: Page, file: str, short_name: str) -> Clicks:
    sign_in(page, editor_in(MunicipalityFactory(short_name=short_name, name=f"{short_name} Kommune")))
    clicks = Clicks(page)
    look(page, "placing-front", DESK)
    clicks.on("link", "Indlæs dokument")
    expect(page.locator("input[type=file]")).to_be_visible()
    look(page, "placing-upload", DESK, TABLET)
    assert faults_of(page) == []
    clicks.choose(PLANS / file)
    clicks.on("button", "Indlæs")
    expect(page.locator(".placing-rows")).to_be_visible(timeout=60_000)
    return clicks


def test_a_plan_is_brought_in_with_few_clicks(page: Page) -> None:
    clicks = bring(page, "rebild-2022.docx", "Rebild")
    look(page, "placing-page", DESK, TABLET, PHONE)
    assert faults_of(page) == []
    clicks.on("button", "Ja til alle")
    expect(page.locator(".placing-offer b").first).to_be_visible()
    clicks.on("button", "Gør til kladde")
    expect(page.locator(".outline")).to_be_visible(timeout=30_000)
    document = document_of(Plan.objects.get())
    assert [len(theme.goals) for theme in document.themes] == [3, 2, 2, 3, 2, 3]
    assert [len(theme.initiatives) for theme in document.themes] == [4, 3, 4, 3, 3, 3]
    assert clicks.count == 7
    page.get_by_role("link", name="hvor hvert afsnit står").click()
    expect(page).to_have_url(re.compile("/bevis/$"))
    look(page, "placing-proof", DESK, TABLET)
    assert faults_of(page) == []


def test_lines_are_changed_by_keyboard_alone_and_the_focus_stays(page: Page) -> None:
    bring(page, "odder-2020.md", "Odder")
    placing = Placing.objects.get()
    pieces = placing.read_recognised().pieces
    wanted = next(piece for piece in pieces if piece.role == "initiative")
    row = page.locator(f"#p{wanted.id}")
    way = row.locator(".placing-choose")
    way.focus()
    page.keyboard.press("m")
    expect(row).to_have_class("placing-row goal is-chosen")
    expect(way).to_be_focused()
    look(page, "placing-chosen", DESK, TABLET)
    assert faults_of(page) == []
    page.keyboard.press("Shift+I")
    expect(row).to_have_class("placing-row initiative is-chosen")
    expect(way).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"#p{wanted.id + 1} .placing-choose")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("z")
    expect(row).to_have_class("placing-row goal is-chosen")
    placing.refresh_from_db()
    assert placing.changes.filter(undone_at=None).count() == 1


def test_without_a_script_the_page_s_own_buttons_do_it(page: Page) -> None:
    bring(page, "odder-2020.md", "Odder")
    piece = next(one for one in Placing.objects.get().read_recognised().pieces if one.role == "goal")
    row = page.locator(f"#p{piece.id}")
    row.locator(".placing-quick button").first.click()
    expect(row.locator(".placing-label")).to_have_text("Initiativ")
    row.locator(".placing-panel").get_by_role("button", name="Udelad", exact=False).first.click()
    expect(row).to_have_class("placing-row left_out is-chosen")
    page.locator("#placing-undo").click()
    expect(row.locator(".placing-label")).to_have_text("Initiativ")


def test_onto_a_draft_it_shows_part_by_part_what_changes(page: Page) -> None:
    clicks = bring(page, "odder-2020.md", "Odder")
    clicks.on("button", "Gør til kladde")
    expect(page.locator(".outline")).to_be_visible(timeout=30_000)
    page.goto("/admin/indlaes/")
    page.locator("input[type=file]").set_input_files(PLANS / "odder-2020.docx")
    page.get_by_role("button", name="Indlæs").click()
    expect(page.locator(".placing-rows")).to_be_visible(timeout=60_000)
    page.locator(".placing-row.goal .placing-quick button", has_text="Udelad").first.click()
    page.get_by_role("link", name="Se, hvad der ændres i kladden").click()
    expect(page.locator(".placing-gone")).to_be_visible()
    look(page, "placing-draft", DESK, TABLET)
    assert faults_of(page) == []


def test_ten_lines_become_ten_goals(page: Page) -> None:
    clicks = bring(page, "odder-2020.md", "Odder")
    clicks.on("button", "Gør til kladde")
    expect(page.locator(".outline")).to_be_visible(timeout=30_000)
    page.locator(".outline-add a", has_text="Tilføj flere fra en liste").first.click()
    page.locator("#id_lines").fill("\n".join(f"{n}. Mindst {n} % flere i job" for n in range(1, 11)))
    page.get_by_role("button", name="Se, hvad der sker").click()
    expect(page.get_by_role("button", name="Tilføj dem")).to_be_visible()
    look(page, "placing-many", DESK, TABLET)
    assert faults_of(page) == []
    page.get_by_role("button", name="Tilføj dem").click()
    expect(page.locator(".messagelist")).to_contain_text("10 er tilføjet.")
    assert len(document_of(Plan.objects.get()).themes[0].goals) == 12


def test_a_plan_that_was_read_wrongly_is_put_right_by_hand(page: Page) -> None:
    """Unstyled Word: all initiatives become goals by one click, are left out by another, and come back by two."""
    clicks = bring(page, "rebild-2022.plain.docx", "Rebild")
    placing = Placing.objects.get()

    def roles() -> list[str]:
        placing.refresh_from_db()
        return [piece.role for piece in placing.read_recognised().pieces]

    right = roles()
    first = next(piece for piece in placing.read_recognised().pieces if piece.role == "initiative")
    row = page.locator(f"#p{first.id}")
    row.locator(".placing-choose").click()
    row.locator(".placing-panel fieldset").nth(1).get_by_role("button", name="Mål", exact=True).click()
    expect(row.locator(".placing-label")).to_contain_text("Mål")
    assert roles().count("initiative") == 0
    row.locator(".placing-panel fieldset").nth(1).get_by_role("button", name="Udelad").click()
    expect(row).to_have_class("placing-row left_out is-chosen")
    page.locator("#placing-undo").click()
    page.locator("#placing-undo").click()
    expect(row.locator(".placing-label")).to_contain_text("Initiativ")
    assert roles() == right
    clicks.count += 5
    clicks.on("button", "Gør til kladde")
    expect(page.locator(".outline")).to_be_visible(timeout=30_000)
    assert clicks.count == 11
    assert sum(len(theme.initiatives) for theme in document_of(Plan.objects.get()).themes) == 20


def test_a_long_document_is_gone_through_part_by_part(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    goals = "".join(f"- Mindst {number} % af de unge er i job i 2026\n" for number in range(800))
    file.write_text(f"# Plan 2026\n\n## Tema 1: Unge\n\n**Mål**\n\n{goals}")
    bring(page, str(file), "Odder")
    page.locator(".placing-row .placing-choose").last.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#p401")).to_be_visible()
    page.locator("#p401").scroll_into_view_if_needed()
    look(page, "placing-parts", DESK, TABLET)
    expect(page.get_by_role("navigation", name="Dokumentets dele", exact=True)).to_be_visible()
    assert faults_of(page) == []
