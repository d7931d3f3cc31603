"""The table of a plan's goals, changed in a spreadsheet and read back."""

import csv
from contextlib import suppress
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desk.domain.goals_from_file import read_goals
from documents.from_rows import document_of as document_of_plan
from goals.domain.importing.rows import UnreadableFileError
from goals.models import AnnualGoal
from plans.enums import PlanState
from plans.models import Municipality, Plan
from tests.factories import (
    AnnualGoalFactory,
    IndicatorFactory,
    PlanFactory,
    TargetFactory,
    TargetGroupFactory,
    ThemeFactory,
)
from tests.publishing.edition_factory import publish as publish_edition

pytestmark = pytest.mark.django_db
GONE_BY = "Intet er ændret."


@pytest.fixture
def plan(municipality: Municipality) -> Plan:
    """A goal of the plan, and one of a theme with values for two years and a target group."""
    plan: Plan = PlanFactory(municipality=municipality, year=2026, last_year=2027, goal_label="Mål")
    AnnualGoalFactory(theme=None, plan=plan, number=1, text="=Alle i **job**")
    goal = AnnualGoalFactory(theme=ThemeFactory(plan=plan, number=1), number=1, text="Færre unge")
    goal.target_groups.add(TargetGroupFactory(name="Unge under 30"))
    indicator = IndicatorFactory(unit="persons")
    for year, value in ((2026, "12.5"), (2027, "11")):
        day = date(year, 12, 31)
        TargetFactory(
            goal=goal, indicator=indicator, operator="at_most", value=Decimal(value), unit="persons",
            comparator=None, baseline=None, due=day,
        )  # fmt: skip
    return plan


def page_of(plan: Plan) -> str:
    return reverse("desk-goals-file", args=[plan.pk])


def fetched(client: Client, plan: Plan, kind: str = "csv") -> bytes:
    content: bytes = client.get(reverse("desk-goals-table", args=[plan.pk, kind])).content
    return content


def table_of(client: Client, plan: Plan) -> list[list[str]]:
    text = fetched(client, plan).decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def written(rows: list[list[str]]) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def sent(client: Client, plan: Plan, content: bytes, name: str = "maal.csv") -> Any:
    return client.post(page_of(plan), {"file": SimpleUploadedFile(name, content)})


