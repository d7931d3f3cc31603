import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from goals.models import NationalGoal
from plans.models import Municipality, Plan
from tests.desk.test_load_reference import ALL
from tests.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db

PLANS = [("hedensted", 2017), ("herning", 2018), ("herning", 2019), ("herning", 2020)]


def load_plans(folder: Path | None = None) -> list[str]:
    output = StringIO()
    call_command("load_plans", stdout=output, **({"folder": folder} if folder else {}))
    return output.getvalue().splitlines()


def stored() -> list[tuple[str, int]]:
    return list(Plan.objects.order_by("year").values_list("municipality__slug", "year"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path / "fixtures"))


def test_load_plans_on_an_empty_portal_loads_everything_and_says_so() -> None:
    assert load_plans() == [
        *ALL,
        "Demoens kommuner: 2 tilføjet, 0 fandtes i forvejen.",
        "Hedensted Kommune, Beskæftigelsesplan 2017: indlæst som kladde.",
        "Herning Kommune, Beskæftigelsesplan 2018: indlæst som kladde.",
        "Herning Kommune, Beskæftigelsesplan 2019: indlæst som kladde.",
        "Herning Kommune, Social- og Beskæftigelsesplan 2020: indlæst som kladde.",
    ]
    assert stored() == PLANS


def test_load_plans_with_verbosity_0_says_nothing() -> None:
    output = StringIO()
    call_command("load_plans", stdout=output, verbosity=0)
    assert output.getvalue() == ""
    assert stored() == PLANS


def test_national_goals_are_those_announced_each_year() -> None:
    load_plans()
    years = NationalGoal.objects.order_by("year").values_list("year", flat=True).distinct()
    counts = {year: NationalGoal.objects.filter(year=year).count() for year in years}
    assert counts == {2017: 4, 2018: 5, 2019: 7, 2021: 5, 2022: 5, 2023: 5, 2024: 5}


def test_load_plans_a_second_time_keeps_what_was_edited() -> None:
    load_plans()
    Plan.objects.filter(year=2019).update(summary="Rettet af en sagsbehandler")
    Municipality.objects.filter(slug="herning").update(email="kontakt@example.dk")
    assert load_plans()[-4:] == [
        "Hedensted Kommune, Beskæftigelsesplan 2017: findes i forvejen, er ikke ændret.",
        "Herning Kommune, Beskæftigelsesplan 2018: findes i forvejen, er ikke ændret.",
        "Herning Kommune, Beskæftigelsesplan 2019: findes i forvejen, er ikke ændret.",
        "Herning Kommune, Social- og Beskæftigelsesplan 2020: findes i forvejen, er ikke ændret.",
    ]
    assert stored() == PLANS
    assert Plan.objects.get(year=2019).summary == "Rettet af en sagsbehandler"
    assert Municipality.objects.get(slug="herning").email == "kontakt@example.dk"


def test_plan_that_was_deleted_is_loaded_again() -> None:
    load_plans()
    Plan.objects.get(year=2017).delete()
    assert load_plans()[-4:-2] == [
        "Hedensted Kommune, Beskæftigelsesplan 2017: indlæst som kladde.",
        "Herning Kommune, Beskæftigelsesplan 2018: findes i forvejen, er ikke ændret.",
    ]


def test_unreadable_plan_stops_before_anything_is_written(folder: Path) -> None:
    (folder / "plans" / "herning-2019.json").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match=r"^herning-2019\.json: Filen er ikke JSON"):
        load_plans(folder)
    assert stored() == []
    assert not Municipality.objects.exists()


def test_plan_that_is_not_utf_8_is_named(folder: Path) -> None:
    path = folder / "plans" / "herning-2019.json"
    path.write_bytes(path.read_text("utf-8").encode("latin-1", errors="replace"))
    with pytest.raises(CommandError, match=r"herning-2019\.json er ikke UTF-8\.$"):
        load_plans(folder)


def test_municipality_that_breaks_a_rule_is_named(folder: Path) -> None:
    path = folder / "demo" / "municipalities.json"
    rows = json.loads(path.read_text("utf-8"))
    rows[1]["fields"]["accent"] = "#ffff00"
    path.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(CommandError, match=r"^municipalities\.json, »Hedensted Kommune«: "):
        load_plans(folder)
    assert not Municipality.objects.exists()


def test_municipality_with_the_same_code_under_another_address_is_refused() -> None:
    MunicipalityFactory(slug="herning-kommune", code="657")
    with pytest.raises(CommandError, match=r"^municipalities\.json, »Herning Kommune«: "):
        load_plans()


def test_plan_that_does_not_fit_the_portal_says_which_and_why(folder: Path) -> None:
    (folder / "plans" / "herning-2018.json").unlink()
    with pytest.raises(
        CommandError,
        match=r"^Herning Kommune, Beskæftigelsesplan 2019: Planen bygger på Hernings plan for 2018",
    ):
        load_plans(folder)
    assert stored() == [("hedensted", 2017)]
