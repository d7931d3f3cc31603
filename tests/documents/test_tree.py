from dataclasses import replace
from datetime import date

import pytest

from documents import tree

OLD = tree.Decision("Byrådet", date(2018, 12, 11))


@pytest.mark.parametrize("outcome", ["in_hearing", "heard", "recommended", "noted", "sent_back", "rejected"])
def test_only_an_adopting_decision_makes_a_plan_valid(outcome: tree.Outcome) -> None:
    later = tree.Decision("Udvalget", date(2019, 1, 8), outcome)
    town = tree.Municipality("Herning Kommune", "Herning", "herning", "657")
    plan = tree.PlanDocument(town, "Plan", 2019, 2019, decisions=(OLD, later))
    assert plan.adopted == OLD
    assert replace(plan, decisions=(later,)).adopted is None


GOAL = tree.GoalRef(2020, "unge", 1)


@pytest.mark.parametrize(
    ("human", "computed", "overrides_computed"),
    [
        ("met", "met", False),
        ("partly", "met", True),
        ("met", "not_met", True),
        ("cannot_be_assessed", "met", True),
        ("met", "cannot_be_assessed", False),
        ("met", None, False),
    ],
)
def test_assessment_departs_where_the_figures_say_something_else(
    human: tree.Verdict, computed: tree.Verdict | None, overrides_computed: bool
) -> None:
    said = tree.Computed(computed, "Sætning.") if computed else None
    assert tree.Assessment(GOAL, human, computed=said).overrides_computed is overrides_computed
