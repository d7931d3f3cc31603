"""A goal that continues another is not changed or dropped without a reason."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.domain.goal_changes import says_the_same
from desk.domain.next_year import copy_plan
from goals.models import AnnualGoal, DroppedGoal
from plans.enums import PlanState
from plans.models import Municipality, Plan
from tests.desk.forms import send
from tests.factories import AnnualGoalFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(municipality: Municipality) -> AnnualGoal:
    """Of 2020, continuing one of 2019."""
    theme = ThemeFactory(plan__municipality=municipality, plan__year=2019, number=1)
    AnnualGoalFactory(theme=theme, number=1, text="Flere unge i job i 2019")
    return AnnualGoal.objects.get(theme__plan=copy_plan(theme.plan, 2020))


def own_page(goal: AnnualGoal, page: str = "change") -> str:
    return reverse(f"admin:goals_annualgoal_{page}", args=[goal.pk])


def theme_page(goal: AnnualGoal) -> str:
    return reverse("admin:themes_theme_change", args=[goal.theme_id])


def drop_page(goal: AnnualGoal) -> str:
    assert goal.theme
    return reverse("desk-drop-goal", args=[goal.theme.plan_id, goal.pk])


def errors(response: Any) -> list[str]:
    """Those of the page's form and of its goals."""
    found = list(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        found += [name for form in inline.formset.forms for name in form.errors]
        found += ["rows" for _error in inline.formset.non_form_errors()]
    return found


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Flere i job", "Flere i job", True),
        ("Flere i job i 2019", "Flere i job i 2020", True),
        ("Flere  i\r\njob", "Flere i job", True),
        ("Flere i job", "Færre i job", False),
        ("Mindst 2019 borgere", "Mindst 20190 borgere", False),
        ("10 % flere", "11 % flere", False),
    ],
)
def test_years_and_line_breaks_are_no_change(before: str, after: str, same: bool) -> None:
    assert says_the_same(after, before) is same


def test_change_without_a_reason_is_refused_on_the_goals_page(editor: Client, goal: AnnualGoal) -> None:
    response = send(editor, own_page(goal), text="Færre unge i job")
    assert errors(response) == ["change_reason"]
    goal.refresh_from_db()
    assert goal.text == "Flere unge i job i 2019"


def test_change_without_a_reason_is_refused_on_the_themes_page(editor: Client, goal: AnnualGoal) -> None:
    response = send(editor, theme_page(goal), **{"goals-0-text": "Færre unge i job"})
    assert errors(response) == ["change_reason"]
    goal.refresh_from_db()
    assert goal.text == "Flere unge i job i 2019"


def test_change_with_a_reason_is_saved(editor: Client, goal: AnnualGoal) -> None:
    changes = {"goals-0-text": "Færre unge i job", "goals-0-change_reason": "Målet var for højt."}
    assert send(editor, theme_page(goal), **changes).status_code == 302
    goal.refresh_from_db()
    assert (goal.text, goal.change_reason) == ("Færre unge i job", "Målet var for højt.")


def test_new_year_in_the_text_needs_no_reason(editor: Client, goal: AnnualGoal) -> None:
    assert send(editor, own_page(goal), text="Flere unge i job i 2020").status_code == 302


def test_goal_that_continues_none_needs_no_reason(editor: Client, municipality: Municipality) -> None:
    goal = AnnualGoalFactory(theme__plan__municipality=municipality)
    assert send(editor, own_page(goal), text="Noget helt andet").status_code == 302


def test_deleting_leads_to_the_page_that_asks_for_the_reason(editor: Client, goal: AnnualGoal) -> None:
    response = editor.post(own_page(goal, "delete"), {"post": "yes"})
    assert response.headers["Location"] == drop_page(goal)
    assert AnnualGoal.objects.filter(pk=goal.pk).exists()


def test_goal_is_dropped_with_a_reason(editor: Client, goal: AnnualGoal) -> None:
    before = goal.predecessor
    assert list(editor.post(drop_page(goal), {"reason": " "}).context["form"].errors) == ["reason"]
    response = editor.post(drop_page(goal), {"reason": "Målet er nået."})
    assert response.status_code == 302
    assert not AnnualGoal.objects.filter(pk=goal.pk).exists()
    dropped = DroppedGoal.objects.get()
    assert (dropped.goal, dropped.plan.year, dropped.reason) == (before, 2020, "Målet er nået.")
    page = editor.get(response.headers["Location"])
    assert list(page.context["dropped"]) == [dropped]


def test_deleting_in_the_themes_page_is_refused(editor: Client, goal: AnnualGoal) -> None:
    response = send(editor, theme_page(goal), **{"goals-0-DELETE": "on"})
    assert errors(response) == ["rows"]
    assert drop_page(goal) in response.content.decode()
    assert AnnualGoal.objects.filter(pk=goal.pk).exists()


@pytest.mark.parametrize("what", ["goal", "theme"])
def test_bulk_delete_is_refused(editor: Client, goal: AnnualGoal, what: str) -> None:
    row, name = (goal, "goals_annualgoal") if what == "goal" else (goal.theme, "themes_theme")
    assert row
    data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    response = editor.post(reverse(f"admin:{name}_changelist"), data)
    assert drop_page(goal) in response.content.decode()
    assert AnnualGoal.objects.filter(pk=goal.pk).exists()


def test_theme_with_such_goals_is_not_deleted(editor: Client, goal: AnnualGoal) -> None:
    address = reverse("admin:themes_theme_delete", args=[goal.theme_id])
    assert drop_page(goal) in editor.post(address, {"post": "yes"}).content.decode()
    assert AnnualGoal.objects.filter(pk=goal.pk).exists()


def test_theme_with_such_goals_is_not_deleted_on_the_plans_page(editor: Client, goal: AnnualGoal) -> None:
    assert goal.theme
    address = reverse("admin:plans_plan_change", args=[goal.theme.plan_id])
    response = send(editor, address, **{"themes-0-DELETE": "on"})
    assert drop_page(goal) in response.content.decode()
    assert AnnualGoal.objects.filter(pk=goal.pk).exists()


def test_nothing_is_dropped_while_the_plan_awaits_approval(editor: Client, goal: AnnualGoal) -> None:
    assert goal.theme
    Plan.objects.filter(pk=goal.theme.plan_id).update(state=PlanState.SUBMITTED)
    response = editor.post(drop_page(goal), {"reason": "Målet er nået."})
    assert len(response.context["form"].non_field_errors()) == 1
    assert (AnnualGoal.objects.filter(pk=goal.pk).exists(), DroppedGoal.objects.exists()) == (True, False)


def test_manager_drops_nothing(manager: Client, goal: AnnualGoal) -> None:
    assert manager.post(drop_page(goal), {"reason": "Målet er nået."}).status_code == 403
    assert AnnualGoal.objects.filter(pk=goal.pk).exists()


def test_goal_of_another_plan_is_not_found(editor: Client, goal: AnnualGoal) -> None:
    foreign = AnnualGoalFactory(predecessor=goal)
    assert goal.theme
    address = reverse("desk-drop-goal", args=[goal.theme.plan_id, foreign.pk])
    assert editor.post(address, {"reason": "Nej"}).status_code == 404
