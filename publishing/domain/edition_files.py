"""What lies on the disk of what an edition consists of, as it is when the edition is made."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage, default_storage
from django.utils.translation import gettext as _

from documents.files import media_files
from documents.tree import PlanDocument
from plans.uploads import municipality_of


class ChangedFileError(Exception):
    """An annex is no longer the one that the text names; the message says which."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    path: str
    sha256: str
    size: int


def files_of(document: PlanDocument, owner: int) -> Iterator[StoredFile]:
    """Only the owner's own, for another municipality cannot publish a file by naming it. A picture or a
    link that leads to no file names none; an annex must be there, and be the one that the text names.
    Raises `OSError` and `ChangedFileError`."""
    for path, annex in media_files(document).items():
        if municipality_of(path) not in (None, owner):
            continue
        stored = stored_file(default_storage, path)
        if stored is None and annex is not None:
            raise FileNotFoundError(2, _("there is no such file"), path)
        if stored is None:
            continue
        if annex is not None and stored.sha256 != annex.sha256:
            raise ChangedFileError(_("The annex file %(path)s has been changed since.") % {"path": path})
        yield stored


def stored_file(storage: Storage, path: str) -> StoredFile | None:
    """None where there is no such file. Read in pieces, however large it is."""
    try:
        with storage.open(path) as handle:
            digest = hashlib.sha256()
            size = 0
            for chunk in handle.chunks():
                digest.update(chunk)
                size += len(chunk)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError, SuspiciousFileOperation):
        return None
    return StoredFile(path, digest.hexdigest(), size)
