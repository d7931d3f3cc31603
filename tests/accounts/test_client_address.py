"""From which address a request comes, as limits count it, whatever a proxy writes."""

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.client_address import client_address
from tests.accounts.test_sign_in import fail, is_signed_in, sign_in
from tests.factories import UserFactory

PROXY = "10.0.0.1"
WRITTEN = {
    "198.51.100.9": "198.51.100.9",
    "6.6.6.6, 198.51.100.9": "198.51.100.9",
    " 198.51.100.9 ": "198.51.100.9",
    "198.51.100.9:51344": "198.51.100.9",
    '"198.51.100.9:51344"': "198.51.100.9",
    "2001:db8::7": "2001:db8::",
    "2001:db8:0:0:ffff::7": "2001:db8::",
    "2001:db8:0:1::7": "2001:db8:0:1::",
    "[2001:db8::7]": "2001:db8::",
    "[2001:db8::7]:443": "2001:db8::",
    '"[2001:db8::7]:443"': "2001:db8::",
    "fe80::1%eth0": "fe80::",
    "[fe80::1%25eth0]:80": "fe80::",
    "::ffff:198.51.100.9": "198.51.100.9",
    "unknown": PROXY,
    "_gateway": PROXY,
    "": PROXY,
    "6.6.6.6,": PROXY,
    "[": PROXY,
    "[2001:db8::7": PROXY,
    "1.2.3": PROXY,
    "1.2.3.4.5": PROXY,
    "999.1.1.1": PROXY,
    "1.2.3.4; drop table": PROXY,
    "plan.eksempel.dk": PROXY,
    "æ": PROXY,
    ":" * 4000: PROXY,
}


@pytest.mark.parametrize("written", WRITTEN)
def test_address_behind_a_proxy_is_the_one_written_else_the_connection_s(
    written: str, settings: Settings
) -> None:
    settings.BEHIND_PROXY = True
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=written)
    assert client_address(request) == WRITTEN[written]


@pytest.mark.parametrize(("connection", "expected"), [("", "0.0.0.0"), ("unix:", "0.0.0.0"), ("::1", "::")])
def test_connection_without_an_address_counts_as_one(connection: str, expected: str) -> None:
    """As a server on a Unix socket has it."""
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=connection)) == expected


@pytest.mark.parametrize(
    ("proxies", "expected"), [(1, "3.3.3.3"), (2, "2.2.2.2"), (3, "1.1.1.1"), (4, PROXY)]
)
def test_as_many_entries_are_believed_as_there_are_proxies(
    proxies: int, expected: str, settings: Settings
) -> None:
    settings.BEHIND_PROXY, settings.PROXIES = True, proxies
    meta = {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": "1.1.1.1, 2.2.2.2, 3.3.3.3"}
    assert client_address(RequestFactory().get("/", **meta)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["198.51.100.9:51344", "[2001:db8::7]:443", "unknown"])
def test_lock_closes_and_the_next_address_signs_in_whatever_the_proxy_writes(
    written: str, client: Client, settings: Settings
) -> None:
    settings.BEHIND_PROXY = True
    person: User = UserFactory()
    for number in range(5):
        ported = written.replace("51344", str(51344 + number)).replace("::7", f"::{number}")
        response = fail(person, 1, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=ported)
    assert response.status_code == 429
    sign_in(client, person, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="192.0.2.1:80")
    assert is_signed_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["n" * 300, "n" * 100_000, "æ" * 256])
def test_name_longer_than_any_is_wrong_and_no_error(name: str, client: Client) -> None:
    assert sign_in(client, User(username=name), HTTP_USER_AGENT="u" * 3000).status_code == 200
