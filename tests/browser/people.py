"""Signing in as a person does."""

from playwright.sync_api import Page, expect

from tests.factories import PASSWORD


def sign_in(page: Page, person: User) -> None:
    page.goto("/admin/")
    page.locator("#id_username").fill(person.username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("input[type=submit]").click()
    expect(page.locator("#logout-form")).to_be_visible()
