"""Values by year: which targets are one, how they are shown, what came of each year, and what of them changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from documents import tree
from documents.charts.development import Development
from documents.charts.of_targets import charts_of
from documents.lineage import measure_change_between
from documents.measured import computed
from documents.same_goals import reported_beside
from documents.wording import measure_texts, measured, name_of, short_verdict
from documents.year_tables import Came, YearTable, measures, year_rows
from goals.domain.by_year import by_year
from goals.domain.measuring import Place
from goals.domain.verdict import outcome
from tests.documents.charts.figures import OWN, REGION, figures
from tests.documents.test_outcome_bodies import read
from tests.documents.trees import computed_of, question
from tests.publishing.edition_factory import document_of

INDICATOR = tree.Indicator("Andel unge", "andel-unge", "percent", "lower")
FIGURES = figures(OWN, y2017="11.0", y2018="10.6", y2019="9.9", y2020="9.8")
PLAN = replace(document_of(year=2019), last_year=2022)


def step(year: int, value: str, **more: object) -> tree.Target:
    target = tree.Target(
        "at_most", INDICATOR, Decimal(value), "percent", due=date(year, 12, 31), figures=FIGURES
    )
    return replace(target, **more)  # type: ignore[arg-type]


STEPS = (step(2019, "10"), step(2020, "9.5"), step(2021, "9"), step(2022, "8"))


@pytest.fixture(autouse=True)
def _danish() -> object:
    with translation.override("da"):
        yield


@pytest.mark.parametrize(
    ("changed", "groups"),
    [
        ({}, [4]),
        ({"value": Decimal(1)}, [4]),
        ({"operator": "below"}, [1, 3]),
        ({"baseline": Decimal(12)}, [1, 3]),
        ({"comparator": REGION}, [1, 3]),
        ({"due": date(2019, 6, 30)}, [1, 3]),
        ({"due": None}, [1, 3]),
        ({"each_year": True}, [1, 3]),
        ({"due": date(2020, 12, 31)}, [1, 1, 1, 1]),
    ],
)
def test_targets_that_differ_in_value_and_year_alone_are_one(
    changed: dict[str, object], groups: list[int]
) -> None:
    targets = (replace(STEPS[0], **changed), *STEPS[1:])  # type: ignore[arg-type]
    assert [len(group) for group in by_year(targets, name_of)] == groups


def test_order_of_typing_is_no_order_of_years() -> None:
    [table] = measures(STEPS[::-1])
    assert table == YearTable(
        "Andel unge", "Højst", ("2019", "2020", "2021", "2022"), ("10\xa0%", "9,5\xa0%", "9\xa0%", "8\xa0%")
    )


def test_what_is_typed_beside_them_is_a_sentence_still() -> None:
    other = step(2022, "5", due=date(2022, 6, 30))
    found = measures([*STEPS, other])
    assert found[1] == "Andel unge: højst 5\xa0%, senest 30. juni 2022"
    assert measure_texts([*STEPS, other])[0] == (
        "Andel unge: højst 10\xa0% i 2019, højst 9,5\xa0% i 2020, højst 9\xa0% i 2021, højst 8\xa0% i 2022"
    )


def test_year_whose_day_has_come_counts_and_later_ones_say_nothing_yet() -> None:
    """A follow-up of March 2021, on a plan of 2019 to 2022."""
    goal = tree.Goal(1, "Færre unge", targets=STEPS)
    here = Place("municipality", "Herning")
    found = outcome([replace(question(each, PLAN, 1), own=here) for each in STEPS], date(2021, 3, 1))
    assert found is not None
    said = "Ikke opfyldt: 9,8\xa0% i Herning (2020). Målet var højst 9,5\xa0%."
    assert (found.verdict, found.sentence) == ("not_met", said)
    results = computed(found).results
    [table] = measures(STEPS, results)
    assert isinstance(table, YearTable)
    assert table.came == (
        Came("9,9\xa0%", "met", "Opfyldt"),
        Came("9,8\xa0%", "not", "Ikke opfyldt"),
        Came("", "silent", "Endnu ikke"),
        Came("", "silent", "Endnu ikke"),
    )
    assert [(row.year, row.came, row.verdict) for row in year_rows(STEPS, results)] == [
        (2019, Decimal("9.9"), "Opfyldt"),
        (2020, Decimal("9.8"), "Ikke opfyldt"),
        (2021, None, "Endnu ikke"),
        (2022, None, "Endnu ikke"),
    ]
    ref = PLAN.goal_ref(None, goal)
    judged = tree.Assessment(ref, "not_met", computed=computed(found))
    assert [result.sentence for result in measured(judged, goal)] == [said]
    assert short_verdict(computed(found), goal) == "ikke opfyldt (9,8\xa0% mod 9,5\xa0%)"


@pytest.mark.parametrize("language", ["da", "en"])
def test_edition_from_before_values_by_year_tells_of_each_that_was_counted(language: str) -> None:
    """It had 2019 and 2020 as two requirements, and said so."""
    here = Place("municipality", "Herning")
    goal = tree.Goal(1, "Færre unge", targets=STEPS[:2])
    asked = [replace(question(each, PLAN), own=here) for each in goal.targets]
    found = outcome(asked, date(2021, 3, 1))
    assert found is not None
    stored = computed(found)
    assert stored.sentence == "Delvist opfyldt: 1 af 2 krav er opfyldt."
    judged = tree.Assessment(PLAN.goal_ref(None, goal), "partly", computed=stored)
    with translation.override(language):
        assert [result.verdict for result in measured(judged, goal)] == ["met", "not_met"]
        assert short_verdict(stored, goal).count(";") == 1


def test_table_has_a_caption_and_heads_of_rows_and_columns() -> None:
    goal = tree.Goal(1, "Færre unge", targets=STEPS)
    report = replace(PLAN, goals=(goal,))
    judged = tree.Assessment(report.goal_ref(None, goal), "met", computed=computed_of(goal, report))
    report = replace(report, follow_up=tree.FollowUp("Status", "final", assessments=(judged,)))
    page = read(render_to_string("document/measures.html", {"part": goal, "theme": None, "report": report}))
    assert page.text("caption") == ["Andel unge"]
    assert [head.get("scope") for head in page.all("th")] == ["col"] * 5 + ["row"] * 2
    assert page.text("th")[-2:] == ["Højst", "Resultat"]


def test_picture_draws_a_step_for_each_year_with_one_name() -> None:
    [chart] = charts_of(replace(PLAN, figures_until=date(2020, 12, 31)), STEPS)
    assert isinstance(chart, Development)
    assert len(chart.limits) == 4
    names = [" ".join(text.text for text in line.texts) for line in chart.key.lines]
    assert names[1:] == ["Mål: højst 10\xa0% (2019), 9,5\xa0% (2020), 9\xa0% (2021), 8\xa0% (2022)"]


def test_comparison_tells_which_year_s_value_changed() -> None:
    after = (*STEPS[:2], replace(STEPS[2], value=Decimal("8.5")), STEPS[3])
    change = measure_change_between(STEPS, after)
    assert change is not None
    assert [(a, b) for a, b in zip(change.before, change.after, strict=True) if a != b] == [
        ("Andel unge, 2021: højst 9\xa0%", "Andel unge, 2021: højst 8,5\xa0%")
    ]


def test_spreadsheet_has_one_row_a_year_and_one_for_the_rest() -> None:
    assert [(row.year, row.value) for row in year_rows(STEPS)] == [
        (2019, Decimal(10)),
        (2020, Decimal("9.5")),
        (2021, Decimal(9)),
        (2022, Decimal(8)),
    ]
    assert [row.year for row in year_rows([*STEPS, tree.Target("delivered")])] == [
        2019,
        2020,
        2021,
        2022,
        None,
    ]
    assert len(year_rows([])) == 1


def test_unit_of_the_municipality_s_own_is_called_so_everywhere() -> None:
    own = replace(INDICATOR, unit="other", unit_one="borger pr. rådgiver", unit_many="borgere pr. rådgiver")
    target = tree.Target("below", own, Decimal(30), "other", baseline=Decimal(1))
    assert measure_texts([target]) == (
        "Andel unge: færre end 30 borgere pr. rådgiver (udgangspunkt: 1 borger pr. rådgiver)",
    )


def test_day_and_baseline_of_the_years_are_said_and_their_change_is_told() -> None:
    """The table's caption has them; a sentence that had not would tell of no change between two plans."""
    before = [
        replace(each, due=date(each.due.year, 6, 30), baseline=Decimal(12)) for each in STEPS if each.due
    ]
    [text] = measure_texts(before)
    assert "10\xa0% i 2019" in text
    assert "(udgangspunkt: 12\xa0%)" in text
    assert "30. juni" in text
    for other in ([replace(each, baseline=Decimal(14)) for each in before], list(STEPS)):
        assert measure_texts(other) != [text]


def test_results_of_targets_that_were_changed_since_stand_beside_none_of_the_new_ones() -> None:
    def with_targets(*targets: tree.Target) -> tree.PlanDocument:
        goal = replace(PLAN.themes[0].goals[0], targets=targets)
        return replace(PLAN, themes=(replace(PLAN.themes[0], goals=(goal,)),))

    result = tree.Result("met", "9,8 %: højst 10 %")
    judged = with_targets(*STEPS[:2])
    ref = judged.goal_ref(judged.themes[0], judged.themes[0].goals[0])
    said = tree.Assessment(ref, "met", "Godt.", computed=tree.Computed("met", "Ja", (result, result)))
    report = replace(judged, follow_up=tree.FollowUp("Opfølgning", assessments=(said,)))
    for now, results in ((judged, (result, result)), (with_targets(step(2019, "9"), step(2020, "8")), ())):
        found = reported_beside(now, report).follow_up
        assert found
        assert found.assessments[0].computed == tree.Computed("met", "Ja", results)
