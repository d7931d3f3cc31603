"""What is done at once when the public is to read something else: what would be wrong is served by the program, until it
has been built again."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from publishing.enums import PublicChange
from publishing.models import Edition
from website.building import folders
from website.building.waiting import build_in_background


def tell(edition: Edition, change: PublicChange) -> None:
    """Called within the transaction that stores the change."""
    if settings.SITE_FILES:
        plan = reverse("publishing:plan", args=[edition.municipality_slug, edition.plan_ref])
        if change is PublicChange.WITHDRAWN:  # now, too: this process may end before what follows
            _drop(edition.municipality_slug)
        transaction.on_commit(partial(_changed, edition.municipality_slug, plan.strip("/"), change))


def _changed(municipality: str, plan: str, change: PublicChange) -> None:
    """`plan` is the folder of its pages."""
    if change is PublicChange.WITHDRAWN:
        _drop(municipality)  # again: what was built before the transaction was stored still has it
    elif change is PublicChange.PUBLISHED:
        folders.forget(municipality, plan, f"{municipality}/{folders.INDEX}")
        folders.forget(folders.SHARED, folders.INDEX)
    else:
        folders.take_mark(municipality)
    build_in_background()


def _drop(municipality: str) -> None:
    folders.drop(municipality)
    folders.drop(folders.SHARED)
