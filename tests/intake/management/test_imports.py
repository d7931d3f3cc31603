"""The two import commands, with the real sources and with everything that can be wrong."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from documents.from_rows import document_of
from documents.tree import PlanDocument
from goals.models import AnnualGoal, Assessment, FollowUp, NationalGoal
from plans.models import Municipality, Plan, Section
from tests.documents.rows import with_report
from tests.factories import (
    AnnualGoalFactory,
    MunicipalityFactory,
    NationalGoalFactory,
    PlanFactory,
    ThemeFactory,
)
from tests.intake.readers import sources
from themes.models import Strategy, Theme

pytestmark = pytest.mark.django_db

TABLES = (Plan, Section, Theme, AnnualGoal, Strategy, FollowUp, Assessment, NationalGoal)


@pytest.fixture
def herning() -> Municipality:
    return MunicipalityFactory(name="Herning Kommune", short_name="Herning", slug="herning", code="657")


@pytest.fixture
def hedensted() -> Municipality:
    return MunicipalityFactory(name="Hedensted Kommune", short_name="Hedensted", slug="hedensted", code="766")


def source(name: str) -> Path:
    path: Path = settings.BASE_DIR / "fixtures" / "sources" / f"{name}.txt"
    return path


def run(command: str, file: Path, municipality: str, year: int, *, dry_run: bool = False) -> list[str]:
    out = StringIO()
    call_command(
        command, str(file), municipality=municipality, year=year, dry_run=dry_run, stdout=out, no_color=True
    )
    return out.getvalue().split("\n")


def rows() -> list[int]:
    return [table.objects.count() for table in TABLES]


def stored(slug: str, year: int) -> PlanDocument:
    return document_of(Plan.objects.get(municipality__slug=slug, year=year))


# Plans


@pytest.mark.parametrize("name", ["hedensted-2017-plan", "herning-2018-unge-webside", "herning-2019-plan"])
def test_real_plan_is_stored_as_it_was_read(
    name: str, herning: Municipality, hedensted: Municipality
) -> None:
    municipality, year = sources.PLANS[name]
    run("import_plan", source(name), municipality.slug, year)
    expected, found = sources.plan(name).document, stored(municipality.slug, year)
    for field in ("title", "year", "last_year", "summary", "goal_label", "sections", "themes", "goals"):
        assert getattr(found, field) == getattr(expected, field), field
    assert (found.strategies, found.national_goals) == (expected.strategies, expected.national_goals)


def test_report_tells_every_lines_place_then_what_is_left_then_the_questions(herning: Municipality) -> None:
    theme = "Tema: Borgere på kanten af arbejdsstyrken skal ind på arbejdsmarke"
    printed = run("import_plan", source("herning-2018-kanten-webside"), "herning", 2018)
    assert printed == [
        "Hver linjes plads:",
        "      1  Planens titel",
        "      3  Kort beskrivelse",
        "      5  Tema",
        "      7  udeladt: overskrift, som portalen selv sætter",
        f"      9  {theme} › Det vil vi",
        f"     11  {theme} › Det vil vi",
        f"     13  {theme} › Mål",
        "     15  udeladt: overskrift, som portalen selv sætter",
        *[f"     {15 + 2 * n:>2}  {theme} › Det gør vi" for n in range(1, 10)],
        "",
        "Ikke placeret: ingen linjer",
        "",
        "Spørgsmål: 1",
        "  - Er dette temaerne?",
        "",
        "»Beskæftigelsesplan 2018« for Herning Kommune er gemt som kladde.",
        "",
    ]


def test_dry_run_reports_and_stores_nothing(herning: Municipality) -> None:
    before = rows()
    printed = run("import_plan", source("herning-2019-plan"), "herning", 2019, dry_run=True)
    assert printed[0] == "Hver linjes plads:"
    assert printed[-2] == "Prøve: Der er ikke gemt noget."
    assert rows() == before


def test_markdown_file_is_read(herning: Municipality, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text("# Beskæftigelsesplan 2021\n\n## Indledning\n\nTekst.\n", encoding="utf-8-sig")
    run("import_plan", file, "herning", 2021)
    assert [section.body for section in stored("herning", 2021).sections] == ["Tekst."]


def test_known_national_goal_keeps_the_portals_words_and_is_told(hedensted: Municipality) -> None:
    NationalGoalFactory(year=2017, number=2, title="Flere unge skal have en uddannelse", text="Andre ord.")
    printed = run("import_plan", source("hedensted-2017-plan"), "hedensted", 2017)
    assert [goal.text for goal in stored("hedensted", 2017).national_goals][1] == "Andre ord."
    left = printed.index("Ikke placeret: 3")
    assert [line.split()[0] for line in printed[left + 1 : left + 4]] == ["137", "139", "141"]
    assert (
        "  - Ministermål 2 for 2017 står i portalen med en anden ordlyd, som er beholdt."
        in printed[left + 4 :]
    )


def test_second_plan_of_a_year_is_refused_and_the_first_is_untouched(herning: Municipality) -> None:
    run("import_plan", source("herning-2018-unge-webside"), "herning", 2018)
    first, before = stored("herning", 2018), rows()
    with pytest.raises(CommandError) as error:
        run("import_plan", source("herning-2018-kanten-webside"), "herning", 2018)
    assert str(error.value) == "Herning Kommune har allerede en plan for 2018. Der er ikke ændret noget."
    assert (stored("herning", 2018), rows()) == (first, before)


@pytest.mark.parametrize("command", ["import_plan", "import_follow_up"])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"file": None}, "Angiv filen, der skal læses."),
        ({"file": "findes-ikke.txt"}, "Filen findes-ikke.txt findes ikke."),
        ({"year": None}, "Angiv året med --year, fx --year 2019."),
        ({"year": "tyve"}, "»tyve« er ikke et årstal mellem 2000 og 2099."),
        ({"year": 1999}, "»1999« er ikke et årstal mellem 2000 og 2099."),
        ({"municipality": None}, "Angiv kommunen med --municipality, fx --municipality herning."),
        (
            {"municipality": "ringsted"},
            "Kommunen »ringsted« findes ikke i portalen. Portalen kender: herning.",
        ),
    ],
)
def test_wrong_arguments_are_told_and_nothing_is_stored(
    command: str, options: dict[str, object], message: str, herning: Municipality
) -> None:
    before = rows()
    given = {"file": str(source("herning-2019-plan")), "municipality": "herning", "year": 2019, **options}
    file = given.pop("file")
    with pytest.raises(CommandError) as error:
        call_command(command, *[file] if file else [], **given)
    assert str(error.value) == message
    assert error.value.returncode == 1
    assert rows() == before


def test_portal_without_municipalities_says_so() -> None:
    with pytest.raises(CommandError) as error:
        run("import_plan", source("herning-2019-plan"), "herning", 2019)
    assert str(error.value) == (
        "Kommunen »herning« findes ikke i portalen. Portalen har ingen kommuner endnu."
    )


@pytest.mark.parametrize(
    ("command", "content", "message"),
    [
        ("import_plan", b"", "er tom."),
        ("import_plan", b"\x89PNG\r\n\x1a\n\x00", "Filen er hverken en tekstfil"),
        ("import_plan", b"Plan 2018", "Dokumentet er for 2018 og ikke for 2019. Ret --year."),
        ("import_follow_up", b"", "er tom."),
        ("import_follow_up", "Opf\nBeskæftigelse".encode("cp1252"), "er ikke gemt som UTF-8 (se linje 2)."),
        ("import_follow_up", b"\x89PNG\r\n\x1a\n\x00", "er ikke en tekstfil."),
        ("import_follow_up", b"Tekst.", "Der er ingen felter i teksten."),
        (
            "import_follow_up",
            b"Opf 2020\nMaal\tx",
            "Titlen »Opf 2020« (linje 1) er ikke for 2019. Ret --year.",
        ),
    ],
)
def test_unusable_file_is_told_and_nothing_is_stored(
    command: str, content: bytes, message: str, herning: Municipality, tmp_path: Path
) -> None:
    file, before = tmp_path / "fil.txt", rows()
    file.write_bytes(content)
    with pytest.raises(CommandError) as error:
        run(command, file, "herning", 2019)
    assert message in str(error.value)
    assert rows() == before


def test_plan_that_the_rows_refuse_leaves_nothing_behind(herning: Municipality, tmp_path: Path) -> None:
    """A board's name of more than 200 characters is found out when the plan's row is there already."""
    file, before = tmp_path / "plan.md", rows()
    decided = f"Planen er godkendt af {'B' * 300}udvalget den 1. oktober 2018."
    file.write_text(f"# Plan 2019\n\n## Indledning\n\nA.\n\n## Godkendelse\n\n{decided}\n")
    with pytest.raises(CommandError):
        run("import_plan", file, "herning", 2019)
    assert rows() == before


# Follow-ups


def test_follow_up_without_a_plan_makes_one_with_its_goals(herning: Municipality) -> None:
    printed = run("import_follow_up", source(sources.FOLLOW_UP), "herning", 2020)
    plan = Plan.objects.get()
    expected = sources.follow_up().document
    found = with_report(plan)
    assert (found.themes, found.follow_up) == (expected.themes, expected.follow_up)
    assert found.notice == "Kun planens fokusområder og mål er i portalen. De er taget fra målopfølgningen."
    assert printed[-2] == (
        "Målopfølgningen for 2020 er gemt, og en plan med dens mål er oprettet som kladde."
    )


def _existing_plan(herning: Municipality) -> Plan:
    """The plan that the follow-up is about, told in other rows: addresses of its own, no full stops."""
    plan = PlanFactory(municipality=herning, year=2020, title="Social- og Beskæftigelsesplanen 2020")
    for theme in sources.follow_up().document.themes:
        row = ThemeFactory(
            plan=plan,
            number=5 - theme.number,
            title=theme.title.rstrip("."),
            slug=f"tema-{theme.number}",
            actions="",
        )
        for goal in theme.goals:
            AnnualGoalFactory(theme=row, plan=None, number=goal.number, text=goal.text.rstrip("."))
    return plan


def test_follow_up_is_added_to_the_plan_that_is_there(herning: Municipality) -> None:
    plan = _existing_plan(herning)
    before = document_of(plan)
    printed = run("import_follow_up", source(sources.FOLLOW_UP), "herning", 2020)
    found = with_report(plan)
    assert document_of(plan) == before
    assert found.follow_up is not None
    judged = {(a.goal.theme, a.goal.number): a.verdict for a in found.follow_up.assessments}
    assert [judged["tema-1", n] for n in (1, 2, 3, 4)] == ["met", "not_met", "met", "met"]
    assert [judged["tema-4", n] for n in (1, 2, 3)] == ["met", "partly", "partly"]
    left = printed.index("Ikke placeret: 4")  # the plan's text on the way to the goals is not touched
    assert [line.split()[0] for line in printed[left + 1 : left + 5]] == ["8", "14", "20", "26"]
    assert "Spørgsmål: 1" in printed
    assert printed[-2] == "Målopfølgningen for 2020 er føjet til »Social- og Beskæftigelsesplanen 2020«."


def test_goal_in_other_words_is_matched_by_its_number_and_asked_about(herning: Municipality) -> None:
    plan = _existing_plan(herning)
    AnnualGoal.objects.filter(theme__slug="tema-2", number=1).update(text="Nye modeller.")
    printed = run("import_follow_up", source(sources.FOLLOW_UP), "herning", 2020)
    assert plan.follow_ups.get().assessments.count() == 12
    assert [line for line in printed if "Er det samme mål?" in line] == [
        "  - Fokusområde 2, mål 1, hedder »Jobcenteret vil i samspil med lokale virks … ere på kanten af "
        "arbejdsstyrken i arbejde.« i kilden og »Nye modeller.« i planen. Planens ordlyd er beholdt. Er det "
        "samme mål?"
    ]


def test_focus_area_that_the_plan_lacks_is_refused(herning: Municipality) -> None:
    plan = _existing_plan(herning)
    plan.themes.filter(slug="tema-3").update(title="Noget andet")
    with pytest.raises(
        CommandError, match=r"^Fokusområdet »Udsatte borgere .* findes ikke i planen for 2020"
    ):
        run("import_follow_up", source(sources.FOLLOW_UP), "herning", 2020)
    assert FollowUp.objects.count() == 0


def test_goal_that_the_plan_lacks_is_refused(herning: Municipality) -> None:
    _existing_plan(herning)
    AnnualGoal.objects.filter(theme__slug="tema-3", number=2).delete()
    with pytest.raises(CommandError, match=r"^Mål 2 i fokusområdet »Udsatte borgere .* findes ikke i planen"):
        run("import_follow_up", source(sources.FOLLOW_UP), "herning", 2020)
    assert FollowUp.objects.count() == 0


def test_second_follow_up_of_a_year_is_refused(herning: Municipality) -> None:
    run("import_follow_up", source(sources.FOLLOW_UP), "herning", 2020)
    before = rows()
    with pytest.raises(CommandError) as error:
        run("import_follow_up", source(sources.FOLLOW_UP), "herning", 2020)
    assert str(error.value) == (
        "Herning Kommune har allerede en målopfølgning for 2020. Der er ikke ændret noget."
    )
    assert rows() == before


def test_follow_up_dry_run_stores_nothing(herning: Municipality) -> None:
    before = rows()
    run("import_follow_up", source(sources.FOLLOW_UP), "herning", 2020, dry_run=True)
    assert rows() == before
