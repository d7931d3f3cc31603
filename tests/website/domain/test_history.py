from dataclasses import replace
from typing import get_args

from documents import tree
from documents.charts.development import Development
from documents.charts.single import Single
from documents.lineage import ChangeKind, GoalStep, Lineage, PublishedYear
from tests.documents.charts.figures import OWN, figure
from tests.website.years import plan, report
from website.domain.history import change_kind_word, charts_of_goal


def steps(*published_years: PublishedYear, goal: int = 1) -> tuple[GoalStep, ...]:
    return Lineage(published_years).goal_line(tree.GoalRef(2018, "unge", goal))


def with_figures(document: tree.PlanDocument, *figures: tree.Figure) -> tree.PlanDocument:
    """In place of those of the first goal."""
    theme = document.themes[0]
    first = theme.goals[0]
    first = replace(first, targets=(replace(first.targets[0], figures=figures),))
    return replace(document, themes=(replace(theme, goals=(first, *theme.goals[1:])),))


def test_every_way_that_a_step_can_be_has_a_word_of_its_own() -> None:
    assert len({change_kind_word(change_kind) for change_kind in get_args(ChangeKind)}) == len(
        get_args(ChangeKind)
    )


def test_years_stand_below_the_figures_with_their_verdicts() -> None:
    [chart] = charts_of_goal(
        steps(PublishedYear(plan(2018)), PublishedYear(plan(2019)), PublishedYear(plan(2020), report(2020)))
    )
    assert isinstance(chart, Development)
    assert [mark.verdict for mark in chart.lane] == [None, None, "met"]
    assert chart.table.head[1:] == (
        "Herning",
        "hele landet",
        "Region Midtjylland",
        "kommunerne i Region Midtjylland",
    )


def test_follow_ups_figures_are_newer_than_its_plans() -> None:
    before = with_figures(plan(2018), figure(OWN, "2018", "11.1", provisional=True))
    after = with_figures(report(2018), figure(OWN, "2018", "10.9"))
    [chart] = charts_of_goal(steps(PublishedYear(before, after)))
    assert isinstance(chart, Single)
    assert chart.value == "10,9\xa0%"


def test_figures_that_came_after_a_plan_are_taken_from_no_plan() -> None:
    assert charts_of_goal(steps(PublishedYear(with_figures(plan(2018), figure(OWN, "2018", "11.1"))))) == ()


def test_plans_figures_stand_where_the_follow_up_has_none() -> None:
    [chart] = charts_of_goal(steps(PublishedYear(plan(2018), with_figures(report(2018)))))
    assert [row.cells for row in chart.table.rows] == [("10,6\xa0%", "10,4\xa0%")]


def test_year_in_which_a_goal_was_several_has_no_verdict_of_its_own() -> None:
    split = plan(2019)
    theme = split.themes[0]
    twin = replace(theme.goals[0], number=2)
    split = replace(split, themes=(replace(theme, goals=(*theme.goals, twin)),))
    [chart] = charts_of_goal(
        steps(PublishedYear(plan(2018)), PublishedYear(split), PublishedYear(plan(2020)))
    )
    assert isinstance(chart, Development)
    assert len(chart.lane) == 2


def test_line_through_a_plan_without_an_end_does_not_depend_on_the_day() -> None:
    """Its figures reach into its first year: it is drawn as if it ended with that."""
    vision = PublishedYear(*(replace(one, last_year=None) for one in (plan(2018), report(2018))))
    ended = PublishedYear(plan(2018), report(2018))
    assert charts_of_goal(steps(vision, PublishedYear(plan(2019)))) == charts_of_goal(
        steps(ended, PublishedYear(plan(2019)))
    )


def test_goal_without_figures_has_no_picture() -> None:
    assert charts_of_goal(steps(PublishedYear(plan(2018)), goal=2)) == ()
