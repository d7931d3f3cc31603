"""How far something slow has come. One server process does the work, and the page that waits may ask another:
progress is stored in files that both can read."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple, Protocol

from django.core.cache import caches
from django.http import JsonResponse
from django.utils.cache import add_never_cache_headers


class Progress(NamedTuple):
    """`total` is 0 where nobody knows it beforehand."""

    done: int = 0
    total: int = 0


class ProgressCallback(Protocol):
    def __call__(self, done: int, total: int = 0, /) -> None: ...


@contextmanager
def reporting_progress(key: str) -> Iterator[ProgressCallback]:
    """Nothing is left to read when it has ended, well or not."""
    kept = caches["progress"]

    def on_progress(done: int, total: int = 0, /) -> None:
        with suppress(OSError):  # a full disk: what has to be stored will say so better
            kept.set(key, Progress(done, total))

    try:
        yield on_progress
    finally:
        kept.delete(key)


def progress_of(key: str) -> Progress:
    """Nought of nought while nothing is being done."""
    found: Progress = caches["progress"].get(key, Progress())
    return found


def progress_response(key: str) -> JsonResponse:
    answer = JsonResponse(progress_of(key)._asdict())
    add_never_cache_headers(answer)
    return answer
