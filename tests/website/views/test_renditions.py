"""The further PDFs: served as stored, linked from where one looks for them, and honest about what is not
there yet."""

import hashlib
from dataclasses import replace

import pytest
from django.test import Client

from publishing.models import Edition, Rendition, Suspension
from tests.publishing.edition_factory import (
    document_of,
    make,
    make_all,
    publish,
    report_of,
    small_pdf,
    withdraw,
)
from tests.website.pages import body, read

pytestmark = pytest.mark.django_db

FILES = {
    "/herning/2019/tema/tema-1.pdf": "herning-2019-tema-tema-1.pdf",
    "/herning/2019/maal.pdf": "herning-2019-maal.pdf",
    "/herning/2019/aendringer.pdf": "herning-2019-aendringer.pdf",
    "/herning/2019/aendringer-siden-udgaven-foer.pdf": "herning-2019-aendringer-siden-udgaven-foer.pdf",
    "/herning/2019/trykkeri.pdf": "herning-2019-trykkeri.pdf",
    "/herning/2019/udgave/1/tema/tema-1.pdf": "herning-2019-udgave-1-tema-tema-1.pdf",
    "/herning/2019/udgave/1/maal.pdf": "herning-2019-udgave-1-maal.pdf",
    "/herning/2019/udgave/2/aendringer.pdf": "herning-2019-udgave-2-aendringer.pdf",
    "/herning/2019/udgave/1/trykkeri.pdf": "herning-2019-udgave-1-trykkeri.pdf",
    "/herning/2019/opfoelgning/tema/tema-1.pdf": "herning-2019-opfoelgning-tema-tema-1.pdf",
    "/herning/2019/opfoelgning/maal.pdf": "herning-2019-opfoelgning-maal.pdf",
    "/herning/2019/opfoelgning/maalopfoelgning/udgave/1/trykkeri.pdf": "herning-2019-opfoelgning-maalopfoelgning-udgave-1-trykkeri.pdf",
}


@pytest.fixture
def editions() -> list[Edition]:
    documents = [
        document_of(year=2018),
        document_of(),
        replace(document_of(), summary="Æøå er rettet."),
        report_of(document_of()),
    ]
    return [publish(document) for document in documents]


@pytest.fixture
def _made(editions: list[Edition]) -> None:
    for edition in editions:
        make_all(edition)


@pytest.mark.usefixtures("_made")
@pytest.mark.parametrize(("address", "name"), FILES.items())
def test_rendition_is_served_as_stored_and_only_once(client: Client, address: str, name: str) -> None:
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    content = body(response)
    assert response["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert Rendition.objects.filter(pdf_sha256=hashlib.sha256(content).hexdigest()).exists()
    assert response["Content-Disposition"] == f'inline; filename="{name}"'
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Content-Encoding" not in response
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, body(again)) == (304, b"")


@pytest.mark.usefixtures("editions")
@pytest.mark.parametrize("address", FILES)
def test_rendition_that_is_not_made_yet_says_so_in_danish(client: Client, address: str) -> None:
    response = client.get(address)
    page = read(response)
    assert (response.status_code, response["Cache-Control"]) == (404, "max-age=10, public")
    assert page.text("h1") == ["PDF'en er ikke klar endnu"]
    assert [link for link in page.links if link.endswith(".pdf")] != []


@pytest.mark.usefixtures("editions")
@pytest.mark.parametrize(
    "address",
    [
        "/herning/2019/tema/findes-ikke.pdf",
        "/herning/2018/aendringer.pdf",
        "/herning/2018/aendringer-siden-udgaven-foer.pdf",
        "/herning/2019/udgave/1/aendringer-siden-udgaven-foer.pdf",
        "/herning/2019/opfoelgning/tema/findes-ikke.pdf",
        "/herning/2017/maal.pdf",
        "/herning/2019/udgave/7/maal.pdf",
    ],
)
def test_rendition_that_never_comes_is_not_found(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert read(response).text("h1") == ["Siden findes ikke"]


@pytest.mark.usefixtures("_made")
def test_withdrawn_edition_has_no_renditions(client: Client, editions: list[Edition]) -> None:
    withdraw(editions[2])
    assert client.get("/herning/2019/maal.pdf").status_code == 410
    assert client.get("/herning/2019/udgave/2/trykkeri.pdf").status_code == 410
    assert body(client.get("/herning/2019/udgave/1/trykkeri.pdf")) == small_pdf()


@pytest.mark.usefixtures("_made")
def test_comparison_with_what_has_been_withdrawn_is_neither_served_nor_linked(
    client: Client, editions: list[Edition]
) -> None:
    withdraw(editions[1])
    assert client.get("/herning/2019/aendringer-siden-udgaven-foer.pdf").status_code == 404
    links = read(client.get("/herning/2019/udgaver/")).links
    assert [link for link in links if "foer" in link] == []
    assert "/herning/2019/udgave/2/aendringer.pdf" in links


@pytest.mark.usefixtures("_made")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/herning/2019/tema/tema-1/", ["/herning/2019/opfoelgning/maalopfoelgning/tema/tema-1.pdf"]),
        ("/herning/2019/udgave/1/tema/tema-2/", ["/herning/2019/udgave/1/tema/tema-2.pdf"]),
        (
            "/herning/2019/maal/",
            ["/herning/2019/maal.pdf", "/herning/2019/opfoelgning/maalopfoelgning/maal.pdf"],
        ),
        ("/herning/2019/sammenlign/2018/", ["/herning/2019/aendringer.pdf"]),
        ("/herning/2018/sammenlign/2019/", []),
        (
            "/herning/2019/opfoelgning/",
            [
                "/herning/2019/opfoelgning/maalopfoelgning/opfoelgning.pdf",
                "/herning/2019/opfoelgning/maalopfoelgning/maal.pdf",
            ],
        ),
    ],
)
def test_page_links_to_its_rendition(client: Client, address: str, expected: list[str]) -> None:
    assert [link for link in read(client.get(address)).links if link.endswith(".pdf")] == expected


