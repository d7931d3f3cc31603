"""The import command with plans in every format."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from documents.from_rows import document_of
from goals.models import AnnualGoal, NationalGoal
from plans.models import Plan
from tests.documents.rows import with_report
from tests.factories import MunicipalityFactory, NationalGoalFactory
from tests.intake import scoring

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]

TOWNS = {
    "odder-2020": "Odder",
    "rebild-2022": "Rebild",
    "favrskov-2024": "Favrskov",
    "hoeje-taastrup-2019": "Høje-Taastrup",
    "holstebro-2019": "Holstebro",
    "lejre-2015": "Lejre",
}


def run(command: str, file: Path, year: int, **options: object) -> list[str]:
    out = StringIO()
    given = {"municipality": "by", "year": year, "no_color": True, **options}
    call_command(command, str(file), stdout=out, **given)
    return out.getvalue().split("\n")


def town(name: str) -> None:
    MunicipalityFactory(name=f"{name} Kommune", short_name=name, slug="by", code="999")


@pytest.mark.parametrize("ending", ["docx", "odt", "pdf", "plain.docx", "md", "word.txt"])
@pytest.mark.parametrize("plan", TOWNS)
def test_plan_is_stored_as_it_was_recognised(plan: str, ending: str) -> None:
    town(TOWNS[plan])
    year = int(plan.rpartition("-")[2])
    run("import_plan", scoring.PLANS / f"{plan}.{ending}", year)
    document = document_of(Plan.objects.get())
    wanted = [item for item in scoring.expected()[plan]["items"] if item[0] == "goal"]
    assert len(list(document.all_goals())) == len(wanted)
    assert [scoring.plain(theme.title) for theme in document.themes] == [
        item[1] for item in scoring.expected()[plan]["items"] if item[0] == "theme"
    ]
    assert len(document.decisions) == sum(i[0] == "decision" for i in scoring.expected()[plan]["items"])


def test_report_tells_where_each_part_went() -> None:
    town("Odder")
    printed = run("import_plan", scoring.PLANS / "odder-2020.docx", 2020)
    assert printed[0] == "Hver linjes plads:"
    assert "      1  Planens titel" in printed
    assert "      2  udeladt: kommunens navn: dannes af portalen" in printed
    assert "     18  Fokuspunkt 1: Flere unge i uddannelse eller job › Mål" in printed
    assert "Ikke placeret: ingen linjer" in printed
    assert printed[-2] == "»Beskæftigelsesplan 2020« for Odder Kommune er gemt som kladde."


def test_trial_stores_nothing() -> None:
    town("Odder")
    printed = run("import_plan", scoring.PLANS / "odder-2020.pdf", 2020, dry_run=True)
    assert printed[-2] == "Prøve: Der er ikke gemt noget."
    assert not Plan.objects.exists()


def test_answers_to_national_goals_that_are_there_are_kept_and_others_asked_for() -> None:
    town("Rebild")
    NationalGoalFactory(year=2022, number=1, title="Alle ledige skal have en værdig sagsbehandling", text="")
    printed = run("import_plan", scoring.PLANS / "rebild-2022.docx", 2022)
    document = document_of(Plan.objects.get())
    assert [len(theme.answers) for theme in document.themes] == [1, 0, 0, 0, 0, 0]
    assert NationalGoal.objects.count() == 1
    assert any("ministermål 2, 3, 4, 5 for 2022" in line for line in printed)


@pytest.mark.parametrize(
    ("file", "year", "said"),
    [
        ("odder-2020.docx", 2021, "Dokumentet er for 2020 og ikke for 2021. Ret --year."),
        ("aarhus-2010.pdf", 2010, "Filen er en målopfølgning og ikke en plan. Brug import_follow_up."),
        (
            "middelfart-2016.odt",
            2016,
            "Filen er en oversigt over nøgletal og ikke en plan. Brug import_observations.",
        ),
        ("lejre-2015.docx", 2015, "Dokumentet handler om »Lejre« og ikke »Odder«. Ret --municipality."),
    ],
)
def test_what_is_no_such_plan_is_refused(file: str, year: int, said: str) -> None:
    town("Odder")
    with pytest.raises(CommandError) as error:
        run("import_plan", scoring.PLANS / file, year)
    assert (str(error.value), error.value.returncode) == (said, 1)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("ending", ["docx", "pdf", "md", "txt"])
def test_report_on_results_makes_a_plan_that_carries_it(ending: str) -> None:
    town("Aarhus")
    run("import_follow_up", scoring.PLANS / f"aarhus-2010.{ending}", 2010)
    document = with_report(Plan.objects.get())
    assert document.follow_up is not None
    assert [a.verdict for a in document.follow_up.assessments] == ["not_met", "met", "partly"]
    assert AnnualGoal.objects.count() == 3
    assert (
        document.notice == "Kun planens fokusområder og mål er i portalen. De er taget fra målopfølgningen."
    )
