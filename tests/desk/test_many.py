"""Many parts at once: from a list, and from a table that somebody has made."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.from_rows import document_of
from goals.models import AnnualGoal, Target
from intake.domain.listing import parts_in
from plans.enums import PlanState
from plans.models import Municipality, Plan
from tests.factories import AnnualGoalFactory, InitiativeFactory, PlanFactory, ThemeFactory
from themes.models import Initiative

pytestmark = pytest.mark.django_db

LINES = """• Mindst 80 % af de unge er i gang
2) Flere i job
   og det skal vare ved

3.1 Sygemeldte beholder kontakten"""


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    plan: Plan = PlanFactory(municipality=municipality)
    ThemeFactory(plan=plan, number=1, title="Unge", slug="unge")
    return plan


def test_a_mark_within_a_line_stays() -> None:
    (part,) = parts_in("Job - og uddannelse i 1. halvår", "goal", "")
    assert part.title == "Job - og uddannelse i 1. halvår"


def test_each_line_is_a_part_without_its_mark() -> None:
    parts = parts_in(LINES, "goal", "unge")
    assert [(part.title, part.body) for part in parts] == [
        ("Mindst 80 % af de unge er i gang", ""),
        ("Flere i job", "og det skal vare ved"),
        ("Sygemeldte beholder kontakten", ""),
    ]
    assert [len(part.targets) for part in parts] == [1, 0, 0]


def test_lines_become_goals_and_a_target_only_by_a_yes(editor: Client, plan: Plan) -> None:
    theme = plan.themes.get()
    kept = AnnualGoalFactory(theme=theme, number=4, text="Den første")
    address, sent = reverse("desk-many", args=[plan.pk]), {"theme": theme.pk, "kind": "goal", "lines": LINES}
    shown = editor.post(address, sent)
    assert 'name="target" value="0-0"' in shown.content.decode()
    assert AnnualGoal.objects.count() == 1
    editor.post(address, {**sent, "add": "1"})
    assert list(theme.goals.order_by("number").values_list("number", "text")) == [
        (4, kept.text),
        (5, "Mindst 80 % af de unge er i gang"),
        (6, "Flere i job"),
        (7, "Sygemeldte beholder kontakten"),
    ]
    assert not Target.objects.exists()
    editor.post(address, {**sent, "add": "1", "target": "0-0"})
    assert Target.objects.get().goal == theme.goals.get(number=8)
    assert kept.history.count() == 1  # type: ignore[attr-defined]


def test_lines_become_initiatives_after_those_that_are_there(editor: Client, plan: Plan) -> None:
    theme = plan.themes.get()
    InitiativeFactory(theme=theme, title="Mentor", starts=date(2019, 1, 1))
    sent = {"theme": theme.pk, "kind": "initiative", "lines": "- Fritidsjob\n- Brobygning", "add": "1"}
    editor.post(reverse("desk-many", args=[plan.pk]), sent)
    assert list(theme.initiatives.values_list("title", flat=True)) == ["Mentor", "Fritidsjob", "Brobygning"]


def test_a_plan_with_its_approvers_is_not_added_to(editor: Client, plan: Plan) -> None:
    Plan.objects.update(state=PlanState.SUBMITTED)
    sent = {"theme": plan.themes.get().pk, "kind": "goal", "lines": "Flere i job", "add": "1"}
    editor.post(reverse("desk-many", args=[plan.pk]), sent)
    assert not AnnualGoal.objects.exists()


def test_a_table_of_goals_and_initiatives_comes_in_with_a_preview(editor: Client, plan: Plan) -> None:
    table = (
        "Tema;Mål;Indsats;Ansvarlig enhed\nUnge;Flere i job;;\n1;;Mentor til alle;Jobcentret\nÆldre;Flere;;\n"
    )
    address = reverse("desk-goals-file", args=[plan.pk])
    file = SimpleUploadedFile("tabel.csv", table.encode())
    shown = editor.post(address, {"file": file})
    assert "Linje 4: planen har intet tema »Ældre«." in shown.content.decode()
    assert not AnnualGoal.objects.exists()
    editor.post(address, {"changes": shown.context["changes"]})
    assert AnnualGoal.objects.get().text == "Flere i job"
    initiative = Initiative.objects.get()
    assert (initiative.title, initiative.responsible_unit) == ("Mentor til alle", "Jobcentret")
    assert document_of(plan).themes[0].initiatives[0].title == "Mentor til alle"
