import pytest
from django.test import Client

from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.publishing.pages import Page, read

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
        "/herning/2019/opfoelgning/udgave/1/opfoelgning.pdf",
        "/herning/2019/opfoelgning/udgave/1/opfoelgning.json",
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
