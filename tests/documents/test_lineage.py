from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents import tree
from documents.charts.lane import Mark
from documents.charts.number_labels import title
from documents.charts.of_targets import PlanTarget, charts_of_line
from documents.lineage import (
    ChangeKind,
    GoalStep,
    Lineage,
    MeasureChange,
    PublishedYear,
    measure_change_between,
)
from documents.replacing import Replaced
from tests.documents.charts.figures import COUNTRY, OWN, REGION, SHARE, figures, target
from tests.publishing.edition_factory import document_of, report_of


def goal(
    number: int, text: str = "Flere i job", before: tuple[int, int] | None = None, *targets: tree.Target
) -> tree.Goal:
    """`before` is year and number of the goal of the first theme that it continues."""
    predecessor = tree.GoalRef(before[0], "tema-1", before[1]) if before else None
    return tree.Goal(number, text, targets=targets, predecessor=predecessor)


def plan(year: int, *goals: tree.Goal, continues: int | None = None) -> tree.PlanDocument:
    document = document_of(year=year, themes=1)
    before = tree.ThemeRef(continues, "tema-1") if continues else None
    theme = replace(document.themes[0], goals=goals, predecessor=before, ambition="Vi vil.\n\nMere.")
    return replace(document, themes=(theme,), predecessor_year=continues)


def line(*documents: tree.PlanDocument, start: tuple[int, int]) -> tuple[GoalStep, ...]:
    return Lineage(map(PublishedYear, documents)).goal_line(tree.GoalRef(start[0], "tema-1", start[1]))


def change_kind(steps: tuple[GoalStep, ...]) -> list[tuple[int, int, ChangeKind]]:
    return [(step.published_year.document.year, step.goal.number, step.change_kind) for step in steps]


def test_line_is_the_same_from_whichever_year_it_is_asked_for() -> None:
    documents = (
        plan(2018, goal(1, "Flere i job i 2018")),
        plan(2019, goal(2, "Flere i job i 2019", (2018, 1)), continues=2018),
        plan(2020, goal(1, "Mange flere i job i 2020", (2019, 2)), continues=2019),
    )
    lines = [change_kind(line(*documents, start=start)) for start in ((2018, 1), (2019, 2), (2020, 1))]
    assert lines == [[(2018, 1, "first"), (2019, 2, "kept"), (2020, 1, "changed")]] * 3


def test_only_the_year_that_the_plan_is_for_may_differ_in_what_is_kept() -> None:
    documents = (
        plan(2018, goal(1, "50 flere i job i 2018")),
        plan(2019, goal(1, "60 flere i job i 2019", (2018, 1)), continues=2018),
    )
    assert change_kind(line(*documents, start=(2018, 1)))[1] == (2019, 1, "changed")


def test_wording_is_marked_against_the_plan_before() -> None:
    documents = (
        plan(2018, goal(1, "Færre unge *end* i landet")),
        plan(2019, goal(1, "Færre unge *end* i regionen", (2018, 1)), continues=2018),
    )
    first, second = line(*documents, start=(2018, 1))
    assert [run.kind for run in first.wording] == ["same"]
    assert [(run.kind, run.text) for run in second.wording] == [
        ("same", "Færre unge end i "),
        ("removed", "landet"),
        ("added", "regionen"),
    ]


def test_changed_measure_is_told_apart_from_a_changed_wording() -> None:
    documents = (
        plan(2018, goal(1, "Færre unge", None, target(comparator=COUNTRY))),
        plan(2019, goal(1, "Færre unge", (2018, 1), target(comparator=REGION)), continues=2018),
        plan(2020, goal(1, "Færre unge", (2019, 1), target(comparator=REGION)), continues=2019),
    )
    steps = line(*documents, start=(2018, 1))
    assert [step.change_kind for step in steps] == ["first", "changed", "kept"]
    assert steps[1].measure_change is not None
    assert steps[1].measure_change.areas == ("hele landet", "Region Midtjylland")
    assert steps[2].measure_change is None


def test_measure_that_differs_in_more_than_its_area_is_told_in_full() -> None:
    before, after = target(comparator=COUNTRY), target(value="10.5")
    assert measure_change_between([before], [before]) is None
    assert measure_change_between([before], [replace(before, due=None, figures=())]) is None
    changed = measure_change_between([before], [after, replace(after, value=Decimal(9))])
    assert changed is not None
    assert (len(changed.before), len(changed.after), changed.areas) == (1, 2, None)
    stricter = measure_change_between([before], [replace(before, operator="better_than", comparator=REGION)])
    assert stricter is not None
    assert stricter.areas is None


