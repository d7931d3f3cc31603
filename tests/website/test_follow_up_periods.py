"""Several follow-ups on one plan: which speaks for it, which is final, and what its lines say."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from goals.models import FollowUp
from goals.models.follow_up import RESERVED
from plans.models import Plan
from publishing.models import Edition
from tests.factories import AnnualGoalFactory, FollowUpFactory, PlanFactory, ThemeFactory
from tests.publishing.test_follow_ups import judge, text_at
from tests.steps import publish
from website.urls import of_plan

pytestmark = pytest.mark.django_db

Q1 = {"kind": "mid_year", "period_start": date(2026, 1, 1), "period_end": date(2026, 3, 31)}


@pytest.fixture
def plan() -> Plan:
    plan: Plan = PlanFactory(
        municipality__slug="skive",
        municipality__short_name="Skive",
        municipality__code="779",
        year=2026,
        last_year=2029,
    )
    theme = ThemeFactory(plan=plan, number=1, title="Unge", slug="unge", ambition="Alle unge med.")
    AnnualGoalFactory(theme=theme, number=1, text="Flere unge i job.")
    publish(plan, by=None, note="Vedtaget")
    return plan


def published(plan: Plan, title: str, verdict: str, **fields: Any) -> Edition:
    follow_up: FollowUp = FollowUpFactory(plan=plan, title=title, **fields)
    judge(follow_up, verdict=verdict)
    return publish(follow_up, by=None, note="Sådan gik det")


def final(plan: Plan, year: int, verdict: str) -> Edition:
    days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    return published(plan, f"Målopfølgning {year}", verdict, **days)


def test_newest_final_one_speaks_for_the_plan_whichever_was_published_last(
    client: Client, plan: Plan
) -> None:
    final(plan, 2027, "met")
    final(plan, 2026, "not_met")
    published(plan, "Status for 1. kvartal 2028", "partly", **{**Q1, "period_end": date(2028, 3, 31)})
    assert "<h1>Målopfølgning 2027</h1>" in text_at(client, "/skive/2026/opfoelgning/")
    assert "<h1>Målopfølgning 2026</h1>" in text_at(client, "/skive/2026/opfoelgning/maalopfoelgning-2026/")
    line = text_at(client, "/skive/2026/tema/unge/maal/1/gennem-aarene/")
    assert "Læs målopfølgningen for 2027" in line
    assert "foreløbig" not in line
    beside = line.partition('<ul class="lines">')[2].partition("</ul>")[0]
    words = (
        "Status for 1. kvartal 2028",
        "undervejs",
        "Delvist opfyldt",
        "Målopfølgning 2026",
        "endelig",
        "Ikke opfyldt",
    )
    assert [beside.index(word) for word in words] == sorted(beside.index(word) for word in words)
    for page in ("/skive/", "/skive/2026/"):
        names = ("Status for 1. kvartal 2028", "Målopfølgning 2027", "Målopfølgning 2026")
        shown = text_at(client, page).rpartition('<ul class="lines">')[2]
        places = [shown.index(f">{name}</a>") for name in names]
        assert places == sorted(places)
        assert (shown.count(">endelig</span>"), shown.count(">undervejs</span>")) == (2, 1)


def test_verdict_on_the_way_is_never_shown_as_the_last_one(client: Client, plan: Plan) -> None:
    published(plan, "Status for 1. kvartal 2026", "partly", **Q1)
    assert "Sådan går det indtil nu" in text_at(client, "/skive/2026/")
    for page in ("/skive/2026/tema/unge/maal/1/gennem-aarene/", "/skive/2026/tema/unge/gennem-aarene/"):
        assert '<span class="tag">foreløbig</span>' in text_at(client, page)
        assert "Delvist opfyldt (foreløbig)" in text_at(client, page.removesuffix("/") + ".csv")


def test_columns_of_an_edition_tell_its_period_and_the_proof_of_others_is_as_before(plan: Plan) -> None:
    assert final(plan, 2026, "met").report_until == date(2026, 12, 31)
    document = Edition.objects.get(report_kind="final").document
    assert document.follow_up
    assert (document.follow_up.period_start, document.follow_up.is_final) == (date(2026, 1, 1), True)
    whole = published(plan, "Målopfølgning 2026–2029", "met")
    assert (whole.report_until, '"period_start"' in whole.document_json) == (None, False)


def routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        else:
            yield route


def test_no_follow_up_can_have_an_address_that_something_else_has() -> None:
    below = [route.removeprefix("opfoelgning/") for route in routes(of_plan) if "opfoelgning/" in route]
    first = {re.split(r"[/.]", route)[0] for route in below if route and not route.startswith("<")}
    assert first - set(RESERVED) == set()
    assert "tema" in first
