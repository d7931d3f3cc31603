"""Targets in the desk: values by year typed as one table, what makes no sense refused at its field, and the
sentence that is shown while one types."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.enums import AreaKind, Operator
from goals.models import AnnualGoal, Indicator, Target
from plans.models import Municipality
from tests.desk.forms import shown
from tests.desk.test_conflict import added_row, opened, questions
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    IndicatorFactory,
    MembershipFactory,
    MunicipalityFactory,
    PlanFactory,
    StrategyFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db
YEARS = ("2019", "2020", "2021", "2022")


@pytest.fixture
def goal(municipality: Municipality) -> AnnualGoal:
    plan = PlanFactory(municipality=municipality, year=2019, last_year=2022)
    found: AnnualGoal = AnnualGoalFactory(plan=plan, theme=None, number=1, text="Færre på forsørgelse")
    return found


@pytest.fixture
def indicator() -> Indicator:
    found: Indicator = IndicatorFactory(name="Andel på forsørgelse")
    return found


def page_of(goal: AnnualGoal) -> str:
    return reverse("admin:goals_annualgoal_change", args=[goal.pk])


def by_years(goal: AnnualGoal) -> list[tuple[date | None, Decimal | None]]:
    return list(goal.targets.order_by("due").values_list("due", "value"))


def row(indicator: Indicator, *values: str, **more: str) -> dict[str, str]:
    typed = {f"value_{year}": value for year, value in zip(YEARS, values, strict=False)}
    return {"indicator": str(indicator.pk), "operator": "at_most", "unit": "percent", **typed, **more}


def with_values(editor: Client, goal: AnnualGoal, indicator: Indicator, *values: str, **more: str) -> Any:
    address = page_of(goal)
    return editor.post(
        address, added_row(opened(editor, address), "targets", **row(indicator, *values, **more))
    )


def ends(*years: int) -> list[date]:
    return [date(year, 12, 31) for year in years]


def test_values_by_year_are_typed_in_one_row_and_read_together_again(
    editor: Client, goal: AnnualGoal, indicator: Indicator
) -> None:
    assert with_values(editor, goal, indicator, "10", "9,5", "", "8").status_code == 302
    assert by_years(goal) == list(zip(ends(2019, 2020, 2022), map(Decimal, ("10", "9.5", "8")), strict=True))
    response = editor.get(page_of(goal))
    data = shown(response)
    assert data["targets-TOTAL_FORMS"] == 1
    assert [data.get(f"targets-0-value_{year}") for year in YEARS] == ["10", "9,5", None, "8"]
    assert "targets-0-value" not in data
    text = response.content.decode()
    assert "Andel på forsørgelse: højst 10\xa0% i 2019, højst 9,5\xa0% i 2020, højst 8\xa0% i 2022" in text


def test_a_changed_an_added_and_an_emptied_year(
    editor: Client, goal: AnnualGoal, indicator: Indicator
) -> None:
    with_values(editor, goal, indicator, "10", "9,5", "", "8")
    of_2022 = goal.targets.get(value=8).pk
    data = opened(editor, page_of(goal))
    data |= {"targets-0-value_2019": "", "targets-0-value_2021": "9", "targets-0-value_2022": "7,5"}
    assert editor.post(page_of(goal), data).status_code == 302
    assert by_years(goal) == list(zip(ends(2020, 2021, 2022), map(Decimal, ("9.5", "9", "7.5")), strict=True))
    assert goal.targets.get(value=Decimal("7.5")).pk == of_2022


def test_a_day_is_that_of_each_year_and_one_value_takes_the_place_of_all(
    editor: Client, goal: AnnualGoal, indicator: Indicator
) -> None:
    with_values(editor, goal, indicator, "10", "9", due="2019-06-30")
    assert [due for due, _value in by_years(goal)] == [date(2019, 6, 30), date(2020, 6, 30)]
    data = opened(editor, page_of(goal))
    assert data["targets-0-due"] == date(2020, 6, 30)
    data |= {"targets-0-value_2019": "", "targets-0-value_2020": "", "targets-0-value": "8"}
    assert editor.post(page_of(goal), data).status_code == 302
    assert by_years(goal) == [(date(2020, 6, 30), Decimal(8))]


def test_deleting_the_row_deletes_every_year_and_saving_nothing_changes_nothing(
    editor: Client, goal: AnnualGoal, indicator: Indicator
) -> None:
    with_values(editor, goal, indicator, "10", "9")
    alone = TargetFactory(goal=goal, operator=Operator.NO_INCREASE, value=None, unit="")
    kept = list(Target.objects.order_by("pk").values())
    assert editor.post(page_of(goal), opened(editor, page_of(goal))).status_code == 302
    assert list(Target.objects.order_by("pk").values()) == kept
    data = opened(editor, page_of(goal)) | {"targets-0-DELETE": "on"}
    assert editor.post(page_of(goal), data).status_code == 302
    assert list(goal.targets.all()) == [alone]


def test_years_outside_the_plan_are_kept_and_a_strategy_has_values_too(
    editor: Client, goal: AnnualGoal, indicator: Indicator
) -> None:
    strategy = StrategyFactory(plan=goal.plan, theme=None)
    for year in (2022, 2024):
        TargetFactory(goal=None, strategy=strategy, indicator=indicator, due=date(year, 12, 31))
    address = reverse("admin:themes_strategy_change", args=[strategy.pk])
    data = opened(editor, address)
    assert [name for name in sorted(data) if "value_" in name] == [
        "targets-0-value_2022",
        "targets-0-value_2024",
    ]
    assert editor.post(address, data | {"targets-0-value_2019": "4"}).status_code == 302
    assert list(strategy.targets.order_by("due").values_list("due", flat=True)) == ends(2019, 2022, 2024)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"value": "8"}, "value"),
        ({"each_year": "on"}, "each_year"),
        ({"unit": ""}, "unit"),
        ({"operator": "no_increase"}, "value_2019"),
        ({"operator": "decrease", "value_2020": "-5"}, "value_2020"),
        ({"value_2020": "ni"}, "value_2020"),
    ],
)
def test_what_makes_no_sense_by_year_is_told_at_its_field_and_nothing_is_stored(
    editor: Client, goal: AnnualGoal, indicator: Indicator, typed: dict[str, str], field: str
) -> None:
    response = with_values(editor, goal, indicator, "10", "9", **typed)
    assert response.status_code == 200
    [inline] = response.context["inline_admin_formsets"]
    assert field in inline.formset.errors[0]
    assert not goal.targets.exists()


def test_plan_of_one_year_asks_for_one_value(editor: Client, municipality: Municipality) -> None:
    plan = PlanFactory(municipality=municipality, year=2019, last_year=2019)
    one = AnnualGoalFactory(plan=plan, theme=None)
    response = editor.get(page_of(one))
    assert "value_2019" not in response.content.decode()


def test_second_saver_of_one_year_is_asked(
    editor: Client, approver: Client, goal: AnnualGoal, indicator: Indicator
) -> None:
    with_values(editor, goal, indicator, "10", "9")
    first, second = opened(editor, page_of(goal)), opened(approver, page_of(goal))
    editor.post(page_of(goal), first | {"targets-0-value_2020": "8"})
    response = approver.post(page_of(goal), second | {"targets-0-value_2020": "7"})
    assert [both for _name, both in questions(response)] == [True]
    assert by_years(goal)[1] == (date(2020, 12, 31), Decimal(8))


@pytest.mark.parametrize("count", [1, 3])
def test_goal_page_takes_the_same_queries_for_any_number_of_years(
    editor: Client, goal: AnnualGoal, indicator: Indicator, count: int
) -> None:
    for year in range(2019, 2020 + count):
        TargetFactory(goal=goal, indicator=indicator, due=date(year, 12, 31))
    with CaptureQueriesContext(connection) as queries:
        editor.get(page_of(goal))
    assert len([query for query in queries if "goals_target" in query["sql"]]) == 2


def sentence(client: Client, goal: AnnualGoal, **typed: Any) -> Any:
    assert goal.plan
    return client.get(reverse("admin:goals_target_sentence", args=[goal.plan.pk]), typed)


def test_sentence_is_the_one_that_citizens_read_and_nothing_is_written(
    editor: Client, goal: AnnualGoal, indicator: Indicator
) -> None:
    group = AreaFactory(kind=AreaKind.CLUSTER, name="klyngen for Herning")
    typed = {"indicator": indicator.pk, "operator": "among_lowest", "value": "3", "comparator": group.pk}
    with CaptureQueriesContext(connection) as queries:
        response = sentence(editor, goal, **typed, due="2022-12-31", each_year="on")
    assert response.json() == {
        "sentence": "Andel på forsørgelse: blandt de 3 laveste i klyngen for Herning hvert år til og med 31. december 2022",
        "refused": "",
    }
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    by_year = sentence(editor, goal, **row(indicator, "10", "9,5")).json()["sentence"]
    assert by_year == "Andel på forsørgelse: højst 10\xa0% i 2019, højst 9,5\xa0% i 2020"
    assert not Target.objects.exists()


def test_sentence_says_what_is_missing_or_makes_no_sense(
    editor: Client, goal: AnnualGoal, indicator: Indicator
) -> None:
    typed = {"indicator": indicator.pk, "operator": "at_most", "value": "3", "unit": "persons"}
    assert sentence(editor, goal, **typed).json() == {
        "sentence": "",
        "refused": "Enhed: Indikatorens tal er i procent: værdien skal være i samme enhed.",
    }
    assert sentence(editor, goal, indicator=indicator.pk).json() == {"sentence": "", "refused": ""}


@pytest.mark.parametrize("kind", [AreaKind.CLUSTER, AreaKind.COUNTRY])
def test_more_places_than_there_are_others_are_refused(
    editor: Client, goal: AnnualGoal, indicator: Indicator, kind: AreaKind
) -> None:
    assert goal.plan
    area = AreaFactory(kind=kind, name="klyngen")
    towns = [
        AreaFactory(kind=AreaKind.MUNICIPALITY, code=code)
        for code in (goal.plan.municipality.code, "998", "999")
    ]
    typed = {"indicator": indicator.pk, "operator": "among_highest", "comparator": area.pk}
    if kind == AreaKind.CLUSTER:
        assert sentence(editor, goal, **typed, value="9").json()["refused"] == "", (
            "its members are not known yet"
        )
        area.members.set(towns)
    answers = [sentence(editor, goal, **typed, value=value).json()["refused"] for value in ("2", "3")]
    assert answers == ["", "Værdi: Der er 2 andre kommuner: Målet ville altid være nået."]


def test_municipality_is_not_compared_with_itself(
    editor: Client, goal: AnnualGoal, indicator: Indicator
) -> None:
    assert goal.plan
    code = goal.plan.municipality.code
    areas = [AreaFactory(kind=AreaKind.MUNICIPALITY, code=each) for each in (code, "998")]
    answers = [
        sentence(editor, goal, indicator=indicator.pk, operator="below", comparator=area.pk).json()
        for area in areas
    ]
    refused = "Sammenlignet med: Det er kommunen selv: vælg, hvad den sammenlignes med."
    assert [answer["refused"] for answer in answers] == [refused, ""]


def test_sentence_is_for_people_of_the_municipality_and_names_nothing_of_another(
    editor: Client, goal: AnnualGoal
) -> None:
    other = MunicipalityFactory()
    foreign = IndicatorFactory(name="Hemmelig", owner=other)
    stranger = Client()
    stranger.force_login(MembershipFactory(municipality=other).person)
    assert sentence(stranger, goal, operator="delivered").status_code == 404
    assert sentence(Client(), goal, operator="delivered").status_code == 302
    answer = sentence(editor, goal, operator="delivered", indicator=foreign.pk)
    assert (answer.json()["sentence"], "Hemmelig" in answer.content.decode()) == ("", False)
    assert sentence(editor, goal, operator="x" * 3000).status_code == 400
    assert sentence(editor, goal, operator="delivered", value_abcd="1", value_0000="2").status_code == 200
