from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from django.utils import translation
from hypothesis import example, given

from documents import tree
from publishing.checks import CHECKS, CheckInput, Severity
from publishing.checks.texts import texts
from tests.documents.printing.plans import HARD, HARD_REPORT
from tests.documents.trees import documents
from tests.publishing.checks.check_input import PLAN, TODAY
from tests.real_plans import NAMES, filed

STOPS = {"empty_text", "alternative_text", "heading_order", "internal_link", "cpr_number", "file_scan"} | {
    "lost_cells",
    "lost_pictures",
    "undrawn_letters",
}


def test_stops_and_warnings_are_those_that_were_decided() -> None:
    assert {check.id for check in CHECKS if check.severity is Severity.STOP} == STOPS
    assert [check.id for check in CHECKS if check.severity is Severity.WARNING] == [
        "loose_rows",
        "open_marks",
        "theme_without_goals",
        "theme_group_without_themes",
        "theme_number_as_printed",
        "goal_without_measure",
        "values_for_other_years",
        "national_goal_unanswered",
        "verdict_without_words",
        "past_goal_open",
        "past_theme_open",
        "no_summary",
        "no_contact",
        "ended_choice",
        "key_figures_empty",
        "figures_without_origin",
        "outside_period",
        "wrong_year",
        "missing_file",
        "long_title",
        "hard_to_read",
        "worded_twice",
        "unreviewed",
        "open_remark",
    ]


def test_plan_without_faults_gives_no_findings() -> None:
    assert [finding for check in CHECKS for finding in check.find(CheckInput(PLAN, TODAY))] == []


@given(documents())
def test_no_document_breaks_a_check_and_each_place_is_found_once_by_each(document: tree.PlanDocument) -> None:
    check_input = CheckInput(document, TODAY)
    for check in CHECKS:
        places = [finding.place.id for finding in check.find(check_input)]
        assert sorted(set(places)) == sorted(places)
        assert all(len(place) <= 500 for place in places)  # what the column of a waiver holds


NOT_WRITTEN_THERE: dict[type, set[str]] = {
    tree.PlanDocument: {
        "kind",
        "theme_label",
        "theme_label_plural",
        "theme_group_label",
        "theme_group_label_plural",
        "goal_label",
        "predecessor_series",
        "above_series",
    },
    tree.Section: {"slug", "kind", "label"},
    tree.KeyFigures: {"frequency"},
    tree.Attachment: {"path", "sha256"},
    tree.Decision: {"outcome", "kle_number"},
    tree.Theme: {"slug", "group", "label"},
    tree.ThemeGroup: {"slug", "label"},
    tree.Goal: {"scope", "quality"},
    tree.CarriedOutGoal: {"text"},
    tree.DroppedGoal: {"text"},
    tree.DroppedTheme: {"title"},
    tree.FollowUp: {"kind"},
    tree.Assessment: {"verdict"},
}
"""Choices, addresses, single words, and the words of other plans."""
SHARED = (
    *(tree.Municipality, tree.Series, tree.NationalGoal, tree.TargetGroup, tree.Target, tree.Computed),
    *(tree.Indicator, tree.Area, tree.Figure),
)
REFS = (tree.GoalRef, tree.ThemeRef, tree.PartRef, tree.SectionRef, tree.NationalGoalRef, tree.ThemeGroupRef)


def words_in(part: object) -> Iterator[str]:
    """What somebody has written in the plan, wherever in the tree."""
    if isinstance(part, tuple):
        for each in part:
            yield from words_in(each)
    elif is_dataclass(part) and not isinstance(part, (type, *SHARED, *REFS)):
        for field in fields(part):
            value = getattr(part, field.name)
            if not isinstance(value, str):
                yield from words_in(value)
            elif value.strip() and field.name not in NOT_WRITTEN_THERE.get(type(part), set()):
                yield value


@given(documents())
@example(HARD)
@example(HARD_REPORT)
def test_everything_that_is_written_is_looked_at(document: tree.PlanDocument) -> None:
    """A text that is new in the tree is looked at too, or is said above not to be one."""
    assert set(words_in(document)) - {text.value for text in texts(document)} == set()


def test_text_hash_changes_with_the_text() -> None:
    check = next(check for check in CHECKS if check.id == "long_title")
    titles = ["Meget lang " * 12, "Meget lang " * 13]
    hashes = [
        finding.text_hash
        for title in titles
        for finding in check.find(CheckInput(replace(PLAN, title=title), TODAY))
    ]
    assert len(set(hashes)) == 2


@pytest.mark.parametrize("name", NAMES)
def test_real_plan_has_nothing_that_stops_it(name: str) -> None:
    check_input = CheckInput(filed(name), TODAY)
    stops = [check for check in CHECKS if check.severity is Severity.STOP]
    assert [finding for check in stops for finding in check.find(check_input)] == []


def test_real_plan_of_hedensted_was_copied_from_the_year_before_in_two_places() -> None:
    """Nobody saw it in the Word file: "I 2016 bliver …" and "vil også i 2015 – 2016" in a plan for 2017."""
    check = next(check for check in CHECKS if check.id == "wrong_year")
    found = [finding.message for finding in check.find(CheckInput(filed("hedensted-2017"), TODAY))]
    assert len(found) == 2
    assert "i jobcentret i 2016 bliver at sikre" in found[0]
    assert "vil også i 2015 – 2016 forsøge" in found[1]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_real_plan_has_a_place_of_its_own(name: str) -> None:
    places = [text.place.id for text in texts(filed(name))]
    assert sorted(set(places)) == sorted(places)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_check_says_what_it_looks_for(check: object) -> None:
    with translation.override("en"):
        assert str(check.title) != ""  # type: ignore[attr-defined]
