"""Every change is kept word for word, and whatever was can be again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.domain.parts import move
from desk.domain.past import changes, seen_now
from desk.domain.restoring import restore
from desk.models import LastSeen
from desk.models.history import history_model
from desk.views.history import SHOWN
from goals.models import AnnualGoal, FollowUp
from plans.domain.lock import CLOSED
from plans.enums import PlanState
from plans.errors import RefusedError
from plans.models import Municipality, Plan
from tests.desk.forms import send
from tests.factories import (
    AnnualGoalFactory,
    AssessmentFactory,
    EditionFactory,
    FollowUpFactory,
    MunicipalityFactory,
    PlanFactory,
    SeriesFactory,
    StrategyFactory,
    TargetGroupFactory,
    ThemeEditorFactory,
    ThemeFactory,
    UserFactory,
)
from themes.models import Strategy, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(municipality: Municipality) -> Theme:
    theme: Theme = ThemeFactory(plan__municipality=municipality, number=1, title="Unge", ambition="Et mål.")
    return theme


def told(row: Any) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (change.kind, change.record.instance_type.__name__, [(f.before, f.after) for f in change.fields])
        for change in changes(row)
    ]


def test_change_is_told_word_for_word_with_who(editor: Client, theme: Theme) -> None:
    address = reverse("admin:themes_theme_change", args=[theme.pk])
    response = send(editor, address, ambition="Et andet mål.")
    newest = changes(theme)[0]
    assert newest.record.history_user == response.wsgi_request.user
    assert [(f.before, f.after) for f in newest.fields] == [("Et mål.", "Et andet mål.")]
    page = editor.get(reverse("admin:themes_theme_history", args=[theme.pk])).content.decode()
    assert '<ins><span class="unseen">' in page


def test_save_that_changes_nothing_is_not_told(theme: Theme) -> None:
    before = told(theme)
    theme.save()
    assert told(theme) == before


def test_deleted_part_is_told_on_the_plans_page(theme: Theme) -> None:
    goal = AnnualGoalFactory(theme=theme)
    goal.delete()
    assert told(theme.plan)[0] == ("-", "AnnualGoal", [])


def test_chosen_target_groups_are_told_by_name(theme: Theme) -> None:
    theme.target_groups.add(TargetGroupFactory(name="Sygemeldte"))
    assert told(theme)[0] == ("~", "Theme", [("", "Sygemeldte")])


def test_theme_is_restored_with_all_that_is_in_it(theme: Theme) -> None:
    group = TargetGroupFactory()
    theme.target_groups.add(group)
    kept = AnnualGoalFactory(theme=theme, number=1, text="Bliver")
    lost = AnnualGoalFactory(theme=theme, number=2, text="Slettes")
    at = timezone.now()
    kept.number = 3
    kept.save()
    lost.delete()
    AnnualGoalFactory(theme=theme, number=1, text="Kommer til")
    StrategyFactory(theme=theme)
    theme.ambition = "Noget nyt"
    theme.save()
    theme.target_groups.clear()
    restore(theme, at)
    theme.refresh_from_db()
    assert theme.ambition == "Et mål."
    assert list(theme.goals.values_list("number", "text")) == [(1, "Bliver"), (2, "Slettes")]
    assert list(theme.target_groups.all()) == [group]
    assert not Strategy.objects.exists()


def test_restoring_can_itself_be_undone(theme: Theme) -> None:
    at = timezone.now()
    theme.ambition = "Noget nyt"
    theme.save()
    before = timezone.now()
    restore(theme, at)
    restore(theme, before)
    theme.refresh_from_db()
    assert theme.ambition == "Noget nyt"


def test_restoring_to_the_moment_of_a_change_keeps_that_change(theme: Theme) -> None:
    """The history offers each change with "just after this"."""
    theme.ambition = "Noget nyt"
    theme.save()
    at = history_model(Theme).objects.filter(id=theme.pk).latest().history_date
    theme.ambition = "Noget nyere"
    theme.save()
    restore(theme, at)
    theme.refresh_from_db()
    assert theme.ambition == "Noget nyt"


def test_whole_plan_is_restored_but_not_how_far_it_has_come(theme: Theme) -> None:
    plan = theme.plan
    at = timezone.now()
    plan.title, plan.state = "Ny titel", PlanState.SUBMITTED
    plan.save()
    ThemeFactory(plan=plan, number=2)
    theme.delete()
    restore(plan, at)
    plan.refresh_from_db()
    assert (plan.title != "Ny titel", plan.state) == (True, PlanState.SUBMITTED)
    assert list(plan.themes.values_list("number", "title")) == [(1, "Unge")]


def test_numbers_and_addresses_change_places(municipality: Municipality) -> None:
    plan = PlanFactory(municipality=municipality)
    one, two = ThemeFactory(plan=plan, number=1, slug="a"), ThemeFactory(plan=plan, number=2, slug="b")
    at = timezone.now()
    Theme.objects.filter(pk=one.pk).update(number=99, slug="x")
    for theme, number, slug in ((two, 1, "a"), (one, 2, "b")):
        theme.number, theme.slug = number, slug
        theme.save()
    restore(plan, at)
    assert list(plan.themes.values_list("pk", "number", "slug")) == [(one.pk, 1, "a"), (two.pk, 2, "b")]


def test_address_of_what_is_published_stays(theme: Theme) -> None:
    at = timezone.now()
    theme.slug = "ny-adresse"
    theme.save()
    EditionFactory(plan=theme.plan)
    restore(theme, at)
    theme.refresh_from_db()
    assert theme.slug == "ny-adresse"


def test_series_of_a_published_plan_stays(theme: Theme) -> None:
    plan = theme.plan
    at, first = timezone.now(), plan.series
    plan.series = SeriesFactory(municipality=plan.municipality)
    plan.title = "Et andet navn"
    plan.save()
    EditionFactory(plan=plan)
    restore(plan, at)
    plan.refresh_from_db()
    assert (plan.series == first, plan.title) == (False, "Beskæftigelsesplan 2019")


def test_nothing_is_restored_when_an_assessed_goal_would_go(theme: Theme) -> None:
    at = timezone.now()
    theme.ambition = "Noget nyt"
    theme.save()
    goal = AnnualGoalFactory(theme=theme)
    AssessmentFactory(follow_up__plan=theme.plan, goal=goal)
    with pytest.raises(RefusedError):
        restore(theme, at)
    theme.refresh_from_db()
    assert (theme.ambition, AnnualGoal.objects.count()) == ("Noget nyt", 1)


def test_plan_is_restored_without_the_follow_ups_on_it(theme: Theme) -> None:
    at = timezone.now()
    EditionFactory(plan=theme.plan, follow_up=FollowUpFactory(plan=theme.plan))
    Theme.objects.filter(pk=theme.pk).get().delete()
    restore(theme.plan, at)
    assert (Theme.objects.count(), FollowUp.objects.count()) == (1, 1)


def test_nothing_is_restored_onto_a_number_that_another_has_now(theme: Theme) -> None:
    at = timezone.now()
    theme.number = 2
    theme.save()
    ThemeFactory(plan=theme.plan, number=1)
    with pytest.raises(RefusedError):
        restore(theme, at)
    theme.refresh_from_db()
    assert theme.number == 2
    restore(theme.plan, at)
    assert list(theme.plan.themes.values_list("pk", "number")) == [(theme.pk, 1)]


def test_moved_parts_are_in_the_history_and_go_back(theme: Theme) -> None:
    other = ThemeFactory(plan=theme.plan, number=2)
    at = timezone.now()
    move(theme.plan, other, 0, UserFactory(is_superuser=True))
    assert sorted(fields for _kind, _model, fields in told(theme.plan)[:2]) == [[("1", "2")], [("2", "1")]]
    moved = timezone.now()
    theme.refresh_from_db()
    theme.ambition = "Noget nyt"
    theme.save()
    restore(theme, moved)
    assert list(theme.plan.themes.values_list("pk", "ambition"))[1] == (theme.pk, "Et mål.")
    restore(theme.plan, at)
    assert list(theme.plan.themes.values_list("pk", flat=True)) == [theme.pk, other.pk]


def test_editor_of_a_theme_restores_only_what_they_may_write(theme: Theme) -> None:
    goal = AnnualGoalFactory(theme=theme, text="Før")
    before = ThemeFactory(plan=PlanFactory(municipality=theme.plan.municipality))
    earlier = AnnualGoalFactory(theme=before)
    at = timezone.now()
    theme.number, theme.slug, theme.predecessor, theme.ambition = 7, "ny", before, "Noget nyt"
    theme.save()
    goal.predecessor, goal.text = earlier, "Efter"
    goal.save()
    person = ThemeEditorFactory(theme=theme, membership__municipality=theme.plan.municipality)
    client = Client()
    client.force_login(person.membership.person)
    address = reverse("desk-restore", args=["themes", "theme", theme.pk])
    client.post(f"{address}?tid={at.isoformat().replace('+', '%2B')}", {"seen": seen_now(theme)})
    theme.refresh_from_db()
    goal.refresh_from_db()
    written = (theme.number, theme.slug, theme.predecessor, theme.ambition, goal.predecessor, goal.text)
    assert written == (7, "ny", before, "Et mål.", earlier, "Før")


def test_restoring_asks_first(editor: Client, theme: Theme) -> None:
    at = timezone.now()
    theme.ambition = "Noget nyt"
    theme.save()
    address = reverse("desk-restore", args=["themes", "theme", theme.pk])
    query = {"tid": at.isoformat()}
    assert editor.get(address, query).status_code == 200
    theme.refresh_from_db()
    assert theme.ambition == "Noget nyt"
    editor.post(f"{address}?{'tid=' + at.isoformat().replace('+', '%2B')}", {"seen": seen_now(theme)})
    theme.refresh_from_db()
    assert theme.ambition == "Et mål."


@pytest.mark.parametrize("part", ["theme", "plan"])
@pytest.mark.parametrize("state", [PlanState.SUBMITTED, PlanState.APPROVED])
def test_nothing_is_restored_while_the_plan_is_with_its_approvers(
    approver: Client, theme: Theme, part: str, state: PlanState
) -> None:
    at = timezone.now()
    theme.ambition = "Noget nyt"
    theme.save()
    Plan.objects.filter(pk=theme.plan.pk).update(state=state)
    args = ["themes", "theme", theme.pk] if part == "theme" else ["plans", "plan", theme.plan.pk]
    history = approver.get(reverse("admin:{}_{}_history".format(*args), args=args[2:]))
    assert (history.context["may_restore"], "/gendan/?" in history.content.decode()) == (False, False)
    address = f"{reverse('desk-restore', args=args)}?tid={at.isoformat().replace('+', '%2B')}"
    told = str(CLOSED[state])
    assert told in history.content.decode()
    assert told in approver.get(address).content.decode()
    refused = approver.post(address)
    assert (refused.status_code, told in refused.content.decode()) == (409, True)
    theme.refresh_from_db()
    assert theme.ambition == "Noget nyt"


@pytest.mark.parametrize("part", ["theme", "plan"])
def test_newer_work_is_shown_and_asked_about_before_it_is_overwritten(
    editor: Client, theme: Theme, part: str
) -> None:
    at = timezone.now()
    row = theme if part == "theme" else theme.plan
    address = reverse("desk-restore", args=[row._meta.app_label, part, row.pk])
    address = f"{address}?tid={at.isoformat().replace('+', '%2B')}"
    theme.ambition = "Det, der ses"
    theme.save()
    seen = editor.get(address).context["seen"]
    theme.ambition = "En kollegas nye arbejde"
    theme.save()
    for stale in (seen, "", "themes.theme:²"):
        asked = editor.post(address, {"seen": stale})
        assert asked.status_code == 409
        assert "kollegas" in asked.content.decode()
        theme.refresh_from_db()
        assert theme.ambition == "En kollegas nye arbejde"
    assert [len(one.fields) for one in editor.post(address, {"seen": seen}).context["newer"]] == [1]
    assert editor.post(address, {"seen": asked.context["seen"]}).status_code == 302
    theme.refresh_from_db()
    assert theme.ambition == "Et mål."


@pytest.mark.parametrize("changed", [True, False])
def test_restoring_a_published_plan_begins_a_new_draft(editor: Client, theme: Theme, changed: bool) -> None:
    at = timezone.now()
    if changed:
        theme.ambition = "Noget nyt"
        theme.save()
    Plan.objects.filter(pk=theme.plan.pk).update(state=PlanState.PUBLISHED)
    address = reverse("desk-restore", args=["themes", "theme", theme.pk])
    editor.post(f"{address}?tid={at.isoformat().replace('+', '%2B')}", {"seen": seen_now(theme)})
    theme.plan.refresh_from_db()
    assert theme.plan.state == (PlanState.DRAFT if changed else PlanState.PUBLISHED)


def test_long_history_is_turned_page_by_page(editor: Client, theme: Theme) -> None:
    for number in range(SHOWN + 5):
        theme.ambition = f"Udgave {number}"
        theme.save()
    address = reverse("admin:themes_theme_history", args=[theme.pk])
    first, second = (editor.get(address, {"side": side}) for side in ("1", "2"))
    told = [change.fields[0].after for page in (first, second) for change in page.context["changes"]]
    assert told[:-1] == [f"Udgave {number}" for number in range(SHOWN + 4, -1, -1)]
    assert [len(page.context["changes"]) for page in (first, second)] == [SHOWN, 6]
    assert 'href="?side=2"' in first.content.decode()


def test_rows_that_are_pointed_at_are_told_by_name(theme: Theme) -> None:
    before = ThemeFactory(plan=PlanFactory(municipality=theme.plan.municipality), number=7, title="Unge før")
    theme.predecessor = before
    theme.save()
    assert told(theme)[0] == ("~", "Theme", [("", "7 Unge før")])


def test_manager_reads_the_history_and_restores_nothing(manager: Client, theme: Theme) -> None:
    assert manager.get(reverse("admin:themes_theme_history", args=[theme.pk])).context["may_restore"] is False
    address = reverse("desk-restore", args=["themes", "theme", theme.pk])
    assert manager.post(f"{address}?tid=2019-01-01T00:00:00Z").status_code == 403


@pytest.mark.parametrize("role", ["editor", "approver", "manager"])
def test_foreign_history_does_not_exist(request: pytest.FixtureRequest, role: str) -> None:
    client: Client = request.getfixturevalue(role)
    foreign: Theme = ThemeFactory(plan__municipality=MunicipalityFactory())
    addresses = [
        reverse("admin:themes_theme_history", args=[foreign.pk]),
        reverse("admin:plans_plan_history", args=[foreign.plan.pk]),
        reverse("desk-restore", args=["themes", "theme", foreign.pk]) + "?tid=2019-01-01T00:00:00Z",
        reverse("desk-restore", args=["findes", "ikke", 1]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    assert [client.post(address).status_code for address in addresses] == [404] * 4
    assert client.get(reverse("desk-since-edition", args=["plan", foreign.plan.pk])).status_code == 404


def test_only_what_came_since_one_last_looked(editor: Client, theme: Theme) -> None:
    address = reverse("admin:plans_plan_history", args=[theme.plan.pk])
    editor.post(address)
    theme.ambition = "Nyt siden sidst"
    theme.save()
    shown = editor.get(address, {"siden": "sidst"}).context["changes"]
    assert [[f.after for f in change.fields] for change in shown] == [["Nyt siden sidst"]]
    assert LastSeen.objects.count() == 1


def test_what_changed_since_the_edition_is_shown(editor: Client, theme: Theme) -> None:
    EditionFactory(plan=theme.plan)
    address = reverse("desk-since-edition", args=["plan", theme.plan.pk])
    assert not editor.get(address).context["changes"]
    theme.ambition = "Et helt andet mål."
    theme.save()
    (part,) = editor.get(address).context["changes"].parts
    assert [run.text for run in part.title] == ["Unge"]


def test_newest_edition_is_compared_with_although_it_only_corrects(editor: Client, theme: Theme) -> None:
    EditionFactory(plan=theme.plan)
    newest = EditionFactory(plan=theme.plan, correction=1)
    address = reverse("desk-since-edition", args=["plan", theme.plan.pk])
    assert editor.get(address).context["edition"] == newest


def test_since_the_edition_of_a_plan_without_one(editor: Client, theme: Theme) -> None:
    assert editor.get(reverse("desk-since-edition", args=["plan", theme.plan.pk])).context["edition"] is None


@pytest.mark.parametrize("rows", [1, 5])
def test_history_makes_the_same_queries_whatever_it_holds(
    editor: Client, theme: Theme, rows: int, django_assert_num_queries: Any
) -> None:
    plan = Plan.objects.get(pk=theme.plan.pk)
    before = ThemeFactory(plan=PlanFactory(municipality=plan.municipality))
    for goal in AnnualGoalFactory.create_batch(rows, theme=theme):
        goal.predecessor = AnnualGoalFactory(theme=before)
        goal.text = "Ændret"
        goal.save()
    with django_assert_num_queries(25):
        changes(plan)
