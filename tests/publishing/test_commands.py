from io import StringIO

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from plans.models import Plan
from publishing import triggers
from publishing.models import Edition
from tests.factories import AssessmentFactory, ThemeFactory


@pytest.fixture
def plan(db: None) -> Plan:
    return ThemeFactory().plan


def run(*arguments: str) -> str:
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def test_publish_command_makes_an_edition(plan: Plan) -> None:
    output = run("publish", plan.municipality.slug, str(plan.year), "--note", "Vedtaget")
    edition = Edition.objects.get()
    assert edition.change_note == "Vedtaget"
    assert f"udgave 1 er udgivet, {edition.pdf_pages} sider" in output


def test_publish_command_publishes_the_follow_up(db: None) -> None:
    follow_up = AssessmentFactory().follow_up
    run(
        "publish",
        follow_up.plan.municipality.slug,
        str(follow_up.plan.year),
        "--note",
        "Status",
        "--follow-up",
    )
    assert Edition.objects.get().follow_up == follow_up


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ukendt", "2019", "--note", "x"), "ingen plan for »ukendt« i 2019"),
        (("{slug}", "1999", "--note", "x"), "i 1999"),
        (("{slug}", "{year}", "--note", " "), "."),
        (("{slug}", "{year}", "--note", "x", "--follow-up"), "har ingen målopfølgning"),
    ],
)
def test_publish_command_says_what_is_wrong(plan: Plan, arguments: tuple[str, ...], message: str) -> None:
    filled = [part.format(slug=plan.municipality.slug, year=plan.year) for part in arguments]
    with pytest.raises(CommandError, match=message):
        run("publish", *filled)
    assert not Edition.objects.exists()


def test_verify_command_finds_all_in_order(plan: Plan) -> None:
    run("publish", plan.municipality.slug, str(plan.year), "--note", "Vedtaget")
    assert "1 udgave er kontrolleret og er, som den blev udgivet." in run("verify")


def test_verify_command_finds_a_changed_pdf(plan: Plan) -> None:
    run("publish", plan.municipality.slug, str(plan.year), "--note", "Vedtaget")
    path = storages["editions"].path(Edition.objects.get().pdf.name)
    with open(path, "ab") as handle:
        handle.write(b"x")
    with pytest.raises(CommandError, match="ting er ikke, som de"):
        run("verify")


def test_verify_command_finds_a_missing_pdf(plan: Plan) -> None:
    run("publish", plan.municipality.slug, str(plan.year), "--note", "Vedtaget")
    storages["editions"].delete(Edition.objects.get().pdf.name)
    with pytest.raises(CommandError, match="ting er ikke, som de"):
        run("verify")


def test_verify_command_finds_a_changed_document(plan: Plan) -> None:
    run("publish", plan.municipality.slug, str(plan.year), "--note", "Vedtaget")
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE publishing_edition SET document_json = document_json || ' '")
    with pytest.raises(CommandError, match="ting er ikke, som de"):
        run("verify")