def told(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def confirmed(client: Client, plan: Plan, preview: Any) -> str:
    return told(client.post(page_of(plan), {"changes": preview.context["changes"]}, follow=True))


def state_of(plan: Plan) -> list[Any]:
    rows = AnnualGoal.objects.order_by("pk")
    texts = rows.values_list("text", "responsible_unit", "partners", "target_groups__name")
    return [*texts, *rows.values_list("targets__value", flat=True)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_table_as_it_was_given_out_changes_nothing(editor: Client, plan: Plan, kind: str) -> None:
    found = sent(editor, plan, fetched(editor, plan, kind), f"maal.{kind}").context["found"]
    assert (found.changes, found.refused, found.unchanged) == ((), (), 2)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_table_that_the_public_fetches_is_read_too(editor: Client, plan: Plan, kind: str) -> None:
    """It has columns that say where each row is from."""
    publish_edition(document_of_plan(plan))
    content = editor.get(f"/{plan.municipality.slug}/{plan.year}/maal.{kind}").content
    found = read_goals(plan, BytesIO(content))
    assert (found.changes, found.refused, found.unchanged) == ((), (), 2)


def changed_table(client: Client, plan: Plan) -> list[list[str]]:
    """Other words, unit, partners, groups and a value."""
    TargetGroupFactory(name="Sygemeldte")
    head, whole, first, second = table_of(client, plan)
    at = {name: head.index(name) for name in head}
    whole[at["Mål"]] = "Alle i job eller uddannelse"
    for line in (first, second):
        line[at["Ansvarlig enhed"]], line[at["Samarbejdspartnere"]] = "Ungeenheden", "FGU"
        line[at["Målgrupper"]] = "sygemeldte, Unge under 30"
    second[at["Værdi"]] = "10,5"
    return [head, whole, first, second]


def test_changes_are_shown_first_and_stored_on_a_click(editor: Client, plan: Plan) -> None:
    before = state_of(plan)
    preview = sent(editor, plan, written(changed_table(editor, plan)))
    html = told(preview)
    assert "5 felter bliver ændret." in html
    assert "Mål 1.1, værdi for 2027" in html
    assert state_of(plan) == before
    assert "2 mål er ændret." in confirmed(editor, plan, preview)
    whole, goal = AnnualGoal.objects.order_by("pk")
    assert whole.text == "Alle i job eller uddannelse"
    assert (goal.text, goal.responsible_unit, goal.partners) == ("Færre unge", "Ungeenheden", "FGU")
    assert {group.name for group in goal.target_groups.all()} == {"Sygemeldte", "Unge under 30"}
    assert list(goal.targets.order_by("due").values_list("value", flat=True)) == [
        Decimal("12.5"),
        Decimal("10.5"),
    ]
    assert sent(editor, plan, fetched(editor, plan)).context["found"].changes == ()


def test_workbook_is_read_as_a_spreadsheet_saves_it(editor: Client, plan: Plan) -> None:
    book = load_workbook(BytesIO(fetched(editor, plan, "xlsx")))
    sheet = book.active
    assert sheet is not None
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Rettet i forvaltningen"
    row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == "1.1")
    row[0].value = 1.1
    row[2].value = "Færre unge på ydelse"
    value = next(column for column, cell in enumerate(sheet[3]) if cell.value == "Værdi")
    row[value].value, row[value].number_format = 1.745, "General"
    content = BytesIO()
    book.save(content)
    preview = sent(editor, plan, content.getvalue(), "maal.xlsx")
    assert [change.after for change in preview.context["found"].changes] == ["Færre unge på ydelse", "1,745"]


def test_themes_are_known_by_their_printed_numbers(plan: Plan) -> None:
    """Where two are printed alike, nobody knows which one is meant."""
    plan.themes.update(label="A.1")
    goal = AnnualGoalFactory(theme=ThemeFactory(plan=plan, number=2, label="B.1"), number=1, text="Syge")
    file = written([["Nr.", "Mål"], ["A.1.1", "Færre"], ["B.1.1", "Raske"]])
    found = read_goals(plan, BytesIO(file))
    assert [(change.name, change.after) for change in found.changes] == [
        ("Mål A.1.1", "Færre"),
        ("Mål B.1.1", "Raske"),
    ]
    plan.themes.filter(pk=goal.theme_id).update(label="A.1")
    again = read_goals(plan, BytesIO(file))
    assert (again.changes, again.refused) == (
        (),
        (
            "Linje 2: Flere af planens mål har nummer A.1.1.",
            "Linje 3: Planen har intet mål med nummer B.1.1.",
        ),
    )


@pytest.mark.parametrize(
    ("column", "cell", "fault"),
    [
        ("Nr.", "9.9", "Linje 4: Planen har intet mål med nummer 9.9."),
        ("Mål", "", "Linje 4, Mål 1.1: Målet mangler tekst."),
        ("Mål", "Noget andet", "Linje 4, Mål 1.1: En anden linje i filen siger noget andet (mål)."),
        ("Målgrupper", "Ukendte", "Linje 4, Mål 1.1: Målgruppen »Ukendte« findes ikke."),
        ("Værdi", "mange", "Linje 4, Mål 1.1: "),
        ("År", "2031", "Linje 4, Mål 1.1 har ikke netop én værdi for 2031."),
    ],
)
def test_cell_that_cannot_be_read_is_told_and_the_rest_is_read(
    editor: Client, plan: Plan, column: str, cell: str, fault: str
) -> None:
    head, whole, first, second = table_of(editor, plan)
    first[head.index("Mål")] = "Færre unge på ydelse"
    second[head.index("Mål")] = "Færre unge på ydelse"
    second[head.index(column)] = cell
    found = sent(editor, plan, written([head, whole, first, second])).context["found"]
    assert [line for line in found.refused if not line.startswith(fault)] == []
    assert len(found.refused) == 1
    assert [change.after for change in found.changes] == ["Færre unge på ydelse"]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("tom.csv", b"", "Den indsendte fil er tom."),
        ("side.csv", b"<html></html>", "Filen er en webside"),
        ("gammel.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "gammelt Excel-regneark"),
        ("billede.csv", b"\x89PNG\x00\x01", "Filen er ikke en tabel"),
        ("bog.xlsx", b"PK\x03\x04nej", "kan ikke læses"),
        (
            "andet.csv",
            b"Navn;Alder\nA;1\n",
            "Filen har ingen linje med overskrifterne »Nr.« og »Mål« og heller ingen med »Tema« og »Mål« eller »Initiativ«.",
        ),
        ("stor.csv", b"a" * (2 * 1024 * 1024 + 1), "Filen er for stor."),
    ],
)
def test_file_that_is_no_table_of_goals_is_refused_with_the_reason(
    editor: Client, plan: Plan, name: str, content: bytes, fault: str
) -> None:
    before = state_of(plan)
    response = sent(editor, plan, content, name)
    assert response.status_code == 200
    assert fault in told(response)
    assert state_of(plan) == before


