import hashlib
from dataclasses import replace

import pytest
from django.test import Client

from documents.codec import from_json
from tests.publishing.edition_factory import document_of, publish, report_of, small_pdf, withdraw
from tests.website.pages import body

pytestmark = pytest.mark.django_db

FILES = {
    "/herning/2019/plan.pdf": "herning-2019-plan.pdf",
    "/herning/2019/plan.json": "herning-2019-plan.json",
    "/herning/2019/udgave/1/plan.pdf": "herning-2019-udgave-1-plan.pdf",
    "/herning/2019/udgave/1/plan.json": "herning-2019-udgave-1-plan.json",
    "/herning/2019/opfoelgning.pdf": "herning-2019-opfoelgning.pdf",
    "/herning/2019/opfoelgning.json": "herning-2019-opfoelgning.json",
    "/herning/2019/opfoelgning/maalopfoelgning/udgave/1/opfoelgning.pdf": "herning-2019-opfoelgning-maalopfoelgning-udgave-1-opfoelgning.pdf",
    "/herning/2019/opfoelgning/maalopfoelgning/udgave/1/opfoelgning.json": "herning-2019-opfoelgning-maalopfoelgning-udgave-1-opfoelgning.json",
}


@pytest.fixture(autouse=True)
def _published() -> None:
    publish(document_of())
    publish(replace(document_of(), summary="Æøå er rettet."))
    publish(report_of(document_of()))


@pytest.mark.parametrize(("address", "name"), FILES.items())
def test_download_is_named_and_carries_the_checksum_of_its_bytes(
    client: Client, address: str, name: str
) -> None:
    response = client.get(address)
    content = body(response)
    assert response["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert response["Content-Disposition"] == f'inline; filename="{name}"'
    assert response["Content-Type"] == ("application/pdf" if name.endswith("pdf") else "application/json")
    assert response["Content-Length"] == str(len(content))
    assert response["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("address", FILES)
def test_download_is_not_sent_again_to_who_has_it(client: Client, address: str) -> None:
    first = client.get(address)
    body(first)
    by_etag = client.get(address, headers={"If-None-Match": first["ETag"]})
    by_date = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    other = client.get(address, headers={"If-None-Match": '"noget-andet"'})
    assert (by_etag.status_code, body(by_etag)) == (304, b"")
    assert (by_date.status_code, body(by_date)) == (304, b"")
    assert (other.status_code, len(body(other))) == (200, int(first["Content-Length"]))


def test_pdf_is_the_stored_file_and_is_not_compressed_again(client: Client) -> None:
    response = client.get("/herning/2019/plan.pdf", headers={"Accept-Encoding": "gzip"})
    assert body(response) == small_pdf(client.get("/herning/2019/plan.json").content.decode())
    assert "Content-Encoding" not in response


def test_json_is_the_tree_as_published(client: Client) -> None:
    old, new = (
        from_json(client.get(address).content.decode())
        for address in ("/herning/2019/udgave/1/plan.json", "/herning/2019/plan.json")
    )
    assert old == document_of()
    assert new == replace(document_of(), summary="Æøå er rettet.")


def test_head_tells_the_size_without_the_file(client: Client) -> None:
    response = client.head("/herning/2019/plan.pdf")
    assert response["Content-Length"] == str(len(body(client.get("/herning/2019/plan.pdf"))))
    assert int(response["Content-Length"]) > len(small_pdf())
    assert body(response) == b""


def test_withdrawn_edition_has_no_file_at_its_own_address(client: Client) -> None:
    withdraw(publish(document_of()))
    assert client.get("/herning/2019/udgave/3/plan.pdf").status_code == 410
    assert client.get("/herning/2019/udgave/3/plan.json").status_code == 410
    text = client.get("/herning/2019/udgave/1/plan.json").content.decode()
    assert body(client.get("/herning/2019/udgave/1/plan.pdf")) == small_pdf(text)


def test_download_of_nothing_published_is_not_found(client: Client) -> None:
    assert client.get("/herning/2018/plan.pdf").status_code == 404
    assert client.get("/herning/2019/udgave/7/plan.json").status_code == 404
