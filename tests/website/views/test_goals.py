"""A plan's goals: chosen among, and each on a page of its own."""

from dataclasses import replace

import pytest
from django.test import Client

from documents import tree
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website import years
from tests.website.pages import Page, read

pytestmark = pytest.mark.django_db

YOUNG, ILL = tree.TargetGroup("unge", "Unge"), tree.TargetGroup("sygemeldte", "Sygemeldte")
FIRST = tree.NationalGoalRef(2019, 1)


def get(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, address
    return read(response)


def plan() -> tree.PlanDocument:
    """Theme 1 is for the young, but for its second goal; that one answers a national goal. One goal is the plan's."""
    document = document_of(themes=2, goals=2)
    first, second = document.themes
    goals = (first.goals[0], replace(first.goals[1], target_groups=(ILL,), answers=(FIRST,)))
    return replace(
        document,
        themes=(replace(first, goals=goals, target_groups=(YOUNG,)), second),
        goals=(tree.Goal(1, "Hele planens mål."),),
        national_goals=(tree.NationalGoal(2019, 1, "Flere i job"),),
    )


def report(document: tree.PlanDocument) -> tree.PlanDocument:
    """Met, not met, partly met, not met; of the last nothing is said."""
    found = report_of(document)
    assert found.follow_up
    verdicts: list[tree.Verdict] = ["met", "not_met", "partly", "not_met"]
    assessments = zip(found.follow_up.assessments, verdicts, strict=False)
    judged = tuple(replace(each, verdict=verdict) for each, verdict in assessments)
    return replace(found, follow_up=replace(found.follow_up, assessments=judged))


def numbers(page: Page) -> list[str]:
    """The goals in the page's tables."""
    heads = zip(page.all("th"), page.text("th"), strict=True)
    return [text.removeprefix("Mål ") for head, text in heads if head.get("scope") == "row" and "Mål" in text]


@pytest.fixture
def published(client: Client) -> Client:
    publish(plan())
    publish(report(plan()))
    return client


CHOICES = {
    "": (["1", "1.1", "1.2", "2.1", "2.2"], "Alle mål", "5 mål"),
    "resultat/ikke-opfyldt/": (["1.1", "2.1"], "Mål: ikke opfyldt", "Viser 2 af 5 mål"),
    "resultat/ikke-rapporteret/": (["2.2"], "Mål: ikke opgjort", "Viser 1 af 5 mål"),
    "resultat/kan-ikke-vurderes/": ([], "Mål: kan ikke vurderes", "Viser 0 af 5 mål"),
    "maalgruppe/unge/": (["1.1"], "Mål: målgruppe: unge", "Viser 1 af 5 mål"),
    "tema/tema-2/": (["2.1", "2.2"], "Mål: tema 2", "Viser 2 af 5 mål"),
    "ministermaal/2019-1/": (["1.2"], "Mål: ministermål 1", "Viser 1 af 5 mål"),
    "?tema=tema-2&resultat=ikke-opfyldt": (["2.1"], "Mål: tema 2, ikke opfyldt", "Viser 1 af 5 mål"),
    "?tema=tema-1&maalgruppe=unge&resultat=opfyldt": (
        [],
        "Mål: tema 1, målgruppe: unge, opfyldt",
        "Viser 0 af 5 mål",
    ),
    "?tema=findes-ikke&resultat=ogs%C3%A5&x=1": (["1", "1.1", "1.2", "2.1", "2.2"], "Alle mål", "5 mål"),
}


def test_goals_are_chosen_by_paths_and_queries_and_counted(published: Client) -> None:
    found = {}
    for address in CHOICES:
        page = get(published, f"/herning/2019/maal/{address}")
        assert page.text("title") == [f"{page.text('h1')[0]} – Beskæftigelsesplan 2019, Herning Kommune"]
        shown = [text for text in page.text("p") if text.endswith(" mål")]
        found[address] = (numbers(page), page.text("h1")[0], shown[0])
        if "0 af" in shown[0]:
            assert "Ingen mål i planen passer til det valgte." in page.text("p")
            assert "/herning/2019/maal/" in page.links
    assert found == CHOICES


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("?tema=&maalgruppe=&resultat=ikke-opfyldt&ministermaal=", "resultat/ikke-opfyldt/"),
        ("?tema=tema-1&resultat=findes-ikke", "tema/tema-1/"),
    ],
)
def test_query_with_one_choice_leads_to_its_path(published: Client, query: str, path: str) -> None:
    response = published.get(f"/herning/2019/maal/{query}")
    assert (response.status_code, response["Location"]) == (302, f"/herning/2019/maal/{path}")


@pytest.mark.parametrize(
    "address",
    ["tema/findes-ikke/", "resultat/findes-ikke/", "farve/roed/", "ministermaal/2019-9/", "9/", "0/", "01/"],
)
def test_choice_or_goal_that_the_plan_does_not_know_is_not_found(published: Client, address: str) -> None:
    assert published.get(f"/herning/2019/maal/{address}").status_code == 404
    assert published.get("/herning/2019/tema/tema-1/maal/9/").status_code == 404


def test_each_choice_leads_to_goals_and_each_way_back(published: Client) -> None:
    """Every link of a list of goals answers, also with two choices made."""
    waiting, seen = ["/herning/2019/maal/"], set()
    while waiting:
        address = waiting.pop()
        if address not in seen and address.count("&") < 2:
            seen.add(address)
            links = get(published, address).links
            waiting += [link for link in links if link.startswith("/herning/2019/maal/") and "." not in link]
    assert {"/herning/2019/maal/1/", "/herning/2019/maal/maalgruppe/unge/"} <= seen
    assert [address for address in seen if "?" in address] != []


