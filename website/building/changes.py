"""What is done at once when the public is to read something else: what would be wrong is served by the program, until it
has been built again."""

from functools import partial

from django.conf import settings
from django.db import transaction

from publishing.enums import PublicChange
from publishing.models import Edition
from website.building import folders
from website.building.facts import folder_of
from website.building.waiting import build_in_background
from website.domain.records.files import forget_lines


def tell(edition: Edition, change: PublicChange) -> None:
    """Called within the transaction that stores the change."""
    if not settings.SITE_FILES:
        _leave_none(edition.municipality_slug)
    else:
        if change is PublicChange.WITHDRAWN:  # now, too: this process may end before what follows
            _drop(edition.municipality_slug)
        transaction.on_commit(partial(_changed, edition.municipality_slug, folder_of(edition), change))


def _leave_none(municipality: str) -> None:
    """Files are turned off, but may be turned on again, or be served by another program meanwhile: none is to show what
    has changed since."""
    if folders.root().exists():
        _drop(municipality)
        transaction.on_commit(partial(_drop, municipality))


def _changed(municipality: str, plan: str, change: PublicChange) -> None:
    """`plan` is the folder of its pages."""
    if change is PublicChange.WITHDRAWN:
        _drop(municipality)  # again: what was built before the transaction was stored still has it
    elif change is PublicChange.PUBLISHED:
        folders.forget(municipality, plan, f"{municipality}/{folders.INDEX}")
        folders.forget(folders.SHARED, folders.INDEX)
        folders.forget(folders.DATA, *folders.OF_DATA)
    else:
        folders.note(municipality, plan)
    build_in_background(municipality, plan if change is PublicChange.PUBLISHED else "")


def _drop(municipality: str) -> None:
    folders.take_mark(
        folders.DATA
    )  # first: whoever is writing the lines begins again, and tells of no failure
    forget_lines(municipality)
    for unit in (municipality, folders.SHARED, folders.DATA):
        folders.drop(unit)
