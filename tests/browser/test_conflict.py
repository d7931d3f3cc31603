"""Two people at one page, in two real browser sessions; and what happens when the connection goes."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from plans.enums import Role
from tests.browser.people import sign_in
from tests.browser.pictures import DESK, PHONE, TABLET, look
from tests.browser.test_editing import open_theme
from tests.factories import PASSWORD, AnnualGoalFactory, MembershipFactory, ThemeFactory
from themes.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def theme() -> Theme:
    theme: Theme = ThemeFactory(
        number=1, plan__year=2019, ambition="Flere unge skal i uddannelse.", actions="Vi ringer."
    )
    AnnualGoalFactory(theme=theme, number=1, text="Ledigheden skal ned.")
    return theme


def session(browser: Browser, live_server: LiveServer, theme: Theme, name: str) -> Page:
    page = browser.new_context(base_url=live_server.url, locale="da-DK").new_page()
    first, last = name.split()
    person = MembershipFactory(
        municipality=theme.plan.municipality,
        role=Role.EDITOR,
        person__first_name=first,
        person__last_name=last,
    ).person
    sign_in(page, person)
    return page


@pytest.fixture
def anna(browser: Browser, live_server: LiveServer, theme: Theme) -> Iterator[Page]:
    page = session(browser, live_server, theme, "Anna Berg")
    yield page
    page.context.close()


@pytest.fixture
def bo(browser: Browser, live_server: LiveServer, theme: Theme) -> Iterator[Page]:
    page = session(browser, live_server, theme, "Bo Dahl")
    yield page
    page.context.close()


def save(page: Page) -> None:
    page.locator("input[name=_continue]").first.click()


def saved(page: Page) -> None:
    save(page)
    expect(page.locator("ul.messagelist .success")).to_be_visible()


def kept(page: Page, text: str) -> None:
    """Waits until the browser's own store holds the text."""
    for _ in range(50):
        if text in page.evaluate("JSON.stringify(localStorage)"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{text} is not kept")


def test_two_write_one_theme_and_the_second_chooses(anna: Page, bo: Page, theme: Theme) -> None:
    open_theme(anna, theme)
    open_theme(bo, theme)
    anna.locator("#id_ambition").fill("Flere unge skal i uddannelse eller arbejde.")
    saved(anna)
    bo.locator("#id_ambition").fill("Alle unge skal i uddannelse.")
    bo.locator("#id_goals-0-text").fill("Ledigheden skal halveres.")
    save(bo)
    expect(bo.locator(".conflict > p").first).to_contain_text("Anna Berg")
    question = bo.locator(".question.is-both")
    look(bo, "sammen-valg", DESK, TABLET, PHONE)
    expect(question.locator(".difference del").last).to_have_text(re.compile("eller arbejde"))
    expect(question.locator(".difference ins")).to_have_text(re.compile("Alle"))
    theme.refresh_from_db()
    assert theme.ambition == "Flere unge skal i uddannelse eller arbejde."
    question.locator("textarea").fill("Alle unge skal i uddannelse eller arbejde.")
    expect(question.locator("input[value=edited]")).to_be_checked()  # what one writes is what one chooses
    bo.locator(".submit-row input").click()
    expect(bo.locator("ul.messagelist .success")).to_be_visible()
    theme.refresh_from_db()
    goal = theme.goals.get()
    assert (theme.ambition, goal.text) == (
        "Alle unge skal i uddannelse eller arbejde.",
        "Ledigheden skal halveres.",
    )
    assert bo.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kladde|')).length") == 0


def test_row_added_before_going_back_is_not_added_again(anna: Page, theme: Theme) -> None:
    open_theme(anna, theme)
    anna.locator("#strategies-group .add-row a").click()
    anna.locator("#id_strategies-0-title").fill("Mentorer")
    saved(anna)
    anna.go_back()
    anna.locator("#id_actions").fill("Vi skriver.")
    save(anna)
    expect(anna.locator("ul.messagelist .success, .conflict").first).to_be_visible()
    assert list(theme.strategies.values_list("title", flat=True)) == ["Mentorer"]


def test_page_says_who_else_has_it_open(anna: Page, bo: Page, theme: Theme) -> None:
    open_theme(anna, theme)
    open_theme(bo, theme)
    expect(bo.locator("#presence")).to_contain_text("Anna Berg")
    look(bo, "sammen-tema", DESK, TABLET, PHONE)
    anna.evaluate("dispatchEvent(new Event('online'))")
    expect(anna.locator("#presence")).to_contain_text("Bo Dahl")


def test_text_survives_a_lost_connection(anna: Page, theme: Theme) -> None:
    open_theme(anna, theme)
    anna.context.set_offline(True)
    anna.locator("#id_ambition").fill("Skrevet i toget.")
    anna.evaluate("scrollTo(0, document.body.scrollHeight)")
    save(anna)
    expect(anna.locator("#unsaved")).not_to_be_empty()
    expect(anna.locator("#unsaved")).to_be_in_viewport()
    look(anna, "uden-forbindelse")
    expect(anna.locator("#id_ambition")).to_have_value("Skrevet i toget.")
    theme.refresh_from_db()
    assert theme.ambition == "Flere unge skal i uddannelse."
    anna.context.set_offline(False)
    saved(anna)
    theme.refresh_from_db()
    assert theme.ambition == "Skrevet i toget."


def test_text_is_offered_back_after_a_crash(anna: Page, theme: Theme) -> None:
    open_theme(anna, theme)
    anna.locator("#id_ambition").fill("Før nedbruddet.")
    anna.locator("#strategies-group .add-row a").click()
    anna.locator("#id_strategies-0-title").fill("Ny strategi")
    kept(anna, "Ny strategi")
    crashed, anna = anna, anna.context.new_page()
    crashed.close(run_before_unload=False)
    open_theme(anna, theme)
    expect(anna.locator("#id_ambition")).to_have_value("Flere unge skal i uddannelse.")
    look(anna, "efter-nedbrud", DESK, PHONE)
    anna.locator("#unsaved button").first.click()
    expect(anna.locator("#id_ambition")).to_have_value("Før nedbruddet.")
    expect(anna.locator("#id_strategies-0-title")).to_have_value("Ny strategi")
    saved(anna)
    assert theme.strategies.get().title == "Ny strategi"
    open_theme(anna, theme)
    expect(anna.locator("#unsaved")).to_be_empty()


def test_text_survives_a_session_that_has_timed_out(anna: Page, theme: Theme) -> None:
    open_theme(anna, theme)
    anna.locator("#id_ambition").fill("Efter frokost.")
    Session.objects.all().delete()
    save(anna)
    person = theme.plan.municipality.memberships.get(person__first_name="Anna").person
    anna.locator("#id_login").fill(person.username)
    anna.locator("#id_password").fill(PASSWORD)
    anna.locator("input[type=submit]").click()
    anna.locator("#unsaved button").first.click()
    expect(anna.locator("#id_ambition")).to_have_value("Efter frokost.")
    saved(anna)
    theme.refresh_from_db()
    assert theme.ambition == "Efter frokost."


def test_text_from_before_somebody_elses_change_is_compared(anna: Page, bo: Page, theme: Theme) -> None:
    open_theme(anna, theme)
    anna.locator("#id_ambition").fill("Annas kladde.")
    kept(anna, "Annas")
    crashed, anna = anna, anna.context.new_page()
    crashed.close(run_before_unload=False)
    open_theme(bo, theme)
    bo.locator("#id_ambition").fill("Bos tekst.")
    saved(bo)
    open_theme(anna, theme)
    anna.locator("#unsaved button").first.click()
    expect(anna.locator(".question.is-both .version").first).to_contain_text("Bos tekst.")
    anna.locator(".question input[value=mine]").check()
    anna.locator(".submit-row input").click()
    expect(anna.locator("ul.messagelist .success")).to_be_visible()
    theme.refresh_from_db()
    assert theme.ambition == "Annas kladde."


def test_leaving_with_unsaved_text_asks(anna: Page, theme: Theme) -> None:
    open_theme(anna, theme)
    asked: list[str] = []

    def answer(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    anna.on("dialog", answer)
    anna.locator("#id_ambition").fill("Ikke gemt.")
    anna.close(run_before_unload=True)
    anna.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(anna.locator("#id_ambition")).to_have_value("Ikke gemt.")
