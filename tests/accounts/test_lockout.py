"""The limit of what one address may try with many names."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.domain import rate_limit
from accounts.domain.rate_limit import Limit
from accounts.lockout import BURST, WRONG
from accounts.models import RateLimit
from tests.accounts.test_sign_in import is_signed_in, sign_in
from tests.factories import MembershipFactory, UserFactory

ELSEWHERE = "10.0.0.9"


class Counting(MD5PasswordHasher):
    """Stands for the costly one, and counts how often it would have cost something."""

    algorithm = "counting"
    times = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).times += 1
        return super().encode(password, salt)


@pytest.fixture
def hashed(settings: Settings) -> type[Counting]:
    settings.PASSWORD_HASHERS = ["tests.accounts.test_lockout.Counting"]
    Counting.times = 0
    return Counting


def guess(number: int, address: str = "127.0.0.1") -> int:
    """A wrong password for a name that nothing was tried with before."""
    return int(sign_in(Client(), User(username=f"navn{number}"), "forkert", REMOTE_ADDR=address).status_code)


@pytest.mark.django_db
class TestOfOneAddress:
    def test_sixty_names_are_not_tried(self, hashed: type[Counting], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("accounts.lockout.BURST", Limit("at once", 100, BURST.window))
        assert [guess(number) for number in range(60)] == [200] * WRONG.times + [429] * (60 - WRONG.times)
        assert hashed.times == WRONG.times

    def test_all_there_wait_and_are_told_so_and_others_sign_in(self, client: Client) -> None:
        person = MembershipFactory().person
        for _time in range(WRONG.times):
            rate_limit.take(WRONG, "127.0.0.1")
        response = sign_in(client, person)
        assert response.status_code == 429
        assert "Derfor kan ingen på netværket logge ind lige nu." in response.content.decode()
        assert "Prøv igen efter kl." in response.content.decode()
        other = Client()
        sign_in(other, person, REMOTE_ADDR=ELSEWHERE)
        assert is_signed_in(other)
        RateLimit.objects.update(ends_at="2020-01-01T00:00:00Z")
        sign_in(client, person)
        assert is_signed_in(client)

    def test_trying_on_does_not_close_for_longer(self) -> None:
        guess(0)
        before = set(RateLimit.objects.values_list("key", "ends_at"))
        for number in range(1, 15):
            guess(number)
        assert set(RateLimit.objects.values_list("key", "ends_at")) == before

    def test_addresses_of_one_ipv6_line_are_one(self) -> None:
        for number in range(BURST.times):
            assert guess(number, f"2001:db8::{number:x}:1") == 200
        assert guess(99, "2001:db8:0:0:ffff::1") == 429
        assert guess(99, "2001:db8:0:1::1") == 200

    def test_others_who_try_do_not_push_it_out(self) -> None:
        for number in range(BURST.times):
            guess(number)
        for number in range(400):
            RateLimit.objects.create(key=f"{number:064}", count=1, ends_at="2999-01-01T00:00:00Z")
        guess(1, ELSEWHERE)
        assert guess(99) == 429

    def test_a_full_house_that_signs_in_rightly_at_once_is_let_in(self) -> None:
        for person in UserFactory.create_batch(BURST.times + 3):
            client = Client()
            sign_in(client, person)
            assert is_signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_forty_at_the_same_moment_are_not_all_looked_at(hashed: type[Counting]) -> None:
    def one(number: int) -> int:
        try:
            return guess(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(40)))
    assert sorted(answers) == [200] * BURST.times + [429] * (40 - BURST.times)
    assert hashed.times == BURST.times
