from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from documents.proposal import as_proposal
from publishing.models import Edition
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website.pages import read
from website.domain.addresses import data, municipalities, of_municipality, shared

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def document(client: Client, address: str) -> etree._Element:
    response = client.get(address)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def texts(root: etree._Element, path: str, names: dict[str, str]) -> list[str]:
    return [str(one) for one in root.xpath(path, namespaces=names)]


def publish_events() -> None:
    publish(document_of())
    publish(replace(document_of(), summary="Nyt."), note="Rettet <b>her</b> & der.")
    publish(report_of(document_of()))
    publish(as_proposal(document_of(year=2020)))
    publish(as_proposal(document_of(year=2021)), noindex=True)
    withdraw(publish(replace(document_of(year=2018), title="Med navne")), "Bilaget rummede navne.")
    publish(document_of("hedensted"))


def test_feed_tells_of_what_a_municipality_publishes_and_withdraws(client: Client) -> None:
    publish_events()
    feed = document(client, "/herning/feed.xml")
    kinds = texts(feed, "a:entry/a:category/@term", ATOM)
    assert sorted(kinds) == ["Forslag", "Målopfølgning", "Ny udgave", "Plan", "Plan", "Tilbagetrækning"]
    assert "2021" not in etree.tostring(feed, encoding="unicode")
    withdrawn = feed.xpath("a:entry[a:category/@term='Tilbagetrækning']", namespaces=ATOM)[0]
    assert texts(withdrawn, "a:summary/text()", ATOM) == ["Bilaget rummede navne."]
    assert "Med navne" not in etree.tostring(feed, encoding="unicode")
    changed = feed.xpath("a:entry[a:category/@term='Ny udgave']", namespaces=ATOM)[0]
    assert texts(changed, "a:summary/text()", ATOM) == ["Rettet &lt;b&gt;her&lt;/b&gt; &amp; der."]


def test_feed_is_as_the_format_demands(client: Client) -> None:
    """RFC 4287, 4.1: one title, id and updated in the feed and each entry, ids of their own, addresses whole."""
    publish_events()
    for address, entries in (("/feed.xml", 7), ("/herning/feed.xml", 6)):
        feed = document(client, address)
        found = feed.xpath("a:entry", namespaces=ATOM)
        assert len(found) == entries
        for element in (feed, *found):
            for name in ("title", "id", "updated"):
                assert len(element.xpath(f"a:{name}", namespaces=ATOM)) == 1
            assert texts(element, "a:author/a:name/text()", ATOM)
        ids = texts(feed, "a:entry/a:id/text()", ATOM)
        assert len(set(ids)) == len(ids)
        links = texts(feed, ".//a:link/@href", ATOM)
        assert {link.startswith(settings.SITE_URL) for link in [*links, *ids]} == {True}
        assert texts(feed, "a:link[@rel='self']/@href", ATOM) == [settings.SITE_URL + address]
        newest = max(texts(feed, "a:entry/a:updated/text()", ATOM))
        assert texts(feed, "a:updated/text()", ATOM) == [newest]
        for link in texts(feed, "a:entry/a:link/@href", ATOM):
            assert client.get(link.removeprefix(settings.SITE_URL)).status_code in (200, 410)


def test_id_of_an_edition_stays_when_it_is_withdrawn(client: Client) -> None:
    edition = publish(document_of())
    before = texts(document(client, "/feed.xml"), "a:entry/a:id/text()", ATOM)
    withdraw(edition)
    after = texts(document(client, "/feed.xml"), "a:entry/a:id/text()", ATOM)
    assert (len(before), set(before) < set(after), len(after)) == (1, True, 2)


def test_nobody_s_feed_is_not_there(client: Client) -> None:
    assert client.get("/herning/feed.xml").status_code == 404
    assert client.get("/herning/sitemap.xml").status_code == 404
    assert client.get("/feed.xml").status_code == 200
    assert texts(document(client, "/sitemap.xml"), "//s:loc/text()", MAP) == [
        f"{settings.SITE_URL}/sitemap-faelles.xml"
    ]


def test_map_leads_to_every_page_that_shall_be_found_and_to_no_other(client: Client) -> None:
    publish_events()
    index = document(client, "/sitemap.xml")
    maps = texts(index, "s:sitemap/s:loc/text()", MAP)
    assert maps == [
        f"{settings.SITE_URL}/{name}"
        for name in ("sitemap-faelles.xml", "hedensted/sitemap.xml", "herning/sitemap.xml")
    ]
    assert len(texts(index, "s:sitemap/s:lastmod/text()", MAP)) == 3
    seen: list[str] = []
    for one in maps:
        found = document(client, one.removeprefix(settings.SITE_URL))
        seen += texts(found, "s:url/s:loc/text()", MAP)
        assert len(texts(found, "s:url/s:lastmod/text()", MAP)) == len(found)
    assert len(set(seen)) == len(seen) > 20
    public = [*shared(), *data(), *(one for slug in municipalities() for one in of_municipality(slug))]
    assert set(seen) == {settings.SITE_URL + one.path for one in public if one.listed}


def test_one_municipality_is_led_to_its_statement_and_several_are_listed(client: Client) -> None:
    assert [one["class"] for one in read(client.get("/was")).all("li") if "class" in one] == ["empty"]
    town = document_of().municipality
    statement = "https://was.digst.dk/herning"
    publish(replace(document_of(), municipality=replace(town, accessibility_statement_url="")))
    assert "har ikke oplyst adressen på sin erklæring endnu" in client.get("/was").content.decode()
    publish(replace(document_of(), municipality=replace(town, accessibility_statement_url=statement)))
    response = client.get("/was")
    assert (response.status_code, response["Location"]) == (302, statement)
    publish(document_of("hedensted"))
    page = client.get("/was")
    assert statement in read(page).links
    assert page.content.decode().count("har ikke oplyst adressen") == 1
    assert Edition.objects.count() == 3


def test_icon_is_where_programs_look_for_it(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/icons/favicon.ico")
