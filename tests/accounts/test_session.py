"""The time that a person stays signed in: pages begin it anew, scripts do not."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.timezone import now

from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/session/"
SCRIPT = {"HTTP_SEC_FETCH_MODE": "cors"}


@pytest.fixture
def person() -> User:
    found: User = MembershipFactory().person
    return found


@pytest.fixture
def waiting(client: Client, person: User) -> Client:
    """Signed in an hour ago, and has done nothing since."""
    client.force_login(person)
    User.objects.update(last_login=now() - timedelta(hours=1))
    return client


def left(client: Client) -> int:
    """Minutes, rounded."""
    answer: dict[str, Any] = client.get(ADDRESS, **SCRIPT).json()
    return round(answer["seconds"] / 60)


def test_two_hours_are_given(client: Client, person: User) -> None:
    client.force_login(person)
    assert left(client) == 120


def test_asking_does_not_begin_the_time_anew(waiting: Client) -> None:
    assert [left(waiting), left(waiting)] == [60, 60]


def test_page_begins_the_time_anew_and_a_script_s_call_does_not(waiting: Client) -> None:
    waiting.get("/admin/tabeller/", **SCRIPT)
    assert left(waiting) == 60
    response = waiting.get("/admin/tabeller/", HTTP_SEC_FETCH_MODE="navigate")
    assert left(waiting) == 120
    assert response.cookies["sessionid"]["max-age"] == 7200


def test_button_begins_the_time_anew(waiting: Client) -> None:
    assert waiting.post(ADDRESS, **SCRIPT).json()["seconds"] > 7000
    assert left(waiting) == 120


def test_session_is_not_written_for_every_page(client: Client, person: User) -> None:
    client.force_login(person)
    assert "sessionid" not in client.get("/admin/tabeller/").cookies


def test_stranger_is_told_nothing(client: Client) -> None:
    response = client.get(ADDRESS)
    assert response.json() == {"person": "", "seconds": 0, "token": ""}
    assert (dict(response.cookies), "no-store" in response["Cache-Control"]) == ({}, True)


def test_keeping_needs_the_token(waiting: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = waiting.cookies
    assert strict.post(ADDRESS).status_code == 403
    token = strict.get(ADDRESS).json()["token"]
    assert strict.post(ADDRESS, headers={"X-CSRFToken": token}).status_code == 200


def test_public_page_begins_nothing_and_sets_no_cookie(waiting: Client) -> None:
    assert dict(waiting.get("/").cookies) == {}
    assert left(waiting) == 60


def test_page_of_the_admin_carries_what_the_script_needs(waiting: Client, person: User) -> None:
    page = waiting.get("/admin/tabeller/").content.decode()
    assert f'data-person="{person.username}"' in page
    assert 'data-address="/admin/session/"' in page
    assert "js/session.js" not in Client().get("/admin/login/").content.decode()
