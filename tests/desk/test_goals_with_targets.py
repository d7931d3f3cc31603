"""The goals of a theme's page hold their targets: read, written and saved with them, and merged like every other
row where two people save."""

from datetime import date
from decimal import Decimal
from time import process_time
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.models import Mark, PartMark
from goals.enums import Operator, Unit
from goals.models import AnnualGoal, Indicator, Target
from plans.enums import PlanState, Role
from plans.models import Municipality
from tests.desk.forms import send, shown
from tests.desk.test_conflict import added_row, choose, opened, questions
from tests.factories import (
    AnnualGoalFactory,
    IndicatorFactory,
    MembershipFactory,
    PartMarkFactory,
    TargetFactory,
    ThemeEditorFactory,
    ThemeFactory,
)
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Indicator:
    made: Indicator = IndicatorFactory(name="Ledige", unit=Unit.PERCENT)
    return made


@pytest.fixture
def theme(municipality: Municipality, indicator: Indicator) -> Theme:
    theme: Theme = ThemeFactory(plan__municipality=municipality, plan__year=2019, number=1)
    for number, text in enumerate(["Mål et", "Mål to"], start=1):
        TargetFactory(goal=AnnualGoalFactory(theme=theme, number=number, text=text), indicator=indicator)
    return theme


@pytest.fixture
def address(theme: Theme) -> str:
    return reverse("admin:themes_theme_change", args=[theme.pk])


def new_goal(text: str) -> dict[str, str]:
    return {"text": text, "scope": "local", "quality": "qualitative"}


def target(prefix: str, index: int, **fields: Any) -> dict[str, Any]:
    row = {"operator": Operator.AT_LEAST, "unit": Unit.PERCENT, **fields}
    return {f"{prefix}-targets-{index}-{name}": each for name, each in row.items()}


def with_new_target(data: dict[str, Any], prefix: str, value: str) -> dict[str, Any]:
    """Of a goal that the page holds, where one that is empty is shown already; or of one that is added to it."""
    index = int(data.get(f"{prefix}-targets-INITIAL_FORMS", 0))
    counts = {f"{prefix}-targets-INITIAL_FORMS": index, f"{prefix}-targets-TOTAL_FORMS": index + 1}
    return data | counts | target(prefix, index, value=value)


def of_goals(theme: Theme) -> dict[str, list[Decimal | None]]:
    goals = theme.goals.order_by("number")
    return {goal.text: list(goal.targets.order_by("value").values_list("value", flat=True)) for goal in goals}


