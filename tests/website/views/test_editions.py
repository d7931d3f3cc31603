import hashlib
import re
import subprocess
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from publishing.domain import proof
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website.pages import Page, body, read

pytestmark = pytest.mark.django_db


def downloads(page: Page) -> list[str]:
    return [link for link in page.links if link.endswith((".pdf", ".json"))]


def test_editions_are_listed_newest_first_with_files_notes_and_checksums(client: Client) -> None:
    first = publish(document_of(), "Første udgave.")
    second = publish(document_of(), "En trykfejl er rettet.")
    page = read(client.get("/herning/2019/udgaver/"))
    assert downloads(page) == [
        "/herning/2019/udgave/2/plan.pdf",
        "/herning/2019/udgave/2/plan.json",
        "/herning/2019/udgave/1/plan.pdf",
        "/herning/2019/udgave/1/plan.json",
    ]
    assert [note for note in page.text("p") if note.endswith(("udgave.", "rettet."))] == [
        "En trykfejl er rettet.",
        "Første udgave.",
    ]
    assert page.text("code")[:4] == [
        second.pdf_sha256,
        second.document_sha256,
        first.pdf_sha256,
        first.document_sha256,
    ]


def test_editions_of_a_follow_up_are_its_own(client: Client) -> None:
    publish(document_of())
    publish(report_of(document_of()))
    page = read(client.get("/herning/2019/opfoelgning/udgaver/"))
    assert downloads(page) == [
        "/herning/2019/opfoelgning/maalopfoelgning/udgave/1/opfoelgning.pdf",
        "/herning/2019/opfoelgning/maalopfoelgning/udgave/1/opfoelgning.json",
    ]


def test_withdrawn_edition_is_named_with_its_reason_and_without_files(client: Client) -> None:
    publish(document_of())
    withdraw(publish(document_of()), "Bilaget rummede navne.")
    page = read(client.get("/herning/2019/udgaver/"))
    assert downloads(page) == ["/herning/2019/udgave/1/plan.pdf", "/herning/2019/udgave/1/plan.json"]
    assert any("Bilaget rummede navne." in text for text in page.text("p"))


def test_only_the_newest_edition_is_in_force(client: Client) -> None:
    publish(document_of())
    publish(document_of())
    page = read(client.get("/herning/2019/udgaver/"))
    assert [item for item in page.all("span") if "status" in item.get("class", "")] == [
        {"class": "status met"}
    ]


def test_year_without_editions_is_not_found(client: Client) -> None:
    publish(document_of())
    assert client.get("/herning/2018/udgaver/").status_code == 404
    assert client.get("/herning/2019/opfoelgning/udgaver/").status_code == 404


SYSTEMS = {"Mac": "shasum -a 256 {}", "Linux": "sha256sum {}"}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_instruction_followed_to_the_letter_gives_the_checksum_of_the_page(
    client: Client, tmp_path: Path, system: str, kind: str
) -> None:
    """Saved under the name that the browser gives it, and the line of the page put into a shell."""
    publish(document_of())
    page = client.get("/herning/2019/udgaver/").content.decode()
    saved = client.get(f"/herning/2019/udgave/1/plan.{kind}")
    name = re.search(r'filename="(.+)"', saved["Content-Disposition"])
    assert name
    (tmp_path / name[1]).write_bytes(body(saved))
    commands = [unescape(text) for text in re.findall(rf"<dt>{system}</dt><dd><code>(.+?)</code>", page)]
    assert commands == [SYSTEMS[system].format("herning-2019-udgave-1-plan.pdf")]
    command = commands[0].replace(".pdf", f".{kind}")  # as the page says of the text
    answer = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert f"<code>{answer.stdout.split()[0]}</code>" in page


WINDOWS = re.compile(r"\(Get-FileHash ([A-Za-z0-9][A-Za-z0-9.-]*) -Algorithm SHA256\)\.Hash")
"""`Get-FileHash [-Path] <String[]> [-Algorithm <String>]` answers an object whose `Hash` is the checksum in capitals (its
help in PowerShell 5.1 and 7). A name of these signs, that does not begin with a hyphen, is read as it stands: it needs no
quotes, and nothing in it is a wildcard."""


@pytest.mark.parametrize(
    ("page", "file"),
    [("", "udgave/1/plan"), ("opfoelgning/", "opfoelgning/maalopfoelgning/udgave/1/opfoelgning")],
)
def test_windows_is_given_a_line_that_its_help_describes_with_the_name_that_is_saved(
    client: Client, page: str, file: str
) -> None:
    publish(document_of())
    publish(report_of(document_of()))
    shown = client.get(f"/herning/2019/{page}udgaver/").content.decode()
    (line,) = re.findall(r"<dt>Windows</dt><dd><code>(.+?)</code>", shown)
    told = WINDOWS.fullmatch(unescape(line))
    assert told
    saved = client.get(f"/herning/2019/{file}.pdf")
    assert f'filename="{told[1]}"' in saved["Content-Disposition"]
    checksum = hashlib.sha256(body(saved)).hexdigest()
    assert f"<code>{checksum}</code>" in shown
    assert "Det betyder ikke noget, om bogstaverne er store eller små." in shown


def test_newest_entry_of_the_chain_is_at_an_address_that_the_page_leads_to(client: Client) -> None:
    publish(document_of())
    publish(document_of("vejle"))
    head = proof.head()
    assert (head.sequence, len(head.sha256)) == (2, 64)
    assert 'href="/beviskaede.txt"' in client.get("/herning/2019/udgaver/").content.decode()
    assert client.get("/beviskaede.txt").content.decode() == f"2 {head.sha256}\n"


def test_entry_is_of_what_is_shown(client: Client) -> None:
    edition = publish(document_of(), "Første udgave.")
    (line,) = proof.export()
    assert hashlib.sha256(line.encode()).hexdigest() == proof.head().sha256
    for shown in ("Første udgave.", edition.pdf_sha256, edition.document_sha256):
        assert shown in line
