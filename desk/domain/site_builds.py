"""How the files of the public pages are, for the desk: whether they are being built, and what has failed. Read from what lies
beside them: no query."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from plans.models import Municipality
from publishing.models import Subject
from publishing.models.subject import plan_of
from website.building import folders


@dataclass(frozen=True, slots=True)
class SiteBuild:
    """`name` is whose pages they are; `error` what went wrong with the last build."""

    name: str
    error: str = ""


def site_build_of(subject: Subject) -> SiteBuild | None:
    """None where the pages are as they should be, or none have been built yet."""
    town = plan_of(subject).municipality
    if not settings.SITE_FILES or not folders.state_of(town.slug):
        return None
    found = _failed(town.slug, town.short_name)
    return found or (SiteBuild(town.short_name) if folders.is_waiting(town.slug) else None)


def failed_builds(managed: Iterable[Municipality], *, of_all: bool) -> tuple[SiteBuild, ...]:
    """Of the municipalities that a person manages, and what they share where the person sees to the whole portal."""
    if not settings.SITE_FILES:
        return ()
    names = {town.slug: town.short_name for town in managed}
    if of_all:
        names[folders.SHARED] = _("what several municipalities share")
    found = (_failed(unit, name) for unit, name in names.items())
    return tuple(each for each in found if each)


def _failed(unit: str, name: str) -> SiteBuild | None:
    error = folders.state_of(unit).get("error")
    return SiteBuild(name, error) if error else None
