import csv
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from goals.models import Area, Indicator, Observation
from tests.real_plans import SOURCES_FOLDER
from tests.real_plans import load as load_plans

pytestmark = pytest.mark.django_db

FOLDER: Path = settings.BASE_DIR / "fixtures" / "observations"
FILES = sorted(path.stem for path in FOLDER.glob("*.csv"))


def load(folder: Path | None = None) -> list[str]:
    output = StringIO()
    call_command("load_observations", stdout=output, **({"folder": folder} if folder else {}))
    return output.getvalue().splitlines()


def entries(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter=";")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "observations"))


def test_load_says_what_it_added_and_the_second_time_nothing() -> None:
    load_plans()
    assert load() == [
        "Områder: 0 tilføjet.",
        "Indikatorer: 16 tilføjet.",
        "hedensted-2017-plan: 4 tal tilføjet, 0 fandtes i forvejen.",
        "herning-2018-kanten-webside: 1 tal tilføjet, 0 fandtes i forvejen.",
        "herning-2019-plan: 6 tal tilføjet, 0 fandtes i forvejen.",
        "herning-2020-maalopfoelgning: 16 tal tilføjet, 0 fandtes i forvejen.",
    ]
    before = list(Observation.objects.values())
    assert load() == [
        "Områder: 0 tilføjet.",
        "Indikatorer: 0 tilføjet.",
        "hedensted-2017-plan: 0 tal tilføjet, 4 fandtes i forvejen.",
        "herning-2018-kanten-webside: 0 tal tilføjet, 1 fandtes i forvejen.",
        "herning-2019-plan: 0 tal tilføjet, 6 fandtes i forvejen.",
        "herning-2020-maalopfoelgning: 0 tal tilføjet, 16 fandtes i forvejen.",
    ]
    assert list(Observation.objects.values()) == before


def test_load_on_an_empty_portal_needs_no_plans() -> None:
    assert load()[:2] == ["Områder: 22 tilføjet.", "Indikatorer: 21 tilføjet."]


def test_load_again_keeps_what_was_edited() -> None:
    load()
    Observation.objects.filter(value=406).update(value=407)
    Area.objects.filter(name="Aarhus").update(code="")
    group = Area.objects.get(kind="cluster")
    group.members.remove(group.members.get(name="Samsø"))
    Area.objects.filter(kind="cluster").update(reason="En anden grund")
    load()
    group.refresh_from_db()
    assert Observation.objects.filter(value=407).count() == 1
    assert (group.members.count(), group.reason) == (18, "En anden grund")
    assert Area.objects.get(name="Aarhus").code == ""


def test_group_has_its_members_and_its_reason() -> None:
    load()
    group = Area.objects.get(kind="cluster")
    assert (group.name, group.members.count(), bool(group.reason)) == (
        "kommunerne i Region Midtjylland",
        19,
        True,
    )
    assert {"Herning", "Hedensted"} <= set(group.members.values_list("name", flat=True))


def test_indicators_are_those_of_the_plans() -> None:
    load_plans()
    made = set(Indicator.objects.values_list("slug", "name", "unit", "better"))
    with (FOLDER / "reference" / "indicators.csv").open(encoding="utf-8", newline="") as handle:
        known = {
            (e["slug"], e["name"], e["unit"], e["better"]) for e in csv.DictReader(handle, delimiter=";")
        }
    slugs = {slug for slug, *_ in made & known}
    assert {slug for slug, *_ in made} & {slug for slug, *_ in known} == slugs
    assert len(slugs) == 5


@pytest.mark.parametrize("name", FILES)
def test_every_number_stands_in_the_words_quoted_from_its_source(name: str) -> None:
    text = " ".join((SOURCES_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split())
    for entry in entries(name):
        quoted = re.findall("»(.+?)«", entry["kilde"])
        assert len(quoted) == 1
        assert quoted[0] in text
        assert re.search(rf"(?<![\d,]){entry['værdi']}(?![\d,]*\d)", quoted[0])


def test_figures_are_those_of_the_sources() -> None:
    load()
    found = {
        (row.indicator.slug, row.area.name, row.period_start.year): row.value
        for row in Observation.objects.select_related("indicator", "area")
    }
    share, courses = "unge-paa-offentlig-forsoergelse", "afsluttede-forloeb-for-parate-unge"
    assert {key: found[key] for key in found if key[0] in (share, courses, "borgere-i-fleksjob")} == {
        (share, "Herning", 2020): Decimal("10.0"),
        (share, "Region Midtjylland", 2020): Decimal("10.4"),
        (share, "kommunerne i Region Midtjylland", 2020): Decimal("10.4"),
        (courses, "Herning", 2019): 408,
        (courses, "Herning", 2020): 406,
        ("borgere-i-fleksjob", "Herning", 2019): 1648,
        ("borgere-i-fleksjob", "Herning", 2020): 1745,
    }
    assert found["startede-voksenlaerlinge", "Herning", 2019] == 106
    assert found["startede-voksenlaerlinge", "Herning", 2020] == 117
    assert found["startede-voksenlaerlinge-sosu", "Herning", 2020] == 17
    assert found["kursusbevillinger", "Herning", 2020] == 176
    assert found["henvendelser-til-forebyggelsesteamet", "Herning", 2019] == 226
    assert found["aargang-i-gang-med-ungdomsuddannelse", "Hedensted", 2016] == 87
    assert len(found) == 27


def test_row_that_cannot_be_read_stops_the_loading_and_is_named(folder: Path) -> None:
    path = folder / "herning-2020-maalopfoelgning.csv"
    path.write_text(path.read_text("utf-8").replace(";406;", ";firehundrede;"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"^herning-2020-maalopfoelgning\.csv: række 5: »firehundrede«"):
        load(folder)
    assert (Observation.objects.count(), Area.objects.count()) == (0, 0)


def test_missing_reference_file_is_named(folder: Path) -> None:
    (folder / "reference" / "areas.csv").unlink()
    with pytest.raises(CommandError, match=r"areas\.csv findes ikke"):
        load(folder)
