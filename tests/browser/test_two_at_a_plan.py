"""Two people at one plan, in two real browser sessions: nothing that one has not seen is overwritten, and what a
click on a published plan means is said."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from plans.enums import PlanState, Role
from publishing.models import Edition
from tests.browser.pictures import DESK, PHONE, look
from tests.factories import MembershipFactory, SectionFactory, ThemeFactory
from tests.steps import publish
from themes.models import Theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def theme() -> Theme:
    theme: Theme = ThemeFactory(
        number=1,
        title="Unge",
        slug="unge",
        plan__year=2019,
        plan__last_year=2019,
        plan__municipality__slug="proeve",
        ambition="Flere unge skal i uddannelse.",
    )
    ThemeFactory(plan=theme.plan, number=2, title="Seniorer", ambition="Flere bliver i job.")
    SectionFactory(plan=theme.plan, body="Sådan læses planen.")
    return theme


@pytest.fixture
def anna(theme: Theme, signed_in: Callable[[User], Page]) -> Page:
    return signed_in(person_with(Role.APPROVER, theme))


@pytest.fixture
def bo(theme: Theme, signed_in: Callable[[User], Page]) -> Page:
    return signed_in(person_with(Role.EDITOR, theme))


def person_with(role: Role, theme: Theme) -> User:
    person: User = MembershipFactory(municipality=theme.plan.municipality, role=role).person
    return person


def write(page: Page, theme: Theme, text: str) -> None:
    page.goto(f"/admin/themes/theme/{theme.pk}/change/")
    page.locator("#id_ambition").fill(text)
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_restore_shows_a_colleagues_newer_work_and_asks(anna: Page, bo: Page, theme: Theme) -> None:
    write(anna, theme, "Annas tekst.")
    anna.goto(f"/admin/themes/theme/{theme.pk}/history/")
    anna.get_by_role("link", name="Gendan").last.click()
    expect(anna.get_by_role("button", name="Gendan")).to_be_visible()
    write(bo, theme, "Bos nye arbejde.")
    anna.get_by_role("button", name="Gendan").click()
    expect(anna.locator(".errornote")).to_be_visible()
    expect(anna.locator(".change")).to_contain_text("Bos nye arbejde")
    look(anna, "gendan-nyere", DESK, PHONE)
    theme.refresh_from_db()
    assert theme.ambition == "Bos nye arbejde."
    anna.get_by_role("button", name="Gendan").click()
    expect(anna.locator(".messagelist .success")).to_be_visible()
    theme.refresh_from_db()
    assert theme.ambition == "Flere unge skal i uddannelse."


def test_an_arrow_on_a_published_plan_begins_a_draft_and_says_so_with_the_way_back(
    bo: Page, theme: Theme
) -> None:
    SectionFactory.create_batch(8, plan=theme.plan)
    publish(theme.plan, by=None, note="Vedtaget")
    bo.set_viewport_size({"width": 360, "height": 640})
    bo.goto(f"/admin/plan/{theme.plan_id}/")
    bo.get_by_role("button", name=re.compile("ned", re.IGNORECASE)).last.click()
    told = bo.locator(".messagelist .info")
    expect(told).to_contain_text("ny kladde")
    assert bo.evaluate("scrollY") > 300
    expect(told).to_be_in_viewport()
    look(bo, "kladde-begyndt", DESK, PHONE)
    told.get_by_role("link").click()
    expect(bo.get_by_role("button", name="Kassér kladden")).to_be_visible()
    look(bo, "kasser", DESK, PHONE)
    bo.get_by_role("button", name="Kassér kladden").click()
    expect(bo.locator(".messagelist .success")).to_be_visible()
    theme.plan.refresh_from_db()
    assert theme.plan.state == PlanState.PUBLISHED
    assert Theme.objects.get(pk=theme.pk).number == 1


def test_withdrawing_tells_what_the_public_will_see(anna: Page, bo: Page, theme: Theme) -> None:
    publish(theme.plan, by=None, note="Vedtaget")
    write(bo, theme, "Forkert rettelse.")
    second = publish(theme.plan, by=None, correction=True)
    anna.goto(f"/admin/publishing/edition/{second.pk}/traek-tilbage/")
    look(anna, "traek-tilbage-valg", DESK, PHONE)
    anna.locator("textarea[name=reason]").fill("Rettelsen var forkert")
    anna.locator("input[name=again]").first.check()
    anna.locator("input[name=sure]").check()
    anna.locator("input.deletelink").click()
    expect(anna.locator(".messagelist .success")).to_be_visible()
    anna.goto("/proeve/2019/tema/unge/")
    expect(anna.get_by_text("Flere unge skal i uddannelse.")).to_be_visible()
    anna.goto("/proeve/2019/udgaver/")
    look(anna, "udgaver-efter", DESK, PHONE)
    assert anna.request.get("/proeve/2019/udgave/1.1/").status == 410
    assert [str(edition.label) for edition in Edition.objects.current()] == ["1"]


def test_a_link_is_renewed_and_a_membership_ended(anna: Page, bo: Page, theme: Theme) -> None:
    bo.goto(f"/admin/plan/{theme.plan_id}/del/")
    bo.locator("#id_recipient").fill("Udvalget")
    bo.get_by_role("button", name="Lav et link").click()
    path = bo.locator("#new-address").input_value().split("/udkast/")[1]
    look(bo, "del-link", DESK, PHONE)
    write(anna, theme, "Skrevet senere.")
    anna.goto(f"/udkast/{path}tema/unge/")
    look(anna, "del-laeser", DESK, PHONE)
    expect(anna.get_by_text("Skrevet senere.")).to_have_count(0)
    bo.goto(f"/admin/plan/{theme.plan_id}/del/")
    bo.get_by_role("button", name="Vis kladden, som den er nu").click()
    expect(bo.locator(".messagelist .success")).to_be_visible()
    anna.goto(f"/udkast/{path}tema/unge/")
    expect(anna.get_by_text("Skrevet senere.")).to_be_visible()


def test_a_plan_archived_refusal_and_fetched_again(
    anna: Page, theme: Theme, signed_in: Callable[[User], Page]
) -> None:
    publish(theme.plan, by=None, note="Vedtaget")
    manager = signed_in(person_with(Role.MANAGER, theme))
    manager.goto(f"/admin/plans/plan/{theme.plan_id}/delete/")
    look(manager, "laeg-vaek", DESK, PHONE)
    manager.get_by_role("button", name="Læg planen væk").click()
    expect(manager.get_by_role("button", name="Hent frem igen")).to_be_visible()
    look(manager, "lagt-vaek", DESK, PHONE)
    approver = MembershipFactory(municipality=theme.plan.municipality, role=Role.APPROVER).person
    manager.goto(f"/admin/kommune/{theme.plan.municipality_id}/folk/{approver.pk}/afslut/")
    look(manager, "afslut", DESK, PHONE)
    manager.goto("/admin/lagt-vaek/")
    manager.get_by_role("button", name="Hent frem igen").click()
    expect(manager).to_have_url(re.compile(rf"/admin/plan/{theme.plan_id}/$"))
    anna.goto(f"/admin/plan/{theme.plan_id}/")
    expect(anna.get_by_role("heading", level=1)).to_be_visible()
