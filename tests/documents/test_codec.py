import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from documents.codec import SCHEMA, UPGRADES, UnreadableDocumentError, from_json, to_json
from documents.tree import PlanDocument
from tests.documents.trees import MUNICIPALITY, documents

SMALL = PlanDocument(municipality=MUNICIPALITY, title="Plan", year=2019, last_year=2019)
GOLDEN = Path(__file__).parent / "golden"


@given(documents())
def test_json_round_trip_loses_nothing(document: PlanDocument) -> None:
    assert from_json(to_json(document)) == document


def test_json_of_equal_trees_is_equal() -> None:
    twin = PlanDocument(municipality=MUNICIPALITY, title="Plan", year=2019, last_year=2019)
    assert to_json(twin) == to_json(SMALL)


def holds(now: Any, then: Any) -> bool:
    if isinstance(then, dict):
        return set(then) <= set(now) and all(holds(now[name], value) for name, value in then.items())
    if isinstance(then, list):
        return len(now) == len(then) and all(map(holds, now, then))
    return bool(now == then)


def test_golden_edition_of_the_schema_of_today_is_read_whole() -> None:
    """`golden/` has an edition of every schema, written by the code of its time and never touched again.
    Fields may be added; a shape that differs otherwise is a new schema, with a golden edition of its own."""
    text = (GOLDEN / f"schema-{SCHEMA}.json").read_text(encoding="utf-8")
    assert holds(json.loads(to_json(from_json(text))), json.loads(text))


def test_json_carries_the_schema_number() -> None:
    assert json.loads(to_json(SMALL))["schema"] == SCHEMA


def test_json_keeps_danish_letters_readable() -> None:
    assert '"name": "Prøve Kommune"' in to_json(SMALL)


ADDED_LATER = {"figures", "reason", "computed", "also_continues", "dropped_goals", "dropped_themes"}
ADDED_LATER |= {
    *("status_template", "challenge_template", "answer_text"),
    *("kle_number", "minutes_url", "parties", "hearing_deadline"),
}
"""Fields that editions of the first days do not have. A strategy's `targets` are another, and what
sections, strategies and initiatives continue, why a theme changed, and who sees to a goal, with whom and for whom;
and the status and challenge of themes, goals and strategies;
what a whole theme answers; a decision's minutes, its number in KLE and its hearing."""


def without_additions(value: Any) -> Any:
    if isinstance(value, list):
        return [without_additions(each) for each in value]
    if not isinstance(value, dict):
        return value
    left_out = ADDED_LATER | ({"targets", "predecessor"} if "children" in value else set())
    left_out |= {"predecessor"} if "partners" in value else set()
    left_out |= {"change_reason"} if "ambition" in value else set()
    left_out |= (
        {"status", "challenge"} if "children" in value or "goals" in value or "quality" in value else set()
    )
    left_out |= {"answers"} if "ambition" in value else set()
    left_out |= {"responsible_unit", "partners", "target_groups"} if "quality" in value else set()
    return {key: without_additions(each) for key, each in value.items() if key not in left_out}


@given(documents())
def test_edition_from_before_figures_and_computed_verdicts_is_still_read(document: PlanDocument) -> None:
    data = json.loads(to_json(document))
    old = from_json(json.dumps(without_additions(data)))
    assert without_additions(json.loads(to_json(old))) == without_additions(data)
    assert [t.figures for _, goal in old.all_goals() for t in goal.targets if t.figures] == []


def test_old_schema_is_read_through_its_upgrade(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.codec.SCHEMA", 2)
    monkeypatch.setitem(UPGRADES, 1, lambda plan: {**plan, "title": plan["title"] + " (opgraderet)"})
    old = to_json(SMALL).replace('"schema": 2', '"schema": 1')
    assert from_json(old).title == "Plan (opgraderet)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Filen er ikke JSON"),
        ("{", "Filen er ikke JSON"),
        ("[" * 100_000, "Filen er ikke JSON"),
        ("[]", "Filen er ikke en plan"),
        ('{"schema": "1", "plan": {}}', "Filen er ikke en plan"),
        ('{"schema": 99, "plan": {}}', "Filens skema er 99"),
        ('{"schema": 0, "plan": {}}', "Filens skema er 0"),
        ('{"schema": 1, "plan": {}}', "plan"),
        ('{"schema": 1, "plan": 3}', "Filen er ikke en plan"),
    ],
)
def test_unreadable_text_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=message):
        from_json(text)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"title": 3}, r"\$?plan\.title|plan\.title"),
        ({"year": "2019"}, r"plan\.year"),
        ({"kind": "ukendt"}, r"plan\.kind"),
        ({"unknown": 1}, "unknown"),
        ({"decisions": [{"body": "Byrådet", "date": "i går"}]}, r"plan\.decisions\[0\]\.date"),
    ],
)
def test_wrong_value_names_its_place(change: dict[str, object], place: str) -> None:
    data = json.loads(to_json(SMALL))
    data["plan"] |= change
    with pytest.raises(UnreadableDocumentError, match=place):
        from_json(json.dumps(data))
