"""A picture in a text: by button, paste and drop, and never without words for those who do not see it."""

import re
from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from tests.browser.people import sign_in
from tests.browser.pictures import DESK, PHONE, look
from tests.browser.test_editing import editor_in, open_theme
from tests.factories import ThemeFactory
from themes.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "En mester viser en lærling et [rør]"
INSERTED = re.compile(r"^Før\n\n!\[En mester viser en lærling et \\\[rør\\\]\]\(/media/billeder/.+\.png\)$")

GIVE = """([field, content, kind]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], "skærm.png", { type: "image/png" }));
  const options = { bubbles: true, cancelable: true };
  field.focus();
  field.dispatchEvent(kind === "paste"
    ? new ClipboardEvent("paste", { ...options, clipboardData: data })
    : new DragEvent("drop", { ...options, dataTransfer: data }));
}"""


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 30), "red").save(content, "PNG")
    return content.getvalue()


def file(content: bytes, name: str = "foto.png") -> Any:
    return {"name": name, "mimeType": "image/png", "buffer": content}


@pytest.fixture
def theme(page: Page) -> Theme:
    theme: Theme = ThemeFactory(number=1, plan__year=2019, ambition="Før")
    sign_in(page, editor_in(theme.plan.municipality))
    open_theme(page, theme)
    return theme


@pytest.fixture
def text(page: Page, theme: Theme) -> Locator:
    return page.locator("#id_ambition")


def open_dialog(page: Page) -> Locator:
    """By keyboard: one Tab stop for the toolbar, and its last button."""
    page.locator(".field-ambition .markdown-tools button").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Indsæt billede")
    expect(dialog).to_be_visible()
    return dialog


def test_picture_is_inserted_with_its_words_and_the_focus_goes_back_to_the_text(
    page: Page, text: Locator
) -> None:
    text.press("End")
    dialog = open_dialog(page)
    expect(dialog.locator("input[type=file]")).to_be_focused()
    dialog.locator("input[type=file]").set_input_files(file(picture()))
    dialog.get_by_role("textbox").fill(WORDS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(text).to_have_value(INSERTED)
    expect(text).to_be_focused()
    shown = page.locator(".field-ambition .markdownx-preview img")
    expect(shown).to_have_js_property("naturalWidth", 40)
    expect(shown).to_have_attribute("alt", WORDS)
    page.keyboard.press("Control+z")
    expect(text).to_have_value("Før")


def test_picture_without_words_or_file_is_refused_and_escape_goes_back(page: Page, text: Locator) -> None:
    dialog = open_dialog(page)
    insert = dialog.get_by_role("button", name="Indsæt billede")
    insert.click()
    expect(dialog.get_by_role("alert")).to_have_text("Vælg et billede.")
    expect(dialog.locator("input[type=file]")).to_be_focused()
    dialog.locator("input[type=file]").set_input_files(file(picture()))
    dialog.get_by_role("textbox").fill("  ")
    insert.click()
    expect(dialog.get_by_role("alert")).to_have_text("Skriv, hvad billedet viser.")
    expect(dialog.get_by_role("textbox")).to_be_focused()
    look(page, "billede", DESK, PHONE)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".field-ambition .markdown-tools button").last).to_be_focused()
    expect(text).to_have_value("Før")


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_picture_that_is_pasted_or_dropped_asks_for_words_too(page: Page, text: Locator, kind: str) -> None:
    text.press("End")
    page.evaluate(GIVE, [text.element_handle(), b64encode(picture()).decode(), kind])
    dialog = page.get_by_role("dialog", name="Indsæt billede")
    expect(dialog.get_by_role("textbox")).to_be_focused()
    expect(text).to_have_value("Før")
    page.keyboard.type(WORDS)
    dialog.get_by_role("button", name="Indsæt billede").click()
    expect(text).to_have_value(INSERTED)


def test_file_too_large_or_no_picture_is_refused_in_the_dialog_and_nothing_is_lost(
    page: Page, theme: Theme, settings: Settings
) -> None:
    settings.MARKDOWNX_UPLOAD_MAX_SIZE = 1024 * 1024  # twenty of them take long to send
    page = page.context.new_page()  # the browser itself logs the server's refusal as an error
    open_theme(page, theme)
    dialog = open_dialog(page)
    insert = dialog.get_by_role("button", name="Indsæt billede")
    dialog.get_by_role("textbox").fill(WORDS)
    dialog.locator("input[type=file]").set_input_files(file(b"x" * (1024 * 1024 + 1)))
    insert.click()
    expect(dialog.get_by_role("alert")).to_have_text("Billedet fylder mere end 1 MB.")
    dialog.locator("input[type=file]").set_input_files(file(b"<svg/>"))
    insert.click()
    expect(dialog.get_by_role("alert")).to_have_text(
        "Filen er ikke et billede, som portalen kan læse. Brug JPEG eller PNG."
    )
    expect(dialog.get_by_role("textbox")).to_have_value(WORDS)
    expect(page.locator("#id_ambition")).to_have_value("Før")


@pytest.mark.parametrize("width", [360, 1280])
def test_dialog_fits_the_screen_and_axe_finds_nothing(page: Page, theme: Theme, width: int) -> None:
    page = page.context.new_page()  # axe sets styles of its own, and the browser logs that they are refused
    page.set_viewport_size({"width": width, "height": 740})
    open_theme(page, theme)
    dialog = open_dialog(page)
    dialog.get_by_role("button", name="Indsæt billede").click()
    box = dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
