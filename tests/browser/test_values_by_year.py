"""A goal with a value for each of four years: typed as one row with its sentence beside it, read as one table, and
judged by the year's value in that year's follow-up."""

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from goals.enums import AreaKind, Unit
from goals.models import AnnualGoal, FollowUp, Target
from publishing.models import Edition
from tests.browser.pictures import DESK, PHONE, look
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    FollowUpFactory,
    IndicatorFactory,
    ObservationFactory,
    PlanFactory,
    SectionFactory,
    ThemeFactory,
)
from tests.plans.people import editor_of
from tests.steps import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def goal(transactional_db: None) -> AnnualGoal:
    names = {"name": "Skive Kommune", "short_name": "Skive", "slug": "skive", "code": "779"}
    plan = PlanFactory(
        year=2019, last_year=2022, **{f"municipality__{key}": value for key, value in names.items()}
    )
    SectionFactory(plan=plan, title="Forord", slug="forord", body="Vi vil have flere i job.")
    SectionFactory(plan=plan, title="Mål", slug="maal", kind="goal_overview", position=2)
    theme = ThemeFactory(plan=plan, number=1, title="Unge", slug="unge", ambition="Flere unge skal i job.")
    own = AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779")
    indicator = IndicatorFactory(name="Andel af unge på offentlig forsørgelse", unit=Unit.PERCENT)
    for year, value in ((2016, "11.4"), (2017, "11.0"), (2018, "10.6"), (2019, "9.9"), (2020, "9.8")):
        days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
        ObservationFactory(indicator=indicator, area=own, value=Decimal(value), decimals=1, **days)
    found: AnnualGoal = AnnualGoalFactory(
        theme=theme, number=1, text="Færre unge er på offentlig forsørgelse."
    )
    return found


def accessible(page: Page) -> None:
    assert Axe().run(page, ".goal", options={"preload": False}).violations_count == 0


def fill_in(page: Page, goal: AnnualGoal) -> None:
    page.goto(f"/admin/goals/annualgoal/{goal.pk}/change/")
    page.locator("#targets-group .add-row a").click()
    row = page.locator("#targets-0")
    told = row.locator(".field-sentence .readonly")
    expect(told).to_have_text("Vises, når målet er gemt.")
    row.locator(".field-indicator .select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").press_sequentially("unge")
    page.locator(".select2-results__option", has_text="Andel af unge").click()
    row.locator("[name$=operator]").select_option("at_most")
    expect(told).to_have_text("Værdi: Skriv en værdi, eller vælg, hvad der sammenlignes med: én af delene.")
    expect(told).to_have_attribute("aria-live", "polite")
    row.get_by_label("2019").fill("10")
    expect(told).to_have_text("Enhed: En værdi skal have en enhed.")
    row.locator("[name$=unit]").select_option("percent")
    for year, value in (("2020", "9,5"), ("2021", "9"), ("2022", "8")):
        row.get_by_label(year).fill(value)
    expect(told).to_contain_text("højst 8\xa0% i 2022")
    look(page, "vaerdier-aar-for-aar-skrives", DESK, PHONE)
    assert Axe().run(page, "#targets-0", options={"preload": False}).violations_count == 0
    page.get_by_role("button", name="Gem", exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def printed(edition: Edition, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        with edition.pdf.open("rb") as handle:
            (Path(folder) / f"{name}.pdf").write_bytes(handle.read())


def test_values_by_year_from_the_desk_to_the_follow_up_s_verdict(
    page: Page, signed_in: Callable[[User], Page], goal: AnnualGoal
) -> None:
    assert goal.theme
    plan = goal.theme.plan
    fill_in(signed_in(editor_of(plan)), goal)
    assert Target.objects.count() == 4
    printed(publish(plan, by=None, note="Vedtaget"), "vaerdier-plan")
    page.goto("/skive/2019/tema/unge/")
    table = page.locator("table.years")
    assert [row.split() for row in table.inner_text().splitlines()[1:]]
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        accessible(page)
    look(page, "vaerdier-aar-for-aar", DESK, PHONE)

    follow_up: FollowUp = FollowUpFactory(plan=plan, title="Status for 2020")
    follow_up.assessments.create(goal=goal, verdict="not_met", text="Faldet er gået i stå.")
    printed(publish(follow_up, by=None, note="Sådan gik det"), "vaerdier-opfoelgning")
    page.goto("/skive/2019/opfoelgning/")
    said = page.locator(".result .computed")
    expect(said).to_have_count(1)
    look(page, "vaerdier-opfoelgning", DESK, PHONE)
