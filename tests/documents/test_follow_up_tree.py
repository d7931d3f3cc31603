"""What a follow-up reports on is what the edition says, with the figures of now."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.follow_up_tree import judged_only, report_on, targets_of
from documents.from_rows import document_of
from documents.measured import UpdatedTargets
from documents.same_goals import same_goals
from documents.tree import GoalRef
from goals.enums import AreaKind, FollowUpKind, Operator
from goals.models import Indicator
from plans.models import Plan
from tests.factories import (
    AnnualGoalFactory,
    AreaFactory,
    AssessmentFactory,
    FollowUpFactory,
    IndicatorFactory,
    ObservationFactory,
    PlanFactory,
    TargetFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
AFTER = date(2021, 3, 1)


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(municipality__short_name="Skive", municipality__code="779", year=2020)


def with_goals(plan: Plan, count: int) -> None:
    """Each compared with the group of which Skive is one of two."""
    skive = AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779")
    group, indicator = AreaFactory(kind=AreaKind.CLUSTER, name="Naboerne"), IndicatorFactory()
    group.members.set([skive, AreaFactory(kind=AreaKind.MUNICIPALITY)])
    days = {"period_start": date(2020, 1, 1), "period_end": date(2020, 12, 31)}
    for member in group.members.all():
        value = Decimal(10 if member == skive else 12)
        ObservationFactory(indicator=indicator, area=member, value=value, **days)
    for _ in range(count):
        goal = AnnualGoalFactory(theme=ThemeFactory(plan=plan))
        TargetFactory(
            goal=goal,
            indicator=indicator,
            operator=Operator.BETTER_THAN,
            value=None,
            unit="",
            comparator=group,
        )


@pytest.mark.parametrize("count", [1, 3])
def test_figures_of_now_take_the_same_queries_for_any_number_of_goals(plan: Plan, count: int) -> None:
    with_goals(plan, count)
    document = document_of(plan)
    with CaptureQueriesContext(connection) as queries:
        measured = UpdatedTargets(targets_of(document), (2020, date(2020, 12, 31)), plan.municipality, AFTER)
        found = [measured.computed(goal.targets) for _theme, goal in document.all_goals()]
    assert len(queries) == 4
    assert [each and each.verdict for each in found] == ["met"] * count


def test_figures_of_an_indicator_that_is_gone_are_those_of_the_edition(plan: Plan) -> None:
    with_goals(plan, 1)
    document = report_on(document_of(plan), FollowUpFactory(plan=plan), AFTER)
    kept = [target.figures for target in targets_of(document)]
    gone = Indicator.objects.get()
    Indicator.objects.filter(pk=gone.pk).update(slug="noget-andet")
    again = report_on(document, FollowUpFactory(plan=plan, kind="mid_year"), AFTER)
    assert [target.figures for target in targets_of(again)] == kept != [()]


def test_verdict_on_a_goal_that_the_edition_does_not_have_is_left_out(plan: Plan) -> None:
    assessment = AssessmentFactory(follow_up__plan=plan)
    edition = replace(document_of(plan), themes=())
    report = report_on(edition, assessment.follow_up).follow_up
    assert report
    assert report.assessments == ()


def test_only_judged_goals_are_left_with_their_themes(plan: Plan) -> None:
    theme = ThemeFactory(plan=plan, slug="unge")
    judged, _other = AnnualGoalFactory(theme=theme, number=1), AnnualGoalFactory(theme=theme, number=2)
    ThemeFactory(plan=plan, slug="tom")
    left = judged_only(document_of(plan), frozenset({GoalRef(2020, "unge", 1)}))
    assert [(one.slug, [goal.text for goal in one.goals]) for one in left.themes] == [("unge", [judged.text])]


ONE, TWO, THREE = (GoalRef(2020, "unge", number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({ONE: "a", TWO: "b"}, {ONE: "a", TWO: "b"}, {ONE: ONE, TWO: TWO}),
        ({ONE: "a", TWO: "b"}, {ONE: "b", TWO: "a"}, {ONE: TWO, TWO: ONE}),
        ({ONE: "a", TWO: "b"}, {ONE: "b"}, {TWO: ONE}),
        ({ONE: "a", TWO: "b"}, {ONE: "a", TWO: "andet"}, {ONE: ONE, TWO: TWO}),
        ({ONE: "ens", TWO: "ens"}, {THREE: "ens"}, {}),
        ({ONE: "a"}, {TWO: "a", THREE: "a"}, {}),
        ({ONE: "a  b"}, {TWO: "a b"}, {ONE: TWO}),
    ],
)
def test_goals_are_the_same_by_words_and_then_by_place(
    before: dict[GoalRef, str], after: dict[GoalRef, str], found: dict[GoalRef, GoalRef]
) -> None:
    assert same_goals(before, after) == found


@pytest.mark.parametrize("kind", FollowUpKind)
@pytest.mark.parametrize(("year", "met"), [(2019, "met"), (2020, "not_met"), (2021, "met")])
def test_year_s_value_counts_in_the_follow_up_on_that_year_however_late(
    kind: str, year: int, met: str
) -> None:
    plan = PlanFactory(municipality__short_name="Skive", municipality__code="779", year=2019, last_year=2022)
    skive, indicator = AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive", code="779"), IndicatorFactory()
    goal = AnnualGoalFactory(theme=ThemeFactory(plan=plan))
    for each, value, limit in ((2019, "9.9", 10), (2020, "9.8", 9), (2021, "8.0", 8), (2022, "8.0", 7)):
        days = {"period_start": date(each, 1, 1), "period_end": date(each, 12, 31)}
        ObservationFactory(indicator=indicator, area=skive, value=Decimal(value), **days)
        TargetFactory(
            goal=goal, indicator=indicator, operator=Operator.AT_MOST, value=limit, due=date(each, 12, 31)
        )
    follow_up = FollowUpFactory(
        plan=plan, kind=kind, period_start=date(year, 1, 1), period_end=date(year, 12, 31)
    )
    AssessmentFactory(follow_up=follow_up, goal=goal, verdict=met)
    report = report_on(document_of(plan), follow_up, date(2023, 3, 1)).follow_up
    assert report is not None
    computed = report.assessments[0].computed
    assert computed is not None
    assert (computed.verdict, f"({year})" in computed.sentence) == (met, True)
    assert [bool(result.sentence) for result in computed.results] == [n <= year for n in range(2019, 2023)]
