"""The client against a real server on this machine."""

from io import BytesIO
from typing import Any

import pytest
from pytest_django import Settings

from goals.domain.importing.read_file import read
from goals.domain.jobindsats import TRIES, FetchError, fetch
from tests.goals.statistics_server import VERSION_2, VERSION_3, Answer, Server, as_json, server

__all__ = ["server"]


@pytest.fixture
def waits() -> list[float]:
    return []


def test_fetch_without_a_key_is_off(settings: Settings) -> None:
    settings.JOBINDSATS_KEY = ""
    with pytest.raises(FetchError, match="slået fra: JOBINDSATS_KEY er ikke sat"):
        fetch("data/y01a02")


def test_fetching_is_off_by_default() -> None:
    with pytest.raises(FetchError, match="slået fra"):
        fetch("data/y01a02")


@pytest.mark.parametrize(
    ("version", "content", "authorization"),
    [("v2", VERSION_2, "hemmelig"), ("v3", VERSION_3, "Bearer hemmelig")],
)
def test_both_versions_are_asked_with_their_kind_of_key_and_read(
    server: Server, settings: Settings, version: str, content: Any, authorization: str
) -> None:
    settings.JOBINDSATS_URL = f"{server.url}/{version}"
    server.answers = [as_json(content)]
    from_server = fetch("data/y01a02?period.M=latest:12&hierarchy._nykom=*&format=json")
    table = read(BytesIO(from_server))
    assert [(row.area, row.period) for row in table.rows] == [("Skive", "2020M01")]
    path = f"/{version}/data/y01a02?period.M=latest:12&hierarchy._nykom=*&format=json"
    assert server.asked == [(path, authorization)]


def test_danish_letters_and_spaces_in_the_path_are_escaped(server: Server) -> None:
    server.answers = [Answer()]
    fetch("/data/y01?area=Høje Taastrup")
    assert server.asked[0][0] == "/v3/data/y01?area=H%C3%B8je%20Taastrup"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_busy_server_is_asked_again_after_twice_as_long(
    server: Server, waits: list[float], status: int
) -> None:
    server.answers = [Answer(status), Answer(status), Answer(status), Answer(body=b"[1]")]
    assert fetch("data/y01", sleep=waits.append) == b"[1]"
    assert waits == [2.0, 4.0, 8.0]


def test_server_that_says_how_long_to_wait_is_given_that_time_up_to_a_minute(
    server: Server, waits: list[float]
) -> None:
    asks = [Answer(429, headers={"Retry-After": value}) for value in ("7", "3600", "i morgen")]
    server.answers = [*asks, Answer(body=b"[1]")]
    fetch("data/y01", sleep=waits.append)
    assert waits == [7.0, 60.0, 60.0]


@pytest.mark.parametrize("status", [429, 500])
def test_server_that_stays_busy_is_given_up(server: Server, waits: list[float], status: int) -> None:
    server.answers = [Answer(status)]
    with pytest.raises(FetchError, match=rf"optaget \(HTTP {status}\), også efter {TRIES} forsøg"):
        fetch("data/y01", sleep=waits.append)
    assert (len(server.asked), len(waits)) == (TRIES, TRIES - 1)


@pytest.mark.parametrize(
    ("status", "message"),
    [(401, "afviser nøglen"), (403, "afviser nøglen"), (404, "kender ikke adressen"), (422, "en fejl")],
)
def test_answer_that_waiting_does_not_change_is_not_asked_for_again(
    server: Server, waits: list[float], status: int, message: str
) -> None:
    server.answers = [Answer(status)]
    with pytest.raises(FetchError, match=rf"{message} \(HTTP {status}\)"):
        fetch("data/y01", sleep=waits.append)
    assert (len(server.asked), waits) == (1, [])


def test_server_that_does_not_answer_in_time_is_given_up(server: Server, waits: list[float]) -> None:
    server.answers = [Answer(delay=0.5)]
    with pytest.raises(FetchError, match=r"svarer ikke: .*timed out"):
        fetch("data/y01", timeout=0.1, sleep=waits.append)
    assert len(waits) == TRIES - 1


def test_answer_that_breaks_off_is_fetched_again(server: Server, waits: list[float]) -> None:
    server.answers = [Answer(body=b"[1", announced=100), Answer(body=b"[1]")]
    assert fetch("data/y01", sleep=waits.append) == b"[1]"
    assert waits == [2.0]


def test_no_server_at_all_is_told(settings: Settings, waits: list[float]) -> None:
    with Server() as unused:
        settings.JOBINDSATS_URL = unused.url
    settings.JOBINDSATS_KEY = "hemmelig"
    with pytest.raises(FetchError, match="svarer ikke"):
        fetch("data/y01", sleep=waits.append)


def test_key_is_not_carried_to_another_address(server: Server, waits: list[float]) -> None:
    server.answers = [Answer(302, headers={"Location": f"{server.url}/andetsteds"})]
    with pytest.raises(FetchError, match="HTTP 302"):
        fetch("data/y01", sleep=waits.append)
    assert [path for path, _ in server.asked] == ["/v3/data/y01"]


def test_answer_too_large_to_hold_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goals.domain.jobindsats.MOST_BYTES", 10)
    server.answers = [Answer(body=b"x" * 11)]
    with pytest.raises(FetchError, match="for stort"):
        fetch("data/y01")
