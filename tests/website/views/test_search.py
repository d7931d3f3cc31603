"""The page of search results, which anybody may ask anything."""

import json
from dataclasses import replace
from time import process_time
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents import tree
from tests.publishing.edition_factory import document_of, publish
from tests.website.pages import Page, read
from website.domain.search import filling, searching
from website.domain.search.question import Question
from website.domain.search.ranking import ranked
from website.models import SearchSource

pytestmark = pytest.mark.django_db

BODY = "Vi hjælper **unge** <b>ledige</b> & andre."
HOSTILE = [
    '"',
    "' OR 1=1 --",
    "unge AND (NOT NEAR/2",
    "title_keys:unge* ^",
    "unge & | ! <-> 'ledig':*",
    "{title} : -",
    "unge\0ledige",
    "😀 👩‍👩‍👧 \u202e",
    "<script>alert(1)</script>",
    "%s %(name)s {0} \\",
    "zzmherning zzcurrent",
    "한국어 العربية żółć",
    "a" * 10_000,
    "ung " * 2_500,
    "-" * 5_000,
    "'" * 10_000,
]


def section(body: str = BODY, number: int = 1) -> tree.Section:
    return tree.Section(f"Afsnit {number}", f"afsnit-{number}", body=body)


@pytest.fixture
def _published() -> None:
    publish(replace(document_of(), sections=(section(),)))
    filling.rebuild()


def page_of(**sent: object) -> Page:
    response = Client().get(f"/soeg/?{urlencode(sent)}")
    assert response.status_code == 200
    return read(response)


@pytest.mark.usefixtures("_published")
def test_words_are_marked_and_nothing_of_a_text_is_taken_for_html() -> None:
    response = Client().get("/soeg/?q=unge+ledige")
    html = response.content.decode()
    assert "<mark>unge</mark> &lt;b&gt;<mark>ledige</mark>&lt;/b&gt; &amp; andre." in html
    assert "<b>" not in html


@pytest.mark.usefixtures("_published")
def test_results_are_kept_out_of_search_engines_and_named_in_the_title() -> None:
    assert "X-Robots-Tag" not in Client().get("/soeg/")
    response = Client().get("/soeg/?q=unge")
    page = read(response)
    assert response["X-Robots-Tag"] == "noindex"
    assert {"name": "robots", "content": "noindex"} in page.all("meta")
    assert page.text("title") == ["»unge«: søgning"]
    assert page.heading_levels[:3] == [1, 2, 3]
    assert "/herning/2019/afsnit/afsnit-1/" in page.links


def test_the_empty_page_says_how_to_begin() -> None:
    page = page_of()
    assert page.text("title") == ["Søg i alle planer"]
    assert page.heading_levels[:1] == [1]
    assert "/" in page.links


@pytest.mark.usefixtures("_published")
def test_where_nothing_is_found_the_page_says_so_and_leads_on() -> None:
    page = page_of(q="andrwwe", kommune="herning")
    assert "Ingen resultater for »andrwwe«" in page.text("h2")
    assert {"/soeg/?q=andre&kommune=herning", "/soeg/?q=andrwwe"} <= set(page.links)


@pytest.mark.usefixtures("_published")
def test_a_field_in_the_masthead_searches_the_municipality_that_one_reads_about() -> None:
    page = read(Client().get("/herning/2019/"))
    form = next(each for each in page.all("form") if each.get("role") == "search")
    named = {each["name"]: each.get("value") for each in page.all("input")}
    assert form["action"] == "/soeg/"
    assert named == {"q": None, "kommune": "herning"}
    assert page.all("input")[0]["aria-label"] == "Søg i planer fra Herning Kommune"


@pytest.mark.usefixtures("_published")
@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_asked_is_answered_at_once(query: str) -> None:
    Client().get("/soeg/?q=ung")
    begun = process_time()
    response = Client().get(
        f"/soeg/?{urlencode({'q': query, 'side': '9' * 50, 'aar': query, 'kommune': query})}"
    )
    assert process_time() - begun < 1
    assert response.status_code in (200, 400)
    assert b"<script>alert" not in response.content


@pytest.mark.usefixtures("_published")
@pytest.mark.parametrize("number", ["0", "-1", "x", "2", "999999999"])
def test_a_page_that_is_not_there_is_an_empty_one_or_the_first(number: str) -> None:
    page_of(q="unge", side=number)


def test_the_page_asks_as_many_queries_of_many_results_as_of_one_and_leads_on() -> None:
    counts, again, of_data = set(), set(), set()
    for many in (1, 3, 25):
        publish(replace(document_of(), sections=tuple(section("Unge.", n) for n in range(many))))
        filling.rebuild()
        for found in (counts, again):  # what there is to choose among is known by then
            with CaptureQueriesContext(connection) as asked:
                page = page_of(q="unge")
            found.add(len(asked))
        with CaptureQueriesContext(connection) as asked:
            assert json.loads(Client().get("/api/v1/soeg?q=unge").content)["data"]
        of_data.add(len(asked))
    assert (counts, again, of_data) == ({13}, {10}, {9})
    assert "/soeg/?q=unge&side=2" in page.links
    further = page_of(q="unge", side=2)
    assert further.text("title") == ["»unge«: søgning, side 2"]
    assert {"/soeg/?q=unge", "/soeg/?q=unge&side=3"} <= set(further.links)


def test_part_that_is_withdrawn_while_it_is_looked_for_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    publish(replace(document_of(), sections=(section("Unge.", 1),)))
    filling.rebuild()

    def meanwhile(keys: list[int], question: Question) -> list[int]:
        found = ranked(keys, question)
        SearchSource.objects.all().delete()
        return found

    monkeypatch.setattr(searching, "ranked", meanwhile)
    assert "/herning/2019/afsnit/afsnit-1/" not in page_of(q="unge").links
