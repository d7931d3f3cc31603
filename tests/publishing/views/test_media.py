from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from tests.publishing.edition_factory import document_of, publish, withdraw
from tests.publishing.pages import body

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("vaaben.png", "image/png", 'inline; filename="vaaben.png"'),
        ("notat.pdf", "application/pdf", 'inline; filename="notat.pdf"'),
        ("tal.xlsx", "application/octet-stream", 'attachment; filename="tal.xlsx"'),
        ("ond.svg", "application/octet-stream", 'attachment; filename="ond.svg"'),
        ("ond.html", "application/octet-stream", 'attachment; filename="ond.html"'),
        ("ond.js", "application/octet-stream", 'attachment; filename="ond.js"'),
    ],
)
def test_media_is_shown_only_when_it_is_a_picture_or_a_pdf(
    editor: Client, name: str, kind: str, disposition: str
) -> None:
    default_storage.save(f"bilag/{name}", ContentFile(b"indhold"))
    response = editor.get(f"/media/bilag/{name}")
    assert body(response) == b"indhold"
    assert (response["Content-Type"], response["Content-Disposition"]) == (kind, disposition)


@pytest.mark.parametrize(
    "path", ["findes-ikke.png", "../db.sqlite3", "..%2f..%2fetc/passwd", "bilag/", "a%00b"]
)
def test_media_outside_the_folder_or_missing_is_not_found(editor: Client, path: str) -> None:
    default_storage.save("bilag/notat.pdf", ContentFile(b"indhold"))
    assert editor.get(f"/media/{path}").status_code == 404


def test_media_of_a_draft_is_hidden_from_the_public(client: Client) -> None:
    default_storage.save("billeder/kladde.png", ContentFile(b"indhold"))
    assert client.get("/media/billeder/kladde.png").status_code == 404


def test_media_of_an_edition_is_public_until_it_is_withdrawn(client: Client) -> None:
    default_storage.save("billeder/kort.png", ContentFile(b"indhold"))
    edition = publish(replace(document_of(), notice="Se ![kortet](/media/billeder/kort.png)"))
    response = client.get("/media/billeder/kort.png")
    assert body(response) == b"indhold"
    assert "Cookie" not in response.headers.get("Vary", "")
    withdraw(edition)
    assert client.get("/media/billeder/kort.png").status_code == 404
