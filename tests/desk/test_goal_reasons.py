"""What continues another is not changed or dropped without a reason."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.domain.goal_changes import says_the_same
from desk.domain.next_year import copy_plan
from documents.from_rows import document_of
from goals.models import AnnualGoal, DroppedGoal
from plans.enums import PlanState
from plans.models import Municipality, Plan
from tests.desk.forms import send
from tests.factories import AnnualGoalFactory, AssessmentFactory, ThemeFactory
from themes.models import DroppedTheme, Theme

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
    assert list(page.context["dropped_goals"]) == [dropped]


def test_goal_that_was_split_from_one_that_goes_on_needs_no_reason(editor: Client, goal: AnnualGoal) -> None:
    half = AnnualGoalFactory(theme=goal.theme, predecessor=goal.predecessor)
    assert editor.post(own_page(half, "delete"), {"post": "yes"}).status_code == 302
    assert (AnnualGoal.objects.filter(pk=half.pk).exists(), DroppedGoal.objects.exists()) == (False, False)


def test_merged_goal_is_dropped_with_all_that_it_alone_continues(editor: Client, goal: AnnualGoal) -> None:
    assert goal.predecessor
    others = AnnualGoalFactory.create_batch(2, theme=goal.predecessor.theme)
    goal.also_continues.set(others)
    AnnualGoalFactory(theme=goal.theme, predecessor=others[0])
    editor.post(drop_page(goal), {"reason": "Målet er nået."})
    assert {row.goal for row in DroppedGoal.objects.all()} == {goal.predecessor, others[1]}


def test_goal_that_a_follow_up_judges_stays(editor: Client, goal: AnnualGoal) -> None:
    assert goal.theme
    AssessmentFactory(follow_up__plan=goal.theme.plan, goal=goal)
    response = editor.post(drop_page(goal), {"reason": "Målet er nået."})
    assert len(response.context["form"].non_field_errors()) == 1
    assert (AnnualGoal.objects.filter(pk=goal.pk).exists(), DroppedGoal.objects.exists()) == (True, False)


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
    expected = drop_page(goal) if what == "goal" else drop_theme_page(goal)
    assert expected in response.content.decode()
    assert AnnualGoal.objects.filter(pk=goal.pk).exists()


def test_new_theme_with_such_goals_is_not_deleted(editor: Client, goal: AnnualGoal) -> None:
    Theme.objects.filter(pk=goal.theme_id).update(predecessor=None)
    address = reverse("admin:themes_theme_delete", args=[goal.theme_id])
    assert drop_page(goal) in editor.post(address, {"post": "yes"}).content.decode()
    assert AnnualGoal.objects.filter(pk=goal.pk).exists()


def test_theme_is_dropped_with_its_goals_for_one_reason(editor: Client, goal: AnnualGoal) -> None:
    assert goal.theme
    before, old = goal.theme.predecessor, goal.predecessor
    plain, moved = AnnualGoalFactory(theme=goal.theme), AnnualGoalFactory(theme=before)
    AnnualGoalFactory(theme=goal.theme, predecessor=moved)
    AnnualGoalFactory(theme=ThemeFactory(plan=goal.theme.plan), predecessor=moved)
    address = reverse("admin:themes_theme_delete", args=[goal.theme_id])
    response = editor.post(address, {"post": "yes"})
    assert response.headers["Location"] == drop_theme_page(goal)
    page = editor.get(drop_theme_page(goal))
    assert list(page.context["inside"]) == list(goal.theme.goals.all())
    response = editor.post(drop_theme_page(goal), {"reason": "Staten har overtaget opgaven."})
    assert not Theme.objects.filter(pk=goal.theme_id).exists()
    assert not AnnualGoal.objects.filter(pk__in=[goal.pk, plain.pk]).exists()
    kept = [(row.theme, row.reason) for row in DroppedTheme.objects.all()]
    assert kept == [(before, "Staten har overtaget opgaven.")]
    assert [(row.goal, row.reason) for row in DroppedGoal.objects.all()] == [(old, kept[0][1])]
    page = editor.get(response.headers["Location"])
    assert list(page.context["dropped_themes"]) == list(DroppedTheme.objects.all())


def drop_theme_page(goal: AnnualGoal) -> str:
    assert goal.theme
    return reverse("desk-drop-theme", args=[goal.theme.plan_id, goal.theme_id])


@pytest.mark.parametrize("what", ["goal", "theme"])
def test_reason_is_written_for_what_was_never_in_the_plan(
    editor: Client, goal: AnnualGoal, what: str
) -> None:
    assert goal.theme
    assert goal.theme.predecessor
    plan, past = goal.theme.plan, ThemeFactory(plan=goal.theme.predecessor.plan)
    if what == "goal":
        past = AnnualGoalFactory(theme=past)
    address = reverse(f"desk-ended-{what}", args=[plan.pk, past.pk])
    assert list(editor.post(address, {"reason": " "}).context["form"].errors) == ["reason"]
    for reason in ("Staten har overtaget opgaven.", "Puljen er brugt."):
        assert editor.post(address, {"reason": reason}).status_code == 302
    assert [(row.plan, row.reason) for row in past.dropped_in.all()] == [(plan, "Puljen er brugt.")]
    assert editor.get(address).context["form"].initial == {"reason": "Puljen er brugt."}


def test_what_is_continued_after_all_is_dropped_no_longer(editor: Client, goal: AnnualGoal) -> None:
    assert goal.theme
    before, plan = goal.predecessor, goal.theme.plan
    DroppedTheme.objects.create(plan=plan, theme=goal.theme.predecessor, reason="Nej")
    DroppedGoal.objects.create(plan=plan, goal=before, reason="Nej")
    document = document_of(plan)
    assert (document.dropped_themes, document.dropped_goals) == ((), ())
    page = editor.get(reverse("desk-plan", args=[plan.pk]))
    assert [list(page.context[name]) for name in ("dropped_themes", "dropped_goals")] == [[], []]
    assert before
    for name, past in (("goal", before), ("theme", goal.theme.predecessor)):
        assert editor.get(reverse(f"desk-ended-{name}", args=[plan.pk, past.pk])).status_code == 404


def test_theme_with_such_goals_is_not_deleted_on_the_plans_page(editor: Client, goal: AnnualGoal) -> None:
    assert goal.theme
    address = reverse("admin:plans_plan_change", args=[goal.theme.plan_id])
    response = send(editor, address, **{"themes-0-DELETE": "on"})
    assert drop_theme_page(goal) in response.content.decode()
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
