"""A limit is met wherever the renderer is, and the writer is told where in the text that was."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources._adapters import SpecLoaderAdapter
from typing import Any
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


def work_on(element: Any, seconds: float) -> Any:
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


class Asking:
    """As cffi's libraries do, it takes a lock to say that it lacks something; as importlib's adapters, it cannot say so
    while it is made."""

    lock = threading.Lock()

    def __getattr__(self, name: str) -> object:
        if not self.lock.acquire(timeout=5):
            raise RuntimeError(f"{name} is asked for by who holds the lock")
        self.lock.release()
        return getattr(self.__dict__["inner"], name)

    def work(self) -> None:
        with self.lock:
            rest(0.5)


def test_look_runs_no_code_of_what_it_interrupts() -> None:
    watch.begin(Limits(seconds=1000, cpu_seconds=1000, megabytes=100_000))
    Asking().work()


def test_look_runs_no_code_of_what_is_half_made() -> None:
    half_made = SpecLoaderAdapter.__new__(SpecLoaderAdapter)
    watch.begin(Limits(seconds=1000, cpu_seconds=1000, megabytes=100_000))
    work_on(half_made, 0.5)