def test_line_says_what_has_replaced_an_indicator_or_a_target_group() -> None:
    new = replace(SHARE, name="Ny andel", slug="ny", replaces=(tree.IndicatorRef(SHARE.slug),))
    other = replace(new, name="Kommunens", own=True, replaces=(tree.IndicatorRef(SHARE.slug, own=True),))
    old_group, kept = tree.TargetGroup("gammel", "Gammel"), tree.TargetGroup("altid", "Altid")
    new_group = tree.TargetGroup("ny", "Ny", replaces=("gammel", "altid"))
    before = replace(goal(1, "Mål", None, target(indicator=SHARE)), target_groups=(old_group, kept))
    after = goal(1, "Mål", (2018, 1), target(indicator=new), target(indicator=other))
    after = replace(after, target_groups=(kept, new_group))
    steps = line(plan(2018, before), plan(2019, after, continues=2018), start=(2018, 1))
    assert [step.replaced for step in steps] == [
        (),
        (
            Replaced("indicator", SHARE.name, ("Ny andel",)),
            Replaced("target_group", "Gammel", ("Ny",)),
        ),
    ]
    assert steps[1].measure_change is not None
    held = replace(after, targets=(target(indicator=SHARE), target(indicator=new)), target_groups=())
    steps = line(plan(2018, before), plan(2019, held, continues=2018), start=(2018, 1))
    assert steps[1].replaced == ()


def test_indicator_and_its_successor_are_never_in_one_chart() -> None:
    """No stroke leads from one to the other, no bar stands beside the other's, whatever their units."""
    new = replace(SHARE, name="Ny andel", slug="ny", replaces=(tree.IndicatorRef(SHARE.slug),))
    before = target(*figures(OWN, y2017="10", y2018="9"), indicator=SHARE)
    after = target(*figures(OWN, y2018="40", y2019="41"), indicator=new)
    steps = line(
        plan(2018, goal(1, "Mål", None, before)),
        plan(2019, goal(1, "Mål", (2018, 1), after), continues=2018),
        start=(2018, 1),
    )
    targets = [PlanTarget(step.published_year.document, each) for step in steps for each in step.goal.targets]
    charts = charts_of_line(targets)
    assert [chart.title for chart in charts] == [title(SHARE), title(new)]
    assert charts == (*charts_of_line(targets[:1]), *charts_of_line(targets[1:]))


def test_verdicts_are_drawn_below_the_figures_that_they_were_given_on() -> None:
    new = replace(SHARE, name="Ny andel", slug="ny", replaces=(tree.IndicatorRef(SHARE.slug),))
    found = figures(OWN, y2015="10", y2016="9", y2017="8")
    targets = [
        PlanTarget(plan(year), target(*found, indicator=SHARE if year < 2018 else new))
        for year in range(2016, 2020)
    ]
    marks = [
        Mark(tree.PlanRef(year), date(year, 1, 1), date(year, 12, 31), "met", "Opfyldt")
        for year in range(2016, 2020)
    ]
    lanes = [chart.lane for chart in charts_of_line(targets, marks) if chart.kind == "development"]
    assert [len(lane) for lane in lanes] == [2, 2]
    unrelated = [
        replace(each, target=target(*found, indicator=replace(SHARE, slug="x"))) for each in targets[:1]
    ]
    [_first, second] = charts_of_line([*unrelated, *targets[1:2]], marks)
    assert second.kind == "development"
    assert len(second.lane) == 4


def test_goal_that_is_measured_for_the_first_time_has_a_new_measure() -> None:
    found = measure_change_between([], [target(comparator=REGION)])
    assert found == MeasureChange((), found.after if found else (), None)


def test_goal_without_predecessor_in_a_plan_that_continues_another_is_new() -> None:
    documents = (plan(2018, goal(1)), plan(2019, goal(1), goal(2), continues=2018))
    assert change_kind(line(*documents, start=(2019, 2))) == [(2019, 2, "new")]


def test_goal_that_continues_what_is_not_published_says_so() -> None:
    assert change_kind(line(plan(2019, goal(1, "Flere", (2018, 1)), continues=2018), start=(2019, 1))) == [
        (2019, 1, "unread")
    ]


def test_split_goal_leads_to_both_halves_but_a_half_only_back() -> None:
    documents = (
        plan(2018, goal(1)),
        plan(2019, goal(1, "Flere unge", (2018, 1)), goal(2, "Flere syge", (2018, 1)), continues=2018),
    )
    whole, half = line(*documents, start=(2018, 1)), line(*documents, start=(2019, 2))
    assert change_kind(whole) == [(2018, 1, "first"), (2019, 1, "split"), (2019, 2, "split")]
    assert change_kind(half) == [(2018, 1, "first"), (2019, 2, "split")]
    assert [step.parts for step in whole] == [0, 2, 2]


