import re
from collections.abc import Callable, Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
from django.views.defaults import bad_request, permission_denied, server_error
from pytest_django import Settings

from tests.factories import PlanFactory
from tests.publishing.edition_factory import document_of, publish, withdraw
from tests.website.pages import body, read


@pytest.mark.django_db
def test_not_found_offers_what_the_municipality_has_published(client: Client) -> None:
    publish(document_of(year=2018))
    withdraw(publish(document_of(year=2019)))
    page = read(client.get("/herning/2019/findes/ikke/"))
    assert [link for link in page.links if link.startswith("/herning/2")] == ["/herning/2018/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/findes-ikke/", "/findes/ikke/", "/%00/", "/æøå/", "/.env"])
def test_not_found_without_a_municipality_leads_home(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert set(read(response).links) == {"#indhold", "/", "/data/", "/feed.xml"}


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (lambda request: server_error(request), 500),
        (lambda request: bad_request(request, Exception()), 400),
        (lambda request: permission_denied(request, Exception()), 403),
    ],
)
def test_error_page_needs_neither_database_nor_manifest(
    view: Callable[[HttpRequest], HttpResponse], status: int, settings: Settings
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    response = view(RequestFactory().get("/"))
    page = read(response)
    assert response.status_code == status
    assert page.unclosed == []
    assert len(page.text("h1")) == 1
    assert page.all("style") == []
    assert {link["href"] for link in page.all("link")} == {
        "/static/icons/mark.svg",
        "/static/css/tokens.css",
        "/static/css/base.css",
        "/static/css/components/frame.css",
    }


def refusing(pattern: URLPattern | URLResolver, before: str = "") -> Iterator[str]:
    """Addresses without a part to fill in."""
    route = before + str(pattern.pattern)
    if isinstance(pattern, URLResolver):
        for each in pattern.url_patterns:
            yield from refusing(each, route)
    elif not re.search(r"[<(^$]", route):
        yield f"/{route}"


@pytest.mark.django_db
def test_refused_method_is_explained_wherever_it_is_refused(superuser: Client) -> None:
    addresses = [address for one in get_resolver().url_patterns for address in refusing(one)]
    plan = PlanFactory()
    addresses += [f"/admin/plan/{plan.pk}/opfoelgning/", f"/admin/plan/{plan.pk}/del/"]
    refused = []
    for method in (superuser.get, superuser.delete):
        for address in addresses:
            response = method(address)
            if response.status_code == 405:
                refused.append(address)
                assert response.headers["Allow"]
                assert int(response.headers["Content-Length"]) == len(body(response)), address
                assert (
                    b"<h1>" in body(response)
                    or response.headers["Content-Type"] == "application/problem+json"
                ), address
    assert f"/admin/plan/{plan.pk}/opfoelgning/" in refused
    assert "/" in refused


@pytest.mark.django_db
def test_form_that_had_been_open_too_long_has_words_of_its_own() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/")
    assert response.status_code == 403
    assert read(response).text("h1") == [_("The page had been open too long")]


@pytest.mark.django_db
def test_nul_in_a_query_is_a_bad_request(client: Client) -> None:
    assert client.get("/admin/login/?next=%00").status_code == 400