def test_missed_goals_are_three_clicks_from_the_municipality(published: Client) -> None:
    assert "/herning/2019/" in get(published, "/herning/").links
    assert "/herning/2019/maal/resultat/ikke-opfyldt/" in get(published, "/herning/2019/").links


@pytest.mark.parametrize("edition", ["", "udgave/1/"])
def test_goal_has_a_page_with_all_that_is_known_of_it(published: Client, edition: str) -> None:
    page = get(published, f"/herning/2019/{edition}tema/tema-1/maal/2/")
    assert page.text("h1") == ["Mål 1.2"]
    assert [level for level in page.heading_levels if level > 2] == []
    assert [item["class"] for item in page.all("span") if "status" in item.get("class", "")] == [
        "status partly"
    ]
    assert "Målgruppe: sygemeldte" in page.text("p")
    assert "/ministermaal/2019/#maal-1" in page.links
    assert f"/herning/2019/{edition}tema/tema-1/" in page.links
    assert f"/herning/2019/{edition}tema/tema-1/maal/1/" in page.links  # the one before it
    [citation] = [text for text in page.text("p") if text.startswith("Herning Kommune: ")]
    assert citation == (
        "Herning Kommune: Beskæftigelsesplan 2019, mål 1.2. Udgave 1, udgivet 13. december 2018. "
        "http://127.0.0.1:8000/herning/2019/udgave/1/tema/tema-1/maal/2/"
    )


def test_goal_for_those_of_its_theme_says_so(published: Client) -> None:
    assert "Målgruppe: unge" in get(published, "/herning/2019/tema/tema-1/maal/1/").text("p")


def test_numbers_of_goals_lead_to_their_pages(published: Client) -> None:
    own, of_theme = "/herning/2019/maal/1/", "/herning/2019/tema/tema-1/maal/2/"
    assert of_theme in get(published, "/herning/2019/tema/tema-1/").links
    assert {own, of_theme} <= set(get(published, "/herning/2019/maal/").links)
    assert {own, of_theme} <= set(get(published, "/herning/2019/opfoelgning/").links)
    assert {own, of_theme} <= set(get(published, "/herning/2019/").links)


def test_goal_leads_through_the_years_with_how_it_went(client: Client) -> None:
    years.publish_three_years()
    page = get(client, "/herning/2019/tema/unge/maal/1/")
    assert [link for link in page.links if link.endswith("/tema/unge/maal/1/")] == [
        "/herning/2018/tema/unge/maal/1/",
        "/herning/2020/tema/unge/maal/1/",
    ]
    assert "/herning/2019/tema/unge/maal/1/gennem-aarene/" in page.links
    alone = get(client, "/herning/2018/tema/unge/maal/2/")
    assert "Gennem årene" not in alone.text("h2")
    assert "Gennem årene" not in get(client, "/herning/2019/udgave/1/tema/unge/maal/1/").text("h2")


def test_goal_shows_the_figures_of_its_follow_up_and_their_source(client: Client) -> None:
    document = years.with_later_figure(years.plan(2020))
    publish(years.plan(2020))
    publish(replace(document, follow_up=report_of(document).follow_up))
    for address in ("tema/unge/maal/1/", "tema/unge/"):
        page = get(client, f"/herning/2020/{address}")
        assert len(page.all("figure")) == 1
        assert any("10,0" in text for text in page.text("td"))


def test_goals_of_a_plan_that_only_its_follow_up_has_are_read_there(client: Client) -> None:
    publish(report_of(document_of()))
    page = get(client, "/herning/2019/tema/tema-1/maal/1/")
    assert page.text("h1") == ["Mål 1.1"]
    assert (
        "http://127.0.0.1:8000/herning/2019/opfoelgning/maalopfoelgning/udgave/1/#tema-1-maal-1"
        in " ".join(page.text("p"))
    )
    assert "/herning/2019/tema/tema-1/maal/1/" in get(client, "/herning/2019/opfoelgning/").links
    assert client.get("/herning/2019/udgave/1/tema/tema-1/maal/1/").status_code == 404


def test_follow_up_leads_to_no_goal_of_a_withdrawn_plan_or_one_that_it_has_no_more(client: Client) -> None:
    withdraw(publish(document_of()))
    publish(report_of(document_of()))
    there = [link for link in get(client, "/herning/2019/opfoelgning/").links if "/maal/" in link]
    assert there == []
    publish(document_of(themes=1))
    links = get(client, "/herning/2019/opfoelgning/").links
    assert "/herning/2019/tema/tema-1/maal/1/" in links
    assert [link for link in links if "tema-2/maal" in link] == []


def test_goal_renumbered_since_its_follow_up_has_its_own_result(client: Client) -> None:
    """The first goal was taken out; the second is now the first, and its verdict is still its own."""
    before = plan()
    first = before.themes[0]
    after = replace(
        before, themes=(replace(first, goals=(replace(first.goals[1], number=1),)), before.themes[1])
    )
    publish(before)
    publish(report(before))
    publish(after)
    marks = {
        address: [
            item["class"] for item in get(client, address).all("span") if "status" in item.get("class", "")
        ]
        for address in ("/herning/2019/tema/tema-1/maal/1/", "/herning/2019/tema/tema-1/")
    }
    assert marks["/herning/2019/tema/tema-1/maal/1/"] == ["status partly"]
    assert marks["/herning/2019/tema/tema-1/"] == ["status partly"] * 2
    assert "/herning/2019/tema/tema-1/maal/1/" in get(client, "/herning/2019/opfoelgning/").links
