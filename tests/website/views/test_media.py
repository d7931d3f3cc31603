import hashlib
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from documents import tree
from plans.models import Municipality
from publishing.models import EditionFile
from tests.factories import AttachmentFactory, MunicipalityFactory
from tests.publishing.edition_factory import document_of, publish, withdraw
from tests.website.pages import body

pytestmark = pytest.mark.django_db


def with_text(text: str) -> tree.PlanDocument:
    return replace(document_of(), sections=(tree.Section("Indledning", "indledning", body=text),))


def test_drawn_crest_is_shown_and_holds_no_script(editor: Client, municipality: Municipality) -> None:
    content = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>x()</script><path d="M0 0"/></svg>'
    municipality.crest.save("by.svg", ContentFile(content))
    response = editor.get(f"/media/{municipality.crest.name}")
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"].startswith("inline")
    assert b"script" not in body(response)


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
    editor: Client, municipality: Municipality, name: str, kind: str, disposition: str
) -> None:
    default_storage.save(f"bilag/{municipality.pk}/{name}", ContentFile(b"indhold"))
    response = editor.get(f"/media/bilag/{municipality.pk}/{name}")
    assert body(response) == b"indhold"
    assert (response["Content-Type"], response["Content-Disposition"]) == (kind, disposition)


@pytest.mark.parametrize(
    "path", ["findes-ikke.png", "../db.sqlite3", "..%2f..%2fetc/passwd", "bilag/", "a%00b"]
)
def test_media_outside_the_folder_or_missing_is_not_found(editor: Client, path: str) -> None:
    default_storage.save("bilag/notat.pdf", ContentFile(b"indhold"))
    assert editor.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("kind", ["billeder", "bilag", "vaaben"])
def test_media_of_a_draft_is_for_the_people_of_its_municipality(
    editor: Client, superuser: Client, municipality: Municipality, kind: str
) -> None:
    foreign = MunicipalityFactory()
    for owner in (municipality, foreign):
        default_storage.save(f"{kind}/{owner.pk}/kladde.png", ContentFile(b"indhold"))

    def seen(client: Client) -> list[bool]:
        answers = [client.get(f"/media/{kind}/{owner.pk}/kladde.png") for owner in (municipality, foreign)]
        return [answer.status_code == 200 and body(answer) == b"indhold" for answer in answers]

    assert [seen(client) for client in (editor, superuser, Client())] == [
        [True, False],
        [True, True],
        [False, False],
    ]


def test_media_of_no_municipality_is_for_superusers(editor: Client, superuser: Client) -> None:
    default_storage.save("billeder/gammel.png", ContentFile(b"indhold"))
    assert editor.get("/media/billeder/gammel.png").status_code == 404
    assert body(superuser.get("/media/billeder/gammel.png")) == b"indhold"


def test_another_municipality_cannot_publish_a_file_by_naming_it(
    client: Client, municipality: Municipality
) -> None:
    path = f"bilag/{municipality.pk}/notat.pdf"
    default_storage.save(path, ContentFile(b"indhold"))
    publish(with_text(f"Se [notatet](/media/{path})"))
    assert client.get(f"/media/{path}").status_code == 404


def test_media_of_a_draft_is_hidden_from_the_public(client: Client) -> None:
    default_storage.save("billeder/kladde.png", ContentFile(b"indhold"))
    assert client.get("/media/billeder/kladde.png").status_code == 404


def test_media_of_an_edition_is_public_until_it_is_withdrawn(client: Client) -> None:
    default_storage.save("billeder/kort.png", ContentFile(b"indhold"))
    edition = publish(with_text("Se ![kortet](/media/billeder/kort.png)"))
    response = client.get("/media/billeder/kort.png")
    assert body(response) == b"indhold"
    assert "Cookie" not in response.headers.get("Vary", "")
    withdraw(edition)
    assert client.get("/media/billeder/kort.png").status_code == 404


