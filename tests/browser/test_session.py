"""Signing in, and being signed out, in a real browser: no text is lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.accounts.test_sign_in import code_of
from tests.browser.people import sign_in
from tests.browser.test_editing import open_theme
from tests.factories import PASSWORD, MembershipFactory, ThemeFactory
from themes.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUR = 60 * 60


@pytest.fixture
def person() -> User:
    found: User = MembershipFactory().person
    return found


@pytest.fixture
def theme(person: User) -> Theme:
    found: Theme = ThemeFactory(plan__municipality=person.memberships.get().municipality)
    return found


@pytest.fixture
def writing(browser: Browser, live_server: LiveServer, person: User, theme: Theme) -> Iterator[Page]:
    """On a theme's page, with text that is not saved. Not `page`: a browser writes into its log that
    somebody signed out was refused something, and here that is meant."""
    context = browser.new_context(base_url=live_server.url, locale="da-DK")
    page = context.new_page()
    page.clock.install()
    sign_in(page, person)
    open_theme(page, theme)
    expect(page.locator(".session-banner")).to_be_hidden()
    page.locator("#id_ambition").fill("Ikke gemt endnu")
    yield page
    context.close()


def idle(page: Page, minutes: int) -> None:
    """The server has not heard of the person for so long, and the page's clock says so too."""
    User.objects.update(last_login=now() - timedelta(minutes=minutes))
    for session in Session.objects.all():
        data = session.get_decoded()
        data.pop("seen", None)
        session.session_data = Session.objects.encode(data)
        session.save()
    page.clock.fast_forward(minutes * 60 * 1000)


def test_warning_comes_in_time_and_the_button_keeps_the_person_signed_in(
    writing: Page, tmp_path: Path
) -> None:
    idle(writing, 60)
    expect(writing.locator(".session-banner")).to_be_hidden()
    idle(writing, 116)
    banner = writing.locator(".session-banner")
    expect(banner.get_by_role("alert")).to_be_visible()
    writing.screenshot(path=str(tmp_path / "advarsel.png"))
    assert Axe().run(writing, ".session-banner", options={"preload": False}).response["violations"] == []
    banner.get_by_role("button").click()
    expect(banner).to_be_hidden()
    expect(writing.locator(".session-status")).not_to_be_empty()
    expect(writing.locator("#id_ambition")).to_have_value("Ikke gemt endnu")


def test_text_is_saved_after_signing_in_again_in_another_tab(
    writing: Page, person: User, theme: Theme
) -> None:
    Session.objects.all().delete()
    writing.clock.fast_forward(2 * HOUR * 1000)
    link = writing.locator(".session-banner a")
    expect(link).to_be_visible()
    with writing.context.expect_page() as opened:
        link.click()
    other = opened.value
    other.locator("#id_login").fill(person.username)
    other.locator("#id_password").fill(PASSWORD)
    other.locator("input[type=submit]").click()
    expect(other.locator("#logout-form")).to_be_visible()
    other.close()
    writing.bring_to_front()
    writing.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(writing.locator(".session-banner")).to_be_hidden()
    writing.locator("input[name=_continue]").click()
    expect(writing.locator(".messagelist .success")).to_be_visible()
    theme.refresh_from_db()
    assert theme.ambition == "Ikke gemt endnu"


def test_somebody_else_in_the_other_tab_does_not_get_the_page(writing: Page) -> None:
    other = MembershipFactory().person
    context = writing.context
    context.clear_cookies()
    second = context.new_page()
    sign_in(second, other)
    second.close()
    writing.clock.fast_forward(2 * HOUR * 1000)
    expect(writing.locator(".session-banner [role=alert]")).to_contain_text(other.username)
    expect(writing.locator(".session-banner button")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_sign_in_and_two_step_pages_pass_axe(page: Page, person: User, width: int, tmp_path: Path) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/admin/login/")
    look(page, tmp_path / "ind.png")
    sign_in(page, person)
    for address in ("/admin/totrin/", "/admin/password_change/"):
        page.goto(address)
        look(page, tmp_path / f"{address.strip('/').replace('/', '-')}.png")


@pytest.mark.parametrize("width", [320, 1280])
def test_person_turns_two_step_on_and_signs_in_with_a_code(
    page: Page, person: User, width: int, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, person)
    page.goto("/admin/totrin/")
    secret = page.locator(".two-step-key code").inner_text().replace(" ", "")
    page.locator("#id_code").fill(code_of(secret))
    page.locator("input[type=submit].default").click()
    expect(page.locator(".recovery-codes code").first).to_be_visible()
    codes = page.locator(".recovery-codes code").all_inner_texts()
    look(page, tmp_path / "koder.png")
    page.goto("/admin/totrin/")
    look(page, tmp_path / "til.png")
    page.locator("#logout-form button").click()
    expect(page.locator("#logout-form")).to_have_count(0)
    page.goto("/admin/")
    page.locator("#id_login").fill(person.username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("input[type=submit]").click()
    expect(page.locator("#id_code")).to_be_focused()
    look(page, tmp_path / "kode.png")
    page.locator("#id_code").fill("forkert")
    page.locator("input[type=submit]").click()
    expect(page.get_by_text("Koden er forkert.")).to_be_visible()
    look(page, tmp_path / "forkert.png")
    page.locator("#id_code").fill(codes[0])
    page.locator("input[type=submit]").click()
    expect(page.locator("#logout-form")).to_be_visible()


def look(page: Page, picture: Path) -> None:
    page.screenshot(path=str(picture), full_page=True)
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
