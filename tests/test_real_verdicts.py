"""What the figures of the sources say of the real goals, beside what the municipality said."""

from datetime import date
from decimal import Decimal

import pytest

from documents.tree import Assessment, FollowUp, PlanDocument, Strategy
from plans.models import Plan
from tests.documents.rows import with_report
from tests.goals.management.test_load_observations import load as load_observations
from tests.real_plans import filed, load

pytestmark = pytest.mark.django_db

TODAY = date(2021, 3, 1)


@pytest.fixture(scope="module", autouse=True)
def _loaded(shared_rows: None) -> None:
    load()
    load_observations()


def document(year: int, today: date = TODAY) -> PlanDocument:
    plan = Plan.objects.get(year=year)
    return with_report(plan, today)


def report(today: date = TODAY) -> FollowUp:
    found = document(2020, today).follow_up
    assert found is not None
    return found


def number(assessment: Assessment) -> str:
    """ "1.2": the theme by its place, and the goal."""
    themes = [theme.slug for theme in filed("herning-2020").themes]
    return f"{themes.index(assessment.goal.theme) + 1}.{assessment.goal.number}"


def test_follow_up_2020_computes_the_four_goals_that_have_numbers() -> None:
    assert [
        (number(each), each.verdict, each.computed.verdict, each.computed.sentence)
        for each in report().assessments
        if each.computed
    ] == [
        (
            "1.1",
            "met",
            "met",
            "Opfyldt: 10,0\xa0% i Herning mod 10,4\xa0% i kommunerne i Region Midtjylland (2020)."
            " Målet var at ligge lavere end kommunerne i Region Midtjylland.",
        ),
        (
            "1.2",
            "not_met",
            "not_met",
            "Ikke opfyldt: 406 forløb i Herning (2020) mod 408 forløb året før (2019). Tallet måtte ikke falde.",
        ),
        (
            "2.2",
            "met",
            "met",
            "Opfyldt: 1.745 personer i Herning (2020) mod 1.648 personer året før (2019)."
            " Tallet skulle stige.",
        ),
        (
            "4.2",
            "partly",
            "met",
            "Opfyldt: 117 personer i Herning (2020) mod 106 personer året før (2019). Tallet skulle stige.",
        ),
    ]


def test_follow_up_2020_departs_once_and_says_why() -> None:
    assert [
        (number(each), each.reason) for each in report().assessments if each.overrides_computed or each.reason
    ] == [
        (
            "4.2",
            "Der er gennemført færre aktiviteter pga. coronarestriktionerne og suspendering af"
            " beskæftigelsesindsatsen.",
        )
    ]


def test_reason_for_departing_is_the_municipalitys_own_words() -> None:
    for assessment in report().assessments:
        assert assessment.reason in assessment.text


def test_follow_up_of_2020_made_in_its_own_year_concludes_nothing() -> None:
    computed = [each.computed for each in report(date(2020, 8, 1)).assessments if each.computed]
    assert {each.verdict for each in computed} == {"cannot_be_assessed"}
    assert computed[0].sentence.startswith("Kan ikke vurderes endnu: Målet skal være nået den 31. december")


def test_youth_goal_has_the_figures_of_2020_in_the_follow_up_and_in_no_plan_before() -> None:
    """The same indicator through three years, measured in the last: no plan stood on what came after it."""
    shown = {
        year: [
            (figure.area.name, figure.period_start.year, str(figure.value))
            for figure in document(year).themes[0].goals[0].targets[0].figures
        ]
        for year in (2018, 2019, 2020)
    }
    assert shown == {
        2018: [],
        2019: [],
        2020: [("Herning", 2020, "10.0"), ("kommunerne i Region Midtjylland", 2020, "10.4")],
    }


def test_every_figure_of_a_plan_names_its_source() -> None:
    figures = [
        figure
        for year in (2017, 2018, 2019, 2020)
        for _theme, goal in document(year).all_goals()
        for target in goal.targets
        for figure in target.figures
    ]
    assert len(figures) == 8
    assert [figure for figure in figures if "»" not in figure.source] == []


def youth_strategy() -> Strategy:
    (found,) = [each for each in document(2017).strategies if each.title == "Indsats for unge"]
    return found


def test_aims_of_hedensteds_running_text_are_targets_of_their_strategy() -> None:
    assert [
        (target.indicator.slug, target.operator, target.value, target.baseline, target.due.year)
        for target in youth_strategy().targets
        if target.indicator and target.due
    ] == [
        ("elever-med-mindst-2-i-dansk-og-matematik", "at_least", 89, None, 2016),
        ("elever-med-mindst-2-i-dansk-og-matematik", "at_least", 93, None, 2018),
        ("unge-18-30-aar-paa-offentlig-forsoergelse", "decrease", 10, None, 2017),
        ("unge-18-30-aar-paa-offentlig-forsoergelse", "decrease", 10, None, 2018),
        ("aargang-i-gang-med-ungdomsuddannelse", "at_least", 91, 87, 2016),
        ("aargang-i-gang-med-ungdomsuddannelse", "at_least", 91, None, 2017),
        ("aargang-i-gang-med-ungdomsuddannelse", "at_least", 93, None, 2018),
    ]
    assert [figure.value for figure in youth_strategy().targets[4].figures] == [Decimal(87)]


@pytest.mark.parametrize("aim", ["89 %", "93 %", "10 %", "91 %", "87 %"])
def test_aims_of_hedensteds_strategy_stand_in_its_text(aim: str) -> None:
    assert aim in youth_strategy().body
