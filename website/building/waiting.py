"""Which units have to be built, and building them: in the server's background, or by `manage.py run_jobs`."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.utils import timezone

from publishing.domain import jobs
from website.building import folders
from website.building.build import build
from website.building.facts import apart_from_pdfs, editions, plans_with_pdfs_since, stamps

logger = logging.getLogger(__name__)
AGAIN = timedelta(minutes=15)
"""When a build that failed is tried again by itself."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """`error` is empty where the unit has been built."""

    unit: str
    pages: int
    error: str = ""


def units() -> list[str]:
    """Those that there is something to build of."""
    return list(editions())


def find_outdated() -> None:
    """Marks what has been built of something else than is stored now, as on another day."""
    for unit, stamp in stamps().items():
        state = folders.state_of(unit)
        made_of = str(state.get("made_of", ""))
        if made_of == stamp or _has_just_failed(state) or folders.is_waiting(unit):
            continue
        if apart_from_pdfs(made_of) != apart_from_pdfs(stamp) or state.get("error"):
            folders.take_mark(unit)
        else:
            for plan in plans_with_pdfs_since(unit, made_of):
                folders.note(unit, plan)


def _has_just_failed(state: dict[str, str]) -> bool:
    failed = state.get("error") and state.get("failed_at")
    return bool(failed) and timezone.now() - datetime.fromisoformat(str(failed)) < AGAIN


def build_waiting() -> Iterator[BuildResult]:
    """What fails stops none of the others."""
    for unit in units():
        if folders.is_waiting(unit):
            yield build_one(unit)


def build_one(unit: str, plan: str = "") -> BuildResult:
    """`plan` is the folder of the pages that are served before all others are made."""
    try:
        state = build(unit, plan)
    except Exception as error:
        logger.exception("The pages of %s were not built", unit)
        return BuildResult(unit, 0, str(error) or repr(error))
    return BuildResult(unit, state.get("pages", 0), state.get("error", ""))


def build_in_background(unit: str, plan: str = "") -> None:
    """In a server, once what has changed is stored. Elsewhere it waits for the timer."""
    jobs.in_background(partial(_build_all, unit, plan))


def _build_all(unit: str, plan: str) -> None:
    """What somebody waits for comes before what waits for other reasons, as the country's towns do after midnight."""
    if folders.is_waiting(unit):
        build_one(unit, plan)
    for _outcome in build_waiting():
        pass


def build_by_timer() -> Iterator[str]:
    """For `manage.py run_jobs`: what was interrupted, what has failed, and what is of yesterday."""
    if settings.SITE_FILES:
        find_outdated()
        for outcome in build_waiting():
            yield f"{outcome.unit}: {outcome.error or outcome.pages}"
