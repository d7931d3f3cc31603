"""What each page says of itself to search engines and to whoever links to it."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from documents.proposal import as_proposal
from tests.publishing.edition_factory import document_of, publish, report_of
from tests.website.pages import Page, body, read

pytestmark = pytest.mark.django_db


def page_at(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, address
    return read(response)


def canonical(page: Page) -> list[str]:
    found = [one["href"] for one in page.all("link") if one.get("rel") == "canonical"]
    return [one.removeprefix(settings.SITE_URL) for one in found]


def linked(client: Client, address: str) -> list[dict[str, Any]]:
    text = client.get(address).content.decode()
    found: list[dict[str, Any]] = json.loads(
        re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)[0]
    )["@graph"]
    return found


def test_permanent_pages_of_what_is_in_force_name_the_current_ones(client: Client) -> None:
    publish(document_of())
    publish(replace(document_of(), summary="Nyt."))
    publish(report_of(document_of()))
    for rest in ("", "maal/", "tema/tema-1/", "afsnit/indledning/"):
        assert canonical(page_at(client, f"/herning/2019/udgave/2/{rest}")) == [f"/herning/2019/{rest}"]
        assert canonical(page_at(client, f"/herning/2019/{rest}")) == [f"/herning/2019/{rest}"]
        old = page_at(client, f"/herning/2019/udgave/1/{rest}")
        assert canonical(old) == []
        assert {"name": "robots", "content": "noindex"} in old.all("meta")
    report = "/herning/2019/opfoelgning/maalopfoelgning/"
    for address in ("/herning/2019/opfoelgning/", report, f"{report}udgave/1/"):
        assert canonical(page_at(client, address)) == [report]
    assert canonical(page_at(client, "/herning/2019/?fra=nyhedsbrev")) == ["/herning/2019/"]


def test_files_are_left_out_where_their_pages_are(client: Client) -> None:
    publish(document_of())
    publish(replace(document_of(), summary="Nyt."))
    publish(as_proposal(document_of(year=2020)))
    publish(as_proposal(replace(document_of(year=2020), summary="Nyt.")))
    for file in ("plan.pdf", "plan.json", "maal.csv", "maal.xlsx", "tal.csv"):
        for address, hidden in {
            f"/herning/2019/{file}": False,
            f"/herning/2019/udgave/2/{file}": False,
            f"/herning/2019/udgave/1/{file}": True,
            f"/herning/2020/forslag/2/{file}": False,
            f"/herning/2020/forslag/1/{file}": True,
        }.items():
            response = client.get(address)
            body(response)
            assert (response.get("X-Robots-Tag") == "noindex") == hidden, address


def test_a_plan_says_to_programs_what_it_is_and_where(client: Client) -> None:
    publish(document_of())
    report, trail = linked(client, "/herning/2019/tema/tema-1/")
    assert (report["@type"], report["name"], report["publisher"]["name"]) == (
        "Report",
        "Beskæftigelsesplan 2019",
        "Herning Kommune",
    )
    assert [(one["position"], one["name"]) for one in trail["itemListElement"]] == [
        (1, "Forside"),
        (2, "Herning"),
        (3, "Beskæftigelsesplan 2019"),
        (4, "Tema 1"),
    ]
    assert [one["@type"] for one in linked(client, "/herning/")] == ["GovernmentOrganization"]


def test_no_text_ends_the_script_that_holds_it(client: Client) -> None:
    evil = "</script><script>alert(1)</script>&"
    publish(replace(document_of(), title=evil, summary=evil))
    found = linked(client, "/herning/2019/")
    assert (found[0]["name"], found[0]["abstract"]) == (evil, evil)
    page = page_at(client, "/herning/2019/")
    shared_title = [one["content"] for one in page.all("meta") if one.get("property") == "og:title"]
    assert shared_title == [f"{evil} – Herning Kommune"]