@pytest.mark.parametrize(
    "way", ["billeder//{}/k.png", "billeder/./{}/k.png", "billeder/x/../{}/k.png", "./billeder/{}/k.png"]
)
def test_media_has_one_address_however_an_edition_names_it(
    client: Client, municipality: Municipality, way: str
) -> None:
    """Its owner is read from the address: a crooked one would belong to nobody and be shown."""
    default_storage.save(f"billeder/{municipality.pk}/k.png", ContentFile(b"indhold"))
    path = way.format(municipality.pk)
    publish(with_text(f"Se ![kortet](/media/{path})"))
    assert client.get(f"/media/{path}").status_code == 404


def test_media_of_a_draft_is_kept_by_nobody(editor: Client, municipality: Municipality) -> None:
    default_storage.save(f"bilag/{municipality.pk}/notat.pdf", ContentFile(b"indhold"))
    response = editor.get(f"/media/bilag/{municipality.pk}/notat.pdf")
    assert body(response) == b"indhold"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("draft", ["notat.csv", "notat", "csv.pdf"])
def test_file_is_published_by_its_whole_path(client: Client, draft: str) -> None:
    """A path that is a part of a published one, or of what a text says, is another file."""
    town = MunicipalityFactory(slug="herning")
    for name in ("notat.csv.pdf", draft):
        default_storage.save(f"bilag/{town.pk}/{name}", ContentFile(b"indhold"))
    path = f"bilag/{town.pk}/notat.csv.pdf"
    annex = tree.Attachment("Notat", path, 7, hashlib.sha256(b"indhold").hexdigest())
    words = with_text(f"Filen hedder /media/bilag/{town.pk}/{draft} hos os.")
    publish(replace(words, attachments=(annex,)))
    assert body(client.get(f"/media/{path}")) == b"indhold"
    assert client.get(f"/media/bilag/{town.pk}/{draft}").status_code == 404


def test_file_is_public_for_as_long_as_one_edition_with_it_is(client: Client) -> None:
    default_storage.save("billeder/kort.png", ContentFile(b"indhold"))
    with_picture = with_text("Se ![kortet](/media/billeder/kort.png)")
    first, second = publish(with_picture), publish(replace(with_picture, summary="Rettet."))
    withdraw(first)
    assert body(client.get("/media/billeder/kort.png")) == b"indhold"
    withdraw(second)
    assert client.get("/media/billeder/kort.png").status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "![kort](/media/billeder/et%20kort.png)",
        "[kort](/media/billeder/et%20kort.png?x=1#y)",
        "[kort](http://127.0.0.1:8000/media/billeder/et%20kort.png)",
        "[kort](/media/x/../billeder/et%20kort.png)",
    ],
)
def test_file_is_the_edition_s_however_a_text_names_it(client: Client, text: str) -> None:
    default_storage.save("billeder/et kort.png", ContentFile(b"indhold"))
    publish(with_text(text))
    assert EditionFile.objects.values_list("path", "size").get() == ("billeder/et kort.png", 7)
    assert body(client.get("/media/billeder/et%20kort.png")) == b"indhold"


def test_replacing_or_deleting_a_row_s_file_leaves_the_published_one(client: Client) -> None:
    """The row of the draft goes its own way: what an edition names stays on the disk as it was."""
    town = MunicipalityFactory(slug="herning")
    annex = AttachmentFactory(plan__municipality=town, plan__year=2019)
    town.crest.save("by.png", ContentFile(b"by"))
    document = replace(
        document_of(),
        attachments=(
            tree.Attachment("Bilag", annex.file.name, 9, hashlib.sha256(b"Et bilag\n").hexdigest()),
        ),
        municipality=replace(document_of().municipality, crest=town.crest.name),
    )
    publish(document)
    published = {annex.file.name: b"Et bilag\n", town.crest.name: b"by"}
    annex.file.save(annex.file.name.rpartition("/")[2], ContentFile(b"et andet"))
    town.crest.save("by.png", ContentFile(b"en anden by"))
    annex.delete()
    assert {name: body(client.get(f"/media/{name}")) for name in published} == published
