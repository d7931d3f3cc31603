"""How a follow-up went, in short."""

from dataclasses import replace

from documents import tree
from publishing.domain.addresses import Addresses
from publishing.models import Edition
from tests.documents.charts.figures import REGION, target
from tests.publishing.edition_factory import document_of, report_of
from website.domain.results import summary_of_plan, summary_of_report


def report() -> tree.PlanDocument:
    """One goal held against the region, one with a number of the plan's own and one without figures; the last is
    passed over."""
    document = document_of(themes=1, goals=3)
    theme = document.themes[0]
    first, second, third = theme.goals
    own = replace(target(), comparator=None, operator="at_least", value=None)
    goals = (replace(first, targets=(target(comparator=REGION),)), replace(second, targets=(own,)), third)
    found = report_of(replace(document, themes=(replace(theme, goals=goals),)))
    assert found.follow_up
    met, missed, _passed_over = found.follow_up.assessments
    assessments = (met, replace(missed, verdict="not_met"))
    return replace(found, follow_up=replace(found.follow_up, assessments=tuple(assessments)))


def test_summary_names_each_goal_once_the_missed_first_and_what_they_were_held_against() -> None:
    summary = summary_of_report(report())
    assert (summary.met, summary.total, summary.is_interim, summary.judged_without) == (1, 3, False, True)
    assert [(each.mark, [goal.title for goal in each.goals]) for each in summary.results] == [
        ("not", ["1.2"]),
        ("silent", ["1.3"]),
        ("met", ["1.1"]),
    ]
    assert summary.results[0].goals[0].url == "#tema-1-maal-2"
    assert summary.measured_by == "Region Midtjylland og planens egne tal"


def test_summary_on_a_plan_leads_into_it() -> None:
    edition = Edition(municipality_slug="herning", year=2019)
    found = report()
    summary = summary_of_plan(found, found, Addresses(edition))
    assert summary.results[0].url == "/herning/2019/maal/resultat/ikke-opfyldt/"
    assert summary.results[0].goals[0].url == "/herning/2019/tema/tema-1/maal/2/"
