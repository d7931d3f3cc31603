"""Adding and deleting a part of a plan happens within the plan: its name and the way back stand over it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.domain.next_year import copy_plan
from goals.models import AnnualGoal
from plans.models import Municipality
from tests.desk.forms import send
from tests.factories import (
    AnnualGoalFactory,
    NationalGoalFactory,
    PlanFactory,
    SectionFactory,
    ThemeFactory,
)
from themes.models import Theme

pytestmark = pytest.mark.django_db
LONG = "Jobcenteret vil i samspil med lokale virksomheder udvikle nye veje for borgere på kanten af arbejdsmarkedet."


@pytest.fixture
def theme(municipality: Municipality) -> Theme:
    theme: Theme = ThemeFactory(plan__municipality=municipality, plan__year=2019, number=1)
    return theme


def text(response: Any) -> str:
    return str(response.content.decode())


def stands_in(response: Any, plan: int) -> bool:
    """The way back to the plan, and not Django's list of tables."""
    html = text(response)
    return f'<a href="{reverse("desk-plan", args=[plan])}">' in html and 'id="nav-sidebar"' not in html


@pytest.mark.parametrize("page", ["themes_theme", "plans_section", "goals_annualgoal"])
def test_part_is_added_within_its_plan(editor: Client, theme: Theme, page: str) -> None:
    address = reverse(f"admin:{page}_add")
    assert stands_in(editor.get(f"{address}?plan={theme.plan_id}"), theme.plan_id)
    assert stands_in(editor.post(f"{address}?plan={theme.plan_id}"), theme.plan_id)
    foreign = PlanFactory()
    assert not stands_in(editor.get(f"{address}?plan={foreign.pk}"), foreign.pk)


def test_theme_is_called_as_its_plan_calls_it(editor: Client, theme: Theme) -> None:
    theme.plan.theme_label = "Fokusområde"
    theme.plan.save()
    page = text(editor.get(reverse("admin:themes_theme_change", args=[theme.pk])))
    assert ("<h1>Ret fokusområde</h1>" in page, "Ret fokusområde |" in page, "Ret tema" in page) == (
        True,
        True,
        False,
    )
    page = text(editor.get(f"{reverse('admin:themes_theme_add')}?plan={theme.plan_id}"))
    assert "<h1>Tilføj fokusområde</h1>" in page


def test_goal_added_to_a_theme_answers_national_goals_of_the_plans_year(editor: Client, theme: Theme) -> None:
    of_the_year, _other = NationalGoalFactory(year=2019), NationalGoalFactory(year=2018)
    page = editor.get(f"{reverse('admin:goals_annualgoal_add')}?theme={theme.pk}")
    assert stands_in(page, theme.plan_id)
    assert list(page.context["adminform"].form.fields["answers"].queryset) == [of_the_year]


def test_theme_answers_national_goals_of_the_plans_year_on_its_page(editor: Client, theme: Theme) -> None:
    of_the_year, _other = NationalGoalFactory(year=2019), NationalGoalFactory(year=2018)
    address = reverse("admin:themes_theme_change", args=[theme.pk])
    row = {"answer-TOTAL_FORMS": "1", "answer-0-theme": str(theme.pk), "answer-0-text": "Vi svarer."}
    refused: Any = send(editor, address, **row)
    assert "answers" in refused.context["inline_admin_formsets"][0].formset.errors[0]
    assert send(editor, address, **row, **{"answer-0-answers": [str(of_the_year.pk)]}).status_code == 302
    assert (theme.answer.text, list(theme.answer.answers.all())) == ("Vi svarer.", [of_the_year])
    choices = editor.get(address).context["inline_admin_formsets"][0].formset.forms[0].fields["answers"]
    assert list(choices.queryset) == [of_the_year]


def test_part_is_deleted_within_its_plan(editor: Client, theme: Theme) -> None:
    section = SectionFactory(plan=theme.plan)
    page = editor.get(reverse("admin:plans_section_delete", args=[section.pk]))
    assert stands_in(page, theme.plan_id)
    assert f'href="{reverse("admin:plans_section_change", args=[section.pk])}">Annuller' in text(page)


def test_theme_whose_goals_ask_for_a_reason_has_a_way_back(editor: Client, theme: Theme) -> None:
    before = AnnualGoalFactory(theme__plan=PlanFactory(municipality=theme.plan.municipality, year=2018))
    AnnualGoalFactory(theme=theme, number=1, text=LONG, predecessor=before)
    page = editor.get(reverse("admin:themes_theme_delete", args=[theme.pk]))
    assert stands_in(page, theme.plan_id)
    assert f'href="{reverse("admin:themes_theme_change", args=[theme.pk])}">Tilbage' in text(page)
    assert f"1.1 {LONG[:95]}" in text(page)


def test_goal_that_is_to_be_dropped_is_read_in_full(editor: Client, theme: Theme) -> None:
    AnnualGoalFactory(theme=theme, number=1, text=LONG)
    goal = AnnualGoal.objects.get(theme__plan=copy_plan(theme.plan, 2020))
    plan = goal.theme.plan_id if goal.theme else 0
    assert f"1.1 {LONG}" in text(editor.get(reverse("desk-drop-goal", args=[plan, goal.pk])))
    assert str(goal) == f"1.1 {LONG[:99]}…"
