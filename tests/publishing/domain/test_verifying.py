"""What is kept beside the editions themselves: texts that were sent or shared, where a follow-up stands, and
files of kept heads."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import Client

from publishing.domain.submitting import pdf_of
from publishing.domain.texts import freeze
from publishing.domain.verifying import verify
from publishing.models import TextPdf
from tests.factories import ThemeFactory
from tests.publishing.edition_factory import document_of, publish, report_of
from tests.publishing.test_verify import execute

pytestmark = pytest.mark.django_db


def faults() -> list[str]:
    return [fault for finding in verify() for fault in finding.faults]


@pytest.fixture
def rendered() -> TextPdf:
    return pdf_of(freeze(ThemeFactory().plan, None))


def path_of(pdf: TextPdf) -> Path:
    return Path(storages["editions"].path(pdf.pdf.name))


def test_text_that_was_sent_and_its_pdf_are_looked_at(rendered: TextPdf) -> None:
    assert faults() == []
    execute("UPDATE publishing_frozentext SET document_json = document_json || ' '")
    assert faults() == ["JSON passer ikke til kontrolsummen."]


def test_pdf_of_a_text_that_has_been_changed_or_is_gone_is_found(rendered: TextPdf) -> None:
    path_of(rendered).write_bytes(b"%PDF-1.7\n")
    assert faults()[0] == "PDF passer ikke til kontrolsummen."
    path_of(rendered).unlink()
    assert faults()[0].startswith("PDF kan ikke læses")


@pytest.mark.parametrize("column", ["report_slug = 'andet'", "report_kind = 'mid_year'", "basis_id = id - 1"])
def test_where_a_follow_up_stands_and_what_it_is_of_is_in_the_chain(column: str) -> None:
    publish(document_of())
    publish(report_of(document_of()))
    execute(f"UPDATE publishing_edition SET {column} WHERE follow_up_id IS NOT NULL")
    assert faults() == [f"Ændret siden: {column.split(' =')[0]}."]


def test_file_of_a_time_that_has_not_come_is_left_over_too() -> None:
    storage = storages["editions"]
    path = storage.path(storage.save("herning/2019/plan-9.pdf", ContentFile(b"x")))
    os.utime(path, (4e9, 4e9))
    assert faults() == ["Ingen række i databasen har denne fil."]


def against(path: Path) -> str:
    output = StringIO()
    call_command("verify", "--against", str(path), stdout=output)
    return output.getvalue()


def test_file_without_any_entry_proves_nothing_and_says_so(tmp_path: Path) -> None:
    publish(document_of())
    (tmp_path / "kaede").write_text("\n")
    with pytest.raises(CommandError, match="ingen post") as refused:
        against(tmp_path / "kaede")
    assert refused.value.returncode == 2


def test_head_that_was_kept_before_there_was_an_entry_is_no_fault(tmp_path: Path, client: Client) -> None:
    (tmp_path / "kaede").write_bytes(client.get("/beviskaede.txt").content)
    publish(document_of())
    assert "som den blev udgivet" in against(tmp_path / "kaede")
