"""A real Chromium against a real server. What a page logs as an error, or asks of another host,
fails the test that opened it."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
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


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what `herning` begins with is kept for the next test."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def herning(transactional_db: None, tmp_path: Path, kept: Path) -> Municipality:
    """The real plans as drafts, and that of 2019 published. Made once, and copied for each further test that
    begins with nothing else."""
    alone = not (User.objects.exists() or Municipality.objects.exists())
    if alone and (kept / "rows").exists():
        shutil.copytree(kept / "editions", tmp_path / "editions", dirs_exist_ok=True)
        _copy_rows(kept / "rows", back=True)
    else:
        _publish_the_real_plan()
        if alone:
            shutil.copytree(tmp_path / "editions", kept / "editions")
            _copy_rows(kept / "rows", back=False)
    return Municipality.objects.get(slug="herning")


def _publish_the_real_plan() -> None:
    call_command("load_plans", verbosity=0)
    publish(Plan.objects.get(municipality__slug="herning", year=2019), by=None, note="Vedtaget")
    await_jobs()


def _copy_rows(file: Path, back: bool) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        here, there = (copy, connection.connection) if back else (connection.connection, copy)
        here.backup(there)


@pytest.fixture
def approver(herning: Municipality) -> User:
    Municipality.objects.filter(pk=herning.pk).update(author_may_approve=True)
    person = User.objects.create_user("godkender", password=PASSWORD, is_staff=True)
    for role in (Role.EDITOR, Role.APPROVER):
        Membership.objects.create(person=person, municipality=herning, role=role)
    return person
