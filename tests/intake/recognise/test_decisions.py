"""Who decided, when, with what outcome."""

from datetime import date

import pytest

from intake.recognise.decisions import decisions_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Beskæftigelsesudvalget tiltrådte planen den 20. august 2018.", "recommended"),
        ("Beskæftigelsesudvalget tiltrådte den 20. august 2018, at planen godkendes.", "recommended"),
        ("Byrådet tiltrådte planen den 20. august 2018.", "adopted"),
        ("Beskæftigelsesudvalget godkendte planen den 20. august 2018.", "adopted"),
        ("Beskæftigelsesudvalget indstillede planen den 20. august 2018.", "recommended"),
        ("Byrådet tog planen til efterretning den 20. august 2018.", "noted"),
    ],
)
def test_committee_that_endorses_a_plan_leaves_the_decision_to_the_council(text: str, found: str) -> None:
    [decision] = decisions_in(text, deciding=True).decisions
    assert (decision.date, decision.outcome) == (date(2018, 8, 20), found)


def test_board_that_a_plan_is_sent_on_to_decides_in_what_is_told_of_it() -> None:
    text = (
        "Udvalget for Job anbefalede den 9. november 2021 planen til Kommunalbestyrelsen, "
        "som vedtog den 16. december 2021."
    )
    told = [(one.body, one.outcome) for one in decisions_in(text, deciding=True).decisions]
    assert told == [("Udvalget for Job", "recommended"), ("Kommunalbestyrelsen", "adopted")]


def test_board_that_a_plan_is_sent_to_has_not_decided() -> None:
    [decision] = decisions_in(
        "Arbejdsmarkedsudvalget indstillede planen til Byrådet den 6. november 2017.", deciding=True
    ).decisions
    assert (decision.body, decision.outcome) == ("Arbejdsmarkedsudvalget", "recommended")
