"""The only files that a PDF may be made of: the portal's own static files and uploaded pictures.

Nothing here opens a connection. An address of the portal is read from the disk, and every other
address is refused, so that no text can make the server read its own files or call another host.
"""

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils.translation import gettext as _

UPLOADS = frozenset({"image/png", "image/jpeg"})
"""What may be uploaded. An SVG could name other files, a stylesheet could fetch them."""
STATIC = UPLOADS | {"image/svg+xml", "text/css", "font/woff"}
TYPES = {".woff": "font/woff"}
"""Where Python's own list depends on the machine's."""


class RefusedAddressError(ValueError):
    """Not one of the portal's own files, or no file at all; the message says which."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    content: bytes
    content_type: str


def base_address() -> str:
    """What relative addresses in the text are relative to."""
    return f"{settings.SITE_URL}/"


def read(address: str) -> OwnFile:
    """Raises `RefusedAddressError` for everything but a readable file of the portal."""
    path, allowed = _path_of(address)
    content_type = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    if content_type not in allowed:
        raise RefusedAddressError(_("files of this type cannot be printed"))
    try:
        return OwnFile(path.read_bytes(), content_type)
    except OSError as error:
        raise RefusedAddressError(_("the file cannot be read")) from error


def _path_of(address: str) -> tuple[Path, frozenset[str]]:
    name = _name_on_site(address)
    try:
        if name.startswith(settings.STATIC_URL):
            return _static(name.removeprefix(settings.STATIC_URL)), STATIC
        if name.startswith(settings.MEDIA_URL):
            return _uploaded(name.removeprefix(settings.MEDIA_URL)), UPLOADS
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise RefusedAddressError(_("there is no such file")) from error
    raise RefusedAddressError(_("only the portal's own files can be printed"))


def _name_on_site(address: str) -> str:
    try:
        parts, site = urlsplit(address), urlsplit(settings.SITE_URL)
    except ValueError as error:
        raise RefusedAddressError(_("the address cannot be read")) from error
    if (parts.scheme, parts.netloc) != (site.scheme, site.netloc):
        raise RefusedAddressError(_("only the portal's own files can be printed"))
    return unquote(parts.path)


def _static(name: str) -> Path:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


def _uploaded(name: str) -> Path:
    """Symbolic links are followed before the check: what lies outside is refused, however it is named."""
    folder = Path(settings.MEDIA_ROOT).resolve()
    found = (folder / name).resolve(strict=True)
    if not found.is_relative_to(folder):
        raise FileNotFoundError(name)
    return found
