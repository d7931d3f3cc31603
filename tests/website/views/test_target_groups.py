"""Everything for one target group: in a plan, and in all that a municipality has in force."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents import tree
from plans.models import Municipality
from tests.factories import TargetGroupContactFactory, TargetGroupFactory
from tests.publishing.edition_factory import document_of, publish, report_of, withdraw
from tests.website.pages import Page, body, read

pytestmark = pytest.mark.django_db

THIS_YEAR = timezone.localdate().year
YOUNG = tree.TargetGroup("unge", "Unge")
SICK = tree.TargetGroup("sygemeldte", "Sygemeldte", replaces=("gamle-syge",))
OLD = tree.TargetGroup("gamle-syge", "Syge")


def plan(
    year: int, *groups: tree.TargetGroup, series: tree.Series | None = None, themes: int = 2
) -> tree.PlanDocument:
    """The first theme is for the groups; its initiative has a unit, a partner and a period."""
    document = document_of(year=year, themes=themes)
    initiative = tree.Initiative(
        "Mentor", "Sådan.", "Ungeenheden", "FGU Nord", date(year, 2, 1), date(year, 11, 30)
    )
    first = replace(document.themes[0], target_groups=groups, initiatives=(initiative,))
    return replace(document, themes=(first, *document.themes[1:]), series=series or document.series)


def get(client: Client, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status, address
    return read(response)


def test_a_plan_s_page_has_goals_results_initiatives_and_nothing_of_other_groups(client: Client) -> None:
    document = plan(THIS_YEAR, YOUNG)
    publish(document)
    publish(report_of(document, "not_met"))
    html = body(client.get(f"/herning/{THIS_YEAR}/maalgruppe/unge/")).decode()
    for words in ("Mål 1 af tema 1", "Ikke opfyldt", "Mentor", "Ungeenheden", "FGU Nord", "1. februar"):
        assert words in html
    assert "af tema 2" not in html
    assert f'href="/herning/{THIS_YEAR}/tema/tema-1/maal/1/"' in html
    assert f'href="/herning/{THIS_YEAR}/tema/tema-1/#tema-1-initiativ-1"' in html


def test_a_group_that_nothing_published_names_is_not_there(client: Client) -> None:
    publish(plan(THIS_YEAR, YOUNG))
    TargetGroupFactory(slug="hemmelig", name="En gruppe i en kladde")
    for address in ("/herning/maalgruppe/", f"/herning/{THIS_YEAR}/maalgruppe/"):
        get(client, f"{address}hemmelig/", 404)
    get(client, "/ukendt/maalgruppe/unge/", 404)
    get(client, "/ukendt/maalgrupper/", 404)


def test_what_is_in_force_is_shown_from_all_series_and_other_plans_are_linked(client: Client) -> None:
    series = tree.Series("handleplan", "Handleplaner", "Handleplan", "")
    publish(plan(THIS_YEAR - 1, YOUNG))
    publish(plan(THIS_YEAR, YOUNG))
    publish(replace(plan(THIS_YEAR, YOUNG, series=series), title="Handleplanen"))
    page = get(client, "/herning/maalgruppe/unge/")
    assert page.text("h2")[:2] == [f"Beskæftigelsesplan {THIS_YEAR}", "Handleplanen"]
    assert f"/herning/{THIS_YEAR - 1}/maalgruppe/unge/" in page.links


def test_without_a_plan_in_force_the_newest_is_shown_in_the_past_tense(client: Client) -> None:
    publish(plan(2018, YOUNG))
    publish(plan(2019, YOUNG))
    html = body(client.get("/herning/maalgruppe/unge/")).decode()
    assert "Gjaldt 1. januar – 31. december 2019. Det er den nyeste plan i portalen." in html
    assert "Det sagde planen til dig" in body(client.get("/herning/2019/maalgruppe/unge/")).decode()


def test_a_group_that_has_been_replaced_leads_to_what_replaced_it(client: Client) -> None:
    publish(plan(THIS_YEAR - 1, OLD))
    publish(plan(THIS_YEAR, SICK))
    page = get(client, "/herning/maalgruppe/gamle-syge/")
    assert "/herning/maalgruppe/sygemeldte/" in page.links
    assert "/herning/maalgruppe/gamle-syge/" in get(client, "/herning/maalgrupper/").links


@pytest.mark.parametrize(("begins", "word"), [(0, "er"), (1, "bliver")])
def test_a_group_is_replaced_when_a_plan_with_what_replaces_it_begins(
    client: Client, begins: int, word: str
) -> None:
    publish(plan(THIS_YEAR - 1 + begins, OLD))
    publish(plan(THIS_YEAR + begins, SICK))
    html = body(client.get("/herning/maalgruppe/gamle-syge/")).decode()
    assert f"Målgruppen {word} afløst af:" in html


def test_whom_to_call_is_shown_as_it_is_now_and_not_on_permanent_pages(client: Client) -> None:
    publish(plan(THIS_YEAR, YOUNG))
    town = Municipality.objects.get(slug="herning")
    contact = TargetGroupContactFactory(
        municipality=town, target_group__slug="unge", email="unge@eksempel.dk", hours="Mandag 9–15"
    )
    page = get(client, "/herning/maalgruppe/unge/")
    assert {"tel:+4512345678", "mailto:unge@eksempel.dk"} <= set(page.links)
    permanent = f"/herning/{THIS_YEAR}/udgave/1/maalgruppe/unge/"
    before = body(client.get(permanent))
    contact.delete()
    assert body(client.get(permanent)) == before
    assert "tel:+4512345678" not in get(client, "/herning/maalgruppe/unge/").links


def test_tags_lead_to_the_group_within_the_edition_that_is_read(client: Client) -> None:
    document = plan(THIS_YEAR, YOUNG)
    publish(document)
    publish(report_of(document))
    root = f"/herning/{THIS_YEAR}/"
    assert f"{root}maalgruppe/unge/" in get(client, f"{root}tema/tema-1/").links
    permanent = get(client, f"{root}udgave/1/tema/tema-1/").links
    assert f"{root}udgave/1/maalgruppe/unge/" in permanent
    assert f"{root}maalgruppe/unge/" not in permanent


def test_a_withdrawn_plan_s_groups_are_gone(client: Client) -> None:
    withdraw(publish(plan(THIS_YEAR, YOUNG)))
    get(client, "/herning/maalgruppe/unge/", 404)
    get(client, f"/herning/{THIS_YEAR}/maalgruppe/unge/", 410)
    get(client, "/herning/maalgrupper/", 404)


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/herning/maalgrupper/", 2),
        ("/herning/maalgruppe/unge/", 4),
        (f"/herning/{THIS_YEAR}/maalgruppe/unge/", 4),
        (f"/herning/{THIS_YEAR}/udgave/1/maalgruppe/unge/", 2),
    ],
)
@pytest.mark.parametrize("items", [1, 3])
def test_queries_do_not_grow(client: Client, address: str, queries: int, items: int) -> None:
    for year in range(THIS_YEAR - items + 1, THIS_YEAR + 1):
        publish(plan(year, YOUNG, *[tree.TargetGroup(f"g{n}", f"G {n}") for n in range(items)], themes=items))
    with CaptureQueriesContext(
        connection,
    ) as made:
        assert client.get(address).status_code == 200
    assert len(made) == queries
