"""A limit is met wherever the renderer is, and the writer is told where in the text that was."""

import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from xml.etree.ElementTree import Element

import pytest

from documents.printing import watch
from documents.printing.errors import OutOfMemoryError, OutOfTimeError
from documents.printing.watch import Limits

PART = Element("p")


@pytest.fixture(autouse=True)
def _undone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(watch, "INTERVAL", 0.01)
    monkeypatch.setattr(watch, "AGAIN", 0.01)
    before = signal.getsignal(signal.SIGALRM)
    yield
    watch.end()
    signal.signal(signal.SIGALRM, before)


def work_on(element: Element, seconds: float) -> Element:
    rest(seconds)
    return element


def rest(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def test_limit_that_is_met_in_a_part_names_it() -> None:
    watch.begin(Limits(seconds=0, cpu_seconds=1000, megabytes=100_000))
    with pytest.raises(OutOfTimeError) as stopped:
        work_on(PART, 60)
    assert watch.part_in_work(stopped.value) is PART


def test_limit_that_is_met_between_two_parts_names_the_last() -> None:
    watch.begin(Limits(seconds=1, cpu_seconds=1000, megabytes=100_000))
    work_on(PART, 0.5)
    with pytest.raises(OutOfTimeError) as stopped:
        rest(60)
    assert (watch.part_in_work(stopped.value), watch.end()) == (None, PART)


def test_limit_that_is_met_in_the_work_on_a_page_names_the_last_part() -> None:
    watch.begin(Limits(seconds=1, cpu_seconds=1000, megabytes=100_000))
    work_on(PART, 0.5)
    with pytest.raises(OutOfTimeError) as stopped:
        work_on(Element("html"), 60)
    assert (watch.part_in_work(stopped.value), watch.end()) == (None, PART)


def test_limit_is_met_again_where_its_error_was_swallowed() -> None:
    """As Python does with what is raised while something is thrown away."""
    watch.begin(Limits(seconds=1000, cpu_seconds=1000, megabytes=1))
    with suppress(OutOfMemoryError):
        rest(60)
    with pytest.raises(OutOfMemoryError):
        rest(60)
