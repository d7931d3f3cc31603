"""Each public page makes the same number of queries, whether there is one of everything or three."""

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from documents.codec import cached_from_json
from tests.publishing.edition_factory import document_of, publish, report_of
from tests.publishing.pages import body

pytestmark = pytest.mark.django_db

COUNTS = {
    "/": 1,
    "/herning/": 2,
    "/herning/2019/": 2,
    "/herning/2019/afsnit/indledning/": 2,
    "/herning/2019/tema/tema-1/": 2,
    "/herning/2019/maal/": 2,
    "/herning/2019/udgaver/": 2,
    "/herning/2019/plan.pdf": 1,
    "/herning/2019/plan.json": 2,
    "/herning/2019/udgave/1/": 2,
    "/herning/2019/udgave/1/tema/tema-1/": 2,
    "/herning/2019/opfoelgning/": 2,
    "/herning/2019/opfoelgning/udgaver/": 2,
    "/herning/2019/findes-ikke/": 1,
    "/farve/0b5468.css": 0,
    "/robots.txt": 0,
    "/healthz": 1,
}


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(("address", "queries"), COUNTS.items())
def test_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, items: int, address: str, queries: int
) -> None:
    for town in ["herning", "hedensted", "vejle", "aarhus"][: items + 1]:
        for year in range(2019, 2019 + items):
            document = document_of(town, year, themes=items, goals=items)
            for note in range(items):
                publish(replace(document, summary=f"Udgave {note}"))
            publish(report_of(document))
    cached_from_json.cache_clear()
    with django_assert_num_queries(queries):
        body(client.get(address))
