"""`verify` finds whatever has been done to what was published, and `--against` what it cannot see."""

import hashlib
import os
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from documents import tree
from plans.models import Municipality
from publishing import triggers
from publishing.domain import proof
from publishing.domain.verifying import verify
from publishing.models import Edition, EditionFile, ProofEntry, Rendition, Withdrawal
from tests.factories import MunicipalityFactory
from tests.publishing.edition_factory import document_of, make, publish, report_of, withdraw

pytestmark = pytest.mark.django_db
TABLES_OF_EDITIONS = ["variant", "editionfile", "withdrawal", "edition"]


@pytest.fixture
def town() -> Municipality:
    return MunicipalityFactory(slug="herning")


@pytest.fixture
def editions(town: Municipality) -> list[Edition]:
    """1 and 2 of a plan with an annex and a picture; 3, withdrawn; a follow-up; and a further PDF."""
    for path in (annex_of(town), picture_of(town), f"vaaben/{town.pk}/by.png"):
        default_storage.save(path, ContentFile(b"indhold"))
    document = with_files(town)
    first = publish(document)
    second = publish(replace(document, summary="Rettet."))
    third = publish(replace(document, summary="Forkert."))
    withdraw(third)
    make(first, "press")
    make(first, "goals")
    return [first, second, third, publish(report_of(document))]


def annex_of(town: Municipality) -> str:
    return f"bilag/{town.pk}/notat.pdf"


def picture_of(town: Municipality) -> str:
    return f"billeder/{town.pk}/kort.png"


def with_files(town: Municipality) -> tree.PlanDocument:
    document, checksum = document_of(), hashlib.sha256(b"indhold").hexdigest()
    section = replace(
        document.sections[0],
        body=f"![Kortet](/media/{picture_of(town)})",
        attachments=(tree.Attachment("Notat", annex_of(town), 7, checksum),),
    )
    crest = replace(document.municipality, crest=f"vaaben/{town.pk}/by.png")
    return replace(document, municipality=crest, sections=(section,))


@contextmanager
def past_triggers() -> Iterator[None]:
    """As somebody who owns the tables may do it."""
    connection.check_constraints()
    triggers.remove(connection)
    yield
    connection.check_constraints()
    triggers.install(connection)


