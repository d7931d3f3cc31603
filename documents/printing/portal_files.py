"""The only files that a PDF may be made of: the portal's own static files and uploaded pictures.

Nothing here opens a connection. An address of the portal is read from the disk, and every other
address is refused, so that no text can make the server read its own files or call another host.
"""

import mimetypes
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils.translation import gettext as _
from PIL import Image

from plans.svg import is_safe
from plans.uploads import MAX_PIXELS, municipality_of

DRAWING = "image/svg+xml"
UPLOADS = frozenset({"image/png", "image/jpeg", DRAWING})
"""What may be uploaded. A drawing could name other files, so only one that has been made safe is printed; a
stylesheet could fetch them."""
STATIC = UPLOADS | {"text/css"}


class RefusedAddressError(ValueError):
    """Not one of the portal's own files, or no file at all; the message says which."""


@dataclass(frozen=True, slots=True)
class File:
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class PortalFiles:
    """As the settings are where a rendering is asked for; it takes them along to its own process.

    `owner` is the municipality whose text is printed: another one's pictures may be of a draft, and are
    not printed by whoever knows their name.
    """

    site: str
    media: Path
    owner: int | None = None

    @property
    def base_address(self) -> str:
        """What relative addresses in the text are relative to."""
        return f"{self.site}/"

    def absolute(self, address: str) -> str:
        return urljoin(self.base_address, address)

    def read(self, address: str) -> File:
        """Raises `RefusedAddressError` for everything but a readable file of the portal."""
        name = self._name_on_site(address)
        try:
            if name.startswith(settings.STATIC_URL):
                return _read(_static(name.removeprefix(settings.STATIC_URL)), STATIC)
            if name.startswith(settings.MEDIA_URL):
                file = _read(self._uploaded(name.removeprefix(settings.MEDIA_URL)), UPLOADS)
                _refuse_what_is_unsafe(file)
                return file
        except FileNotFoundError as error:
            raise RefusedAddressError(_("there is no such file")) from error
        raise RefusedAddressError(_("only the portal's own files can be printed"))

    def _name_on_site(self, address: str) -> str:
        try:
            parts, site = urlsplit(address), urlsplit(self.site)
        except ValueError as error:
            raise RefusedAddressError(_("the address cannot be read")) from error
        if (parts.scheme, parts.netloc) != (site.scheme, site.netloc):
            raise RefusedAddressError(_("only the portal's own files can be printed"))
        return unquote(parts.path)

    def _uploaded(self, name: str) -> Path:
        """Symbolic links and dots are followed before the checks: what lies outside, or in another
        municipality's folder, is refused, however it is named."""
        folder = self.media.resolve()
        try:
            found = (folder / name).resolve(strict=True)
        except (OSError, ValueError) as error:
            raise FileNotFoundError(name) from error
        if not found.is_relative_to(folder):
            raise FileNotFoundError(name)
        if municipality_of(found.relative_to(folder).as_posix()) not in (None, self.owner):
            raise RefusedAddressError(_("the file belongs to another municipality"))
        return found


def portal_files(owner: int | None = None) -> PortalFiles:
    return PortalFiles(settings.SITE_URL, Path(settings.MEDIA_ROOT), owner)


def _static(name: str) -> Path:
    try:
        found = finders.find(name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise FileNotFoundError(name) from error
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


def _read(path: Path, allowed: frozenset[str]) -> File:
    content_type = mimetypes.guess_type(path.name)[0]
    if content_type not in allowed:
        raise RefusedAddressError(_("files of this type cannot be printed"))
    try:
        return File(path.read_bytes(), content_type)
    except OSError as error:
        raise RefusedAddressError(_("the file cannot be read")) from error


def _refuse_what_is_unsafe(file: File) -> None:
    if file.content_type != DRAWING:
        _refuse_what_unfolds(file.content)
    elif not is_safe(file.content):
        raise RefusedAddressError(_("the drawing has not been made safe"))


def _refuse_what_unfolds(content: bytes) -> None:
    """A small file can be a picture of any size, or of a kind that runs a program. Only its head is read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # MAX_PIXELS is stricter
        try:
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
                pixels = picture.width * picture.height
        except Image.DecompressionBombError:
            pixels = MAX_PIXELS + 1
        except (OSError, SyntaxError, ValueError) as error:
            raise RefusedAddressError(_("the file is not a picture")) from error
    if pixels > MAX_PIXELS:
        raise RefusedAddressError(_("the picture has too many pixels"))
