"""What `manage.py check` says of the installation: its folders, its address, and (with `--database default`,
as `migrate` does) its triggers."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.files.storage import FileSystemStorage, storages
from django.db import connections
from django.http.request import validate_host
from django.utils.translation import gettext as _

from publishing import triggers


def check_folders(**_kwargs: Any) -> list[CheckMessage]:
    """An upload or a publication would fail at its last step."""
    return [
        Error(
            _("No file can be written in %(folder)s: %(reason)s.") % {"folder": folder, "reason": reason},
            hint=_("Let the user that runs the portal write there."),
            id="publishing.E001",
        )
        for folder in sorted(set(_folders()))
        if (reason := _refusal(folder))
    ]


def check_site_url(**_kwargs: Any) -> list[CheckMessage]:
    """Warnings and no errors: a proxy may give the server another name than the one that people know."""
    address = urlsplit(settings.SITE_URL)
    found: list[CheckMessage] = []
    if not validate_host(address.hostname or "", settings.ALLOWED_HOSTS):
        found.append(
            Warning(
                _(
                    "The portal does not answer at its own address: %(host)s, of SITE_URL, is not in ALLOWED_HOSTS."
                )
                % {"host": address.hostname},
                hint=_("Add the name to ALLOWED_HOSTS, or correct SITE_URL: PDFs and mails link to it."),
                id="publishing.W002",
            )
        )
    if (address.scheme == "https") != settings.SESSION_COOKIE_SECURE:
        found.append(
            Warning(
                _("SITE_URL (%(address)s) and HTTPS do not fit each other.") % {"address": settings.SITE_URL},
                hint=_("Set HTTPS=true and an address that begins with https://, or neither."),
                id="publishing.W003",
            )
        )
    return found


def check_triggers(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """A warning and no error: `migrate` asks before it sets them up."""
    return [
        Warning(
            _("The database does not refuse changes to what is kept for ever: %(tables)s")
            % {"tables": ", ".join(tables)},
            hint=_(
                "Run manage.py migrate, which sets the triggers up, and find out who took them away:"
                " manage.py verify tells whether anything has been changed meanwhile."
            ),
            id="publishing.W001",
        )
        for alias in databases or ()
        if (tables := triggers.missing(connections[alias]))
    ]


def _folders() -> Iterator[Path]:
    """Where the running portal writes. Static files are written by whoever installs it."""
    for alias in settings.STORAGES.keys() - {"staticfiles"}:
        if isinstance(storage := storages[alias], FileSystemStorage):
            yield Path(storage.location)
    if settings.SITE_FILES:
        yield Path(settings.SITE_ROOT)


def _refusal(folder: Path) -> str | None:
    """Why nothing can be written there, by trying it; a folder that is made at its first file counts as the
    one that it will be made in."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return None
    except OSError as error:
        return error.strerror or str(error)
