"""What a copy for a later year chooses in place of what has ended."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desk.domain.next_year import copy_plan, moved
from desk.domain.taking_place import with_successors
from documents import tree
from documents.from_rows import document_of
from plans.models import Municipality, Plan
from tests.factories import (
    AnnualGoalFactory,
    IndicatorFactory,
    InitiativeFactory,
    PlanFactory,
    StrategyFactory,
    TargetFactory,
    TargetGroupFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
OLD, LAW = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    plan: Plan = PlanFactory(municipality=municipality, year=2026)
    goal = AnnualGoalFactory(theme=ThemeFactory(plan=plan, number=1), number=1)
    TargetFactory(goal=goal, indicator=IndicatorFactory(name="Gammelt", valid_until=OLD), value=5)
    return plan


def only_target(plan: Plan) -> tree.Target:
    return document_of(plan).themes[0].goals[0].targets[0]


def test_only_successor_takes_the_place_of_a_group_wherever_it_was_chosen(plan: Plan) -> None:
    old, other = (TargetGroupFactory(valid_until=OLD) for _each in range(2))
    new, always = TargetGroupFactory(name="Ny", valid_from=LAW, position=1), TargetGroupFactory(name="Altid")
    old.successors.add(new)
    other.successors.add(new)
    theme = plan.themes.get()
    for row in (theme, theme.goals.get(), StrategyFactory(theme=theme), InitiativeFactory(theme=theme)):
        row.target_groups.set([old, other, always])
    found = document_of(copy_plan(plan, 2027)).themes[0]
    for part in (found, found.goals[0], found.strategies[0], found.initiatives[0]):
        assert [group.name for group in part.target_groups] == ["Altid", "Ny"]
    assert found.target_groups[1].replaces == tuple(sorted([old.slug, other.slug]))


def test_target_is_measured_by_the_only_successor_of_its_indicator(plan: Plan) -> None:
    old = plan.themes.get().goals.get().targets.get()
    between, new = IndicatorFactory(valid_until=date(2026, 6, 30)), IndicatorFactory(valid_from=LAW)
    assert old.indicator
    old.indicator.successors.add(between)
    between.successors.add(new)
    found = only_target(copy_plan(plan, 2027))
    assert found.indicator
    assert found.indicator.slug == new.slug
    assert {ref.slug for ref in found.indicator.replaces} == {old.indicator.slug, between.slug}
    assert (found.baseline, found.figures) == (None, ())


@pytest.mark.parametrize("case", ["none", "several", "another unit", "not yet", "foreign"])
def test_what_is_not_certain_stays_and_is_named(
    client: Client, superuser: Client, municipality: Municipality, plan: Plan, case: str
) -> None:
    old = plan.themes.get().goals.get().targets.get().indicator
    assert old
    match case:
        case "several":
            old.successors.set(IndicatorFactory.create_batch(2))
        case "another unit":
            old.successors.add(IndicatorFactory(unit="persons"))
        case "not yet":
            old.successors.add(IndicatorFactory(valid_from=date(2028, 1, 1)))
        case "foreign":
            old.successors.add(IndicatorFactory(owner=PlanFactory().municipality))
    answer = superuser.post(reverse("desk-next-year", args=[plan.pk]), {"year": "2027"}, follow=True)
    copy = Plan.objects.get(municipality=municipality, year=2027)
    found = only_target(copy)
    assert found.indicator
    assert found.indicator.slug == old.slug
    told = [str(message) for message in answer.context["messages"]]
    assert told[-1] == "Ophørt, før planen begynder, og ikke udskiftet automatisk: Gammelt"


def test_what_is_valid_stays_and_costs_two_queries(plan: Plan, municipality: Municipality) -> None:
    plan.themes.get().target_groups.add(TargetGroupFactory())
    document = document_of(plan)
    with CaptureQueriesContext(connection) as queries:
        assert with_successors(document, municipality.pk) == document
    assert len(queries) == 2


@pytest.mark.parametrize("ended", [1, 3])
def test_what_has_ended_is_replaced_in_the_same_queries_for_any_number(
    plan: Plan, municipality: Municipality, ended: int
) -> None:
    """Each by way of one that has ended too."""
    theme, goal = plan.themes.get(), plan.themes.get().goals.get()
    news = []
    for factory in (TargetGroupFactory, IndicatorFactory):
        for _each in range(ended):
            old, between, new = factory(valid_until=OLD), factory(valid_until=OLD), factory(valid_from=LAW)
            old.successors.add(between)
            between.successors.add(new)
            news.append(new.slug)
            if factory is TargetGroupFactory:
                theme.target_groups.add(old)
            else:
                TargetFactory(goal=goal, indicator=old)
    document = moved(document_of(plan), 2027)
    with CaptureQueriesContext(connection) as queries:
        found = with_successors(document, municipality.pk).themes[0]
    groups = sorted(group.slug for group in found.target_groups)
    indicators = [each.indicator.slug for each in found.goals[0].targets[1:] if each.indicator]
    assert (groups, indicators, len(queries)) == (sorted(news[:ended]), news[ended:], 8)


def test_circle_in_the_rows_comes_to_an_end(plan: Plan) -> None:
    first, second = (TargetGroupFactory(valid_until=OLD) for _each in range(2))
    first.successors.add(second)
    second.successors.add(first)
    plan.themes.get().target_groups.add(first)
    assert [group.slug for group in document_of(copy_plan(plan, 2027)).themes[0].target_groups] == [
        first.slug
    ]
