from dataclasses import replace

import pytest
from django.test import Client

from documents import tree
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website.pages import read

pytestmark = pytest.mark.django_db


def test_follow_up_shows_each_goal_with_its_verdict_and_text(client: Client) -> None:
    publish(report_of(document_of(themes=2, goals=3), "partly"))
    page = read(client.get("/herning/2019/opfoelgning/"))
    verdicts = [item for item in page.all("div") if item.get("class") == "result"]
    assert page.text("h1") == ["Målopfølgning 2019"]
    assert len(verdicts) == 6
    assert page.text("p").count("Det gik godt.") == 6
    assert page.links.count("/herning/2019/opfoelgning/maalopfoelgning/opfoelgning.pdf") == 1


def test_follow_up_shows_a_goal_it_passes_over_as_not_reported(client: Client) -> None:
    report = report_of(document_of(themes=1, goals=2))
    assert report.follow_up
    publish(
        replace(report, follow_up=replace(report.follow_up, assessments=report.follow_up.assessments[:1]))
    )
    page = read(client.get("/herning/2019/opfoelgning/"))
    marks = [item["class"] for item in page.all("span") if "status" in item.get("class", "")]
    # Of the contents; of the summary, the worst first; of the cards.
    assert marks == [f"status {mark}" for mark in ("met", "silent", "silent", "met", "met", "silent")]


def test_follow_up_shows_goals_of_the_whole_plan_first(client: Client) -> None:
    publish(report_of(replace(document_of(themes=1), goals=(tree.Goal(1, "Hele planens mål."),))))
    page = read(client.get("/herning/2019/opfoelgning/"))
    assert page.ids.index("planens-maal") < page.ids.index("tema-tema-1")
    assert "Hele planens mål." in page.text("p")


def test_follow_up_leads_to_the_plan_only_where_it_can_be_read(client: Client) -> None:
    publish(report_of(document_of()))
    alone = read(client.get("/herning/2019/opfoelgning/"))
    publish(document_of())
    together = read(client.get("/herning/2019/opfoelgning/"))
    assert "/herning/2019/" not in alone.links
    assert "/herning/2019/" in together.links


def test_each_focus_area_of_a_follow_up_leads_into_the_plan(client: Client) -> None:
    publish(report_of(document_of(themes=3)))
    themes = [f"/herning/2019/tema/tema-{number}/" for number in (1, 2, 3)]
    assert [link for link in read(client.get("/herning/2019/opfoelgning/")).links if link in themes] == []
    publish(document_of(themes=2))  # the third was taken out of the plan since
    assert [
        link for link in read(client.get("/herning/2019/opfoelgning/")).links if link in themes
    ] == themes[:2]


def test_follow_up_has_its_own_editions(client: Client) -> None:
    publish(document_of())
    publish(report_of(document_of()))
    publish(report_of(document_of(), "not_met"))
    old = read(client.get("/herning/2019/opfoelgning/maalopfoelgning/udgave/1/"))
    new = read(client.get("/herning/2019/opfoelgning/"))
    assert {"class": "status met"} in old.all("span")
    assert {"class": "status not"} in new.all("span")
    assert "/herning/2019/opfoelgning/maalopfoelgning/udgave/1/opfoelgning.pdf" in old.links


def test_withdrawn_follow_up_is_gone_but_the_plan_is_not(client: Client) -> None:
    publish(document_of())
    withdraw(publish(report_of(document_of())))
    assert client.get("/herning/2019/opfoelgning/").status_code == 410
    assert client.get("/herning/2019/opfoelgning.pdf").status_code == 410
    assert client.get("/herning/2019/").status_code == 200
