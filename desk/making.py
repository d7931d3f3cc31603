"""How far the making of an edition has come. The server process that makes it tells; another one is asked by
the page that waits, so what is told lies in files that both read."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET

from documents.printing import Told
from goals.models import FollowUp
from plans.admin_base import MunicipalityAdmin
from plans.domain.access import Right
from plans.models import Plan


@contextmanager
def telling(row: Plan | FollowUp) -> Iterator[Told]:
    """Nothing is left to read when it has ended, well or not."""
    progress, key = caches["progress"], _key(row)

    def told(page: int) -> None:
        with suppress(OSError):  # a full disk: what has to be stored will say so better
            progress.set(key, page)

    try:
        yield told
    finally:
        progress.delete(key)


def pages_set(row: Plan | FollowUp) -> int:
    """How many pages have been laid out, or begun; 0 when no edition is being made."""
    pages: int = caches["progress"].get(_key(row), 0)
    return pages


@require_GET
def pages_answer(request: HttpRequest, owner: MunicipalityAdmin, row: Plan | FollowUp) -> JsonResponse:
    if not owner.may(request, Right.PUBLISH, row):
        raise PermissionDenied
    answer = JsonResponse({"pages": pages_set(row)})
    add_never_cache_headers(answer)
    return answer


def _key(row: Plan | FollowUp) -> str:
    return f"{row._meta.label_lower}-{row.pk}"