def test_theme_leads_to_the_file_of_the_follow_up_in_force_though_the_plans_own_was_made_after_it(
    client: Client,
) -> None:
    """Both are made in the background: the plan's with what was known when that began."""
    plan, before, report = (publish(one) for one in (document_of(), *[report_of(document_of())] * 2))
    make(report, "theme", "tema-1", against=plan)
    make(plan, "theme", "tema-1", against=before)
    links = read(client.get("/herning/2019/tema/tema-1/")).links
    assert [link for link in links if link.endswith(".pdf")] == [
        "/herning/2019/opfoelgning/maalopfoelgning/tema/tema-1.pdf"
    ]


THEME_PDFS = (
    "/herning/2019/tema/tema-1.pdf",
    "/herning/2019/udgave/2/tema/tema-1.pdf",
    "/herning/2019/opfoelgning/tema/tema-1.pdf",
)


@pytest.mark.usefixtures("_made")
@pytest.mark.parametrize("is_suspended", [False, True])
def test_theme_with_results_is_at_no_address_when_its_follow_up_is_not_shown(
    client: Client, editions: list[Edition], is_suspended: bool
) -> None:
    """The plan's own is to be made anew, without them."""
    if is_suspended:
        withdraw(editions[1])
        Suspension.objects.create(edition=editions[3], withdrawal=editions[1].withdrawal)
    else:
        withdraw(editions[3])
    found = [client.get(address).status_code for address in THEME_PDFS]
    links = read(client.get("/herning/2019/tema/tema-1/")).links
    assert found == [404, 404, 410]
    assert [link for link in links if link.endswith(".pdf")] == []


@pytest.mark.parametrize("address", ["tema/tema-1/", "maal/", "sammenlign/2018/", "opfoelgning/", "udgaver/"])
@pytest.mark.usefixtures("editions")
def test_page_does_not_link_to_what_is_not_made(client: Client, address: str) -> None:
    links = read(client.get(f"/herning/2019/{address}")).links
    made = ("/plan.pdf", "opfoelgning.pdf")
    assert [link for link in links if link.endswith(".pdf") and not link.endswith(made)] == []


def test_link_says_pages_and_size(client: Client, editions: list[Edition]) -> None:
    make(editions[2], "goals")
    items = read(client.get("/herning/2019/maal/")).text("li")
    assert [item for item in items if "PDF" in item] == ["Alle mål til udskrift (PDF, 1 side, 2 kB)"]


@pytest.mark.usefixtures("_made")
def test_editions_list_every_rendition_at_the_address_that_lasts(client: Client) -> None:
    page = read(client.get("/herning/2019/udgaver/"))
    first = [link for link in page.links if "/udgave/2/" in link and link.endswith(".pdf")]
    assert first == [
        f"/herning/2019/udgave/2/{name}.pdf"
        for name in (
            *("plan", "tema/tema-1", "tema/tema-2", "maal"),
            *("aendringer", "aendringer-siden-udgaven-foer", "trykkeri"),
        )
    ]
    assert [item for item in page.text("li") if item.startswith("Ændringer siden") and "(PDF" in item] == [
        "Ændringer siden Beskæftigelsesplan 2018 (PDF, 1 side, 2 kB)",
        "Ændringer siden udgave 1 (PDF, 1 side, 2 kB)",
        "Ændringer siden Beskæftigelsesplan 2018 (PDF, 1 side, 2 kB)",
    ]
