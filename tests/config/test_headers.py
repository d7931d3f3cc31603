"""What every response carries, whatever answers: a view, the middleware, or a file server."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import Settings

from plans.models import Municipality
from tests.config.test_settings import manage, setting
from tests.factories import EditionFactory

NAMES = {
    "Permissions-Policy",
    "Cross-Origin-Resource-Policy",
    "Cross-Origin-Opener-Policy",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
}


@pytest.fixture
def client(settings: Settings, tmp_path: Path, municipality: Municipality) -> Client:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "a.css").write_text("a {}")
    EditionFactory(plan__municipality=municipality, plan__year=2019)
    return Client(raise_request_exception=False)


ANSWERS = {
    "a page": ("/", 302),
    "a file of the static ones": ("/static/a.css", 200),
    "no such file of the static ones": ("/static/b.css", 404),
    "a text": ("/robots.txt", 200),
    "a colour": ("/farve/0b5468.css", 200),
    "health": ("/healthz", 200),
    "no such page": ("/findes/ikke/", 404),
    "no such file": ("/media/findes-ikke.png", 404),
    "the sign-in": ("/admin/login/", 200),
    "led to the sign-in": ("/admin/", 302),
    "a slash too few": ("/admin/login", 302),
    "a character refused": ("/?a=%00", 400),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_carries_every_header(client: Client, name: str) -> None:
    address, status = ANSWERS[name]
    response = client.get(address)
    response.close()
    assert (response.status_code, NAMES - set(response.headers)) == (status, set())


def test_pdf_json_and_picture_carry_them_too(client: Client, municipality: Municipality) -> None:
    path = default_storage.save(f"vaaben/{municipality.pk}/a.png", ContentFile(b"x"))
    page = client.get("/", follow=True).redirect_chain[-1][0]
    found = [client.get(f"{page}2019/plan.{kind}") for kind in ("pdf", "json")]
    assert [response.status_code for response in found] == [200, 200]
    for response in [*found, client.get(f"/media/{path}")]:
        assert NAMES - set(response.headers) == set()
        response.close()


def test_answer_to_a_wrong_host_and_to_a_fault_carry_them_too(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    wrong = client.get("/", headers={"host": "ond.dk"})
    assert (wrong.status_code, NAMES - set(wrong.headers)) == (400, set())
    redirected = client.get("/")
    assert (redirected.status_code, NAMES - set(redirected.headers)) == (301, set())
    settings.SECURE_SSL_REDIRECT = False
    monkeypatch.delattr("website.views.service.HttpResponse")  # which the page is about to make
    fault = Client(raise_request_exception=False).get("/robots.txt")
    assert (fault.status_code, NAMES - set(fault.headers)) == (500, set())


def test_policies_are_strict(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = response["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()"} <= set(policy)
    assert [
        rule for rule in policy if rule not in {"clipboard-write=(self)"} and not rule.endswith("=()")
    ] == []


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({}, "False False"),
        ({"HSTS_SUBDOMAINS": "true"}, "True False"),
        ({"HSTS_SUBDOMAINS": "true", "HSTS_PRELOAD": "true"}, "True True"),
    ],
)
def test_hsts_is_for_this_host_unless_more_is_asked_for(
    tmp_path: Path, given: dict[str, str], sent: str
) -> None:
    name = "SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_PRELOAD"
    assert setting(tmp_path, name, HTTPS="true", **given) == sent


@pytest.mark.parametrize("given", [{}, {"HSTS_SECONDS": "3600", "HSTS_SUBDOMAINS": "true"}])
def test_preload_that_browsers_would_refuse_stops_the_start(tmp_path: Path, given: dict[str, str]) -> None:
    result = manage(tmp_path, "check", HTTPS="true", HSTS_PRELOAD="true", **given)
    assert "HSTS_PRELOAD requires" in result.stderr
