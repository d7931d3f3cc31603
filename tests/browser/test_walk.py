"""The whole way, as a citizen and as a caseworker walk it."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from plans.models import Municipality, Plan
from tests.browser.conftest import PASSWORD
from tests.browser.people import until_submitted
from tests.steps import publish

pytestmark = pytest.mark.browser

THEME = "Unge under 25 år skal være i uddannelse eller arbejde"


def test_citizen_walks_from_home_to_the_pdf(page: Page, herning: Municipality) -> None:
    publish(Plan.objects.get(municipality__slug="hedensted"), by=None, note="Vedtaget")
    page.goto("/")
    page.get_by_role("link", name=re.compile("Herning")).first.click()
    expect(page).to_have_url(re.compile(r"/herning/$"))
    page.get_by_role("link", name=re.compile("Beskæftigelsesplan 2019")).first.click()
    expect(page).to_have_url(re.compile(r"/herning/2019/$"))
    page.get_by_role("link", name=THEME, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(THEME)
    expect(page.get_by_role("heading", name="Det vil vi i 2019")).to_be_visible()
    page.get_by_role("navigation", name="Brødkrumme").get_by_role(
        "link", name="Beskæftigelsesplan 2019"
    ).click()
    link = page.get_by_role("link", name=re.compile(r"PDF \(\d+ sider, \d+ kB\)"))
    response = page.request.get(str(link.get_attribute("href")))
    assert response.headers["content-type"] == "application/pdf"
    assert response.body().startswith(b"%PDF-")


def test_caseworker_changes_a_theme_and_publishes(page: Page, approver: User) -> None:
    page.goto("/admin/")
    page.get_by_label("Brugernavn").fill(approver.username)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    plan = Plan.objects.get(municipality__slug="herning", year=2019)
    theme = plan.themes.get(number=1)
    page.goto(f"/admin/themes/theme/{theme.pk}/change/")
    page.locator("#id_ambition").fill("Flere unge skal i **uddannelse** i år.")
    expect(page.locator(".markdownx-preview strong").first).to_have_text("uddannelse")
    page.get_by_role("button", name="Gem", exact=True).first.click()
    expect(page.locator(".success")).to_be_visible()
    for step in ("Send til godkendelse", "Godkend"):
        page.goto(f"/admin/plan/{plan.pk}/")
        page.get_by_role("link", name=step, exact=True).click()
        page.get_by_role("button", name=step, exact=True).click()
        expect(page.locator(".messagelist .success")).to_be_visible()
        if step == "Send til godkendelse":
            until_submitted(page)
    page.goto(f"/admin/plan/{plan.pk}/")
    page.get_by_role("link", name="Udgiv", exact=True).click()
    page.get_by_label("Ændringsnote").fill("Temaet om unge er skrevet om")
    page.get_by_label("Hvorfor teksten alligevel udgives").fill("Advarslerne er set")
    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_text("Udgave 2 er udgivet")).to_be_visible()
    page.goto(f"/herning/2019/tema/{theme.slug}/")
    expect(page.get_by_text("Flere unge skal i uddannelse i år.")).to_be_visible()
    page.goto(f"/herning/2019/udgave/1/tema/{theme.slug}/")
    expect(page.get_by_text("Fra 2016 blev reglerne for den statslige refusion")).to_be_visible()
    page.goto("/herning/2019/udgave/2/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beskæftigelsesplan 2019")
