"""The toolbar over a text, by mouse and by keyboard; pasting from Word; the page before axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.people import sign_in
from tests.browser.pictures import DESK, PHONE, TABLET, look
from tests.browser.test_editing import editor_in, open_theme
from tests.documents.test_clipboard import END, HEAD, line
from tests.factories import AnnualGoalFactory, RemarkFactory, SectionFactory, StrategyFactory, ThemeFactory
from themes.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """([field, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "ren tekst");
  field.focus();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def theme(page: Page) -> Theme:
    theme: Theme = ThemeFactory(number=1, plan__year=2019, ambition="")
    SectionFactory(plan=theme.plan, title="Forord", slug="forord")
    AnnualGoalFactory(theme=theme, number=1)
    StrategyFactory(theme=theme)
    RemarkFactory(plan=theme.plan, part=theme)
    sign_in(page, editor_in(theme.plan.municipality))
    open_theme(page, theme)
    return theme


@pytest.mark.parametrize(
    ("tool", "expected"),
    [
        (0, "## Unge"),
        (1, "**Unge**"),
        (2, "- Unge"),
        (3, "1. Unge"),
        (4, "> Unge"),
        (5, "[Unge]{lang=en}"),
    ],
)
def test_tool_marks_the_chosen_text(page: Page, theme: Theme, tool: int, expected: str) -> None:
    text = page.locator("#id_ambition")
    text.fill("Unge")
    text.select_text()
    button = page.locator(".field-ambition .markdown-tools").get_by_role("button").nth(tool)
    button.focus()
    page.keyboard.press("Enter")
    expect(text).to_have_value(expected)


@pytest.mark.parametrize("tool", ["Overskrift", "Fed", "Punktliste", "Nummereret liste", "Citat"])
def test_tool_pressed_again_takes_its_sign_away(page: Page, theme: Theme, tool: str) -> None:
    text = page.locator("#id_ambition")
    text.fill("Unge\nLedige")
    button = page.locator(".field-ambition .markdown-tools").get_by_role("button", name=tool, exact=True)
    text.select_text()
    button.click()
    expect(text).not_to_have_value("Unge\nLedige")
    text.select_text()
    button.click()
    expect(text).to_have_value("Unge\nLedige")


def test_list_becomes_another_list_and_blank_lines_stay_blank(page: Page, theme: Theme) -> None:
    text = page.locator("#id_ambition")
    text.fill("- Unge\n\n- Ledige")
    text.select_text()
    page.locator(".field-ambition .markdown-tools").get_by_role("button", name="Nummereret liste").click()
    expect(text).to_have_value("1. Unge\n\n2. Ledige")


def test_table_stands_behind_the_chosen_text_and_not_in_its_place(page: Page, theme: Theme) -> None:
    text = page.locator("#id_ambition")
    text.fill("Unge")
    text.select_text()
    page.locator(".field-ambition .markdown-tools").get_by_role("button", name="Tabel").click()
    expect(text).to_have_value("Unge\n\n| Navn | Tal |\n|---|---|\n|  |  |\n")


def test_language_is_changed_by_typing_over_it(page: Page, theme: Theme) -> None:
    text = page.locator("#id_ambition")
    text.fill("Inuusuttut")
    text.select_text()
    page.locator(".field-ambition .markdown-tools").get_by_role("button", name="Markér fremmedsprog").click()
    page.keyboard.type("kl")
    expect(text).to_have_value("[Inuusuttut]{lang=kl}")


def test_undo_takes_back_what_a_tool_did(page: Page, theme: Theme) -> None:
    text = page.locator("#id_ambition")
    text.press_sequentially("Unge")
    page.locator(".field-ambition .markdown-tools button").first.click()
    expect(text).to_have_value("## Unge")
    page.keyboard.press("Control+z")
    expect(text).to_have_value("Unge")


def test_link_is_made_by_choosing_a_part_of_the_plan(page: Page, theme: Theme) -> None:
    bar = page.locator(".field-ambition .markdown-bar")
    bar.get_by_role("button", name="Link").click()
    bar.locator("select").select_option(label="Forord")
    slug = theme.plan.municipality.slug
    expect(page.locator("#id_ambition")).to_have_value(f"[Forord](/{slug}/2019/afsnit/forord/)")


def test_toolbar_is_one_stop_and_a_link_is_made_by_keyboard_alone(page: Page, theme: Theme) -> None:
    text = page.locator("#id_ambition")
    bar = page.locator(".field-ambition .markdown-bar")
    text.focus()
    page.keyboard.press("Shift+Tab")
    expect(bar.get_by_role("button", name="Overskrift")).to_be_focused()
    for key in ("ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    expect(bar.get_by_role("button", name="Link")).to_be_focused()
    page.keyboard.press("Enter")
    choice = bar.locator("select")
    expect(choice).to_be_focused()
    page.keyboard.press("Escape")
    expect(choice).to_have_count(0)
    expect(text).to_be_focused()
    bar.get_by_role("button", name="Link").press("Enter")
    expect(choice).to_be_focused()
    for key in ("ArrowDown", "ArrowDown"):  # past the first part, which is not taken
        page.keyboard.press(key)
    expect(text).to_have_value("")
    page.keyboard.press("Enter")
    slug = theme.plan.municipality.slug
    expect(text).to_have_value(f"[{theme}](/{slug}/2019/tema/{theme.slug}/)")
    expect(text).to_be_focused()
    text.fill("Unge")
    text.select_text()
    page.keyboard.press("Control+b")
    expect(text).to_have_value("**Unge**")


def test_word_table_and_list_are_pasted_as_markdown(page: Page, theme: Theme) -> None:
    """Into the middle of a sentence: a table and a list stand apart from it."""
    table = (
        "<table class=MsoTableGrid><tr><td><p class=MsoNormal>Mål<o:p></o:p></p></td>"
        "<td><p class=MsoNormal>2019<o:p></o:p></p></td></tr><tr><td><p>Ledighed</p></td><td><p>3,5</p></td></tr></table>"
    )
    field = page.locator("#id_ambition")
    field.fill("Før efter")
    field.evaluate("field => field.setSelectionRange(3, 4)")
    page.evaluate(
        PASTE, [field.element_handle(), HEAD + line("Mentor") + "<img src='file:///C:/a.png'>" + table + END]
    )
    expect(page.locator(".field-ambition .markdown-bar").get_by_role("status")).to_contain_text(
        "Billeder kommer ikke med"
    )
    preview = page.locator(".field-ambition .markdownx-preview")
    expect(preview.locator("li")).to_have_text("Mentor")
    expect(preview.locator("th")).to_have_text(["Mål", "2019"])
    expect(preview.locator("td")).to_have_text(["Ledighed", "3,5"])
    expect(preview.locator("> p")).to_have_text(["Før", "efter"])
    look(page, "fra-word", DESK, TABLET, PHONE)
    page.keyboard.press("Control+z")
    expect(field).to_have_value("Før efter")


def test_preview_scrolls_along_and_the_reading_is_told(page: Page, theme: Theme) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    text = page.locator("#id_ambition")
    text.fill("Kommunen hjælper unge i uddannelse.\n\n" * 60)
    preview = page.locator(".field-ambition .markdownx-preview")
    expect(preview.locator("p")).to_have_count(60)
    expect(page.locator(".field-ambition .reading")).to_contain_text("LIX")
    text.evaluate("field => { field.scrollTop = field.scrollHeight; }")
    page.wait_for_timeout(200)
    assert preview.evaluate("box => box.scrollTop + box.clientHeight >= box.scrollHeight - 2")


@pytest.mark.parametrize("width", [768, 1280])
def test_axe_finds_nothing_on_the_themes_page(page: Page, theme: Theme, width: int) -> None:
    page = page.context.new_page()  # axe sets styles of its own, and the browser logs that they are refused
    page.set_viewport_size({"width": width, "height": 900})
    open_theme(page, theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