def errors_of(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 200
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    goals = next(formset for formset in formsets if formset.prefix == "goals")
    return [errors for form in goals.forms for errors in form.nested.errors]


def test_page_shows_what_each_goal_is_measured_by(editor: Client, address: str) -> None:
    page = editor.get(address).content.decode()
    assert page.count("<summary>Ledige: lavere end 3,5") == 2
    assert page.count("<summary>Tilføj: mål i tal") == 3  # of each goal, and of one that a script adds


def test_new_goal_comes_with_its_target_in_one_save(editor: Client, theme: Theme, address: str) -> None:
    data = with_new_target(added_row(opened(editor, address), "goals", **new_goal("Ny")), "goals-2", "80")
    assert editor.post(address, data).status_code == 302
    assert of_goals(theme) == {"Mål et": [Decimal("3.5")], "Mål to": [Decimal("3.5")], "Ny": [Decimal(80)]}


def test_goal_of_the_whole_plan_comes_with_its_target(editor: Client, theme: Theme) -> None:
    address = reverse("admin:plans_plan_change", args=[theme.plan_id])
    data = with_new_target(
        added_row(opened(editor, address), "goals", **new_goal("Hele planens")), "goals-0", "80"
    )
    assert editor.post(address, data).status_code == 302
    assert [row.value for row in theme.plan.goals.get().targets.all()] == [Decimal(80)]


def test_targets_are_changed_added_and_deleted_in_one_save(
    editor: Client, theme: Theme, address: str
) -> None:
    changes = {"goals-0-targets-0-value": "4", "goals-1-targets-0-DELETE": "on"}
    data = with_new_target(opened(editor, address) | changes, "goals-0", "80")
    assert editor.post(address, data).status_code == 302
    assert of_goals(theme) == {"Mål et": [Decimal(4), Decimal(80)], "Mål to": []}


def test_goal_whose_target_alone_is_changed_has_been_looked_through(
    editor: Client, theme: Theme, address: str
) -> None:
    goals = [*theme.goals.order_by("number")]
    for goal in goals:
        PartMarkFactory(plan=theme.plan, section=None, goal=goal, mark=Mark.UNREVIEWED)
    send(editor, address, **{"goals-0-targets-0-value": "4"})
    assert [mark.goal for mark in PartMark.objects.exclude(goal=None)] == goals[1:]


def test_values_by_year_are_stored_one_for_each_year(editor: Client, theme: Theme, address: str) -> None:
    type(theme.plan).objects.filter(pk=theme.plan_id).update(last_year=2021)
    years = {f"goals-0-targets-1-value_{year}": str(year - 2009) for year in (2019, 2020, 2021)}
    data = with_new_target(opened(editor, address), "goals-0", "") | years
    assert editor.post(address, data).status_code == 302
    rows = Target.objects.filter(goal__text="Mål et", operator=Operator.AT_LEAST).order_by("due")
    assert [(row.due, row.value) for row in rows] == [
        (date(year, 12, 31), year - 2009) for year in (2019, 2020, 2021)
    ]
    page = shown(editor.get(address))
    assert [str(page[name]) for name in years] == ["10", "11", "12"]


@pytest.mark.parametrize("typed", [{"value": ""}, {"operator": ""}, {"value": "mange"}])
def test_target_that_makes_no_sense_is_refused_at_its_field_and_nothing_is_stored(
    editor: Client, theme: Theme, address: str, typed: dict[str, str]
) -> None:
    before, [[field, said]] = of_goals(theme), typed.items()
    changes = target("goals-0", 1, **{"value": "80", **typed}) | {"goals-1-targets-0-value": "4"}
    response = send(editor, address, **changes)
    assert [[*errors] for errors in errors_of(response) if errors] == [[field]]
    page = response.content.decode()
    assert "errornote" in page
    assert "Ret det, der er markeret under dette." in page
    assert shown(response)[f"goals-0-targets-1-{field}"] == said
    assert of_goals(theme) == before


def test_target_of_a_goal_without_a_text_is_not_lost(editor: Client, theme: Theme, address: str) -> None:
    data = added_row(opened(editor, address), "goals", text="", scope="local", quality="qualitative")
    response = editor.post(address, with_new_target(data, "goals-2", "80"))
    assert response.status_code == 200
    assert "goals-2-text" in response.content.decode()
    assert shown(response)["goals-2-targets-0-value"] == "80"
    assert theme.goals.count() == 2


def test_page_that_was_opened_before_leaves_targets_as_they_are(
    editor: Client, theme: Theme, address: str
) -> None:
    before = of_goals(theme)
    data = {name: value for name, value in opened(editor, address).items() if "-targets-" not in name}
    assert editor.post(address, data | {"goals-0-text": "Andet"}).status_code == 302
    assert [*of_goals(theme).values()] == [*before.values()]


def test_target_of_a_goal_that_is_deleted_goes_with_it(editor: Client, theme: Theme, address: str) -> None:
    send(editor, address, **{"goals-0-DELETE": "on", "goals-0-targets-0-value": "mange"})
    assert [*of_goals(theme)] == ["Mål to"]
    assert Target.objects.count() == 1


def test_target_of_another_goal_or_municipality_is_not_touched(
    editor: Client, theme: Theme, address: str
) -> None:
    foreign, other = TargetFactory(), theme.goals.get(number=2).targets.get()
    for row in (foreign, other):
        send(editor, address, **{"goals-0-targets-0-id": row.pk, "goals-0-targets-0-value": "99"})
        row.refresh_from_db()
        assert row.value == Decimal("3.5")
    assert other.goal.text == "Mål to"


def test_writer_of_another_theme_and_a_plan_that_is_out_change_no_target(
    editor: Client, municipality: Municipality, theme: Theme, address: str
) -> None:
    data = opened(editor, address) | {"goals-0-targets-0-value": "4"}
    writer = ThemeEditorFactory(
        membership=MembershipFactory(municipality=municipality, role=Role.THEME_EDITOR),
        theme=ThemeFactory(plan=theme.plan, number=2),
    )
    client = Client()
    client.force_login(writer.membership.person)
    assert client.post(address, data).status_code in {403, 404}
    type(theme.plan).objects.filter(pk=theme.plan_id).update(state=PlanState.SUBMITTED)
    assert editor.post(address, data).status_code == 403
    page = editor.get(address).content.decode()
    assert page.count("<summary>Ledige: lavere end 3,5") == 2
    assert "-targets-0-value" not in page
    assert {row.value for row in Target.objects.all()} == {Decimal("3.5")}


def test_rows_that_may_not_be_changed_take_nothing_that_is_sent(
    editor: Client, theme: Theme, address: str
) -> None:
    response: Any = editor.get(address)
    goals = next(
        one.formset for one in response.context["inline_admin_formsets"] if one.formset.prefix == "goals"
    )
    data = opened(editor, address) | {"goals-0-targets-0-value": "4"}
    for may_change in (True, False):
        type(goals).may_change_nested = may_change
        sent = type(goals)(data, instance=theme, prefix="goals", queryset=theme.goals.order_by("number"))
        assert sent.has_changed() is may_change


def test_writer_of_the_theme_adds_a_target(municipality: Municipality, theme: Theme, address: str) -> None:
    membership = MembershipFactory(municipality=municipality, role=Role.THEME_EDITOR)
    ThemeEditorFactory(membership=membership, theme=theme)
    client = Client()
    client.force_login(membership.person)
    assert client.post(address, with_new_target(opened(client, address), "goals-0", "80")).status_code == 302
    assert of_goals(theme)["Mål et"] == [Decimal("3.5"), Decimal(80)]


@pytest.mark.parametrize("many", [1, 3])
def test_page_makes_the_same_queries_for_any_number_of_targets(
    editor: Client, theme: Theme, address: str, many: int
) -> None:
    for goal in theme.goals.all():
        for _more in range(many):
            TargetFactory(goal=goal)
    with CaptureQueriesContext(connection) as queries:
        editor.get(address)
    asked = [query["sql"] for query in queries]
    assert len([sql for sql in asked if "goals_target" in sql]) == 2
    assert not [sql for sql in asked if sql.startswith('SELECT "goals_indicator"')]


def test_theme_of_fifty_goals_is_saved(editor: Client, theme: Theme, address: str) -> None:
    for number in range(3, 51):
        TargetFactory(goal=AnnualGoalFactory(theme=theme, number=number))
    data = with_new_target(opened(editor, address) | {"goals-49-text": "Det sidste"}, "goals-49", "80")
    assert 1000 < len(data) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS / 2
    assert editor.post(address, data).status_code == 302
    assert len(of_goals(theme)["Det sidste"]) == 2


@pytest.mark.parametrize("said", ["1000", "99999999"])
def test_numbers_of_rows_that_are_made_up_cost_nothing(
    editor: Client, theme: Theme, address: str, said: str
) -> None:
    data = opened(editor, address) | {"goals-TOTAL_FORMS": said, "strategies-TOTAL_FORMS": said}
    for index in range(400):
        data |= {f"goals-{index}-targets-{name}_FORMS": said for name in ("TOTAL", "INITIAL")}
        data |= {f"goals-{index}-targets-399-value": ""}
    begun = process_time()
    assert editor.post(address, data).status_code == 200
    assert process_time() - begun < 6  # of 250 goals; all that were named would take minutes
    assert theme.goals.count() == 2


class TestTwoPeople:
    def test_both_keep_what_only_one_wrote(
        self, editor: Client, approver: Client, theme: Theme, address: str
    ) -> None:
        first, second = opened(editor, address), opened(approver, address)
        editor.post(address, with_new_target(first, "goals-0", "80"))
        merged = approver.post(address, with_new_target(second | {"goals-1-text": "Mit"}, "goals-1", "70"))
        assert merged.status_code == 302
        assert of_goals(theme) == {
            "Mål et": [Decimal("3.5"), Decimal(80)],
            "Mit": [Decimal("3.5"), Decimal(70)],
        }

    @pytest.mark.parametrize(("choice", "value"), [("mine", 5), ("theirs", 4)])
    def test_one_value_of_both_is_asked_about(
        self, editor: Client, approver: Client, theme: Theme, address: str, choice: str, value: int
    ) -> None:
        row = theme.goals.get(number=1).targets.get()
        name = f"targets-of-{row.goal_id}.{row.pk}.value"
        first, second = opened(editor, address), opened(approver, address)
        editor.post(address, first | {"goals-0-targets-0-value": "4"})
        asked = approver.post(address, second | {"goals-0-targets-0-value": "5"})
        assert questions(asked) == [(name, True)]
        assert choose(approver, address, asked, **{f"choice.{name}": choice}).status_code == 302
        row.refresh_from_db()
        assert row.value == value

    def test_new_goals_of_both_keep_their_targets(
        self, editor: Client, approver: Client, theme: Theme, address: str
    ) -> None:
        first, second = opened(editor, address), opened(approver, address)
        for client, data, text, value in ((editor, first, "A", "80"), (approver, second, "B", "70")):
            sent = with_new_target(added_row(data, "goals", **new_goal(text)), "goals-2", value)
            assert client.post(address, sent).status_code == 302
        assert (of_goals(theme)["A"], of_goals(theme)["B"]) == ([Decimal(80)], [Decimal(70)])

    def test_new_goal_keeps_its_target_where_another_is_deleted_before_it(
        self, editor: Client, approver: Client, theme: Theme, address: str
    ) -> None:
        first, second = opened(editor, address), opened(approver, address)
        editor.post(address, first | {"goals-0-DELETE": "on"})
        sent = with_new_target(added_row(second, "goals", **new_goal("B")), "goals-2", "70")
        assert approver.post(address, sent).status_code == 302
        assert of_goals(theme) == {"Mål to": [Decimal("3.5")], "B": [Decimal(70)]}

    def test_goal_that_was_deleted_and_is_kept_keeps_its_targets(
        self, editor: Client, approver: Client, theme: Theme, address: str
    ) -> None:
        goal: AnnualGoal = theme.goals.get(number=1)
        first, second = opened(editor, address), opened(approver, address)
        editor.post(address, first | {"goals-0-DELETE": "on"})
        mine = {"goals-0-text": "Min udgave", "goals-0-number": "", "goals-0-targets-0-value": "4"}
        asked = approver.post(address, second | mine)
        assert questions(asked) == [(f"goals.{goal.pk}", True)]
        assert choose(approver, address, asked, **{f"choice.goals.{goal.pk}": "mine"}).status_code == 302
        assert of_goals(theme) == {"Mål to": [Decimal("3.5")], "Min udgave": [Decimal(4)]}

    def test_target_that_one_changed_and_the_other_deleted_is_asked_about(
        self, editor: Client, approver: Client, theme: Theme, address: str
    ) -> None:
        row = theme.goals.get(number=1).targets.get()
        first, second = opened(editor, address), opened(approver, address)
        editor.post(address, first | {"goals-0-targets-0-DELETE": "on"})
        asked = approver.post(address, second | {"goals-0-targets-0-value": "5"})
        name = f"targets-of-{row.goal_id}.{row.pk}"
        assert questions(asked) == [(name, True)]
        assert choose(approver, address, asked, **{f"choice.{name}": "mine"}).status_code == 302
        assert of_goals(theme)["Mål et"] == [Decimal(5)]
