from decimal import Decimal

import pytest

from documents import tree
from documents.wording import short_verdict, verdict_label
from tests.documents.charts.figures import COURSES, OWN, REGION, SHARE, figure, target

SHARE_GOAL = tree.Goal(1, "Færre unge", targets=(target(indicator=SHARE, comparator=REGION),))
COURSE_GOAL = tree.Goal(2, "Flere forløb", targets=(target(indicator=COURSES, operator="no_decrease"),))


def result(
    verdict: tree.Verdict, own: str | None, other: str | None, limit: str | None = None
) -> tree.Result:
    return tree.Result(
        verdict,
        "Sætningen.",
        figure(OWN, "2020", own) if own else None,
        figure(REGION, "2020", other) if other else None,
        Decimal(limit) if limit else None,
    )


def short(goal: tree.Goal, *results: tree.Result) -> str:
    """Without the verdict's own words, which depend on the language."""
    text = short_verdict(tree.Computed("not_met", "Sætningen.", results), goal)
    return text.removeprefix(verdict_label("not_met").lower()).strip()


def numbers(text: str) -> list[str]:
    return [word for word in text.strip("()").replace("%", " ").split() if word[0].isdigit()]


def test_both_numbers_are_told() -> None:
    assert numbers(short(COURSE_GOAL, result("not_met", "406", "408"))) == ["406", "408"]


def test_per_cent_is_told_with_its_sign_and_a_comma() -> None:
    text = short(SHARE_GOAL, result("met", "10.0", "10.4"))
    assert numbers(text) == ["10,0", "10,4"]
    assert text.count("%") == 2


def test_limit_stands_where_there_is_no_other_figure() -> None:
    assert numbers(short(COURSE_GOAL, result("not_met", "406", None, "450"))) == ["406", "450"]
    assert short(COURSE_GOAL, result("met", "17", None)) == "(17)"


@pytest.mark.parametrize("own", [None, "406"])
def test_what_cannot_be_judged_has_no_numbers(own: str | None) -> None:
    assert short(COURSE_GOAL, result("cannot_be_assessed", own, None)) == ""


def test_each_target_has_its_numbers() -> None:
    both = tree.Goal(1, "To ting", targets=(*SHARE_GOAL.targets, *COURSE_GOAL.targets))
    text = short(both, result("met", "10.0", "10.4"), result("not_met", "406", "408"))
    assert numbers(text.replace(";", " ")) == ["10,0", "10,4", "406", "408"]