def test_goal_that_is_continued_in_two_years_is_not_split() -> None:
    """A plan may build on an older one than the year before's."""
    documents = (
        plan(2018, goal(1)),
        plan(2019, goal(1, "Flere unge", (2018, 1)), continues=2018),
        plan(2020, goal(1, "Flere syge", (2018, 1)), continues=2018),
    )
    steps = line(*documents, start=(2018, 1))
    assert change_kind(steps) == [(2018, 1, "first"), (2019, 1, "changed"), (2020, 1, "changed")]
    assert [step.parts for step in steps] == [0, 1, 1]


def test_merged_goal_leads_back_to_all_that_became_one() -> None:
    one = replace(goal(1, "Flere unge og syge", (2018, 1)), also_continues=(tree.GoalRef(2018, "tema-1", 2),))
    documents = (plan(2018, goal(1, "Flere unge"), goal(2, "Flere syge")), plan(2019, one, continues=2018))
    steps = line(*documents, start=(2019, 1))
    assert change_kind(steps) == [(2018, 1, "first"), (2018, 2, "first"), (2019, 1, "merged")]
    assert [(each.ref, each.name) for each in steps[2].merged] == [
        (one.predecessors[0], "Mål 1.1"),
        (one.predecessors[1], "Mål 1.2"),
    ]
    assert change_kind(line(*documents, start=(2018, 2))) == [(2018, 2, "first"), (2019, 1, "merged")]
    assert [step.ended for step in steps] == [None, None, None]


def test_goal_that_was_dropped_has_its_reason() -> None:
    ref = tree.GoalRef(2018, "tema-1", 2)
    later = replace(
        plan(2019, goal(1, "Flere", (2018, 1)), continues=2018),
        dropped_goals=(tree.DroppedGoal(ref, "Flere syge", "Puljen er brugt."),),
    )
    [step] = line(plan(2018, goal(1), goal(2)), later, start=(2018, 2))
    assert (step.ended and step.ended.document.year, step.reason) == (2019, "Puljen er brugt.")


def test_goal_has_ended_where_the_next_plan_does_not_continue_it() -> None:
    documents = (plan(2018, goal(1), goal(2)), plan(2019, goal(1, "Flere", (2018, 1)), continues=2018))
    kept, dropped = line(*documents, start=(2018, 1)), line(*documents, start=(2018, 2))
    assert [step.ended and step.ended.document.year for step in kept] == [None, None]
    assert [step.ended and step.ended.document.year for step in dropped] == [2019]


def test_nothing_is_said_to_have_ended_where_the_next_plan_is_not_published() -> None:
    later = plan(2020, goal(1), continues=2019)
    assert [step.ended for step in line(plan(2018, goal(1)), later, start=(2018, 1))] == [None]


def test_links_that_turn_in_circles_come_to_an_end() -> None:
    documents = (plan(2018, goal(1, "A", (2019, 1))), plan(2019, goal(1, "A", (2018, 1)), continues=2018))
    assert [step.published_year.document.year for step in line(*documents, start=(2018, 1))] == [2018, 2019]


def test_unknown_goal_and_theme_have_no_line() -> None:
    lineage = Lineage([PublishedYear(plan(2018, goal(1)))])
    assert lineage.goal_line(tree.GoalRef(2018, "tema-1", 9)) == ()
    assert lineage.theme_line(tree.ThemeRef(2017, "tema-1")) == ()


def test_assessment_is_that_of_the_plans_own_follow_up() -> None:
    document = plan(2019, goal(1))
    lineage = Lineage(
        [PublishedYear(plan(2018, goal(1))), PublishedYear(document, report_of(document, "partly"))]
    )
    [step] = lineage.goal_line(tree.GoalRef(2019, "tema-1", 1))
    [silent] = lineage.goal_line(tree.GoalRef(2018, "tema-1", 1))
    assert step.assessment is not None
    assert (step.assessment.verdict, silent.assessment) == ("partly", None)


def test_goals_of_the_plan_itself_have_lines_too() -> None:
    first = replace(document_of(year=2018, themes=0), goals=(tree.Goal(1, "Flere"),))
    second = replace(
        document_of(year=2019, themes=0),
        goals=(tree.Goal(1, "Flere endnu", predecessor=tree.GoalRef(2018, "", 1)),),
    )
    steps = Lineage(map(PublishedYear, (first, second))).goal_line(tree.GoalRef(2019, "", 1))
    assert [step.change_kind for step in steps] == ["first", "changed"]


