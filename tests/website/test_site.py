"""What holds for every public page, whatever it shows."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client

from documents import tree
from goals.enums import AreaKind
from tests.documents.charts.figures import OWN, REGION, figures, target
from tests.factories import AreaFactory, IndicatorFactory, ObservationFactory
from tests.publishing.edition_factory import document_of, publish, report_of, theme_of, withdraw
from tests.website.pages import Page, body, read

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]

PAGES = {
    "home": "/",
    "municipality": "/herning/",
    "plan": "/herning/2019/",
    "section": "/herning/2019/afsnit/rammer/",
    "theme": "/herning/2019/tema/tema-1/",
    "goals": "/herning/2019/maal/",
    "follow-up": "/herning/2019/opfoelgning/",
    "editions": "/herning/2019/udgaver/",
    "follow-up editions": "/herning/2019/opfoelgning/udgaver/",
    "theme through the years": "/herning/2019/tema/tema-1/gennem-aarene/",
    "goal through the years": "/herning/2019/tema/tema-1/maal/1/gennem-aarene/",
    "changes": "/herning/2019/sammenlign/2018/",
    "national goals": "/ministermaal/2019/",
    "groups": "/sammenlign/",
    "comparison": "/sammenlign/nabokommuner/ledighed/",
    "old edition": "/herning/2019/udgave/1/",
    "old section": "/herning/2019/udgave/1/afsnit/indledning/",
    "old theme": "/herning/2019/udgave/1/tema/tema-2/",
    "old goals": "/herning/2019/udgave/1/maal/",
    "old follow-up": "/herning/2019/opfoelgning/maalopfoelgning/udgave/1/",
    "withdrawn": "/herning/2017/",
    "missing": "/herning/2019/tema/findes-ikke/",
}


@pytest.fixture(autouse=True, scope="module")
def _everything(shared_rows: None) -> None:
    """Two municipalities; one of them with each kind of thing that can be published."""
    publish(document_of("hedensted", 2017))
    withdraw(publish(document_of(year=2017)))
    publish(document_of(year=2018))
    plan = document_of(year=2019)
    themes = (_linked(theme_of(1, 2019, predecessor=tree.ThemeRef(2018, "tema-1"))), theme_of(2, 2019))
    national = (tree.NationalGoal(2019, 1, "Flere i job", "Sådan."),)
    plan = replace(plan, themes=themes, goals=(tree.Goal(1, "Hele planens mål."),), national_goals=national)
    publish(plan)
    publish(replace(plan, summary="Rettet."), "Et nyt resumé.")
    publish(report_of(plan))
    publish(report_of(document_of(year=2020), "partly"))
    _comparable()


def _linked(theme: tree.Theme) -> tree.Theme:
    """With a goal that continues another, is measured, and answers a national goal."""
    first, *rest = theme.goals
    first = replace(
        first,
        targets=(
            target(*figures(OWN, y2017="11", y2018="10.8", y2019="10.3"), *figures(REGION, y2019="10.4")),
        ),
        predecessor=tree.GoalRef(2018, "tema-1", 1),
        answers=(tree.NationalGoalRef(2019, 1),),
    )
    return replace(theme, goals=(first, *rest))


def _comparable() -> None:
    group = AreaFactory(kind=AreaKind.CLUSTER, name="nabokommuner", reason="De ligner hinanden.")
    indicator = IndicatorFactory(slug="ledighed")
    for name in ("Herning", "Viborg"):
        town = AreaFactory(kind=AreaKind.MUNICIPALITY, name=name)
        group.members.add(town)
        ObservationFactory(indicator=indicator, area=town)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, client: Client) -> Page:
    return read(client.get(PAGES[request.param]))


def test_page_is_well_formed_danish_with_a_title_and_one_main(page: Page) -> None:
    assert page.unclosed == []
    assert page.open == []
    assert page.all("html") == [{"lang": "da"}]
    assert len(page.text("title")) == 1
    assert page.text("title") != [""]
    assert [main["id"] for main in page.all("main")] == ["indhold"]
    assert page.links[0] == "#indhold"


def test_page_has_one_title_and_skips_no_heading(page: Page) -> None:
    levels = page.heading_levels
    assert levels.count(1) == 1
    assert levels[0] == 1
    skipped = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert skipped == []


def test_page_uses_each_id_once(page: Page) -> None:
    assert sorted(set(page.ids)) == sorted(page.ids)


def test_page_needs_no_script_no_inline_style_and_nobody_else(page: Page) -> None:
    assert [one for one in page.all("script") if one.get("type") != "application/ld+json"] == []
    assert page.all("style") == []
    assert [attributes for _tag, attributes in page.tags if "style" in attributes] == []
    assert [address for address in page.loaded if not address.startswith("/")] == []
    assert len([link for link in page.all("link") if link["rel"] == "stylesheet"]) <= 6


def test_page_names_every_navigation_and_picture(page: Page) -> None:
    assert [nav for nav in page.all("nav") if not nav.get("aria-label")] == []
    assert [image for image in page.all("img") if "alt" not in image] == []


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_sets_no_cookie_and_varies_on_none(client: Client, address: str) -> None:
    response = client.get(address)
    assert dict(response.cookies) == {}
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_carries_the_security_headers(client: Client, address: str) -> None:
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", [PAGES[name] for name in PAGES if name != "missing"])
def test_page_may_be_kept_and_is_not_sent_twice(client: Client, address: str) -> None:
    first = client.get(address)
    assert first["Cache-Control"] == "public, max-age=300"
    if first.status_code == 200:
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_page_refuses_what_would_change_something(client: Client) -> None:
    assert client.post("/herning/2019/").status_code == 405


def crawl(client: Client, start: str) -> Iterator[tuple[str, str, int, Page | None]]:
    """Every page reached from `start`: where the link stood, where it leads, and what was there."""
    waiting, seen = [("", start)], {start}
    while waiting:
        source, address = waiting.pop()
        response = client.get(address, follow=True)
        is_html = response["Content-Type"].startswith("text/html")
        found = read(response) if is_html else None
        body(response)
        yield source, address, response.status_code, found
        for link in found.links if found else []:
            target = urldefrag(urljoin(response.request["PATH_INFO"], link)).url
            if target.startswith("/") and target not in seen:
                seen.add(target)
                waiting.append((address, target))


def test_every_link_of_the_site_leads_somewhere(client: Client) -> None:
    """Those to a withdrawn edition lead to the page that says so."""
    pages = {address: (status, page) for _, address, status, page in crawl(client, "/")}
    statuses = {address: status for address, (status, _) in pages.items() if status != 200}
    assert statuses == {"/herning/2017/": 410}
    assert len(pages) > 40


def test_every_place_in_a_page_that_is_linked_to_exists(client: Client) -> None:
    pages = {address: page for _, address, _, page in crawl(client, "/") if page}
    missing = []
    for address, page in pages.items():
        for link in page.links:
            target, place = urldefrag(urljoin(address, link))
            if place and target in pages and place not in pages[target].ids:
                missing.append((address, link))
    assert missing == []
