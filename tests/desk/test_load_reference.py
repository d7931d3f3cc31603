import csv
import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from desk.models import LoadedReference
from goals.models import Area, Indicator, NationalGoal
from plans.models import Municipality, Plan
from tests.factories import IndicatorFactory, MunicipalityFactory
from themes.models import TargetGroup
from website.models import Synonym

pytestmark = pytest.mark.django_db
FOLDER: Path = settings.BASE_DIR / "fixtures" / "reference"
MODELS = (NationalGoal, TargetGroup, Area, Indicator, Synonym)
ALL = [
    "Ministermål: 36 tilføjet, 0 fandtes i forvejen.",
    "Målgrupper: 9 tilføjet, 0 fandtes i forvejen.",
    "Områder: 112 tilføjet, 0 fandtes i forvejen.",
    "Indikatorer: 14 tilføjet, 0 fandtes i forvejen.",
    "Synonymer: 40 tilføjet, 0 fandtes i forvejen.",
]


def load(folder: Path = FOLDER, *, restore: bool = False) -> list[str]:
    output = StringIO()
    call_command("load_reference", folder=folder, restore=restore, stdout=output)
    return output.getvalue().splitlines()


def everything() -> list[list[dict[str, object]]]:
    return [list(model._default_manager.order_by("pk").values()) for model in MODELS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "reference"))


def test_empty_portal_gets_it_all_and_no_municipality_or_plan() -> None:
    assert load() == ALL
    assert not Municipality.objects.exists()
    assert not Plan.objects.exists()


def test_second_time_changes_nothing() -> None:
    load()
    before = everything()
    assert load()[2] == "Områder: 0 tilføjet, 112 fandtes i forvejen."
    assert everything() == before


def test_nothing_is_said_with_verbosity_0() -> None:
    output = StringIO()
    call_command("load_reference", stdout=output, verbosity=0)
    assert (output.getvalue(), Area.objects.count()) == ("", 112)


def test_what_was_edited_is_left() -> None:
    load()
    TargetGroup.objects.filter(slug="unge").update(name="Unge under 30")
    Area.objects.filter(code="751").update(name="Århus")
    Indicator.objects.filter(slug="fuldtidspersoner-paa-sygedagpenge").update(better="higher", description="")
    NationalGoal.objects.filter(year=2018, number=1).update(text="Rettet")
    before = everything()
    assert [line.split(": ")[1] for line in load()] == [
        "0 tilføjet, 36 fandtes i forvejen.",
        "0 tilføjet, 9 fandtes i forvejen.",
        "0 tilføjet, 112 fandtes i forvejen.",
        "0 tilføjet, 14 fandtes i forvejen.",
        "0 tilføjet, 40 fandtes i forvejen.",
    ]
    assert everything() == before


def test_what_was_deleted_or_renamed_comes_back_only_when_asked_for() -> None:
    load()
    TargetGroup.objects.filter(slug="virksomheder").delete()
    Synonym.objects.filter(expressions="unge, ungdom").update(expressions="unge, ungdom, teenagere")
    said = load()
    assert said[1] == (
        "Målgrupper: 0 tilføjet, 8 fandtes i forvejen. "
        "1 er slettet eller omdøbt her og indsættes ikke igen (det gør --restore)."
    )
    assert not TargetGroup.objects.filter(slug="virksomheder").exists()
    assert load(restore=True)[1] == "Målgrupper: 1 tilføjet, 8 fandtes i forvejen."
    assert Synonym.objects.filter(expressions__startswith="unge, ungdom").count() == 2


def test_what_a_new_version_adds_is_put_in_though_another_was_deleted(folder: Path) -> None:
    load(folder)
    TargetGroup.objects.filter(slug="virksomheder").delete()
    path = folder / "target_groups.json"
    rows = json.loads(path.read_text("utf-8"))
    new = {"model": "themes.targetgroup", "fields": {"name": "Seniorer", "slug": "seniorer", "position": 10}}
    path.write_text(json.dumps([*rows, new]), encoding="utf-8")
    assert load(folder)[1].startswith("Målgrupper: 1 tilføjet, 8 fandtes i forvejen. 1 er slettet")
    assert set(TargetGroup.objects.values_list("slug", flat=True)) & {"seniorer", "virksomheder"} == {
        "seniorer"
    }


def test_what_somebody_made_before_is_taken_for_the_same_row() -> None:
    own = Area.objects.create(kind="municipality", name="Aarhus Kommune", code="751")
    group = TargetGroup.objects.create(pk=1, name="Selvstændige", slug="selvstaendige")
    said = load()
    assert said[2] == "Områder: 111 tilføjet, 1 fandtes i forvejen."
    own.refresh_from_db()
    group.refresh_from_db()
    assert (own.name, group.slug, TargetGroup.objects.count()) == ("Aarhus Kommune", "selvstaendige", 10)
    own.delete()
    assert "1 er slettet" in load()[2]


def test_row_of_a_municipality_is_not_the_country_s() -> None:
    slug = "fuldtidspersoner-paa-sygedagpenge"
    IndicatorFactory(owner=MunicipalityFactory(), slug=slug, name="Vores egne")
    assert load()[3] == ALL[3]
    assert Indicator.objects.filter(slug=slug).count() == 2


def test_fault_in_the_last_list_stores_nothing_of_the_others(folder: Path) -> None:
    path = folder / "synonyms.json"
    rows = json.loads(path.read_text("utf-8"))
    rows[-1]["fields"]["expressions"] = "alene"
    path.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(CommandError, match=r"^synonyms\.json, »alene«: "):
        load(folder)
    assert everything() == [[]] * len(MODELS)
    assert not LoadedReference.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, r"target_groups\.json findes ikke\.$"),
        (b"{", r"^target_groups\.json er ikke grunddata, der kan læses: "),
        (b'[{"model": "goals.nothing"}]', r"^target_groups\.json er ikke grunddata, der kan læses: "),
        ("[ø]".encode("latin-1"), r"target_groups\.json er ikke UTF-8\.$"),
    ],
)
def test_file_that_cannot_be_read_is_named(folder: Path, content: bytes | None, said: str) -> None:
    path = folder / "target_groups.json"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        load(folder)


def test_areas_and_the_list_to_pick_from_name_the_same_98_municipalities() -> None:
    load()
    with (FOLDER / "municipalities.csv").open(encoding="utf-8", newline="") as handle:
        listed = {entry["code"]: entry for entry in csv.DictReader(handle, delimiter=";")}
    areas = dict(Area.objects.filter(kind="municipality").values_list("code", "name"))
    assert areas == {code: entry["short_name"] for code, entry in listed.items()}
    assert len(areas) == 98
    regions = set(Area.objects.filter(kind="region").values_list("name", flat=True))
    assert {entry["region"] for entry in listed.values()} == regions
    assert len(regions) == 5


def test_each_indicator_names_its_table() -> None:
    load()
    told = Indicator.objects.values_list("description", "unit", "better")
    assert all(text.startswith("jobindsats.dk, tabel Y") for text, _unit, _better in told)
    assert {(unit, better) for _text, unit, better in told} == {
        ("full_time_persons", "lower"),
        ("percent", "lower"),
    }
