"""A real document onto the draft of another form of it: what is shown is what is written, and rows go on."""

from pathlib import Path

import pytest

from documents.from_rows import document_of
from documents.tree import PlanDocument
from goals.models import AnnualGoal
from intake.domain.drafting import make_draft, outcome
from intake.formats.reading import read
from intake.models import Placing
from intake.recognise.reading import recognise
from intake.recognised import to_json
from plans.models import Municipality
from tests.factories import PlacingFactory, UserFactory

pytestmark = pytest.mark.django_db

PLANS = Path(__file__).parents[1] / "plans"
NAMES = ("odder-2020", "rebild-2022", "favrskov-2024", "hoeje-taastrup-2019", "holstebro-2019", "lejre-2015")


def placing_of(municipality: Municipality, name: str) -> Placing:
    outline = read((PLANS / name).read_bytes(), name)
    placing: Placing = PlacingFactory(
        municipality=municipality,
        file_name=name,
        outline=to_json(outline),
        recognised=to_json(recognise(outline)),
    )
    return placing


def goals_of(document: PlanDocument) -> dict[str, str]:
    return {goal.text: theme.slug if theme else "" for theme, goal in document.all_goals()}


@pytest.mark.parametrize("name", NAMES)
def test_another_form_of_a_plan_onto_its_draft(municipality: Municipality, name: str) -> None:
    by = UserFactory()
    plan, _warnings = make_draft(placing_of(municipality, f"{name}.md"), by)
    before, rows = document_of(plan), dict(AnnualGoal.objects.values_list("text", "pk"))
    placing = placing_of(municipality, f"{name}.plain.docx")
    found = outcome(placing, placing.read_recognised())
    make_draft(placing, by, seen=found.seen)
    now = document_of(plan)
    assert now == found.document
    kept = goals_of(before).items() & goals_of(now).items()
    again = dict(AnnualGoal.objects.values_list("text", "pk"))
    assert {text: again[text] for text, _theme in kept} == {text: rows[text] for text, _theme in kept}
    assert len(kept) >= len(goals_of(before)) // 2


@pytest.mark.parametrize("name", NAMES)
def test_the_same_file_once_more_changes_nothing(municipality: Municipality, name: str) -> None:
    by = UserFactory()
    plan, _warnings = make_draft(placing_of(municipality, f"{name}.md"), by)
    before = document_of(plan)
    placing = placing_of(municipality, f"{name}.md")
    found = outcome(placing, placing.read_recognised())
    assert not found.changes
    assert found.gone == ()
    make_draft(placing, by, seen=found.seen)
    assert document_of(plan) == before
