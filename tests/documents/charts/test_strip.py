from dataclasses import replace

from documents import tree
from documents.charts.strip import strip, word
from tests.publishing.edition_factory import document_of, report_of


def test_strip_has_a_mark_for_each_goal_in_printed_order() -> None:
    document = replace(document_of(themes=1, goals=3), goals=(tree.Goal(1, "Planens eget."),))
    verdicts: list[tree.Verdict] = ["met", "partly", "not_met", "cannot_be_assessed"]
    report = report_of(document)
    assert report.follow_up
    judged = tuple(
        replace(each, verdict=verdict)
        for each, verdict in zip(report.follow_up.assessments, verdicts, strict=True)
    )
    drawn = strip(replace(report, follow_up=replace(report.follow_up, assessments=judged)))
    assert drawn is not None
    assert [mark.verdict for mark in drawn.marks] == verdicts
    assert [row.name for row in drawn.table.rows] == ["1", "1.1", "1.2", "1.3"]
    assert (drawn.width, drawn.height) == ("88", 22)


def test_goal_that_nobody_reported_on_has_an_open_mark_and_the_words_for_it() -> None:
    report = report_of(document_of(themes=1, goals=2))
    assert report.follow_up
    silent = replace(
        report, follow_up=replace(report.follow_up, assessments=report.follow_up.assessments[:1])
    )
    drawn = strip(silent)
    assert drawn is not None
    assert [mark.verdict for mark in drawn.marks] == ["met", None]
    assert drawn.table.rows[1].cells == (word(None),)
    assert word(None) not in {word("met"), word("not_met"), word("cannot_be_assessed")}


def test_many_goals_stand_on_several_lines_that_fit_a_phone() -> None:
    drawn = strip(report_of(document_of(themes=2, goals=8)))
    assert drawn is not None
    assert (drawn.width, drawn.height) == ("264", 44)
    assert len({(mark.x, mark.y) for mark in drawn.marks}) == 16


def test_plan_without_goals_or_report_has_no_strip() -> None:
    assert strip(report_of(document_of(themes=0))) is None
    assert strip(document_of()) is None
