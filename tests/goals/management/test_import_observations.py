from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook
from pytest_django import Settings

from goals.enums import AreaKind, Unit
from goals.models import Indicator, Observation
from tests.factories import AreaFactory, IndicatorFactory
from tests.goals.statistics_server import VERSION_3, Answer, Server, as_json, server

__all__ = ["server"]

pytestmark = pytest.mark.django_db

TABLE = "område;periode;værdi;note\nSkive;2020;10,0;\nStruer;2020;9,5;\nUkendtby;2020;9;\n"


@pytest.fixture(autouse=True)
def ledighed() -> Indicator:
    AreaFactory(kind=AreaKind.MUNICIPALITY, name="Skive")
    AreaFactory(kind=AreaKind.MUNICIPALITY, name="Struer")
    return IndicatorFactory(slug="ledighed", name="Ledighed", unit=Unit.PERSONS)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tal.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def imported(*arguments: Any, **options: Any) -> list[str]:
    output = StringIO()
    call_command("import_observations", *arguments, stdout=output, **options)
    return output.getvalue().splitlines()


def values() -> list[Decimal]:
    return list(Observation.objects.order_by("area__name").values_list("value", flat=True))


def test_report_tells_in_danish_what_became_of_every_row(file: Path) -> None:
    assert imported(file, indicator="ledighed") == [
        "Kolonner, der ikke bruges: note.",
        "Afvist:",
        "  række 4: området »Ukendtby« findes ikke i portalen",
        "3 rækker: 2 nye, 0 ændret, 0 uændret, 1 afvist.",
    ]
    assert values() == [Decimal("10.0"), Decimal("9.5")]
    assert set(Observation.objects.values_list("source", flat=True)) == {"tal.csv"}


def test_changed_figures_are_told_with_old_and_new(file: Path) -> None:
    imported(file, indicator="Ledighed", source="jobindsats.dk")
    file.write_text(TABLE.replace("10,0", "10,4").replace("Ukendtby;2020;9;\n", ""), encoding="utf-8")
    assert imported(file, indicator="ledighed")[1:] == [
        "Ændret:",
        "  række 2: Ledighed, Skive, 2020: 10,0 → 10,4",
        "2 rækker: 0 nye, 1 ændret, 1 uændret, 0 afvist.",
    ]


def test_dry_run_says_so_and_stores_nothing(file: Path) -> None:
    assert imported(file, indicator="ledighed", dry_run=True)[-1] == "Prøve: Der er ikke gemt noget."
    assert values() == []


def test_verbosity_0_says_nothing(file: Path) -> None:
    assert imported(file, indicator="ledighed", verbosity=0) == []
    assert len(values()) == 2


def test_progress_is_told_every_ten_thousand_rows(tmp_path: Path) -> None:
    path = tmp_path / "mange.csv"
    path.write_text("område;periode;værdi\n" + "Ukendtby;2020;1\n" * 20_001, encoding="utf-8")
    told = imported(path, indicator="ledighed")
    assert told[:3] == ["10000 rækker læst …", "20000 rækker læst …", "Afvist:"]
    assert told[-1] == "20001 rækker: 0 nye, 0 ændret, 0 uændret, 20001 afvist."


def test_unknown_indicator_stops_before_anything_is_read(file: Path) -> None:
    with pytest.raises(
        CommandError, match=r"^tal\.csv: indikatoren »ukendt« findes ikke i portalen\. Der er"
    ):
        imported(file, indicator="ukendt")
    assert values() == []


def test_rows_without_an_indicator_are_refused_one_by_one(file: Path) -> None:
    assert imported(file)[-1] == "3 rækker: 0 nye, 0 ændret, 0 uændret, 3 afvist."


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04", b"{", b"bare tekst\n"])
def test_file_that_is_no_table_is_an_error(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"^tal\.csv: .+ Der er ikke ændret noget\.$"):
        imported(file, indicator="ledighed")


def test_missing_file_and_folder_are_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "findes-ikke.csv", tmp_path):
        with pytest.raises(CommandError, match=r"kan ikke læses: "):
            imported(path, indicator="ledighed")


def test_measure_chooses_the_column(file: Path) -> None:
    file.write_text('{"columns": ["Kommune", "Periode", "A", "B"], "rows": [["Skive", "2020", 1, 2]]}')
    imported(file, indicator="ledighed", measure="B")
    assert values() == [Decimal(2)]


def test_jobindsats_is_fetched_and_imported(server: Server) -> None:
    server.answers = [as_json(VERSION_3)]
    assert imported(jobindsats="data/y01a02?format=json", indicator="ledighed") == [
        "1 række: 1 nye, 0 ændret, 0 uændret, 0 afvist."
    ]
    found = Observation.objects.get()
    assert (found.value, found.source) == (Decimal(1234), "jobindsats.dk, data/y01a02")


@pytest.mark.parametrize("body", [b"", b"<html>Fejl</html>", b'{"error": "nej"}', b"\xff\xfe\x00"])
def test_garbage_from_jobindsats_is_an_error_and_stores_nothing(server: Server, body: bytes) -> None:
    server.answers = [Answer(body=body)]
    with pytest.raises(CommandError, match=r"^jobindsats\.dk, data/y01: .+ Der er ikke ændret noget\.$"):
        imported(jobindsats="data/y01", indicator="ledighed")
    assert values() == []


def test_jobindsats_that_is_off_is_an_error(settings: Settings) -> None:
    with pytest.raises(CommandError, match="slået fra"):
        imported(jobindsats="data/y01", indicator="ledighed")


@pytest.mark.parametrize("arguments", [[], ["tal.csv", "--jobindsats", "data/y01"]])
def test_exactly_one_place_to_read_from_is_needed(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        imported(*arguments)


def test_sheet_is_named_where_several_hold_a_table_and_what_is_left_out_is_told(file: Path) -> None:
    book = Workbook()
    for title, value in (("Gammel", 1), ("Ny", 130)):
        sheet = book.create_sheet(title)
        sheet.append(["område", "periode", "værdi"])
        sheet.append(["Skive", 2020, value])
    path = file.with_suffix(".xlsx")
    book.save(path)
    with pytest.raises(CommandError, match="Flere ark har en tabel: »Gammel« og »Ny«"):
        imported(path, indicator="ledighed")
    told = imported(path, indicator="ledighed", sheet="Ny")
    assert told[0] == "Arket »Ny« er læst. Ikke læst: »Sheet« og »Gammel«."
    assert values() == [Decimal(130)]
