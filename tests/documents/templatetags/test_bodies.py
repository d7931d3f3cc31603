from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone, translation

from documents import tree, wording
from documents.templatetags import bodies
from tests.publishing.edition_factory import document_of, report_of

UNIT = "Jobcentret"
YOUNG = (tree.TargetGroup("unge", "Unge"),)


@pytest.mark.parametrize(("level", "steps", "expected"), [(1, 1, 2), (2, 2, 4), (5, 2, 6), (6, 1, 6)])
def test_below_stops_at_the_last_heading(level: int, steps: int, expected: int) -> None:
    assert bodies.below(level, steps) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Borgere på kanten", "Borgere på kanten"),
        ("Borgere på kanten af arbejdsmarkedet", "Borgere på kanten…"),
        ("Borgere på kanten, der ledes", "Borgere på kanten…"),
        ("Arbejdsmarkedspolitikken", "Arbejdsmarkedspoli…"),
    ],
)
def test_running_head_is_cut_after_a_word(text: str, expected: str) -> None:
    assert bodies.shortened(text, 19) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (tree.Strategy("S"), ""),
        (tree.Strategy("S", responsible_unit=UNIT, target_groups=YOUNG), "Jobcentret · Target group: unge"),
        (tree.Initiative("I", partners="UU"), "Partner: UU"),
        (
            tree.Goal(1, "G", responsible_unit=UNIT, partners="UU", target_groups=YOUNG),
            "Jobcentret · Partner: UU · Target group: unge",
        ),
        (tree.Initiative("I", starts=date(2019, 8, 1)), "From 1. August 2019"),
        (tree.Initiative("I", ends=date(2019, 8, 1)), "Until 1. August 2019"),
        (
            tree.Initiative("I", responsible_unit=UNIT, starts=date(2019, 1, 1), ends=date(2020, 6, 30)),
            "Jobcentret · 1. January 2019 – 30. June 2020",
        ),
    ],
)
def test_facts_say_what_is_known_and_no_more(
    item: tree.Goal | tree.Strategy | tree.Initiative, expected: str
) -> None:
    with translation.override("en"):
        assert bodies.facts(item) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        (["Unge"], "Målgruppe: unge"),
        (["Unge", "Ledige med dagpenge"], "Målgrupper: unge, ledige med dagpenge"),
        (["EU-borgere"], "Målgruppe: EU-borgere"),
    ],
)
def test_target_groups_are_counted_and_written_as_in_a_sentence(names: list[str], expected: str) -> None:
    assert bodies.target_groups([tree.TargetGroup(name.lower(), name) for name in names]) == expected


@pytest.mark.parametrize(
    ("partners", "expected"),
    [
        ("Lærdansk", "Samarbejdspartner: Lærdansk"),
        ("Lærdansk og a-kasserne", "Samarbejdspartnere: Lærdansk og a-kasserne"),
        ("Lærdansk, a-kasserne", "Samarbejdspartnere: Lærdansk, a-kasserne"),
    ],
)
def test_partners_are_one_or_several(partners: str, expected: str) -> None:
    assert bodies.facts(tree.Initiative("I", partners=partners)) == expected


def test_nothing_is_said_of_figures_where_a_target_has_no_indicator() -> None:
    rate = tree.Indicator("Ledighed", "ledighed", "percent", "lower")
    goal = tree.Goal(1, "Lavere", targets=(tree.Target("delivered"), tree.Target("below", indicator=rate)))
    results = (tree.Result("cannot_be_assessed", "Nej"), tree.Result("met", "Opfyldt"))
    computed = tree.Computed("met", "Opfyldt", results)
    assessment = tree.Assessment(tree.GoalRef(2019, "", 1), "met", computed=computed)
    assert wording.measured(assessment, goal) == [results[1]]
    assert wording.measured(None, goal) == []


@pytest.mark.parametrize(("last_year", "over"), [(-1, True), (0, False), (1, False)])
def test_plan_is_over_after_its_last_year(last_year: int, over: bool) -> None:
    this_year = timezone.localdate().year
    place = tree.Municipality("Herning Kommune", "Herning", "herning", "657")
    plan = tree.PlanDocument(place, "Plan", this_year - 1, this_year + last_year)
    assert bodies.is_over(plan) is over


@pytest.mark.parametrize(
    ("refs", "expected"),
    [
        ([], ""),
        ([(2019, 1)], "1"),
        ([(2018, 2), (2019, 1), (2019, 3)], "2 (2018), 1 and 3"),
    ],
)
def test_answered_names_the_year_only_where_it_is_another(refs: list[tuple[int, int]], expected: str) -> None:
    goal = tree.Goal(1, "Tekst", answers=tuple(tree.NationalGoalRef(*ref) for ref in refs))
    with translation.override("en"):
        assert bodies.answered(document_of(year=2019), goal) == expected


def test_answering_names_goals_and_whole_themes() -> None:
    refs = (tree.NationalGoalRef(2019, 1),)
    first, second = document_of(themes=2, goals=2).themes
    goals = tuple(replace(goal, answers=refs) for goal in first.goals)
    national = tree.NationalGoal(2019, 1, "Flere i job")
    for themes, numbers, whole in (
        ((first, second), [], []),
        ((first, replace(second, answers=refs)), [], [2]),
        ((replace(first, goals=goals), replace(second, answers=refs)), [1, 2], [2]),
    ):
        found = bodies.answering(replace(document_of(), themes=themes), national)
        assert [goal.number for _theme, goal in found["goals"]] == numbers
        assert [theme.number for theme in found["themes"]] == whole


def test_period_names_both_years_of_a_longer_plan() -> None:
    document = document_of(year=2022)
    with translation.override("da"):
        assert bodies.period(document) == "1. januar – 31. december 2022"
        assert bodies.period(replace(document, last_year=2025)) == "1. januar 2022 – 31. december 2025"


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "1 kB"), (290_412, "290 kB"), (999_999, "1000 kB"), (1_240_000, "1,2 MB")]
)
def test_size_is_in_the_words_of_file_lists(count: int, expected: str) -> None:
    with translation.override("da"):
        assert bodies.size(count) == expected.replace(" ", "\xa0")


def test_verdict_counts_show_what_is_missing() -> None:
    report = report_of(document_of(themes=2, goals=2), "partly")
    assert report.follow_up
    report = replace(
        report, follow_up=replace(report.follow_up, assessments=report.follow_up.assessments[:3])
    )
    counts = [(count.mark, count.number) for count in bodies.verdict_counts(report)]
    assert counts == [("met", 0), ("partly", 3), ("not", 0), ("silent", 1)]
    assert [(count.mark, count.number) for count in bodies.theme_verdicts(report, report.themes[1])] == [
        ("partly", 1),
        ("silent", 1),
    ]


def test_verdict_counts_of_a_plan_are_none() -> None:
    assert bodies.verdict_counts(document_of()) == []
    assert bodies.theme_verdicts(document_of(), document_of().themes[0]) == []


def test_national_goals_are_shown_only_where_a_section_asks_for_them() -> None:
    document = replace(document_of(), national_goals=(tree.NationalGoal(2019, 1, "Flere i job"),))
    inner = tree.Section("Mål", "ministermaal", "national_goals")
    asking = replace(document, sections=(tree.Section("Kapitel", "kapitel", children=(inner,)),))
    assert bodies.shows_national_goals(document) is False
    assert bodies.shows_national_goals(asking) is True
    assert bodies.shows_national_goals(replace(asking, national_goals=())) is False