def test_goal_that_somebody_has_changed_meanwhile_stops_everything(editor: Client, plan: Plan) -> None:
    preview = sent(editor, plan, written(changed_table(editor, plan)))
    AnnualGoal.objects.filter(theme=None).update(text="Nyt af en kollega")
    before = state_of(plan)
    assert "Mål 1 er ændret i mellemtiden." in confirmed(editor, plan, preview)
    assert state_of(plan) == before


def test_only_what_was_shown_for_this_plan_is_stored(editor: Client, plan: Plan) -> None:
    preview = sent(editor, plan, written(changed_table(editor, plan)))
    other = PlanFactory(municipality=plan.municipality, year=2030, last_year=2030)
    before = state_of(plan)
    assert GONE_BY in confirmed(editor, other, preview)
    page = editor.post(page_of(plan), {"changes": preview.context["changes"][:-2] + "xx"}, follow=True)
    assert GONE_BY in told(page)
    assert state_of(plan) == before


def test_plan_that_waits_is_not_changed(editor: Client, plan: Plan) -> None:
    preview = sent(editor, plan, written(changed_table(editor, plan)))
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.SUBMITTED)
    before = state_of(plan)
    assert "Planen er sendt til godkendelse" in told(editor.get(page_of(plan)))
    assert "Planen er sendt til godkendelse" in confirmed(editor, plan, preview)
    assert state_of(plan) == before


@pytest.mark.parametrize("goals", [1, 3])
def test_pages_make_the_same_queries_for_any_number_of_goals(editor: Client, plan: Plan, goals: int) -> None:
    for number in range(2, goals + 2):
        AnnualGoalFactory(theme=None, plan=plan, number=number, text=f"Mål nummer {number}")
    head, *rows = table_of(editor, plan)
    for row in rows:
        row[head.index("Ansvarlig enhed")] = "Jobcentret"
    with CaptureQueriesContext(connection) as shown:
        editor.get(page_of(plan))
    with CaptureQueriesContext(connection) as previewed:
        preview = sent(editor, plan, written([head, *rows]))
    assert len(preview.context["found"].changes) == goals + 2
    assert (len(shown), len(previewed)) == (4, 9)


CELLS = st.sampled_from(
    ["Nr.", "Mål", "1", "1.1", "År", "Værdi", "2026", "", "x;y", "'=1", "Målgrupper", "-5", "²"]
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)
def test_any_table_is_read_or_refused(plan: Plan, rows: list[list[str]]) -> None:
    with suppress(UnreadableFileError):
        found = read_goals(plan, BytesIO(written(rows)))
        assert {change.goal for change in found.changes} <= set(
            AnnualGoal.objects.values_list("pk", flat=True)
        )


def test_the_plans_own_word_for_a_theme_counts_before_others(editor: Client, plan: Plan) -> None:
    """Its level above the themes may be called what others call a theme."""
    plan.theme_label, plan.theme_group_label = "Fokusområde", "Tema"
    plan.save()
    title = plan.themes.get().title
    rows = [["Tema", "Fokusområde", plan.goal_label], ["Et spor", title, "Et nyt mål."]]
    preview = sent(editor, plan, written(rows))
    confirmed(editor, plan, preview)
    assert plan.themes.get().goals.filter(text="Et nyt mål.").exists()
