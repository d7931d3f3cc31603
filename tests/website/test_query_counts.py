"""Each public page makes the same number of queries, whether there is one of everything or three."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents import tree
from documents.codec import cached_from_json
from goals.enums import AreaKind
from goals.models import Area
from publishing.models import Edition
from tests.documents.charts.figures import OWN, figure, target
from tests.factories import AreaFactory, IndicatorFactory, ObservationFactory
from tests.publishing.edition_factory import document_of, make_all, publish, report_of
from tests.website.pages import body

pytestmark = [pytest.mark.django_db, pytest.mark.on_sqlite]

COUNTS = {
    "/": 1,
    "/herning/": 4,
    "/herning/2019/": 2,
    "/herning/2019/afsnit/indledning/": 2,
    "/herning/2019/tema/tema-1/": 3,
    "/herning/2019/maal/": 3,
    "/herning/2019/maal/resultat/opfyldt/": 2,
    "/herning/2019/maal/?tema=tema-1&resultat=opfyldt": 2,
    "/herning/2019/tema/tema-1/maal/1/": 5,
    "/herning/2019/maal/1/": 5,
    "/herning/2019/udgave/1/tema/tema-1/maal/1/": 2,
    "/herning/2019/maal.csv": 2,
    "/herning/2019/maal.xlsx": 2,
    "/herning/2019/tal.csv": 2,
    "/herning/2019/tema/tema-1/gennem-aarene/": 3,
    "/herning/2019/tema/tema-1/gennem-aarene.csv": 3,
    "/herning/2019/tema/tema-1/maal/1/gennem-aarene/": 4,
    "/herning/2019/tema/tema-1/maal/1/gennem-aarene.csv": 3,
    "/herning/2019/maal/1/gennem-aarene/": 4,
    "/herning/2019/sammenlign/2018/": 4,
    "/herning/2019/sammenlign/2018/tema/tema-1/": 3,
    "/ministermaal/2019/": 1,
    "/ministermaal/2019.csv": 1,
    "/sammenlign/": 3,
    "/sammenlign/en-gruppe/ledighed/": 4,
    "/sammenlign/en-gruppe/ledighed/2019.csv": 4,
    "/herning/2019/udgaver/": 3,
    "/herning/2019/plan.pdf": 1,
    "/herning/2019/tema/tema-1.pdf": 2,
    "/herning/2019/maal.pdf": 2,
    "/herning/2019/aendringer.pdf": 2,
    "/herning/2019/udgave/1/trykkeri.pdf": 3,
    "/herning/2019/opfoelgning/maal.pdf": 2,
    "/herning/2019/plan.json": 2,
    "/herning/2019/udgave/1/": 2,
    "/herning/2019/udgave/1/tema/tema-1/": 4,
    "/herning/2019/opfoelgning/": 4,
    "/herning/2019/opfoelgning.csv": 2,
    "/herning/2019/opfoelgning/udgaver/": 3,
    "/herning/2019/findes-ikke/": 1,
    "/farve/0b5468.css": 0,
    "/beviskaede.txt": 1,
    "/robots.txt": 0,
    "/feed.xml": 2,
    "/herning/feed.xml": 2,
    "/sitemap.xml": 1,
    "/herning/sitemap.xml": 5,
    "/sitemap-faelles.xml": 7,
    "/was": 3,
    "/data/": 0,
    "/api/": 3,
    "/api/v1/": 0,
    "/api/v1/openapi.json": 0,
    **{f"/api/v1/{name}": 3 for name in ("kommuner", "udgaver", "tal")},
    "/api/v1/maal?kommune=herning&aar=2019": 3,
    "/api/v1/maal/herning/2019/maal/1": 3,
    "/data/maal.csv": 3,
    "/healthz": 1,
}


def filled(town: str, year: int, items: int) -> tree.PlanDocument:
    """With so many of everything, each goal linked to the year before, measured, and answering."""
    document = document_of(town, year, themes=items, goals=items)
    areas = [tree.Area("region", f"Region {number}") for number in range(items)]
    figures = [
        figure(area, str(one), "10.4") for area in (OWN, *areas) for one in range(2010, 2010 + 3 * items)
    ]
    targets = tuple(target(*figures, comparator=area) for area in areas)
    answers = tuple(tree.NationalGoalRef(year, number) for number in range(1, items + 1))

    def linked(goal: tree.Goal, theme: str) -> tree.Goal:
        before = tree.GoalRef(year - 1, theme, goal.number)
        return replace(goal, targets=targets, answers=answers, predecessor=before)

    themes = tuple(
        replace(
            theme,
            goals=tuple(linked(goal, theme.slug) for goal in theme.goals),
            predecessor=tree.ThemeRef(year - 1, theme.slug),
        )
        for theme in document.themes
    )
    own = tuple(linked(tree.Goal(number, "Planens mål."), "") for number in range(1, items + 1))
    national = tuple(tree.NationalGoal(year, number, "Flere i job") for number in range(1, items + 1))
    return replace(document, themes=themes, goals=own, national_goals=national)


def compare(towns: int) -> None:
    """One more group of municipalities, each with a figure for one more indicator."""
    number = Area.objects.filter(kind=AreaKind.CLUSTER).count()
    group = AreaFactory(kind=AreaKind.CLUSTER, name="en gruppe" if not number else f"gruppe {number}")
    indicator = IndicatorFactory(slug="ledighed" if not number else f"ledighed-{number}")
    for _number in range(towns):
        town = AreaFactory(kind=AreaKind.MUNICIPALITY)
        group.members.add(town)
        for year in range(2019, 2018 + towns):
            ObservationFactory(
                indicator=indicator, area=town, period_start=date(year, 1, 1), period_end=date(year, 12, 31)
            )


def queries_of(client: Client, address: str) -> int:
    cached_from_json.cache_clear()
    with CaptureQueriesContext(connection) as made:
        body(client.get(address))
    return len(made)


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries(client: Client, items: int) -> None:
    for town in ["herning", "hedensted", "vejle", "aarhus"][: items + 1]:
        for year in (2018, *range(2019, 2019 + items)):
            document = filled(town, year, items)
            for note in range(items):
                publish(replace(document, summary=f"Udgave {note}"))
            publish(report_of(document))
    for edition in Edition.objects.at("herning", tree.PlanRef(2019)):
        make_all(edition)
    for _number in range(items):
        compare(items + 1)
    assert {address: queries_of(client, address) for address in COUNTS} == COUNTS


OF_SECOND_EDITIONS = {
    "/herning/2019/udgave/2/": 3,
    "/herning/2019/udgave/2/sammenlign/1/": 1,
    "/herning/2019/opfoelgning/maalopfoelgning/udgave/2/": 5,
    "/herning/2019/opfoelgning/maalopfoelgning/udgave/2/sammenlign/1/": 1,
}


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries_of_second_editions(client: Client, items: int) -> None:
    document = filled("herning", 2019, items)
    for note in range(items + 1):
        publish(replace(document, summary=f"Udgave {note}"))
        publish(report_of(replace(document, summary=f"Udgave {note}")))
    assert {address: queries_of(client, address) for address in OF_SECOND_EDITIONS} == OF_SECOND_EDITIONS
