"""The history of a figure, and an import with the page that takes it back."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.domain.importing.read_file import read
from goals.domain.importing.resolving import Resolver
from goals.domain.importing.storing import store
from goals.enums import AreaKind, Unit
from goals.models import FigureImport, Indicator, Observation
from plans.enums import Role
from plans.models import Municipality
from tests.desk.forms import send
from tests.factories import (
    AreaFactory,
    FigureImportFactory,
    IndicatorFactory,
    MembershipFactory,
    ObservationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(municipality: Municipality) -> Indicator:
    AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive")
    return IndicatorFactory(owner=municipality, slug="besoeg", name="Besøg", unit=Unit.PERSONS)


def imported(indicator: Indicator, *values: str) -> FigureImport:
    rows = [f"besoeg;Skive;{2018 + year};{value}" for year, value in enumerate(values)]
    table = read(BytesIO("\n".join(["indikator;område;periode;værdi", *rows]).encode()))
    person = UserFactory(first_name="Bo", last_name="Dam")
    found: FigureImport = FigureImportFactory.build(owner=indicator.owner, person=person)
    store(table, Resolver(source="Os selv", owner=indicator.owner_id), figure_import=found)
    return found


def address(page: str, row: Any) -> str:
    return reverse(f"admin:goals_{row._meta.model_name}_{page}", args=[row.pk])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_history_of_a_figure_tells_who_changed_it_from_what_to_what_and_how(
    editor: Client, indicator: Indicator
) -> None:
    imported(indicator, "10")
    figure = Observation.objects.get()
    send(editor, address("change", figure), value="12,5", decimals="1")
    response = editor.get(address("history", figure))
    [newest, oldest] = response.context["changes"]
    assert newest.person.pk == int(editor.session["_auth_user_id"])
    assert newest.differences == (("Værdi", "10 personer", "12,5 personer"),)
    assert (oldest.person.get_full_name(), oldest.figure_import.file_name) == ("Bo Dam", "tal.csv")
    shown = text(response)
    assert "ændret <br>Værdi: 10 personer → 12,5 personer </td> <td> formular </td>" in shown
    assert "fil <a href=" in shown


def test_value_with_more_decimals_than_are_published_is_refused(editor: Client, indicator: Indicator) -> None:
    imported(indicator, "10")
    response = send(editor, address("change", Observation.objects.get()), value="12,5")
    assert response.context["adminform"].form.errors == {
        "decimals": ["Værdien har flere decimaler: Den ville blive vist som 13."]
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_history_of_an_indicator_tells_of_its_figures_those_deleted_too(
    editor: Client, indicator: Indicator, rows: int
) -> None:
    imported(indicator, *(["10"] * rows))
    Observation.objects.first().delete()  # type: ignore[union-attr]
    where = address("history", indicator)
    editor.get(where)
    with CaptureQueriesContext(connection) as queries:
        response = editor.get(where)
    assert [change.kind for change in response.context["figure_changes"]] == ["-", *(["+"] * rows)]
    assert "slettet <br>Værdi: 10 personer" in text(response)
    assert len(queries) == 9


@pytest.mark.parametrize("changes", [1, 3])
def test_history_makes_the_same_queries_for_any_number_of_changes(
    superuser: Client, indicator: Indicator, changes: int
) -> None:
    for value in range(changes):
        imported(indicator, str(10 + value))
    where = address("history", Observation.objects.get())
    superuser.get(where)
    with CaptureQueriesContext(connection) as queries:
        response = superuser.get(where)
    assert (len(response.context["changes"]), len(queries)) == (changes, 8)


def test_file_of_the_country_s_import_is_named_to_members_and_leads_nowhere(editor: Client) -> None:
    figure = ObservationFactory()
    history = figure.history.get()
    history.figure_import = FigureImportFactory(file_name="landets.csv")
    history.save()
    shown = text(editor.get(address("history", figure)))
    assert "landets.csv" in shown
    assert "figureimport" not in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_an_import_lists_what_it_did(editor: Client, indicator: Indicator, rows: int) -> None:
    imported(indicator, "10")
    row = imported(indicator, *(["12"] * rows))
    where = address("change", row)
    editor.get(where)
    with CaptureQueriesContext(connection) as queries:
        response = editor.get(where)
    assert [change.kind for change in response.context["changes"]] == ["+", "+", "~"][-rows:]
    assert "Besøg, Skive, 2018" in text(response)
    assert len(queries) == 8


def test_import_is_taken_back_after_a_question(editor: Client, indicator: Indicator) -> None:
    row = imported(indicator, "10", "11")
    where = address("take_back", row)
    assert "2 tal slettes" in text(editor.get(where))
    assert list(editor.post(where, {"sure": ""}).context["form"].errors) == ["sure"]
    response = editor.post(where, {"sure": "on"})
    assert (response.status_code, response["Location"]) == (302, address("change", row))
    assert not Observation.objects.exists()
    assert "Importen er allerede taget tilbage." in text(editor.get(where))
    assert 'tag-tilbage/"' not in text(editor.get(address("change", row)))


def test_import_with_figures_changed_since_is_refused_figure_by_figure(
    editor: Client, indicator: Indicator
) -> None:
    row = imported(indicator, "10", "11")
    send(editor, address("change", Observation.objects.first()), value="12")
    where = address("take_back", row)
    response = editor.get(where)
    [obstacle] = response.context["obstacles"]
    assert obstacle.startswith("Besøg, Skive, 2018: ændret til 12 personer den ")
    assert 'name="sure"' not in text(response)
    response = editor.post(where, {"sure": "on"})
    told = [str(message) for message in get_messages(response.wsgi_request)]
    assert told == ["Nogle af importens tal er ændret siden: Intet er taget tilbage."]
    assert Observation.objects.count() == 2


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.MANAGER])
def test_country_s_import_is_not_for_members(municipality: Municipality, role: Role) -> None:
    client = Client()
    client.force_login(MembershipFactory(municipality=municipality, role=role).person)
    row = FigureImportFactory(owner=None)
    assert client.get(address("change", row)).status_code == 404
    assert client.post(address("take_back", row), {"sure": "on"}).status_code == 404
