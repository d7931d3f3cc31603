"""What the reader of the front page asks for first."""

from dataclasses import replace

from tests.publishing.checks.check_input import PLAN, found, places


def test_a_plan_without_a_short_description_is_asked_for_one() -> None:
    assert places(found("no_summary", replace(PLAN, summary="  "))) == ["plan::summary"]
    assert found("no_summary", PLAN) == []


def test_all_groups_without_a_contact_are_told_of_at_once_and_back_when_they_change() -> None:
    (one,) = found("no_contact", PLAN, groups_without_contact=("Unge",))
    (two,) = found("no_contact", PLAN, groups_without_contact=("Unge", "Sygemeldte"))
    assert "Unge og Sygemeldte" in two.message
    assert one.place == two.place
    assert one.text_hash != two.text_hash
    assert found("no_contact", PLAN) == []