def test_theme_line_has_the_goals_of_each_year_and_those_that_were_dropped() -> None:
    documents = (
        plan(2018, goal(1), goal(2, "Færre syge")),
        plan(2019, goal(1, "Flere i job", (2018, 1)), goal(2, "Ganske nyt"), continues=2018),
    )
    first, second = Lineage(map(PublishedYear, documents)).theme_line(tree.ThemeRef(2019, "tema-1"))
    assert (first.change_kind, second.change_kind) == ("first", "changed")
    assert [step.change_kind for step in second.goals] == ["kept", "new"]
    assert [step.goal.text for step in second.dropped] == ["Færre syge"]
    assert first.dropped == ()


def test_theme_is_kept_where_title_will_and_goals_are() -> None:
    documents = (plan(2018, goal(1)), plan(2019, goal(1, before=(2018, 1)), continues=2018))
    second = Lineage(map(PublishedYear, documents)).theme_line(tree.ThemeRef(2018, "tema-1"))[1]
    assert (second.change_kind, [passage.kind for passage in second.ambition]) == ("kept", ["skipped"])


def test_theme_that_was_split_and_theme_that_ended() -> None:
    parts = tuple(
        replace(theme, predecessor=tree.ThemeRef(2018, "tema-1")) for theme in document_of(year=2019).themes
    )
    lineage = Lineage(
        [
            PublishedYear(document_of(year=2018)),
            PublishedYear(replace(document_of(year=2019), themes=parts, predecessor_year=2018)),
        ]
    )
    assert [step.change_kind for step in lineage.theme_line(tree.ThemeRef(2018, "tema-1"))] == [
        "first",
        "split",
        "split",
    ]
    [ended] = lineage.theme_line(tree.ThemeRef(2018, "tema-2"))
    assert ended.ended is not None
    assert ended.ended.document.year == 2019


def merged_and_dropped() -> tuple[tree.PlanDocument, tree.PlanDocument]:
    """Of three themes in 2018 two become one in 2019, and the third is let go."""
    old = document_of(year=2018, themes=3, goals=1)
    refs = [tree.ThemeRef(2018, theme.slug) for theme in old.themes]
    one = replace(
        document_of(themes=1, goals=1).themes[0],
        predecessor=refs[0],
        also_continues=(refs[1],),
        change_reason="De hører sammen.",
    )
    gone = (tree.DroppedTheme(refs[2], old.themes[2].title, "Puljen er brugt."),)
    return old, replace(document_of(), themes=(one,), predecessor_year=2018, dropped_themes=gone)


def test_merged_theme_leads_back_to_all_that_became_one_with_their_goals() -> None:
    lineage = Lineage(map(PublishedYear, merged_and_dropped()))
    first, second, one = lineage.theme_line(tree.ThemeRef(2019, "tema-1"))
    assert [first.change_kind, second.change_kind, one.change_kind] == ["first", "first", "merged"]
    assert [(each.ref.slug, each.name) for each in one.merged] == [
        ("tema-1", "Tema 1: Tema nummer 1"),
        ("tema-2", "Tema 2: Tema nummer 2"),
    ]
    assert [step.theme and step.theme.slug for step in one.dropped] == ["tema-1", "tema-2"]
    assert [
        step.published_year.document.year for step in lineage.theme_line(tree.ThemeRef(2018, "tema-2"))
    ] == [
        2018,
        2019,
    ]
    assert [step.ended for step in (first, second, one)] == [None, None, None]


def test_theme_that_was_dropped_has_its_reason() -> None:
    [step] = Lineage(map(PublishedYear, merged_and_dropped())).theme_line(tree.ThemeRef(2018, "tema-3"))
    assert (step.ended and step.ended.document.year, step.reason) == (2019, "Puljen er brugt.")


def test_will_is_shown_whole_where_nothing_can_be_held_beside_it_and_never_as_deleted() -> None:
    documents = [
        plan(2018, goal(1)),
        plan(2019, goal(1, before=(2018, 1)), continues=2018),
        plan(2020, goal(1, before=(2019, 1)), continues=2019),
    ]
    silent = replace(documents[1].themes[0], ambition="")
    documents[1] = replace(documents[1], themes=(silent,))
    steps = Lineage(map(PublishedYear, documents)).theme_line(tree.ThemeRef(2018, "tema-1"))
    assert [[passage.kind for passage in step.ambition] for step in steps] == [
        ["same", "same"],
        [],
        ["same", "same"],
    ]
    assert [step.unsaid for step in steps] == [False, True, False]
    assert [step.change_kind for step in steps] == ["first", "changed", "changed"]


def test_indicator_makes_a_difference_to_the_measure() -> None:
    other = replace(SHARE, slug="andet", name="Andet")
    assert (
        measure_change_between([target(comparator=REGION)], [target(indicator=other, comparator=REGION)])
        is not None
    )
