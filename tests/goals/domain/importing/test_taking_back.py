from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.domain.figure_history import Change, changes_by, changes_of
from goals.domain.importing.read_file import read
from goals.domain.importing.resolving import Resolver
from goals.domain.importing.storing import store
from goals.domain.importing.taking_back import take_back, taking_of
from goals.enums import AreaKind, Unit
from goals.models import FigureImport, Indicator, Observation
from plans.errors import RefusedError
from tests.factories import (
    AreaFactory,
    FigureImportFactory,
    IndicatorFactory,
    ObservationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ledighed() -> Indicator:
    for name in ("Skive", "Struer"):
        AreaFactory(kind=AreaKind.MUNICIPALITY, name=name)
    return IndicatorFactory(slug="ledighed", name="Ledighed", unit=Unit.PERSONS)


@pytest.fixture
def person() -> User:
    return UserFactory(first_name="Anna", last_name="Berg")


def imported(name: str, *rows: str) -> FigureImport:
    table = read(BytesIO("\n".join(["indikator;område;periode;værdi", *rows]).encode()))
    found: FigureImport = FigureImportFactory.build(file_name=name, person=UserFactory())
    store(table, Resolver(source=name), figure_import=found)
    return found


def values() -> list[tuple[str, int, Decimal, str]]:
    rows = Observation.objects.order_by("area__name", "period_start")
    return [
        (row.area.name, row.period_start.year, row.value, row.source) for row in rows.select_related("area")
    ]


def words(change: Change) -> tuple[Any, ...]:
    file = change.figure_import.file_name if change.figure_import else ""
    return (change.kind, file, change.takes_back, change.differences)


def test_import_taken_back_restores_what_it_changed_and_deletes_what_it_added(person: User) -> None:
    imported("foerst.csv", "Ledighed;Skive;2020;10,0")
    before = values()
    second = imported("anden.csv", "Ledighed;Skive;2020;12", "Ledighed;Struer;2020;7")
    assert (second.added, second.changed) == (1, 1)
    skive, struer = Observation.objects.order_by("area__name").values_list("pk", flat=True)
    take_back(second, person)
    assert values() == before
    second.refresh_from_db()
    assert (second.taken_back_at is not None, second.taken_back_by) == (True, person)
    assert [words(change) for change in changes_of(skive)] == [
        (
            "~",
            "anden.csv",
            True,
            (("Værdi", "12 personer", "10,0 personer"), ("Kilde", "anden.csv", "foerst.csv")),
        ),
        (
            "~",
            "anden.csv",
            False,
            (("Værdi", "10,0 personer", "12 personer"), ("Kilde", "foerst.csv", "anden.csv")),
        ),
        ("+", "foerst.csv", False, (("Værdi", "", "10,0 personer"),)),
    ]
    assert [words(change)[:3] for change in changes_of(struer)] == [
        ("-", "anden.csv", True),
        ("+", "anden.csv", False),
    ]
    assert [change.person for change in changes_of(struer)] == [person, second.person]


def test_import_is_not_taken_back_where_a_figure_was_changed_or_deleted_since(person: User) -> None:
    first = imported(
        "foerst.csv", "Ledighed;Skive;2020;10", "Ledighed;Struer;2020;7", "Ledighed;Skive;2019;3"
    )
    imported("anden.csv", "Ledighed;Skive;2020;12")
    Observation.objects.get(area__name="Struer").delete()
    before = values()
    with pytest.raises(RefusedError):
        take_back(first, person)
    assert values() == before
    obstacles = taking_of(first).obstacles
    assert [text.partition(" den ")[0] for text in obstacles] == [
        "Ledighed, Skive, 2020: ændret til 12 personer",
        "Ledighed, Struer, 2020: slettet",
    ]


def test_imports_are_taken_back_one_after_the_other_from_the_newest(person: User) -> None:
    def figures() -> list[tuple[str, int]]:
        return [(area, int(value)) for area, _year, value, _source in values()]

    first = imported("foerst.csv", "Ledighed;Skive;2020;10")
    second = imported("anden.csv", "Ledighed;Skive;2020;12", "Ledighed;Struer;2020;7")
    third = imported("tredje.csv", "Ledighed;Skive;2020;14", "Ledighed;Struer;2020;8")
    with pytest.raises(RefusedError):
        take_back(second, person)
    take_back(third, person)
    assert (figures(), len(taking_of(first).obstacles)) == ([("Skive", 12), ("Struer", 7)], 1)
    take_back(second, person)
    assert figures() == [("Skive", 10)]
    take_back(first, person)
    assert figures() == []


def test_change_after_a_newer_import_was_taken_back_still_stands_in_the_way(
    ledighed: Indicator, person: User
) -> None:
    first = imported("foerst.csv", "Ledighed;Skive;2020;10")
    take_back(imported("anden.csv", "Ledighed;Skive;2020;12"), person)
    row = Observation.objects.get(indicator=ledighed)
    row.value = Decimal(11)
    row.save()
    assert [text.partition(" den ")[0] for text in taking_of(first).obstacles] == [
        "Ledighed, Skive, 2020: ændret til 11 personer"
    ]


def test_import_is_taken_back_once(person: User) -> None:
    first = imported("foerst.csv", "Ledighed;Skive;2020;10")
    take_back(first, person)
    with pytest.raises(RefusedError, match="allerede taget tilbage"):
        take_back(first, person)


def test_import_that_changes_nothing_leaves_no_trace() -> None:
    imported("foerst.csv", "Ledighed;Skive;2020;10")
    imported("igen.csv", "Ledighed;Skive;2020;10")
    assert [row.file_name for row in FigureImport.objects.all()] == ["foerst.csv"]


@pytest.mark.parametrize("rows", [1, 3])
def test_storing_and_taking_back_make_the_same_queries_for_any_number_of_rows(
    person: User, rows: int
) -> None:
    changed = [f"Ledighed;Skive;{year};10" for year in range(2018, 2018 + rows)]
    imported("foerst.csv", *changed)
    with CaptureQueriesContext(connection) as storing:
        second = imported(
            "anden.csv", *(row + "0" for row in changed), *(row.replace("Skive", "Struer") for row in changed)
        )
    with CaptureQueriesContext(connection) as taking:
        take_back(second, person)
    with CaptureQueriesContext(connection) as telling:
        assert len(changes_by(second, 10)) == 2 * rows
    locked = connection.features.has_select_for_update  # the indicators, and the figures that are taken back
    assert (len(storing), len(taking), len(telling)) == ((12, 11, 2) if locked else (11, 9, 2))


def test_form_s_change_names_all_that_differs(ledighed: Indicator) -> None:
    row = ObservationFactory(indicator=ledighed, value=Decimal("3.7"), source="jobindsats.dk")
    row.value, row.provisional, row.period_end = Decimal(4), True, date(2020, 12, 31)
    row.save()
    assert words(changes_of(row.pk)[0]) == (
        "~",
        "",
        False,
        (
            ("Værdi", "3,7 personer", "4 personer"),
            ("Sidste dag", "31. december 2019", "31. december 2020"),
            ("Foreløbig", "nej", "ja"),
        ),
    )
