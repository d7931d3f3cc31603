import pytest
from django.db import DatabaseError, connection
from django.test import Client

from documents.printing.style import colours


@pytest.mark.django_db
def test_healthz_is_ok_when_the_database_answers(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_healthz_fails_when_the_database_does_not(client: Client) -> None:
    def refuse(*_args: object) -> None:
        raise DatabaseError

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database")


def test_robots_may_read_all_but_the_desk_and_shared_drafts(client: Client) -> None:
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /udkast/",
        "",
        "Sitemap: http://127.0.0.1:8000/sitemap.xml",
    ]


def test_accent_is_a_stylesheet_kept_for_a_year(client: Client) -> None:
    response = client.get("/farve/7a2e3a.css")
    assert response["Content-Type"] == "text/css"
    assert response.content == colours("#7a2e3a").encode()
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.django_db
@pytest.mark.parametrize("colour", ["red", "7A2E3A", "7a2e3", "7a2e3a1", "7a2e3a;}"])
def test_accent_is_nothing_but_a_colour(client: Client, colour: str) -> None:
    assert client.get(f"/farve/{colour}.css").status_code == 404
