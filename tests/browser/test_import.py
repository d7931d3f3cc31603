"""Figures by file, as a person sees it: the bar that fills while the server reads."""

import json
import threading
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from goals import admin_import
from goals.domain.importing import storing
from goals.enums import AreaKind, Unit
from goals.models import Observation
from tests.browser.people import sign_in
from tests.browser.pictures import DESK, PHONE, look
from tests.factories import AreaFactory, IndicatorFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINES = ["indikator;område;periode;værdi", *(f"Ledighed;Skive;{year};10" for year in range(2018, 2022))]
FILE: Any = {"name": "tal.csv", "mimeType": "text/csv", "buffer": "\n".join(LINES).encode()}
WATCH = """addEventListener("pagehide", () => {
  const sign = document.getElementById("working");
  const bar = sign?.querySelector("progress");
  if (bar?.value) sessionStorage.setItem("seen", JSON.stringify([sign.hidden, bar.position, sign.innerText]));
})"""
"""Keeps what the page looked like when the answer came and it went away."""


def test_bar_fills_while_the_file_is_read(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """After half of the rows the reading waits until the page has been told of them, and asks again."""
    AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive")
    IndicatorFactory(name="Ledighed", unit=Unit.PERSONS)
    asked, answers = threading.Event(), []
    really_store, really_answer = admin_import.store, admin_import.progress_response

    def store(*arguments: Any, progress: Any, **options: Any) -> Any:
        return really_store(
            *arguments, progress=lambda rows: (progress(rows), asked.wait(20) if rows == 2 else 0), **options
        )

    def answer(key: str) -> Any:
        response = really_answer(key)
        answers.append(json.loads(response.content))
        if answers.count({"done": 2, "total": 4}) == 2:
            asked.set()
        return response

    monkeypatch.setattr(storing, "BATCH", 2)
    monkeypatch.setattr(admin_import, "store", store)
    monkeypatch.setattr(admin_import, "progress_response", answer)
    page.add_init_script(WATCH)
    sign_in(page, UserFactory(is_superuser=True))
    page.goto("/admin/goals/observation/import/")
    expect(page.locator("#working")).to_be_hidden()
    page.set_input_files("input[type=file]", FILE)
    page.locator(".submit-row input[type=submit]").click()
    expect(page.locator(".desk-summary")).to_contain_text("4 vil blive tilføjet")
    hidden, position, text = json.loads(page.evaluate("sessionStorage.getItem('seen')"))
    assert (hidden, position, text.split("\n")[-1]) == (False, 0.5, "2 af 4 rækker")

    page.evaluate("document.getElementById('working').hidden = false")
    look(page, "import", DESK, PHONE)
    found = Axe().run(page, ".desk-step", options={"preload": False})
    assert found.violations_count == 0
    page.locator("input[name=confirm]").click()
    expect(page.locator(".messagelist .success")).to_contain_text("4 rækker: 4 nye")
    assert Observation.objects.count() == 4
