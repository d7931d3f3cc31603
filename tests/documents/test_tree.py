import pytest

from documents import tree

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
