"""The pages of a plan with a level above its themes."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents import tree
from tests.documents.test_theme_groups import PLAN, plan_of
from tests.publishing.edition_factory import publish, report_of
from tests.website.pages import Page, read

pytestmark = pytest.mark.django_db
HERE = "/herning/2019/"


def get(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, address
    return read(response)


def test_plan_leads_through_the_level_to_its_themes_and_back(client: Client) -> None:
    publish(PLAN)
    front = get(client, HERE)
    assert "Pejlemærke A Borgere" in [" ".join(text.split()) for text in front.text("h3")]
    ways = [link for link in front.links if "#" not in link]
    assert [link for link in ways if re.search("/(gruppe|tema)/[^/]+/$", link)] == [
        *(f"{HERE}gruppe/borgere/", f"{HERE}tema/tema-1/", f"{HERE}tema/tema-2/"),
        *(f"{HERE}gruppe/virksomheder/", f"{HERE}tema/tema-3/"),
    ]
    page = get(client, f"{HERE}gruppe/borgere/")
    assert page.text("h1") == ["Borgere"]
    assert "Om borgere." in page.text("p")
    assert {f"{HERE}tema/tema-1/", f"{HERE}tema/tema-2/", f"{HERE}afsnit/rammer/"} <= set(page.links)
    theme = get(client, f"{HERE}tema/tema-3/")
    assert f"{HERE}gruppe/virksomheder/" in theme.links
    assert get(client, f"{HERE}udgave/1/gruppe/borgere/").text("h1") == ["Borgere"]
    assert client.get(f"{HERE}gruppe/ukendt/").status_code == 404


def test_all_goals_and_the_follow_up_are_below_their_level(client: Client) -> None:
    publish(PLAN)
    publish(report_of(PLAN))
    goals = get(client, f"{HERE}maal/")
    headings = [" ".join(text.split()) for text in goals.text("h2")]
    assert [heading for heading in headings if "Pejlemærke" in heading] == [
        "Pejlemærke A: Borgere",
        "Pejlemærke B: Virksomheder",
    ]
    report = get(client, f"{HERE}opfoelgning/")
    assert "Pejlemærke B Virksomheder" in [" ".join(text.split()) for text in report.text("h2")]
    assert "Tema 3 Tema nummer 3" in [" ".join(text.split()) for text in report.text("h3")]


@pytest.mark.parametrize("themes", [1, 3])
def test_page_of_the_level_makes_the_queries_of_a_themes_page(client: Client, themes: int) -> None:
    publish(plan_of(*["borgere"] * themes))
    with CaptureQueriesContext(connection) as queries:
        get(client, f"{HERE}gruppe/borgere/")
    assert len(queries) == 2


def test_what_is_written_as_a_level_is_shown_and_does_nothing(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    group = tree.ThemeGroup(evil, "borgere", evil[:20], evil)
    publish(replace(PLAN, theme_group_label=evil, theme_groups=(group,)))
    for address in (HERE, f"{HERE}gruppe/borgere/", f"{HERE}tema/tema-1/", f"{HERE}maal/"):
        assert "<script>alert" not in client.get(address).content.decode()
