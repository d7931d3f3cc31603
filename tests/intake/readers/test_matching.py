"""A report is held against the plan that is there."""

from dataclasses import replace

import pytest

from documents import tree
from intake.readers.matching import for_existing_plan
from intake.readers.parse_result import ParseResult, ReadError
from tests.publishing.edition_factory import document_of, report_of


def test_goals_that_belong_to_no_theme_are_tied_by_their_words() -> None:
    own = (tree.Goal(1, "Flere i job."), tree.Goal(2, "Færre på ydelser."))
    plan = replace(document_of(), themes=(), goals=own)
    read = report_of(replace(plan, goals=(replace(own[1], number=1), replace(own[0], number=2))), "met")
    report = for_existing_plan(ParseResult(read, (), ()), plan).document.follow_up
    assert report is not None
    assert [assessment.goal.number for assessment in report.assessments] == [2, 1]


def test_a_goal_that_the_plan_does_not_have_is_refused_by_name() -> None:
    plan = replace(document_of(), themes=(), goals=(tree.Goal(1, "Flere i job."),))
    read = report_of(replace(plan, goals=(tree.Goal(1, "Noget helt andet."),)))
    with pytest.raises(ReadError, match="Noget helt andet"):
        for_existing_plan(ParseResult(read, (), ()), plan)
