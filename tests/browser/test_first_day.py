"""From an empty portal to a first plan on the web, as one who has never seen it goes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from plans.models import Municipality, Plan
from tests.browser.people import sign_in, until_submitted
from tests.browser.pictures import DESK, PHONE, TABLET, look
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.browser
CREST = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 50"><path fill="#0b5468" d="M0 0H40V30L20 50L0 30Z"/></svg>'

MADE, APPROVED = (12, 11), (6, 7)
"""Clicks and page loads of who makes the municipality and writes, one mistake included, and of who approves.
`docs/first-day.md` names them."""


class Hands:
    """What somebody does with a mouse, counted."""

    def __init__(self) -> None:
        self.clicks = self.loads = 0

    def on(self, page: Page) -> Page:
        page.on("framenavigated", lambda frame: self._loaded() if frame == page.main_frame else None)
        return page

    def _loaded(self) -> None:
        self.loads += 1

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()


@pytest.fixture
def operator(transactional_db: None) -> User:
    """What the first page of the documents asks for: migrate, load_reference, createsuperuser."""
    call_command("load_reference", verbosity=0)
    return UserFactory(username="drift", is_superuser=True)


def fill(page: Page, values: dict[str, str]) -> None:
    for name, value in values.items():
        page.locator(f"#id_{name}").fill(value)


def test_from_nothing_to_a_first_plan_on_the_web(
    page: Page, browser: Browser, live_server: LiveServer, operator: User, tmp_path: Path
) -> None:
    hands, crest = Hands(), tmp_path / "by.svg"
    crest.write_bytes(CREST)
    page.set_default_timeout(8000)
    sign_in(page, operator)
    hands.on(page)
    adds_the_municipality(page, hands, crest)
    plan = writes_a_first_theme(page, hands)
    hands.click(page.get_by_role("link", name="Send til godkendelse", exact=True))
    made = (hands.clicks + 1, hands.loads + 1)  # from then on the page loads itself anew
    hands.click(page.get_by_role("button", name="Send til godkendelse", exact=True))
    page.goto(f"/admin/plan/{plan.pk}/")
    until_submitted(page)
    other = Hands()
    approves(browser, live_server, other)
    assert (made, (other.clicks, other.loads)) == (MADE, APPROVED)
    page.goto("/")
    look(page, "first-day-9-web", PHONE, DESK)
    expect(page.get_by_role("link", name=re.compile("Beskæftigelsesplan")).first).to_be_visible()


def adds_the_municipality(page: Page, hands: Hands, crest: Path) -> None:
    """With a colour that is too light the first time: nothing else is lost."""
    look(page, "first-day-1-empty", PHONE, TABLET, DESK)
    hands.click(page.get_by_role("link", name="Opret kommune"))
    page.get_by_label("Kommune", exact=True).fill("Aarhus Kommune")
    look(page, "first-day-2-choose", PHONE, DESK)
    hands.click(page.get_by_role("button", name="Fortsæt"))
    page.locator("#id_kommune-crest").set_input_files(crest)
    fill(
        page, {"kommune-accent": "#ffee00", "kommune-email": "job@aarhus.dk", "kommune-phone": "89 40 20 00"}
    )
    fill(page, {"folk-0-email": "bo@aarhus.dk", "folk-0-first_name": "Bo", "folk-0-last_name": "Lund"})
    hands.click(page.locator("#id_folk-0-roles_1"))
    hands.click(page.get_by_role("button", name="Opret kommunen"))
    expect(page.get_by_text("Farven er for lys")).to_be_visible()
    expect(page.get_by_text("Valgt: by.svg")).to_be_visible()
    look(page, "first-day-3-wrong", PHONE, TABLET, DESK)
    fill(page, {"kommune-accent": "#0b5468"})
    hands.click(page.get_by_role("button", name="Opret kommunen"))
    expect(page.get_by_text("Mailen er sendt.")).to_be_visible()
    look(page, "first-day-4-next", PHONE, TABLET, DESK)
    hands.click(page.get_by_role("button", name="Begynd"))


def writes_a_first_theme(page: Page, hands: Hands) -> Plan:
    plan = Plan.objects.get()
    look(page, "first-day-5-plan", DESK)
    hands.click(page.get_by_role("link", name="Indledning", exact=True).first)
    fill(page, {"body": "Kommunen vil have flere i job."})
    hands.click(page.get_by_role("button", name="Gem", exact=True).first)
    hands.click(page.get_by_role("link", name="Tilføj: tema"))
    fill(
        page, {"title": "Unge", "ambition": "Flere unge skal i uddannelse.", "actions": "Vi hjælper de unge."}
    )
    look(page, "first-day-6-theme", DESK)
    hands.click(page.get_by_role("button", name="Gem", exact=True).first)
    expect(page.locator(".messagelist .success")).to_be_visible()
    look(page, "first-day-7-written", DESK)
    return plan


def approves(browser: Browser, live_server: LiveServer, hands: Hands) -> None:
    """The one who was invited: from the mail to the plan on the web."""
    link = re.search(r"http\S+/invitation/\S+", str(mail.outbox[0].body))
    assert link
    page = hands.on(browser.new_context(base_url=live_server.url, locale="da-DK").new_page())
    page.goto(re.sub(r"^https?://[^/]+", "", link[0]))
    fill(page, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    look(page, "first-day-8-invited", DESK)
    hands.click(page.locator("#content input[type=submit]"))
    hands.click(page.locator(".desk-tasks a", has_text="sendt til godkendelse"))
    for step in ("Godkend", "Udgiv"):
        hands.click(page.get_by_role("link", name=step, exact=True))
        expect(page.get_by_role("button", name=step, exact=True)).to_be_visible()
        look(page, f"first-day-8-{step}", DESK)
        if step == "Udgiv":
            page.get_by_label("Ændringsnote").fill("Den første plan i portalen")
            page.get_by_label("Hvorfor teksten alligevel udgives").fill("Mål kommer i næste udgave")
        hands.click(page.get_by_role("button", name=step, exact=True))
        expect(page.locator(".messagelist .success")).to_be_visible()
    page.context.close()


def reach(page: Page, seen: Callable[[str], bool]) -> None:
    """By Tab alone, to what has the name or the text."""
    for _ in range(80):
        page.keyboard.press("Tab")
        named = page.evaluate(
            "() => { const e = document.activeElement; return e.id + ' ' + (e.value || e.textContent).trim() }"
        )
        if seen(str(named)):
            return
    raise AssertionError("not reached by Tab")


def test_the_municipality_is_made_by_keyboard_alone(page: Page, operator: User) -> None:
    sign_in(page, operator)
    reach(page, lambda name: name.endswith("Opret kommune"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kommune", exact=True)).to_be_focused()
    page.keyboard.type("aarhus")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kommunekode 751")).to_be_visible()
    for field, typed in {
        "kommune-email": "job@aarhus.dk",
        "folk-0-email": "bo@aarhus.dk",
        "folk-0-first_name": "Bo",
        "folk-0-last_name": "Lund",
    }.items():
        reach(page, lambda name, field=field: name.startswith(f"id_{field} "))  # type: ignore[misc]
        page.keyboard.type(typed)
    reach(page, lambda name: name.startswith("id_folk-0-roles_1 "))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Mailen er sendt.")).to_be_visible()
    reach(page, lambda name: name.endswith("Begynd"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/admin/plan/\d+/$"))
    assert Municipality.objects.get().short_name == "Aarhus"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_on_the_way(page: Page, operator: User, width: int) -> None:
    town = Municipality.objects.create(name="Odder Kommune", short_name="Odder", slug="odder", code="727")
    sign_in(page, operator)
    page = page.context.new_page()  # axe sets styles of its own, and the browser logs that they are refused
    page.set_viewport_size({"width": width, "height": 800})
    ways = ["ny/", "ny/?kommune=x", "ny/?kommune=Odder", "ny/?kommune=Aarhus", f"{town.pk}/begynd/"]
    for way in ways:
        page.goto(f"/admin/kommune/{way}")
        assert Axe().run(page).response["violations"] == [], way
        assert page.evaluate("document.documentElement.scrollWidth") <= width, way
    page.goto("/admin/kommune/ny/?kommune=Aarhus")
    page.locator("#id_kommune-short_name").fill("")
    page.get_by_role("button", name="Opret kommunen").click()
    expect(page.locator(".errornote")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
