"""A real Chromium against a real server. What a page logs as an error, or asks of another host,
fails the test that opened it."""

import os
import threading
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from plans.enums import Role
from plans.models import Membership, Municipality, Plan
from publishing.domain import jobs
from tests.browser.people import sign_in
from tests.steps import publish

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PASSWORD = "en-lang-adgangskode-til-prøven"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, and Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, locale="da-DK")
    page = context.new_page()
    faults: list[str] = []
    own = urlsplit(live_server.url).netloc
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: faults.append(r.url) if urlsplit(r.url).netloc not in {own, ""} else None)
    yield page
    context.close()
    await_jobs()
    assert faults == []


@pytest.fixture
def signed_in(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[User], Page]]:
    """Opens a session of its own for each person. A step that is refused answers 409, which the browser logs
    as an error and is none."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_session(person: User) -> Page:
        contexts.append(browser.new_context(base_url=live_server.url, locale="da-DK"))
        page = contexts[-1].new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        sign_in(page, person)
        return page

    yield open_session
    for context in contexts:
        context.close()
    await_jobs()
    assert [fault for fault in faults if "409" not in fault] == []


def await_jobs() -> None:
    """They have the test's database open."""
    for thread in threading.enumerate():
        if thread.name == jobs.THREAD:
            thread.join()


@pytest.fixture(autouse=True)
def _jobs_in_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the server."""
    monkeypatch.setattr(jobs, "_in_threads", True)


@pytest.fixture
def herning(transactional_db: None) -> Municipality:
    """The real plans as drafts, and that of 2019 published."""
    call_command("load_plans", verbosity=0)
    plan = Plan.objects.get(municipality__slug="herning", year=2019)
    publish(plan, by=None, note="Vedtaget")
    return plan.municipality


@pytest.fixture
def approver(herning: Municipality) -> User:
    Municipality.objects.filter(pk=herning.pk).update(author_may_approve=True)
    person = User.objects.create_user("godkender", password=PASSWORD, is_staff=True)
    for role in (Role.EDITOR, Role.APPROVER):
        Membership.objects.create(person=person, municipality=herning, role=role)
    return person
