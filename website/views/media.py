"""Crests, pictures and annex files, as uploaded. Those of a draft are for the
people of its municipality only.

The table of editions' files alone says what is public; no text is searched for a path."""

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef
from django.http import FileResponse, HttpRequest
from django.utils.cache import patch_cache_control

from config import headers
from plans.domain.access import Permission, Person, has_permission, is_superuser
from plans.uploads import municipality_of
from publishing.domain.published_editions import NotPublishedError
from publishing.models import Edition, EditionFile
from website.views.page import NOINDEX, page


@page
def media(request: HttpRequest, path: str) -> FileResponse:
    if "\0" in path or PurePosixPath(path).as_posix() != path or ".." in PurePosixPath(path).parts:
        raise NotPublishedError(path)  # one file has one address, and its owner is read from that
    owner = municipality_of(path)
    # The session is asked last, so that what has been published needs no cookie.
    if found := to_be_found_or_not(path, owner):
        response = stored_file(path)
        if found == {False}:
            response["X-Robots-Tag"] = NOINDEX
        return response
    if not may_see_draft(request.user, owner):
        raise NotPublishedError(path)
    response = stored_file(path)
    patch_cache_control(response, private=True, no_store=True)
    return response


def stored_file(path: str) -> FileResponse:
    """Raises `NotPublishedError` for a missing file. Permission has been checked before."""
    try:
        handle = default_storage.open(path)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise NotPublishedError(path) from error
    told = headers.of_file(f"{headers.MEDIA}{path}") or {}
    response = FileResponse(handle, content_type=told["Content-Type"])  # else it would guess
    response["Content-Disposition"] = told["Content-Disposition"]
    return response


def to_be_found_or_not(path: str, owner: int | None) -> set[bool]:
    """Of the editions that have published it, whether search engines shall find them; none, where none has. By its
    whole path, and only by an edition of its owner: another municipality cannot publish a file by naming it."""
    files = EditionFile.objects.served().filter(path=path)
    files = files.filter(edition__plan__municipality=owner) if owner else files
    found = Exists(Edition.objects.filter(pk=OuterRef("edition")).to_be_found())
    return set(files.annotate(found=found).values_list("found", flat=True).distinct())


def may_see_draft(person: Person, owner: int | None) -> bool:
    return has_permission(person, Permission.VIEW, owner) if owner else is_superuser(person)
