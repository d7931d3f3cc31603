"""The made plans, from a tree through rows and editions to every page: what the model must hold of other towns'
plans, seen from outside."""

from itertools import pairwise
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client

from documents import tree
from documents.codec import from_json, to_json
from documents.from_rows import document_of
from documents.to_rows import store
from publishing.domain.verifying import verify
from publishing.models import Edition
from tests.made import plans
from tests.made.publishing import make_town, publish_all
from tests.website.pages import Page
from tests.website.test_site import crawl

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]
STACK = (plans.vision, plans.strategy, plans.action_plan, plans.proposed)


@pytest.mark.parametrize("document", [make() for make in STACK], ids=[make.__name__ for make in STACK])
def test_text_and_rows_lose_nothing(document: tree.PlanDocument) -> None:
    assert from_json(to_json(document)) == document
    make_town()
    rows = {make().title: document_of(store(make())) for make in STACK}
    found = rows[document.title]
    for name in ("theme_groups", "decisions", "above", "series"):
        assert getattr(found, name) == getattr(document, name), name
    assert [one.adoption for one in found.all_sections()] == [one.adoption for one in document.all_sections()]
    assert [theme.group for theme in found.themes] == [theme.group for theme in document.themes]
    assert [goal for _theme, goal in found.all_goals()] == [goal for _theme, goal in document.all_goals()]
    months = {table.title: [len(row.figures) for row in table.rows] for table in found.all_key_figures()}
    assert months in ({}, {"Borgere på ydelse": [13] * 4}), (
        "a year before the plan begins, and what it changed from"
    )


def test_every_page_of_the_published_plans_holds(client: Client) -> None:
    publish_all()
    assert {fault for finding in verify() for fault in finding.faults} == set()
    answers = {address: (status, page) for _, address, status, page in crawl(client, "/strandby/")}
    assert {address: status for address, (status, _page) in answers.items() if status != 200} == {}
    pages = {address: page for address, (_status, page) in answers.items() if page}
    assert {address: faults for address, page in pages.items() if (faults := _faults(page))} == {}
    assert _missing_places(pages) == []
    _stack_is_told(client, pages)
    _proposal_is_not_the_plan(client)


def _faults(page: Page) -> list[str]:
    levels = page.heading_levels
    found = {
        "unclosed": bool(page.unclosed or page.open),
        "title": len(page.text("title")) != 1,
        "heading": levels.count(1) != 1 or any(below > above + 1 for above, below in pairwise(levels)),
        "id": len(page.ids) != len(set(page.ids)),
    }
    return [name for name, wrong in found.items() if wrong]


def _missing_places(pages: dict[str, Page]) -> list[tuple[str, str]]:
    found = []
    for address, page in pages.items():
        for link in page.links:
            target, place = urldefrag(urljoin(address, link))
            if place and target in pages and place not in pages[target].ids:
                found.append((address, link))
    return found


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _stack_is_told(client: Client, pages: dict[str, Page]) -> None:
    assert {
        "/strandby/vision/2026/",
        "/strandby/strategi/2026/gruppe/arbejde-eller-uddannelse/",
        "/strandby/strategi/2026/tema/unge/maal/1/traad/",
        "/strandby/handleplan/2026/opfoelgning/halvaarsstatus/",
        "/strandby/2027/udgave/1/",
        "/strandby/2027/forslag/1/",
    } <= set(pages)
    above = 'Udmønter</dt><dd><a href="/strandby/{}/2026/">'
    assert above.format("vision") in _text(client, "/strandby/strategi/2026/")
    assert above.format("strategi") in _text(client, "/strandby/handleplan/2026/")
    assert "Udmønter</dt>" not in _text(client, "/strandby/vision/2026/")
    assert "Opgøres ikke i tal" not in _text(client, "/strandby/handleplan/2026/maal/")
    thread = _text(client, "/strandby/vision/2026/maal/2/traad/")
    words = [
        "Ingen ung står uden for",
        "Færre unge er på uddannelseshjælp",
        "100 unge får en mentor",
        "Delvist",
    ]
    assert [word for word in words if word not in thread] == []
    strategy = _text(client, "/strandby/strategi/2026/tema/unge/")
    for words in ("Pejlemærke A", "Hvor er vi i dag", "Udfordring", "2029"):
        assert words in strategy
    assert "Liste A stemte imod" in _text(client, "/strandby/strategi/2026/")
    annex = _text(client, "/strandby/handleplan/2026/afsnit/bilag-unge/")
    assert "Vedtaget af Børne- og Ungeudvalget den 2. december 2025 · sagsnr. 25/3190" in annex
    assert "Borgere på ydelse" in _text(client, "/strandby/handleplan/2026/afsnit/noegletal/")


def _proposal_is_not_the_plan(client: Client) -> None:
    proposal, plan = Edition.objects.filter(year=2027).order_by("pk")
    assert (proposal.is_proposal, plan.is_proposal) == (True, False)
    assert plans.HEARD in _text(client, "/strandby/2027/tema/flere-i-fleksjob/")
    shown = _text(client, "/strandby/2027/forslag/1/")
    assert "Forslag" in shown
    assert plans.HEARD not in _text(client, "/strandby/2027/forslag/1/tema/flere-i-fleksjob/")
