"""Whatever stands where a number belongs, in an address, a query or a form: answered, and never with an error.

The addresses come from the URL configuration and the fields from the admin's forms, so that a new page
cannot be forgotten."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, models
from django.test import Client
from django.urls import get_resolver

from plans.models import Municipality
from tests.access_rules import PAGES, Open, PageRule
from tests.desk.forms import shown
from tests.desk.rows import MODELS, OWNED, row_in
from tests.test_access_walk import FACTORIES, filled, model_page, routes

pytestmark = pytest.mark.django_db

NINES = "9" * 29
BEYOND = (NINES, "²") if connection.vendor == "postgresql" else (NINES,)
"""What a form's own reading of a number may let through. How large a number may be differs between the databases;
what is no number is asked on one of them."""
ODD = ("1.5", "æ", *BEYOND) if connection.vendor == "postgresql" else BEYOND
NAMES = frozenset(
    [
        "plan",
        "theme",
        "strategy",
        "kommune",
        "aar",
        "p",
        "o",
        "q",
        "e",
        "all",
        "side",
        "goal",
        "part",
        "link",
        "tid",
        "to",
        "id",
        "pk",
        "udgave",
    ]
)
"""What queries of the admin are asked by, beside the fields of its models."""
COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")


@pytest.fixture
def client(superuser: Client) -> Client:
    superuser.raise_request_exception = False
    return superuser


def refused(client: Client, method: str, address: str, data: dict[str, Any]) -> Iterator[str]:
    response = getattr(client, method)(address, data)
    if response.streaming:
        b"".join(response)  # a file is closed when it has been read
    if response.status_code >= 500:
        yield f"{method} {address} {data if len(data) < 4 else sorted(set(map(str, data.values())))[:3]}"


def fields_of(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields()} | NAMES


def queries_of(model: type[models.Model]) -> Iterator[dict[str, str]]:
    """Of its list: one at a time, for one that is refused hides the others."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.DateField):
            for part in ("year", "month", "day"):
                yield {f"{field.name}__year": "2020", f"{field.name}__{part}": NINES}
            yield {f"{field.name}__gte": NINES}
        elif isinstance(field, models.ForeignKey | models.IntegerField | models.DecimalField):
            yield from ({f"{field.name}__{lookup}": NINES} for lookup in ("exact", "gte", "in"))
    for name in ("aar", "kommune", "p", "o", "id__exact", "pk", "memberships__role__exact"):
        yield from ({name: odd} for odd in ("1.5", NINES))


@pytest.mark.on_postgresql
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_queries_and_forms_of_a_model(
    model: type[models.Model], client: Client, municipality: Municipality
) -> None:
    row = row_in(model, municipality) if model in OWNED else FACTORIES[model]()
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    failed: list[str] = []
    forms = {}
    for page in (f"{base}add/", f"{base}{row.pk}/change/"):
        response = client.get(page)
        if response.status_code == 200 and response.context and "adminform" in response.context:
            forms[page] = shown(response)
    for query in queries_of(model):
        failed += refused(client, "get", base, query)
    names = fields_of(model)
    for odd in ODD:
        failed += refused(client, "get", f"{base}add/", dict.fromkeys(names, odd))
        for rest in ("change/", "delete/", "history/", ""):
            failed += refused(client, "get", f"{base}{quote(odd)}/{rest}", {})
        failed += refused(client, "post", f"{base}{quote(odd)}/delete/", {"post": "yes"})
        chosen = {"action": "delete_selected", "_selected_action": [odd, str(row.pk)], "index": odd}
        failed += refused(client, "post", base, chosen)
        for page, data in forms.items() if odd in BEYOND else ():
            sent = {
                name: value if name.endswith(COUNTS) and odd == NINES else odd for name, value in data.items()
            }
            failed += refused(client, "post", page, sent)
    assert sorted(set(failed)) == []


OF_PAGES = [
    (route, rule)
    for route, rules in PAGES.items()
    for rule in (rules if isinstance(rules, tuple) else (rules,))
]


@pytest.mark.parametrize(("route", "rule"), OF_PAGES, ids=[route for route, _rule in OF_PAGES])
def test_addresses_queries_and_forms_of_a_page(
    route: str, rule: PageRule | Open, client: Client, municipality: Municipality
) -> None:
    failed: list[str] = []
    own, data = filled(route, rule, municipality) if isinstance(rule, PageRule) else (f"/{route}", {})
    if isinstance(rule, Open):
        own = re.sub(r"<[^>]+>", "1", own)
    for odd in BEYOND:
        for part in re.findall(r"<[^>]+>", route):
            written = NINES if part.startswith("<int") else quote(odd)
            address = "/" + re.sub(r"<[^>]+>", "1", route.replace(part, written))
            failed += refused(client, "get", address, {})
            failed += refused(client, "post", address, data)
        failed += refused(client, "get", own, dict.fromkeys(NAMES, odd))
        fields = {
            *data,
            *NAMES,
            "roles",
            "themes",
            "indicator",
            "place",
            "parent",
            "text",
            "days",
            "at",
            "step",
        }
        failed += refused(client, "post", own, dict.fromkeys(fields, odd))
        for name in data:
            failed += refused(client, "post", own, {**data, name: odd})
    assert sorted(set(failed)) == []


def test_walk_reaches_every_address() -> None:
    assert {route for route, _rule in OF_PAGES} == set(PAGES)
    assert [route for route in routes(get_resolver().url_patterns) if model_page(route)]
