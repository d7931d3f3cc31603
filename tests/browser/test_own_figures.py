"""From no indicator to a published verdict with its chart, by people of one municipality and no superuser."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from goals.enums import AreaKind
from goals.models import AnnualGoal, FollowUp, Indicator, Observation, Target
from plans.models import Plan
from publishing.enums import Step
from tests.browser.pictures import DESK, PHONE, look
from tests.factories import AnnualGoalFactory, AreaFactory, PlanFactory, SectionFactory, ThemeFactory
from tests.plans.people import approver_of, editor_of
from tests.steps import publish, take

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = [
    "indikator;område;periode;værdi",
    *(f"Besøg i jobcafeen;Skive;{2018 + n};{80 + 20 * n}" for n in range(3)),
]
FILE: Any = {"name": "besoeg.csv", "mimeType": "text/csv", "buffer": "\n".join(ROWS).encode()}
VERDICT = "Opfyldt: 120 personer i Skive (2020). Målet var mindst 100 personer."


@pytest.fixture
def goal(transactional_db: None) -> AnnualGoal:
    AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779")
    names = {"name": "Skive Kommune", "short_name": "Skive", "slug": "skive", "code": "779"}
    plan = PlanFactory(
        year=2020, last_year=2020, **{f"municipality__{key}": value for key, value in names.items()}
    )
    SectionFactory(plan=plan, title="Forord", slug="forord", body="Vi vil have flere i job.")
    theme = ThemeFactory(plan=plan, number=1, title="Unge", slug="unge", ambition="Flere unge skal i job.")
    return AnnualGoalFactory(theme=theme, number=1, text="Flere unge besøger jobcafeen.")


def accessible(page: Page, part: str) -> None:
    assert Axe().run(page, part, options={"preload": False}).violations_count == 0


def save(page: Page) -> None:
    page.get_by_role("button", name="Gem", exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def make_indicator(page: Page) -> None:
    page.goto("/admin/goals/indicator/add/")
    page.locator("#id_name").fill("Besøg i jobcafeen")
    page.locator("#id_unit").select_option("persons")
    page.locator("#id_better").select_option("higher")
    look(page, "egen-indikator", DESK, PHONE)
    save(page)


def import_figures(page: Page) -> None:
    page.goto("/admin/goals/observation/")
    page.get_by_role("link", name="Importér tal fra en fil").click()
    page.set_input_files("input[type=file]", FILE)
    look(page, "egne-tal-fil", DESK, PHONE)
    page.get_by_role("button", name="Se, hvad der sker").click()
    expect(page.locator(".desk-summary")).to_contain_text("3 vil blive tilføjet")
    page.locator("input[name=confirm]").click()
    expect(page.locator(".messagelist .success")).to_contain_text("3 rækker: 3 nye")


def correct_a_figure(page: Page) -> None:
    figure = Observation.objects.get(value=100)
    page.goto(f"/admin/goals/observation/{figure.pk}/change/")
    page.locator("#id_value").fill("101")
    save(page)
    page.goto(f"/admin/goals/observation/{figure.pk}/history/")
    expect(page.locator("table.desk-rows tbody tr").first).to_contain_text(
        "Værdi: 100 personer → 101 personer"
    )
    look(page, "historik-for-et-tal", DESK, PHONE)
    accessible(page, ".desk-step")


def type_in_the_table(page: Page) -> None:
    """From the keyboard alone; what is wrong is told, and nothing is lost."""
    page.goto(f"/admin/goals/indicator/{Indicator.objects.get().pk}/change/")
    page.get_by_role("link", name="Tal i en tabel").click()
    page.get_by_label("Ny periode 0").fill("2016")
    page.get_by_label("Ny periode 0").press("ArrowDown")
    page.keyboard.type("i fjor")
    page.locator("[name^='ny0.']:not([name$=periode])").fill("70")
    page.keyboard.press("Enter")
    page.keyboard.type("71")
    page.get_by_label("Kilde").fill("Jobcafeens egen tælling")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".errornote")).to_contain_text("i fjor: det er ikke en periode")
    look(page, "tal-i-tabel", DESK, PHONE)
    accessible(page, ".desk-step")
    page.get_by_label("Ny periode 1").fill("2017")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("2 tal tilføjet")
    assert Observation.objects.count() == 5


def set_target(page: Page, goal: AnnualGoal) -> None:
    page.goto(f"/admin/goals/annualgoal/{goal.pk}/change/")
    page.locator("#targets-group .add-row a").click()
    row = page.locator("#targets-0")
    row.locator(".field-indicator .select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").press_sequentially("jobcaf")
    page.locator(".select2-results__option", has_text="Besøg i jobcafeen").click()
    row.locator("[name$=operator]").select_option("at_least")
    row.locator("[name$=value]").fill("100")
    row.locator("[name$=unit]").select_option("persons")
    look(page, "maal-med-egen-indikator", DESK)
    save(page)


def through(subject: Any, editor: User, approver: User) -> None:
    """The steps of two people; that they are clicked is tried in test_workflow.py."""
    take(subject, Step.SUBMIT, editor)
    take(subject, Step.APPROVE, approver)
    publish(subject, by=approver, note="Vedtaget")


def test_editor_comes_from_no_indicator_to_a_published_verdict(
    page: Page, signed_in: Callable[[User], Page], goal: AnnualGoal
) -> None:
    plan = Plan.objects.get()
    person, approver = editor_of(plan), approver_of(plan)
    editor = signed_in(person)
    make_indicator(editor)
    import_figures(editor)
    correct_a_figure(editor)
    type_in_the_table(editor)
    set_target(editor, goal)
    assert Target.objects.get().indicator == Indicator.objects.get(owner=plan.municipality)
    through(plan, person, approver)

    editor.goto(f"/admin/plan/{plan.pk}/")
    editor.get_by_role("button", name="Opret", exact=True).click()
    expect(editor.get_by_text(VERDICT)).to_be_visible()
    editor.locator("#id_assessments-0-verdict").select_option("met")
    editor.get_by_role("button", name="Gem", exact=True).first.click()
    through(FollowUp.objects.get(), person, approver)

    page.goto("/skive/2020/opfoelgning/")
    expect(page.get_by_text(VERDICT).first).to_be_visible()
    expect(page.locator("svg[role=img]").first).to_be_visible()
    look(page, "opfoelgning-med-egne-tal", DESK, PHONE)
    page.goto("/sammenlign/")
    expect(page.get_by_text("Besøg i jobcafeen")).to_have_count(0)


def test_import_is_taken_back_after_a_question(signed_in: Callable[[User], Page], goal: AnnualGoal) -> None:
    editor = signed_in(editor_of(Plan.objects.get()))
    make_indicator(editor)
    import_figures(editor)
    editor.goto("/admin/goals/observation/import/")
    editor.get_by_role("link", name="besoeg.csv").click()
    expect(editor.get_by_role("link", name="Tag importen tilbage")).to_be_visible()
    look(editor, "import", DESK, PHONE)
    editor.get_by_role("link", name="Tag importen tilbage").click()
    expect(editor.get_by_label("Jeg vil tage hele importen tilbage.")).to_be_visible()
    look(editor, "tag-import-tilbage", DESK, PHONE)
    accessible(editor, ".desk-step")
    editor.get_by_label("Jeg vil tage hele importen tilbage.").check()
    editor.get_by_role("button", name="Tag tilbage").click()
    expect(editor.locator(".messagelist .success")).to_contain_text("Importen er taget tilbage.")
    assert not Observation.objects.exists()
