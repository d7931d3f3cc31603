import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Municipality
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website.pages import read

pytestmark = pytest.mark.django_db


def test_home_says_so_when_nothing_is_published(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert [
        link for link in read(response).links if link not in {"#indhold", "/", "/data/", "/feed.xml"}
    ] == []


def test_home_leads_to_the_only_municipality(client: Client) -> None:
    publish(document_of("herning", 2018))
    publish(document_of("herning", 2019))
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/herning/")


def test_home_lists_each_municipality_once_by_name(client: Client) -> None:
    for town in ("vejle", "herning"):
        publish(document_of(town, 2018))
        publish(document_of(town, 2019))
    page = read(client.get("/"))
    assert page.text("h3") == ["Herning Kommune", "Vejle Kommune"]
    assert [link for link in page.links if link.count("/") == 2] == [
        "/herning/",
        "/vejle/",
        "/sammenlign/",
        "/data/",
    ]


def test_home_leaves_out_a_municipality_whose_plan_is_withdrawn(client: Client) -> None:
    publish(document_of("herning"))
    publish(document_of("vejle"))
    withdraw(publish(document_of("hedensted")))
    assert read(client.get("/")).text("h3") == ["Herning Kommune", "Vejle Kommune"]


def test_municipality_shows_plans_and_follow_ups_newest_first(client: Client) -> None:
    for year in (2018, 2019):
        publish(document_of(year=year))
    publish(report_of(document_of(year=2020)))
    page = read(client.get("/herning/"))
    lines = [link for link in page.links if link.startswith("/herning/20")]
    assert lines == [
        "/herning/2019/",
        "/herning/2019/plan.pdf",
        "/herning/2019/",
        "/herning/2018/",
        "/herning/2020/opfoelgning/maalopfoelgning/",
        "/herning/2020/opfoelgning/maalopfoelgning/",
    ]


def test_municipality_shows_how_each_plan_went_as_a_strip(client: Client) -> None:
    publish(document_of(year=2018))
    for year in (2019, 2020):
        publish(report_of(document_of(year=year), "partly"))
    withdraw(publish(report_of(document_of(year=2017))))
    page = read(client.get("/herning/"))
    assert page.text("h3") == ["2020", "2019"]
    assert len([svg for svg in page.all("svg") if svg.get("role") == "img"]) == 2


def test_municipality_offers_the_newest_plan_that_is_not_withdrawn(client: Client) -> None:
    publish(document_of(year=2018))
    withdraw(publish(document_of(year=2019)))
    page = read(client.get("/herning/"))
    assert "/herning/2018/plan.pdf" in page.links
    assert "/herning/2019/plan.pdf" not in page.links
    assert "/herning/2019/" in page.links
    assert [item["class"] for item in page.all("span") if "status" in item.get("class", "")] == [
        "status not",
        "status",
    ]


def test_municipality_with_everything_withdrawn_still_has_its_page(client: Client) -> None:
    withdraw(publish(document_of()))
    page = read(client.get("/herning/"))
    assert "Herning Kommune" in page.text("h1")[0]
    assert "/herning/2019/plan.pdf" not in page.links


def test_municipality_without_anything_published_is_not_found(client: Client) -> None:
    assert client.get(reverse("publishing:municipality", args=["vejle"])).status_code == 404


def test_an_address_adds_nothing_to_the_mail_that_it_opens(client: Client) -> None:
    """Standards allow ? and & in an address before its @."""
    publish(document_of())
    Municipality.objects.filter(slug="herning").update(email="a?bcc=b&c=%40d@herning.dk")
    assert "mailto:a%3Fbcc%3Db%26c%3D%2540d@herning.dk" in read(client.get("/herning/")).links