def execute(*statements: str) -> None:
    with past_triggers(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def delete_edition(where: str) -> list[str]:
    those = f"SELECT id FROM publishing_edition WHERE {where}"
    return [
        *(f"DELETE FROM publishing_{name} WHERE edition_id IN ({those})" for name in TABLES_OF_EDITIONS[:-1]),
        f"DELETE FROM publishing_edition WHERE {where}",
    ]


def replace_json(edition: Edition) -> None:
    text = edition.document_json.replace("Sådan kommer flere i job.", "Noget ganske andet.")
    assert text != edition.document_json
    with past_triggers(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE publishing_edition SET document_json = %s, document_sha256 = %s WHERE id = %s",
            [text, hashlib.sha256(text.encode()).hexdigest(), edition.pk],
        )


def overwrite(path: str, content: bytes = b"noget andet") -> None:
    Path(default_storage.path(path)).write_bytes(content)


def replace_pdf(edition: Edition) -> None:
    """By one with its checksum and size, and another text inside."""
    with pikepdf.new() as pdf, BytesIO() as file:
        pdf.add_blank_page()
        pdf.attachments["plan.json"] = pikepdf.AttachedFileSpec(pdf, b"{}", filename="plan.json")
        pdf.save(file)
        content = file.getvalue()
    Path(storages["editions"].path(edition.pdf.name)).write_bytes(content)
    with past_triggers(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE publishing_edition SET pdf_sha256 = %s, pdf_size = %s WHERE id = %s",
            [hashlib.sha256(content).hexdigest(), len(content), edition.pk],
        )


def left_over() -> None:
    storage = storages["editions"]
    path = storage.path(storage.save("herning/2019/plan-9.pdf", ContentFile(b"x")))
    an_hour_ago = Path(path).stat().st_mtime - 3600
    os.utime(path, (an_hour_ago, an_hour_ago))


def second_of(editions: list[Edition]) -> str:
    return f"id = {editions[1].pk}"


TAMPERING: dict[str, tuple[Callable[[list[Edition], Municipality], object], str]] = {
    "JSON": (
        lambda editions, _: execute("UPDATE publishing_edition SET document_json = document_json || ' '"),
        "JSON passer ikke",
    ),
    "JSON with its checksum": (
        lambda editions, _: replace_json(editions[0]),
        "Ændret siden: document_sha256",
    ),
    "title": (
        lambda editions, _: execute(
            f"UPDATE publishing_edition SET title = 'Ny' WHERE {second_of(editions)}"
        ),
        "Ændret siden: title",
    ),
    "note": (
        lambda editions, _: execute(
            f"UPDATE publishing_edition SET change_note = 'Ny' WHERE {second_of(editions)}"
        ),
        "Ændret siden: change_note",
    ),
    "date": (
        lambda editions, _: execute(
            "UPDATE publishing_edition SET published_at = '2010-01-01 00:00:00+00:00'"
        ),
        "Ændret siden: published_at",
    ),
    "newest edition deleted": (
        lambda editions, _: execute(*delete_edition(f"id = {editions[3].pk}")),
        "er slettet",
    ),
    "edition in the middle deleted": (
        lambda editions, _: execute(*delete_edition(second_of(editions))),
        "Udgaven før den mangler",
    ),
    "all editions deleted": (
        lambda editions, _: execute(*delete_edition("1 = 1")),
        "Der er slet ingen udgaver",
    ),
    "annex changed": (lambda _, town: overwrite(annex_of(town)), "ikke den, der blev udgivet: bilag/"),
    "annex deleted": (lambda _, town: default_storage.delete(annex_of(town)), "Filen mangler: bilag/"),
    "picture changed": (lambda _, town: overwrite(picture_of(town)), "ikke den, der blev udgivet: billeder/"),
    "picture deleted": (lambda _, town: default_storage.delete(picture_of(town)), "Filen mangler: billeder/"),
    "crest changed": (
        lambda _, town: overwrite(f"vaaben/{town.pk}/by.png"),
        "ikke den, der blev udgivet: vaaben/",
    ),
    "triggers dropped": (lambda *_: triggers.remove(connection), "Triggerne mangler"),
    "PDF gone": (lambda editions, _: storages["editions"].delete(editions[1].pdf.name), "PDF kan ikke læses"),
    "PDF with another text inside": (lambda editions, _: replace_pdf(editions[1]), "ikke udgavens tekst"),
    "file without a row": (lambda *_: left_over(), "Ingen række i databasen har denne fil"),
    "withdrawal undone": (lambda *_: execute("DELETE FROM publishing_withdrawal"), "er slettet"),
    "reason of a withdrawal": (
        lambda *_: execute("UPDATE publishing_withdrawal SET reason = 'En anden'"),
        "Ændret siden: reason",
    ),
    "further PDF deleted": (
        lambda *_: execute("DELETE FROM publishing_variant WHERE kind = 'goals'"),
        "er slettet",
    ),
    "file taken off an edition": (
        lambda *_: execute("DELETE FROM publishing_editionfile WHERE path LIKE 'billeder/%'"),
        "Ændret siden: files",
    ),
    "annex taken off an edition": (
        lambda *_: execute("DELETE FROM publishing_editionfile WHERE path LIKE 'bilag/%'"),
        "ikke blandt udgavens filer: bilag/",
    ),
    "edition smuggled in": (
        lambda editions, _: execute(
            "UPDATE publishing_edition SET number = 1 WHERE id = -1",  # the row comes from the copy below
            copy_of_edition(editions[1]),
        ),
        "Findes ikke i beviskæden",
    ),
    "entry deleted": (
        lambda *_: execute("DELETE FROM publishing_proofentry WHERE sequence = 2"),
        "Posten før den mangler",
    ),
    "entry changed": (
        lambda *_: execute("UPDATE publishing_proofentry SET content = '{}' WHERE sequence = 2"),
        "Posten passer ikke til sin kontrolsum",
    ),
}


def copy_of_edition(edition: Edition) -> str:
    names = [field.column for field in Edition._meta.concrete_fields if field.column not in {"id", "number"}]
    listed = ", ".join(names)
    return (
        f"INSERT INTO publishing_edition (number, {listed}) SELECT 4, {listed}"
        f" FROM publishing_edition WHERE id = {edition.pk}"
    )


def run(*arguments: str) -> str:
    output = StringIO()
    call_command("verify", *arguments, stdout=output)
    return output.getvalue()


def faults() -> str:
    return "\n".join(fault for finding in verify() for fault in finding.faults)


@pytest.mark.usefixtures("editions")
def test_all_is_as_published() -> None:
    assert faults() == ""
    told = run()
    assert "4 udgaver er kontrolleret og er, som de blev udgivet." in told
    assert f"Nyeste post: 7 {proof.head().sha256}" in told


def test_nothing_published_is_in_order() -> None:
    assert "0 udgaver er kontrolleret" in run()


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_found(editions: list[Edition], town: Municipality, name: str) -> None:
    tamper, told = TAMPERING[name]
    tamper(editions, town)
    assert told in faults()
    with pytest.raises(CommandError, match="som de") as found:
        run()
    assert found.value.returncode == 1


def rewrite_chain() -> None:
    """Everything anew from the rows as they are now, as somebody would who owns the tables and knows how."""
    entries = list(ProofEntry.objects.order_by("sequence"))
    with past_triggers():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM publishing_proofentry")
        with transaction.atomic():
            for entry in entries:
                if facts := facts_now(entry):
                    proof.append(entry.kind, entry.subject, facts)


def facts_now(entry: ProofEntry) -> proof.Facts:
    if entry.kind == "variant":
        return proof.facts_of(Rendition.objects.get(pk=entry.subject), proof.OF_RENDITION)
    if entry.kind == "withdrawal":
        return proof.facts_of(Withdrawal.objects.get(pk=entry.subject), proof.OF_WITHDRAWAL)
    found = Edition.objects.filter(pk=entry.subject).first()
    return proof.facts_of_edition(found, found.files.all()) if found else {}


REWRITTEN: dict[str, tuple[Callable[[list[Edition]], object], str]] = {
    "JSON": (lambda editions: replace_json_and_pdf(editions[0]), "Post 1 (udgave 1.0: Herning Kommune"),
    "title": (
        lambda editions: execute(f"UPDATE publishing_edition SET title = 'Ny' WHERE {second_of(editions)}"),
        "Posten er ændret siden",
    ),
    "newest edition": (
        lambda editions: execute(*delete_edition(f"id = {editions[3].pk}")),
        "fjernet fra kæden",
    ),
}


def replace_json_and_pdf(edition: Edition) -> None:
    replace_json(edition)
    changed = Edition.objects.get(pk=edition.pk)
    with pikepdf.new() as pdf, BytesIO() as file:
        pdf.add_blank_page()
        inside = changed.document_json.encode()
        pdf.attachments["plan.json"] = pikepdf.AttachedFileSpec(pdf, inside, filename="plan.json")
        pdf.save(file)
        content = file.getvalue()
    for row in (changed, changed.renditions.get(kind="goals")):
        Path(storages["editions"].path(row.pdf.name)).write_bytes(content)
        with past_triggers(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {row._meta.db_table} SET pdf_sha256 = %s, pdf_size = %s WHERE id = %s",
                [hashlib.sha256(content).hexdigest(), len(content), row.pk],
            )


@pytest.mark.parametrize("name", REWRITTEN)
def test_export_finds_what_was_rewritten_together_with_the_chain(
    editions: list[Edition], tmp_path: Path, name: str
) -> None:
    kept = tmp_path / "kaede.jsonl"
    run("--chain", str(kept))
    tamper, told = REWRITTEN[name]
    if name == "newest edition":
        storages["editions"].delete(editions[3].pdf.name)
    tamper(editions)
    rewrite_chain()
    run()  # by itself it hangs together again
    output = StringIO()
    with pytest.raises(CommandError) as found:
        call_command("verify", "--against", str(kept), stdout=output)
    assert found.value.returncode == 1
    assert told in output.getvalue()


@pytest.mark.usefixtures("editions")
def test_export_finds_what_was_put_in_between(tmp_path: Path) -> None:
    kept = tmp_path / "kaede.jsonl"
    run("--chain", str(kept))
    late = publish(document_of("vejle", 2018))
    assert run("--against", str(kept))  # after the end anything may come
    entries = list(ProofEntry.objects.order_by("sequence"))
    with past_triggers(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM publishing_proofentry")
        for entry in [entries[0], entries[-1], *entries[1:-1]]:
            proof.append(entry.kind, entry.subject, facts_now(entry))
    assert faults() == ""
    output = StringIO()
    with pytest.raises(CommandError):
        call_command("verify", "--against", str(kept), stdout=output)
    assert "Post 2 (udgave 1.0: Vejle Kommune Beskæftigelsesplan 2018) FEJL: Posten er siden indsat" in (
        output.getvalue()
    )
    assert late.pk


@pytest.mark.usefixtures("editions")
def test_export_is_one_line_an_entry_and_each_line_s_checksum_is_in_the_next(tmp_path: Path) -> None:
    kept = tmp_path / "kaede.jsonl"
    run("--chain", str(kept))
    lines = kept.read_text().splitlines()
    sums = [hashlib.sha256(line.encode()).hexdigest() for line in lines]
    assert len(lines) == 7
    assert all(before in line for before, line in zip(sums, lines[1:], strict=False))
    assert sums[-1] == proof.head().sha256


@pytest.mark.usefixtures("editions")
def test_list_of_heads_is_enough_to_compare_with(tmp_path: Path) -> None:
    heads = tmp_path / "hoveder.txt"
    head = proof.head()
    heads.write_text(f"{head.sequence} {head.sha256}\n3 {'0' * 64} 1. maj\n")
    output = StringIO()
    with pytest.raises(CommandError, match="1 ting er"):
        call_command("verify", "--against", str(heads), stdout=output)
    assert "Post 3 FEJL: Posten eller en post før den er ændret siden." in output.getvalue()


@pytest.mark.usefixtures("editions")
@pytest.mark.parametrize("case", ["no file", "no list", "broken off", "not text"])
def test_file_that_cannot_be_compared_with_is_another_fault(tmp_path: Path, case: str) -> None:
    kept = tmp_path / "kaede.jsonl"
    run("--chain", str(kept))
    lines = kept.read_text().splitlines(keepends=True)
    contents = {
        "no list": b"noget\n",
        "broken off": "".join([lines[0], *lines[2:]]).encode(),
        "not text": b"\xff\xfe\n",
    }
    if case == "no file":
        kept.unlink()
    else:
        kept.write_bytes(contents[case])
    with pytest.raises(CommandError, match=r"kaede\.jsonl: ") as found:
        run("--against", str(kept))
    assert found.value.returncode == 2


def test_export_is_never_written_over_another(tmp_path: Path) -> None:
    kept = tmp_path / "kaede.jsonl"
    kept.write_text("ældre")
    with pytest.raises(CommandError) as found:
        run("--chain", str(kept))
    assert (found.value.returncode, kept.read_text()) == (2, "ældre")


def test_file_of_a_publication_in_the_making_is_no_fault() -> None:
    storages["editions"].save("herning/2019/plan-1.pdf", ContentFile(b"x"))
    assert faults() == ""


def test_memory_does_not_grow_with_what_is_stored() -> None:
    long = replace(document_of(themes=0), summary="x" * 300_000)
    peaks = []
    for number in (12, 60):
        while Edition.objects.count() < number:
            publish(replace(long, notice=str(Edition.objects.count())))
        assert faults() == ""  # what is loaded by the first run is not what grows
        tracemalloc.start()
        assert faults() == ""
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_annexes_are_those_of_the_edition_and_no_others(editions: list[Edition], town: Municipality) -> None:
    assert set(EditionFile.objects.filter(edition=editions[0]).values_list("path", flat=True)) == {
        annex_of(town),
        picture_of(town),
        f"vaaben/{town.pk}/by.png",
    }
