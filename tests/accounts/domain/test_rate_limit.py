"""So many times in a window, counted for all processes and forgotten when the window ends."""

from datetime import timedelta

import pytest

from accounts.domain import rate_limit
from accounts.domain.rate_limit import Limit
from accounts.models import RateLimit

pytestmark = pytest.mark.django_db
TWO = Limit("two", 2, timedelta(minutes=5))


def test_limit_lets_so_many_and_each_its_own() -> None:
    assert [rate_limit.take(TWO, "a") for _time in range(4)] == [True, True, False, False]
    assert rate_limit.take(TWO, "b")
    assert rate_limit.take(Limit("other", 2, TWO.window), "a")


def test_window_ends_when_it_was_to_end_however_often_more_is_asked_for() -> None:
    rate_limit.take(TWO, "a")
    ends = RateLimit.objects.get().ends_at
    for _time in range(5):
        rate_limit.take(TWO, "a")
    assert rate_limit.closed_until(TWO, "a") == RateLimit.objects.get().ends_at == ends
    RateLimit.objects.update(ends_at=ends - TWO.window)
    assert rate_limit.closed_until(TWO, "a") is None
    assert [rate_limit.take(TWO, "a") for _time in range(3)] == [True, True, False]


def test_what_is_given_back_can_be_taken_again() -> None:
    for _time in range(2):
        rate_limit.take(TWO, "a")
    rate_limit.give_back(TWO, "a")
    rate_limit.give_back(TWO, "unknown")
    assert [rate_limit.take(TWO, "a") for _time in range(2)] == [True, False]


def test_table_forgets_what_has_ended_and_nothing_else() -> None:
    for who in "abc":
        rate_limit.take(TWO, who)
    kept = RateLimit.objects.first()
    assert kept is not None
    RateLimit.objects.exclude(pk=kept.pk).update(ends_at="2020-01-01T00:00:00Z")
    rate_limit.take(TWO, "d")
    assert RateLimit.objects.count() == 2
    assert RateLimit.objects.filter(pk=kept.pk).exists()


def test_table_tells_nobody_s_address() -> None:
    rate_limit.take(TWO, "anna@herning.dk")
    assert "anna" not in str(list(RateLimit.objects.values()))
