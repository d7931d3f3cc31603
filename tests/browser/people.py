"""What several tests have a person do."""

import re
from contextlib import suppress
from time import monotonic

from django.contrib.auth.models import User
from playwright.sync_api import Error, Page, expect

from plans.enums import PlanState
from tests.factories import PASSWORD

PATIENCE = 60
"""How many seconds a plan's PDF may take on a machine that does other things."""


def sign_in(page: Page, person: User) -> None:
    page.goto("/admin/")
    page.locator("#id_login").fill(person.username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("input[type=submit]").click()
    expect(page.locator("#logout-form")).to_be_visible()


def until_submitted(page: Page) -> None:
    """Looks at the plan's page again and again while the PDF is being made."""
    state = page.locator(".desk-steps > p:first-child .desk-state")
    making = re.compile(rf"\b{PlanState.SUBMITTING.value}\b")
    address, until = page.url, monotonic() + PATIENCE
    while making.search(state.get_attribute("class") or "") and monotonic() < until:
        with suppress(Error):  # the page loads itself anew, too: of the two, one is broken off
            page.goto(address)
    expect(state).to_have_class(re.compile(rf"\b{PlanState.SUBMITTED.value}\b"))
